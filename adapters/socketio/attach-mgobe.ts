import { randomUUID } from "node:crypto";
import { Server as HttpServer } from "node:http";
import { Server as HttpsServer } from "node:https";
import { hostname } from "node:os";
import { type Server } from "socket.io";
import { defaultSessionPath, ErrCode } from "../../src/contract";
import { GameHost, type HostOptions, type MgobexsSource, Refusal } from "../../src/engine";
import {
  type ClusterMeeting,
  type ClusterSettings,
  joinCluster,
  type Leave,
  requireClusterable,
} from "../cluster/join-cluster";
import { type Console } from "../node-server/console/console";
import { addOperatorEndpoints, type OperatorOptions } from "../node-server/operator-endpoints";
import { type WireGateway } from "../wire/gateway/wire-gateway";
import { type GatewayOptions, putGatewayBeside } from "../wire/server/gateway-beside";
import { closeAll } from "./close-sockets";
import { ConnectionGuards } from "./connection-guard";
import { takeOwnUpgrades } from "./own-upgrades";
import { RoomNamespace } from "./room-namespace";
import { claimNamespace, tellMisfits, tellRefusals } from "./server-check";
import { SessionNamespace } from "./session-namespace";

/** Namespace of sessions, when nothing else is said; what clients connect to. */
export const defaultNamespace = defaultSessionPath;

/** What a game has of its own already when it is handed over, or what opens doors that are open. */
const ownToHost = [
  "mgobexs",
  "settings",
  "log",
  "gameServer",
  "dialect",
  "monitor",
  "tcb",
  "groupFile",
  "recordFile",
  "console",
  "wire",
  "cluster",
] as const satisfies readonly (keyof AttachMgobeOptions)[];

/** What a whole MGOBE backend on Socket.IO is made of. */
export interface AttachMgobeOptions extends HostOptions, OperatorOptions {
  /** The game server package; none = rooms without a script. */
  readonly mgobexs?: MgobexsSource;
  /**
   * The game, where another backend in the same process has it already, e.g. what `registerMgobe` gave; its rooms then
   * have clients of both. Options of the host, `wire` and `console` are its own then.
   */
  readonly host?: GameHost;
  /**
   * Where the processes meet that host this game together (docs/cluster.md); one process alone when left out. The public address is
   * its name in `/metrics`; clients of Socket.IO need none.
   */
  readonly cluster?: ClusterMeeting & Partial<ClusterSettings>;
  /** Namespace of the sessions; `/mgobe` when left out. Rooms have one below it, `/mgobe/room`, */
  readonly namespace?: string;
  /** The gateway for unmodified `MGOBE.js` clients, on the server's own port under the namespace's name; false = none. */
  readonly wire?: GatewayOptions | false;
}

/** MGOBE on a Socket.IO server. */
export interface AttachedMgobe {
  readonly host: GameHost;
  readonly gateway?: WireGateway;
  readonly console?: Console;
  /**
   * Resolves when the script is loaded and, in a cluster, this process is part of it; before that nobody is let in. Rejects with a
   * ToolError CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE or CLUSTER_NO_LEADER, or when the script cannot be loaded.
   */
  readonly ready: Promise<void>;
  /**
   * Ends all rooms, tells the players, and closes their sockets; the Socket.IO server itself stays. A game that came as
   * `host` goes on: its players here lose their connections, as others do when theirs is lost.
   */
  close(): Promise<void>;
}

/**
 * Adds MGOBE to a Socket.IO server: rooms with the unmodified script, matching, groups, frame sync, and, where the server
 * is attached to an HTTP server of Node, the gateway for the original `MGOBE.js`, health, metrics, cloud API and console.
 *
 * @throws ToolError PACKAGE_VERSION when `io` is no server of Socket.IO 4; CLUSTER_NEEDS_KEY, CLUSTER_CANNOT, CLUSTER_ADDRESS_INVALID with `cluster`
 * @throws Error when the namespace has a game or its path takes the gateway's; when `host` is given
 *   together with options that it has already, or before its Colyseus listens on the same port
 * @example
 * const io = new Server(httpServer);
 * const mgobe = attachMgobe(io, { mgobexs: "./mgobexs" });
 */
export function attachMgobe(io: Server, options: AttachMgobeOptions = {}): AttachedMgobe {
  return attachTo(io, options, false);
}

/**
 * As {@link attachMgobe}.
 *
 * @param isWholeServer true when nothing else is on the server: connections are guarded that ask for no namespace of the game's
 */
