import { type MgobexsLogLevel, ToolError } from "../../contract";
import { type LogSettings, type PartialGameSettings, SystemClock } from "../../engine";
import { type CommandContext } from "../command-context";
import { ExitCode } from "../exit-codes";
import { describePlace } from "../failure";
import { type Terminal } from "../terminal";
import { type ClusterSettings } from "../../../adapters/cluster/join-cluster";
import { printBanner } from "./banner";
import { chooseConsole } from "./choose-console";
import { choosePorts, defaultPort } from "./choose-port";
import { chooseTls, type ChosenTls } from "./choose-tls";
import { findConfig, type FoundConfig, loadTcb } from "./find-config";
import { type BackendName, type BackendOptions, type HostedServer, startBackend } from "./backends";
import { openLogs } from "./serve-logs";
import { type ServeOptions } from "./serve-settings";
import { serveTexts } from "./serve-texts";
import { watchForStalls } from "./stall-watch";
import { waitForStopSignal } from "./stop-signal";
import { type PackageWatch, watchPackage } from "./watch-package";

/**
 * Hosts a package until the process is told to stop; then ends the rooms, waits for their `onDestroyRoom`, and resolves.
 *
 * @returns the exit code
 * @throws ToolError for whatever the user can mend: package, configuration, port
 */
export async function runServe(mgobexs: string, options: ServeOptions, terminal: Terminal): Promise<number> {
  const found = findConfig(options.config, mgobexs);
  const logSettings = chooseLogs(found.config.logs, options);
  const logs = openLogs(logSettings, terminal);
  const stalls = watchForStalls(logSettings, options.maxStall, (reason) => {
    const message = `the process is not watched for endless loops any more: ${reason}`;
    logs.sink({ time: Date.now(), level: "error", stream: "host", message });
  });
  const tls = await chooseTls(options, terminal.context.environment);
  const { port, relayPort } = await choosePorts(options);
  let stopByConsole = (): void => undefined;
  const toldByConsole = new Promise<void>((resolve) => (stopByConsole = resolve));
  const cluster = chooseCluster(options, found.config.cluster);
  const server = await start({
    backend: options.backend ?? "colyseus",
    found,
    settings: chooseSettings(options, found.config.settings, terminal.context.environment),
    logSettings,
    stop: () => stopByConsole(),
    place: {
      mgobexs,
      port: port.port,
      relayPort,
      hostname: options.host,
      tls,
      trustProxy: options.trustProxy,
      recordFile: options.record,
      log: logs.sink,
      monitor: stalls.monitor,
      cluster,
    },
  });
  if (cluster) terminal.print(terminal.paint("yellow", terminal.say(serveTexts.clusterIsNew)));
  warn(port.isReplacement ? server.port : undefined, tls, terminal);
  // In this order: a main thread that gets stuck in between has somebody who hears its signals.
  await stalls.watchSignals();
  const stopSignal = waitForStopSignal();
  const watch = options.watch ? startWatch(mgobexs, server) : undefined;
  printBanner(
    {
      mgobexs,
      host: options.host,
      configFile: found.file,
      logs: logSettings,
      server,
      tls,
      watchedFolder: watch?.folder,
      recordFile: options.record,
    },
    terminal,
  );
  await Promise.race([stopSignal, toldByConsole]);
  watch?.close();
  await stop(server, terminal);
  await logs.flush();
  await stalls.close();
  terminal.print(terminal.say(serveTexts.stopped));
  return ExitCode.done;
}

/** @param replacement port that was taken in place of the usual one */
function warn(replacement: number | undefined, tls: ChosenTls | undefined, terminal: Terminal): void {
  if (replacement !== undefined) {
    const details = { wanted: String(defaultPort), port: String(replacement) };
    terminal.print(terminal.paint("yellow", terminal.say(serveTexts.portReplaced, details)));
  }
  if (tls?.minVersion === "TLSv1" || tls?.minVersion === "TLSv1.1") {
    terminal.print(terminal.paint("yellow", terminal.say(serveTexts.oldTls)));
  }
}

