import { Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { acceptTlsToo } from "../wire/server/tls-on-same-port";
import { type GatewayOptions, putGatewayBeside } from "./gateway-beside";
import { MatchmakerRoomHost } from "./matchmaker-room-host";
import { type HostOptions, type MgobeHost, type MgobexsSource } from "./mgobe-host";
import { MgobeRoom } from "./mgobe-room";
import { SessionRoom } from "./session-room";

/** What a whole MGOBE backend is made of. */
export interface MgobeOptions extends HostOptions {
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

/** Name of the room type that carries MGOBE's common connection. */
export const sessionRoomName = "mgobe_session";

/**
 * Adds to a Colyseus server everything that a whole MGOBE client needs: game rooms, sessions, room lists, matching,
 * groups, and the gateway for clients that still run the original `MGOBE.js`.
 *
 * @example
 * const server = new Server({ transport: new WebSocketTransport() });
 * registerMgobe(server, { mgobexs: "./mgobexs" });
 * await server.listen(2567);
 */
export function registerMgobe(server: Server, options: MgobeOptions = {}): MgobeHost {
  const host = defineGame(server, options);
  server.define(sessionRoomName, SessionRoom.forHost(host));
  if (options.wire !== false) addGateway(server, host, options.wire);
  return host;
}

function addGateway(server: Server, host: MgobeHost, options: GatewayOptions | undefined): void {
  const httpServer: unknown = server.transport?.server;
  if (httpServer instanceof HttpServer) {
    const { clock, log } = host.game.options;
    host.onClose(putGatewayBeside(httpServer, { game: host.game, clock, log }, options));
  } else {
    host.log("error", "the transport has no HTTP server of Node: unmodified MGOBE.js clients cannot connect");
  }
}

/**
 * Adds several games to one Colyseus server, as {@link registerMgobe} does with one. Each needs a `roomName` and a
 * `settings.gameId` of its own: clients name their game when they log in.
 *
 * @returns the hosts, in the order of the games
 * @example
 * registerMgobeGames(server, [
 *   { roomName: "chess", mgobexs: "./chess", settings: { gameId: "obg-chess" } },
 *   { roomName: "tag", mgobexs: "./tag", settings: { gameId: "obg-tag" } },
 * ]);
 */
export function registerMgobeGames(server: Server, games: readonly MgobeOptions[]): MgobeHost[] {
  const hosts = games.map((options) => defineGame(server, options));
  server.define(sessionRoomName, SessionRoom.forHost(...hosts));
  return hosts;
}

function defineGame(server: Server, options: MgobeOptions): MgobeHost {
  const roomName = options.roomName ?? "mgobe";
  const roomClass = options.roomClass ?? MgobeRoom.host(options.mgobexs, options);
  const host = roomClass.getHost();
  host.game.setRoomHost(new MatchmakerRoomHost(host, roomName));
  server.define(roomName, roomClass);
  return host;
}

/** Where a complete server listens, beside what it hosts. */
export interface MgobeServerOptions extends MgobeOptions {
  /** 0 = any free port. */
  readonly port?: number;
  /** All interfaces when left out. */
  readonly hostname?: string;
  /** Certificate and key, PEM: the port then takes TLS connections beside plain ones. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
}

/** A complete server that is up. */
export interface MgobeServer {
  readonly server: Server;
  readonly host: MgobeHost;
  readonly port: number;
  readonly roomName: string;
  /** Ends all rooms, waits for `onDestroyRoom`, and closes the port. */
  close(): Promise<void>;
}

/** Largest message of a client, bytes; Colyseus' own default of 4 KiB closes the connection of busy games. */
const maxPayload = 1024 * 1024;

/**
 * Starts a complete server on one port: Colyseus rooms, sessions, matching, groups. No database, no other process.
 *
 * @example
 * const server = await createMgobeServer({ mgobexs: "./mgobexs", port: 2567 });
 */
export async function createMgobeServer(options: MgobeServerOptions = {}): Promise<MgobeServer> {
  const transport = new WebSocketTransport({ maxPayload });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  const host = registerMgobe(server, options);
  if (options.tls && transport.server) acceptTlsToo(transport.server as HttpServer, options.tls);
  try {
    await host.ready;
    await listen(server, transport, options);
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
    roomName: options.roomName ?? "mgobe",
    close: async () => {
      await server.gracefullyShutdown(false);
      await host.close();
    },
  };
}

/** Colyseus hears of errors only after the port is open; a taken one would end the process. */
async function listen(
  server: Server,
  transport: WebSocketTransport,
  { port = 0, hostname }: MgobeServerOptions,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    transport.server?.once("error", reject);
    server.listen(port, hostname).then(resolve, reject);
  });
}
