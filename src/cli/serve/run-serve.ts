import { join } from "../../../codemods/project/project-path";
import { type MgobexsLogLevel, ToolError } from "../../contract";
import { type LogSettings, type PartialGameSettings, SystemClock } from "../../engine";
import { type CommandContext } from "../command-context";
import { ExitCode } from "../exit-codes";
import { describePlace } from "../failure";
import { type Terminal } from "../terminal";
import { type ClusterSettings } from "../../../adapters/cluster/join-cluster";
import { type Banner, printBanner } from "./banner";
import { chooseConsole } from "./choose-console";
import { choosePorts, defaultPort } from "./choose-port";
import { chooseTls, type ChosenTls } from "./choose-tls";
import { findConfig, type FoundConfig, loadTcb } from "./find-config";
import {
  type BackendName,
  type BackendOptions,
  type ClusterPlace,
  type HostedServer,
  startBackend,
} from "./backends";
import { openLogs } from "./serve-logs";
import { type ServeOptions } from "./serve-settings";
import { serveTexts } from "./serve-texts";
import { watchForStalls } from "./stall-watch";
import { onLateSignal, waitForStopSignal } from "./stop-signal";
import { tellLosses } from "./tell-losses";
import { withoutUnusedRecord } from "./unused-record";
import { type PackageWatch, watchPackage } from "./watch-package";
import { runWorkers } from "./workers/run-workers";
import { readWorkerPlace, type WorkerPlace } from "./workers/worker-place";
import { requireWorkerLine } from "./workers/worker-process";

/**
 * Hosts a package until the process is told to stop; then ends the rooms, waits for their `onDestroyRoom`, and resolves.
 *
 * @returns the exit code
 * @throws ToolError for whatever the user can mend: package, configuration, port
 */
export async function runServe(mgobexs: string, options: ServeOptions, terminal: Terminal): Promise<number> {
  const found = findConfig(options.config, mgobexs);
  const worker = readWorkerPlace(terminal.context);
  const backend = options.backend ?? "colyseus";
  const cluster = chooseCluster(backend, options, found.config.cluster, worker);
  if (options.workers !== undefined && !worker) {
    if (!cluster) throw new ToolError("CLUSTER_NEEDS_BOTH");
    const ports = await choosePorts(options);
    return runWorkers({ count: options.workers, ports, cluster, host: options.host }, terminal);
  }
  return serveHere({ mgobexs, options, found, worker, cluster }, terminal);
}

/** What one process serves. */
interface Work {
  readonly mgobexs: string;
  readonly options: ServeOptions;
  readonly found: FoundConfig;
  readonly worker: WorkerPlace | undefined;
  readonly cluster: ClusterPlace | undefined;
}