/** Lets rooms play on for as long as the settings say, ends the rest, and closes the port. */
async function stop(server: HostedServer, terminal: Terminal): Promise<void> {
  const { drainSeconds } = server.host.game.settings;
  if (drainSeconds > 0) {
    const rooms = String(server.host.game.rooms.size);
    terminal.print(terminal.say(serveTexts.draining, { rooms, seconds: String(drainSeconds) }));
  }
  await server.drain();
  terminal.print(terminal.say(serveTexts.stopping, { rooms: String(server.host.game.rooms.size) }));
  await server.close();
}

/** What a server is started with. */
interface Start {
  readonly backend: BackendName;
  readonly found: FoundConfig;
  /** What the command line overrides of the configuration's. */
  readonly settings: PartialGameSettings;
  readonly logSettings: LogSettings;
  /** Called when the console asks the process to end. */
  readonly stop: () => void;
  readonly place: Omit<
    BackendOptions,
    "settings" | "console" | "tcb" | "dialect" | "groupFile" | "gameServer"
  >;
}

function start({
  backend,
  found,
  settings,
  logSettings,
  stop: onDrain,
  place,
}: Start): Promise<HostedServer> {
  const { gameServer, dialect, groupFile } = found.config;
  const { level, dir } = logSettings;
  const threshold: MgobexsLogLevel | undefined = level && `${level}+`;
  const all = { ...found.config.settings, ...settings };
  return startBackend(backend, {
    ...place,
    settings: all,
    // Whoever may log in as anybody is at their desk.
    console: place.cluster
      ? undefined
      : { withLink: all.secretKey === undefined, logDir: dir ?? undefined, onDrain },
    tcb: loadTcb(found),
    dialect,
    groupFile,
    gameServer: threshold ? { ...gameServer, logLevel: threshold, logLevelSDK: threshold } : gameServer,
  });
}

/** @throws ToolError CLUSTER_NEEDS_BOTH */
function chooseCluster(
  { redis, publicAddress }: ServeOptions,
  configured: Partial<ClusterSettings> = {},
): ClusterSettings | undefined {
  const cluster = {
    ...configured,
    ...(redis !== undefined && { redis }),
    ...(publicAddress !== undefined && { publicAddress }),
  };
  if (cluster.redis === undefined && cluster.publicAddress === undefined) return undefined;
  if (cluster.redis === undefined || cluster.publicAddress === undefined) {
    throw new ToolError("CLUSTER_NEEDS_BOTH");
  }
  return { ...cluster, redis: cluster.redis, publicAddress: cluster.publicAddress };
}

/** Settings of the configuration that the command line overrides. */
function chooseSettings(
  { metricsHost, drainSeconds, consolePasswordFile }: ServeOptions,
  settings: PartialGameSettings,
  environment: CommandContext["environment"],
): PartialGameSettings {
  const console = chooseConsole(consolePasswordFile, settings.console, environment);
  return {
    ...(console && { console }),
    ...(metricsHost && { metricsHosts: metricsHost }),
    ...(drainSeconds !== undefined && { drainSeconds }),
  };
}

function chooseLogs(settings: LogSettings, options: ServeOptions): LogSettings {
  return {
    ...settings,
    ...(options.logLevel && { level: options.logLevel }),
    ...(options.logDir !== undefined && { dir: options.logDir }),
    ...(options.logFiles === false && { dir: null }),
  };
}

function startWatch(mgobexs: string, server: HostedServer): PackageWatch {
  const { host } = server;
  return watchPackage(
    mgobexs,
    new SystemClock(),
    async () => {
      try {
        await host.reload();
        const rooms = host.game.rooms.size;
        host.log(
          "info",
          `the script was loaded again for new rooms; ${rooms} present rooms finish on the old one`,
        );
      } catch (error) {
        host.log("error", `the script was not loaded again, the old one stays: ${describe(error)}`);
      }
    },
    (error) => host.log("error", `changes can no longer be watched: ${error.message}`),
  );
}

function describe(error: unknown): string {
  if (!(error instanceof ToolError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [error.what("en"), ...describePlace(error)].join("\n");
}
