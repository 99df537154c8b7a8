import { createServer, Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { ToolError } from "../../src/contract";
import { defaultGameLimits } from "../../src/engine";
import { type ListenOptions } from "../node-server/listen-options";
import { type Console } from "../node-server/console/console";
import { addOperatorEndpoints, type OperatorOptions } from "../node-server/operator-endpoints";
import { type WireGateway } from "../wire/gateway/wire-gateway";
import { type AttachOptions, defaultGatewayPath } from "../wire/server/attach-gateway";
import { toListenError } from "../node-server/listen-error";
import { httpOptions, openRelayPort, type RelayPortOptions } from "../wire/server/relay-port";
import { openOwnPort } from "../node-server/own-port";
import { acceptTlsToo } from "../node-server/tls-on-same-port";
import { type GatewayOptions, putGatewayBeside } from "../wire/server/gateway-beside";
import { MatchmakerRoomFactory } from "./matchmaker-room-factory";
import { MatchmakingGuard, type MatchmakingGuardOptions } from "./matchmaking-guard";
import { type HostOptions, type MgobeHost, type MgobexsSource } from "./mgobe-host";
import { MgobeRoom } from "./mgobe-room";
import { requireServerOfOurs } from "./one-colyseus";
import { requireOneProcess } from "./one-process";
import { SessionRoom, sessionRoomName } from "./session-room";

export { sessionRoomName } from "./session-room";
export { type ClusterMeeting, type ClusterSettings } from "../cluster/join-cluster";
import {
  type ClusterMeeting,
  type ClusterSettings,
  joinCluster,
  requireClusterable,
} from "../cluster/join-cluster";
import { requireRedis } from "../cluster/connect-redis";
import {
  getClusterBackend,
  getClusteredServerOptions,
  joinWhenListening,
  openSessionRoom,
  requireClusteredServer,
} from "./clustered-server";
import { getAmplePayload } from "./transport-check";

/** What a whole MGOBE backend is made of. */
export interface MgobeOptions extends HostOptions, OperatorOptions {
  /** The game server package; none = rooms without a script. */
  readonly mgobexs?: MgobexsSource;
  /** Name of the room type that holds games; `mgobe` when left out. */
  readonly roomName?: string;
  /** A room class of one's own, with Colyseus behaviour added. */
  readonly roomClass?: typeof MgobeRoom;
  /**
   * The gateway for unmodified `MGOBE.js` clients, on the server's own port under `/mgobe`; false = none. It needs a
   * transport with an HTTP server of Node, as `WebSocketTransport` has.
   */
  readonly wire?: GatewayOptions | false;
}

/** What a Colyseus server of one's own gets. */
export interface RegisterOptions extends MgobeOptions {
  /**
   * Where the processes meet that host this game together; one process alone when left out. The server needs a driver and a
   * presence for Redis, and a `publicAddress` of its own.
   */
  readonly cluster?: ClusterMeeting;
}

/** Name of the room type that holds games, where none is given. */
const defaultRoomName = "mgobe";

/**
 * Adds to a Colyseus server everything that a whole MGOBE client needs: game rooms, sessions, room lists, matching,
 * groups, and the gateway for clients that still run the original `MGOBE.js`.
 *
 * @throws ToolError TWO_COLYSEUS, DEV_MODE, MANY_PROCESSES; with `cluster` CLUSTER_NEEDS_SERVER, CLUSTER_NEEDS_KEY,
 *   CLUSTER_CANNOT, CLUSTER_ADDRESS_INVALID, too. `server.listen` rejects with CLUSTER_NEEDS_PACKAGE and REDIS_UNREACHABLE
 * @example
 * const server = new Server({ transport: new WebSocketTransport() });
 * registerMgobe(server, { mgobexs: "./mgobexs" });
 * await server.listen(2567);
 */
export function registerMgobe(server: Server, options: RegisterOptions = {}): MgobeHost {
  const { cluster } = options;
  if (cluster) {
    requireServerOfOurs(server);
    requireClusterable(options, cluster);
    requireClusteredServer();
  }
  const { host, gateway } = register(server, options, false, cluster && (matchMaker.publicAddress ?? ""));
  if (cluster) joinWhenListening(server, host, cluster);
  if (gateway) openRelayLater(host, gateway, options);
  return host;
}

/** Opens the relay port of a server that is not ours: it does without when that fails, and its log says so. */
function openRelayLater(host: MgobeHost, gateway: WireGateway, { wire, trustProxy }: MgobeOptions): void {
  if (!wire || !wire.relay) return;
  openRelay(host, gateway, { packetBytes: wire.packetBytes, trustProxy }, wire.relay).catch(
    (error: Error) => {
      host.log("error", `unmodified MGOBE.js clients whose url has no port cannot play: ${error.message}`);
    },
  );
}

function register(
  server: Server,
  options: MgobeOptions,
  isWholeServer: boolean,
  processName?: string,
): { host: MgobeHost; gateway?: WireGateway; operatorConsole?: Console } {
  const isClustered = processName !== undefined;
  const host = defineGame(server, options, isClustered);
  const { trustProxy } = options;
  server.define(sessionRoomName, SessionRoom.forHost(host));
  // Before the guard, which stands in front of what was there.
  const operatorConsole = addEndpoints(server, [host], { ...options, processName });
  addGuard(server, { hosts: [host], trustProxy, isWholeServer });
  return { host, operatorConsole, gateway: addGateway(server, host, options) };
}

/** Transports without an HTTP server of Node have their own ways, and do without. */
function addGuard(server: Server, options: MatchmakingGuardOptions): void {
  const httpServer: unknown = server.transport?.server;
  if (httpServer instanceof HttpServer) new MatchmakingGuard(options).standBefore(httpServer);
}

/** @param path of the gateway where the options name none */
function addGateway(
  server: Server,
  host: MgobeHost,
  { wire = {}, trustProxy }: MgobeOptions,
  path?: string,
): WireGateway | undefined {
  if (wire === false) return undefined;
  const httpServer: unknown = server.transport?.server;
  if (!(httpServer instanceof HttpServer)) {
    host.log("error", "the transport has no HTTP server of Node: unmodified MGOBE.js clients cannot connect");
    return undefined;
  }
  const { clock, sink: log } = host;
  const options = { ...(path !== undefined && { path }), ...wire, trustProxy };
  const complain = host.complain.bind(host);
  const gateway = putGatewayBeside(httpServer, { game: host.game, clock, log, complain }, options);
  host.onClose(gateway);
  return gateway;
}

/** Opens what answers plain requests on the server's own port: health, metrics, the cloud API, and the console. */
function addEndpoints(
  server: Server,
  hosts: readonly MgobeHost[],
  options: OperatorOptions,
): Console | undefined {
  const httpServer: unknown = server.transport?.server;
  if (httpServer instanceof HttpServer) return addOperatorEndpoints(httpServer, hosts, options);
  hosts[0]?.log(
    "error",
    "the transport has no HTTP server of Node: health, metrics, the cloud API and the console cannot be reached",
  );
  return undefined;
}

async function openRelay(
  host: MgobeHost,
  gateway: WireGateway,
  { packetBytes, trustProxy }: Pick<AttachOptions, "packetBytes" | "trustProxy">,
  relay: RelayPortOptions,
): Promise<number> {
  const opened = await openRelayPort(gateway, { packetBytes, trustProxy, ...relay });
  host.onClose(opened);
  return opened.port;
}

/**
 * Adds several games to one Colyseus server, as {@link registerMgobe} does with one. Each needs a `roomName` and a
 * `settings.gameId` of its own: clients name their game when they log in. Unmodified `MGOBE.js` clients find theirs under
 * `/mgobe/<roomName>`, unless its `wire.path` says otherwise.
 *
 * @returns the hosts, in the order of the games
 * @throws ToolError TWO_COLYSEUS, DEV_MODE, MANY_PROCESSES; CLUSTER_CANNOT for games with a `cluster`
 * @example
 * registerMgobeGames(server, [
 *   { roomName: "chess", mgobexs: "./chess", settings: { gameId: "obg-chess" } },
 *   { roomName: "tag", mgobexs: "./tag", settings: { gameId: "obg-tag" } },
 * ]);
 */
export function registerMgobeGames(server: Server, games: readonly MgobeOptions[]): MgobeHost[] {
  if (games.some((options) => "cluster" in options)) {
    throw new ToolError("CLUSTER_CANNOT", { what: "registerMgobeGames" });
  }
  const hosts = games.map((options) => {
    const host = defineGame(server, options);
    const path = `${defaultGatewayPath}/${options.roomName ?? defaultRoomName}`;
    const gateway = addGateway(server, host, options, path);
    if (gateway) openRelayLater(host, gateway, options);
    return host;
  });
  server.define(sessionRoomName, SessionRoom.forHost(...hosts));
  const trustProxy = games.some((options) => options.trustProxy);
  addEndpoints(server, hosts, { trustProxy, console: games.find((options) => options.console)?.console });
  const [host, ...others] = hosts;
  if (host) addGuard(server, { hosts: [host, ...others], trustProxy, isWholeServer: false });
  return hosts;
}

function defineGame(server: Server, options: MgobeOptions, isClustered = false): MgobeHost {
  requireServerOfOurs(server);
  if (!isClustered) requireOneProcess();
  const roomName = options.roomName ?? defaultRoomName;
  const roomClass = options.roomClass ?? MgobeRoom.host(options.mgobexs, options);
  const host = roomClass.getHost();
  host.game.setRoomFactory(new MatchmakerRoomFactory(host, roomName));
  server.define(roomName, roomClass);
  roomClass.checkTransport(server.transport);
  return host;
}

/** Where a complete server listens, beside what it hosts. */
export type MgobeServerOptions = MgobeOptions &
  ListenOptions & {
    /** Where the processes meet that host this game together; one process alone when left out. */
    readonly cluster?: ClusterSettings;
  };

/** A complete server that is up. */
export interface MgobeServer {
  readonly server: Server;
  readonly host: MgobeHost;
  readonly port: number;
  /** The second port, when there is one. */
  readonly relayPort?: number;
  readonly roomName: string;
  /** A token that logs in to the console once, from this machine: `/console/#enter=<token>`; undefined without a console. */
  createConsoleLink(): string | undefined;
  /**
   * Takes no new rooms and matches nobody any more; resolves when the last room is gone, or after `drainSeconds` of the
   * settings. Players who are there play on. To be followed by {@link close}.
   */
  drain(): Promise<void>;
  /** Ends all rooms, waits for `onDestroyRoom`, and closes the port. */
  close(): Promise<void>;
}

/**
 * Starts a complete server on one port: Colyseus rooms, sessions, matching, groups. No database, no other process.
 *
 * @throws ToolError (as a rejection) PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE, or when the package cannot be loaded; in a
 * cluster CLUSTER_NEEDS_KEY, CLUSTER_CANNOT, CLUSTER_ADDRESS_INVALID, CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE, too
 * @example
 * const server = await createMgobeServer({ mgobexs: "./mgobexs", port: 2567 });
 */
export async function createMgobeServer(options: MgobeServerOptions = {}): Promise<MgobeServer> {
  // Colyseus' own default of 4 KiB closes the connection of busy games.
  const { messageBytes = defaultGameLimits.messageBytes } = options.settings?.limits ?? {};
  const maxPayload = getAmplePayload(messageBytes);
  const transport = new WebSocketTransport({ server: createServer(httpOptions), maxPayload });
  const { cluster } = options;
  if (cluster) {
    requireClusterable(options, cluster);
    await requireRedis(cluster);
  }
  const wire = withRelay(options);
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    ...(cluster && getClusteredServerOptions(cluster, options.settings?.gameId, () => host)),
  });
  const all = { ...options, wire };
  const { host, gateway, operatorConsole } = register(server, all, true, cluster?.publicAddress);
  if (options.tls && transport.server) acceptTlsToo(transport.server as HttpServer, options.tls);
  let relayPort: number | undefined;
  try {
    await host.ready;
    // Before the first player can come.
    if (cluster) {
      host.leaveCluster = await joinCluster(host, cluster, getClusterBackend(host));
      host.isClustered = true;
    }
    await listen(server, transport, options);
    await openPortOfItsOwn(host, transport, options);
    if (cluster) await openSessionRoom();
    if (wire && wire.relay && gateway) {
      const { trustProxy } = options;
      const attach = { packetBytes: wire.packetBytes, trustProxy };
      relayPort = await openRelay(host, gateway, attach, wire.relay);
    }
  } catch (error) {
    await server.gracefullyShutdown(false);
    await host.close();
    throw error;
  }
  const { port } = transport.server?.address() as AddressInfo;
  return {
    server,
    host,
    port,
    relayPort,
    roomName: options.roomName ?? defaultRoomName,
    createConsoleLink: () => operatorConsole?.createLink(),
    drain: () => host.game.drain(host.game.settings.drainSeconds * 1000),
    close: async () => {
      // Its open pages would keep connections, and with them the port.
      operatorConsole?.close();
      host.game.shutDown();
      await server.gracefullyShutdown(false);
      await host.close();
    },
  };
}

async function openPortOfItsOwn(
  host: MgobeHost,
  transport: WebSocketTransport,
  { ownPort, hostname }: MgobeServerOptions,
): Promise<void> {
  if (ownPort === undefined) return;
  const place = { port: ownPort, hostname, option: "--public-address" };
  host.onClose(await openOwnPort(transport.server as HttpServer, place));
}

/** Options of the gateway, with the relay port where there is one: same address and certificate as the main port. */
function withRelay({ wire, relayPort, hostname, tls }: MgobeServerOptions): MgobeOptions["wire"] {
  if (relayPort === undefined) return wire;
  if (wire === false) throw new TypeError("relayPort needs the gateway, which `wire: false` leaves out");
  return { ...wire, relay: { port: relayPort, hostname, tls } };
}

/** Colyseus hears of errors only after the port is open; a taken one would end the process. */
async function listen(
  server: Server,
  transport: WebSocketTransport,
  { port = 0, hostname }: MgobeServerOptions,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    transport.server?.once("error", (error) => reject(toListenError(error, { port, hostname })));
    server.listen(port, hostname).then(resolve, reject);
  });
}