export function attachTo(io: Server, options: AttachMgobeOptions, isWholeServer: boolean): AttachedMgobe {
  const { mgobexs, trustProxy = false } = options;
  const namespace = (options.namespace ?? defaultNamespace).replace(/^(?!\/)/, "/");
  const twice = options.host ? ownToHost.filter((name) => options[name] !== undefined) : [];
  if (twice.length > 0)
    throw new TypeError(
      `attachMgobe: \`host\` has its script, its settings and its doors already; leave out ${twice.join(", ")}`,
    );
  const { cluster } = options;
  if (cluster) requireClusterable(options, cluster);
  const wire = options.wire !== false && { path: namespace, ...options.wire };
  const claim = claimNamespace(io, namespace, wire && !options.host ? [wire.path].flat() : []);
  const host = options.host ?? new GameHost(mgobexs, options);
  claim();
  let leave: Leave | undefined;
  const ready = cluster
    ? joinWhenLoaded(host, cluster, (given) => {
        leave = given;
      })
    : host.ready;
  tellMisfits(io, host, cluster !== undefined);
  const stopTelling = tellRefusals(io, host);
  const guards = createGuards(host, trustProxy);
  if (isWholeServer) guards.standBefore(io);
  let isClosed = false;
  const requireReady = async (): Promise<void> => {
    if (isClosed) throw new Refusal(ErrCode.EC_SERVER_BUSY, "the game is closed");
    await host.requireReady();
    await ready.catch((error: unknown) => {
      throw new Refusal(ErrCode.EC_SERVER_BUSY, error instanceof Error ? error.message : String(error));
    });
  };
  const sessions = new SessionNamespace(io.of(namespace), host, guards, requireReady);
  const rooms = new RoomNamespace(io.of(`${namespace}/room`), host, guards);
  const httpServer = getHttpServer(io);
  if (httpServer) takeOwnUpgrades(io, httpServer, Boolean(options.host));
  const processName = cluster && (cluster.publicAddress ?? `${hostname()}-${process.pid}`);
  const doors = options.host ? {} : openOtherDoors(httpServer, host, { processName, ...options, wire });
  return {
    host,
    ready,
    ...doors,
    close: async () => {
      isClosed = true;
      stopTelling();
      doors.console?.close();
      if (!options.host) host.game.shutDown();
      await closeAll([...rooms.listSockets(), ...sessions.listSockets()], "shutdown");
      // Waited for, so that a process that exits now is not missed until its lease runs out.
      await leave?.();
      if (!options.host) await host.close();
    },
  };
}

function createGuards(host: GameHost, trustProxy: boolean): ConnectionGuards {
  const { clock, game } = host;
  return new ConnectionGuards({
    limits: game.settings.limits,
    clock,
    trustProxy,
    onCutOff: (address, reason) => {
      game.observers.cutOff("native");
      host.complain("cut off", `a client at ${address} was cut off: ${reason}`);
    },
  });
}

/** Whoever starts the server waits for it, or reads of it in the log. */
function joinWhenLoaded(
  host: GameHost,
  cluster: ClusterMeeting,
  onJoined: (leave: Leave) => void,
): Promise<void> {
  const joined = host.ready.then(async () => {
    // Clients need no way to a process of their choice: each takes the calls of its own players to the others.
    onJoined(await joinCluster(host, cluster, { label: randomUUID(), onGone: () => undefined }));
  });
  joined.catch((error: unknown) => host.log("error", error instanceof Error ? error.message : String(error)));
  return joined;
}

/** The server of Node below; undefined until Socket.IO listens or is attached. */
function getHttpServer(io: Server): HttpServer | undefined {
  // Its typings keep it to themselves.
  const { httpServer } = io as { httpServer?: unknown };
  // A server with TLS is no heir of one without, and has the same events.
  const isServer = httpServer instanceof HttpServer || httpServer instanceof HttpsServer;
  return isServer ? (httpServer as HttpServer) : undefined;
}

/** The games of a port. */
const games = Symbol("games of a port");

/** What is not Socket.IO's own: the gateway, and what answers plain requests. */
function openOtherDoors(
  httpServer: HttpServer | undefined,
  host: GameHost,
  options: AttachMgobeOptions,
): Pick<AttachedMgobe, "gateway" | "console"> {
  const { wire = {}, trustProxy } = options;
  if (!httpServer) {
    host.log(
      "error",
      "the Socket.IO server is attached to no HTTP server of Node (yet): health, metrics, the cloud API, the console and unmodified MGOBE.js clients cannot reach it; call attachMgobe after new Server(httpServer)",
    );
    return {};
  }
  // Games that share a port share what tells of them.
  const hosts = ((httpServer as HttpServer & { [games]?: GameHost[] })[games] ??= []);
  hosts.push(host);
  const opened = addOperatorEndpoints(httpServer, hosts, options);
  if (wire === false) return { console: opened };
  const { clock, sink: log } = host;
  const parts = { game: host.game, clock, log, complain: host.complain.bind(host) };
  const gateway = putGatewayBeside(httpServer, parts, { ...wire, trustProxy });
  host.onClose(gateway);
  return { console: opened, gateway };
}
