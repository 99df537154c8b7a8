import { randomUUID } from "node:crypto";
import { type Server as HttpServer } from "node:http";
import { CloudApi, type GameHost, Operator } from "../../src/engine";
import { createCloudApiEndpoint } from "./cloud-api-endpoint";
import { Console } from "./console/console";
import { type ConsoleGame } from "./console/console-game";
import { readConsoleFiles } from "./console/page-files";
import { createHealthEndpoints } from "./health-endpoints";
import { Metrics } from "./metrics";
import { takeRequestsFirst } from "./requests-first";

/** How the console is run. */
export interface ConsoleSetup {
  /** Opens it without a password, too: to who has a link of {@link MgobeServer.createConsoleLink}, on this machine. */
  readonly withLink?: boolean;
  /** Folder of the log files that `LogFiles` writes; none = the log can be followed and not searched. */
  readonly logDir?: string;
  /**
   * Called when the console is told to drain the server; the game drains when left out.
   *
   * @param isWhole false when this process alone is to end, and not all that host the game
   */
  readonly onDrain?: (isWhole: boolean) => void;
}

/** What the operator's doors need to know. */
export interface OperatorOptions {
  /** How the console at `/console` is run; its passwords are in `settings.console`, and without any it is off. */
  readonly console?: ConsoleSetup;
  /** True behind a proxy: addresses of clients, which limits count by, are the last ones of `X-Forwarded-For`. */
  readonly trustProxy?: boolean;
  /** What tells this process from the others of its cluster; none when it is alone. */
  readonly processName?: string;
}

/** Name of a game that has no id, for metrics and console. */
const nameOfNamelessGame = "mgobe";

/**
 * Opens what answers plain requests on a server's own port, whatever else it carries: health, metrics, the cloud API, and the
 * console.
 *
 * @returns the console, where there is a way into it
 */
export function addOperatorEndpoints(
  httpServer: HttpServer,
  hosts: readonly GameHost[],
  options: OperatorOptions,
): Console | undefined {
  const metrics = addHealth(httpServer, hosts, options.processName);
  addCloudApi(httpServer, hosts);
  return addConsole(httpServer, hosts, metrics, options);
}

/** Opens the console where there is a way in; the first passwords that are set hold for all games. */
function addConsole(
  httpServer: HttpServer,
  hosts: readonly GameHost[],
  metrics: Metrics,
  { console: setup = {}, trustProxy, processName }: OperatorOptions,
): Console | undefined {
  const [first] = hosts;
  const settings = hosts.map(({ game }) => game.settings.console ?? {});
  const password = settings.find((each) => each.password !== undefined)?.password;
  const readOnlyPassword = settings.find((each) => each.readOnlyPassword !== undefined)?.readOnlyPassword;
  const isOff = password === undefined && readOnlyPassword === undefined && !setup.withLink;
  if (!first || isOff) return undefined;
  const drainAll = (): void => {
    for (const { game } of hosts) void game.drain(game.settings.drainSeconds * 1000);
  };
  const opened = new Console({
    games: hosts.map(toConsoleGame),
    password,
    readOnlyPassword,
    clock: first.clock,
    readFiles: () => readConsoleFiles(),
    logDir: setup.logDir,
    trustProxy,
    metrics,
    drain: setup.onDrain ?? drainAll,
    drainEnds: setup.onDrain !== undefined,
    processName,
  });
  takeRequestsFirst(httpServer, opened.take);
  first.onClose(opened);
  return opened;
}

function toConsoleGame(host: GameHost): ConsoleGame {
  return {
    name: host.game.settings.gameId ?? nameOfNamelessGame,
    game: host.game,
    getPackage: () => host.package,
    inspect: (roomId) => host.getGameServer(roomId)?.inspect(),
    reload: () => host.reload(),
    log: (level, message, roomId) => host.log(level, message, roomId),
    onLog: (listener) => host.onLog(listener),
  };
}

function addHealth(
  httpServer: HttpServer,
  hosts: readonly GameHost[],
  processName: string | undefined,
): Metrics {
  const games = hosts.map(({ game }) => game);
  const metrics = new Metrics(
    games.map((game) => [game.settings.gameId ?? nameOfNamelessGame, game]),
    processName,
  );
  const waiting = new Set(hosts);
  for (const host of hosts) {
    host.onClose(metrics);
    host.ready.then(
      () => waiting.delete(host),
      () => undefined,
    );
  }
  const metricsHosts = games.flatMap((game) => game.settings.metricsHosts ?? []);
  const isLoaded = (): boolean => waiting.size === 0;
  takeRequestsFirst(httpServer, createHealthEndpoints({ games, isLoaded, metrics, metricsHosts }));
  return metrics;
}

/** Opens the cloud API on the server's own port, for the games that have keys for it. */
function addCloudApi(httpServer: HttpServer, hosts: readonly GameHost[]): void {
  const games = hosts.map(({ game }) => ({
    operator: new Operator(game),
    keys: new Map(Object.entries(game.settings.cloudApi ?? {})),
    gameId: game.settings.gameId,
  }));
  const [first] = hosts;
  if (!first) return;
  const { clock, sink: log } = first;
  const api = new CloudApi({ games, clock, log, newRequestId: randomUUID });
  takeRequestsFirst(httpServer, createCloudApiEndpoint(api));
}