async function serveHere(work: Work, terminal: Terminal): Promise<number> {
  const { mgobexs, options, found, worker, cluster } = work;
  const line = worker && requireWorkerLine();
  const logSettings = chooseLogs(found.config.logs, options, worker);
  const logs = openLogs(logSettings, terminal);
  const stalls = watchForStalls(logSettings, options.maxStall, (reason) => {
    const message = `the process is not watched for endless loops any more: ${reason}`;
    logs.sink({ time: Date.now(), level: "error", stream: "host", message });
  });
  const tls = await chooseTls(options, terminal.context.environment);
  const { port, relayPort } = worker ? getSharedPorts(worker) : await choosePorts(options);
  let stopByConsole = (): void => undefined;
  const toldByConsole = new Promise<void>((resolve) => (stopByConsole = resolve));
  const startServer = (): Promise<HostedServer> =>
    start({
      backend: options.backend ?? "colyseus",
      found,
      settings: chooseSettings(options, found.config.settings, terminal.context.environment),
      logSettings,
      // One of several workers that ends alone is started again.
      stop: (isWhole) => (line && isWhole ? line.stopAll() : stopByConsole()),
      place: {
        mgobexs,
        port: port.port,
        relayPort,
        ownPort: worker?.ownPort,
        hostname: options.host,
        tls,
        trustProxy: options.trustProxy,
        recordFile: options.record,
        log: logs.sink,
        monitor: stalls.monitor,
        cluster,
      },
    });
  const server = await withoutUnusedRecord(options.record, startServer);
  const hasBanner = worker?.hasBanner ?? true;
  if (cluster && hasBanner) terminal.print(terminal.paint("yellow", terminal.say(serveTexts.clusterIsNew)));
  warn(port.isReplacement ? server.port : undefined, tls, terminal);
  // In this order: a main thread that gets stuck in between has somebody who hears its signals.
  await stalls.watchSignals();
  const stopSignal = waitForStopSignal();
  const watch = options.watch ? startWatch(mgobexs, server) : undefined;
  const about = { server, tls, logs: logSettings, watchedFolder: watch?.folder };
  if (hasBanner) showBanner(work, about, terminal);
  line?.sayReady();
  onLateSignal(stopSignal, toldByConsole, () => terminal.print(terminal.say(serveTexts.endingAlready)));
  await Promise.race([stopSignal, toldByConsole, ...(line ? [line.stop] : [])]);
  watch?.close();
  await stop(server, terminal);
  const missing = await logs.flush();
  await stalls.close();
  const { recordFailure } = server.host;
  const isWhole = tellLosses({ missingLines: missing, logDir: logSettings.dir, recordFailure }, terminal);
  terminal.print(terminal.say(serveTexts.stopped));
  return isWhole ? ExitCode.done : ExitCode.findings;
}

function showBanner(
  { mgobexs, options, found, cluster }: Work,
  about: Pick<Banner, "server" | "tls" | "logs" | "watchedFolder">,
  terminal: Terminal,
): void {
  const { host, record: recordFile } = options;
  const isClustered = cluster !== undefined;
  printBanner({ ...about, mgobexs, host, configFile: found.file, recordFile, isClustered }, terminal);
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
  /** Called when the console asks the process to end. @param isWhole whether all are asked that host the game */
  readonly stop: (isWhole: boolean) => void;
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
    console: { withLink: all.secretKey === undefined, logDir: dir ?? undefined, onDrain },
    tcb: loadTcb(found),
    dialect,
    groupFile,
    gameServer: threshold ? { ...gameServer, logLevel: threshold, logLevelSDK: threshold } : gameServer,
  });
}

/** @throws ToolError CLUSTER_NEEDS_BOTH */
function chooseCluster(
  backend: BackendName,
  { redis, publicAddress }: ServeOptions,
  configured: Partial<ClusterSettings> = {},
  worker?: WorkerPlace,
): ClusterPlace | undefined {
  const cluster = {
    ...configured,
    ...(redis !== undefined && { redis }),
    ...(publicAddress !== undefined && { publicAddress }),
    ...(worker && { publicAddress: worker.publicAddress }),
  };
  if (cluster.redis === undefined && cluster.publicAddress === undefined) return undefined;
  const needsAddress = backend === "colyseus";
  if (cluster.redis === undefined || (needsAddress && cluster.publicAddress === undefined)) {
    throw new ToolError("CLUSTER_NEEDS_BOTH");
  }
  return { ...cluster, redis: cluster.redis };
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

function chooseLogs(settings: LogSettings, options: ServeOptions, worker?: WorkerPlace): LogSettings {
  const dir = options.logFiles === false ? null : (options.logDir ?? settings.dir);
  return {
    ...settings,
    ...(options.logLevel && { level: options.logLevel }),
    // Files of one process are no other's to rotate.
    dir: dir !== null && worker ? join(dir, `worker-${worker.number}`) : dir,
  };
}

function getSharedPorts({ port, relayPort }: WorkerPlace): Awaited<ReturnType<typeof choosePorts>> {
  return { port: { port, isReplacement: false }, relayPort };
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
