import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server, type ServerOptions } from "socket.io";
import { defaultGameLimits, type GameHost } from "../../src/engine";
import { type ListenOptions } from "../node-server/listen-options";
import { toListenError } from "../node-server/listen-error";
import { openOwnPort } from "../node-server/own-port";
import { acceptTlsToo } from "../node-server/tls-on-same-port";
import { httpOptions, openRelayPort } from "../wire/server/relay-port";
import { attachTo, type AttachedMgobe, type AttachMgobeOptions, defaultNamespace } from "./attach-mgobe";
import { getAmpleBufferSize, requireVersion } from "./server-check";

/** Where a complete server listens, beside what it hosts. */
export interface MgobeSocketServerOptions extends Omit<AttachMgobeOptions, "host">, ListenOptions {
  /** Further options of Socket.IO, e.g. `cors`, `connectionStateRecovery`. */
  readonly socketIo?: Partial<ServerOptions>;
}

/** A complete server that is up. */
export interface MgobeSocketServer {
  readonly io: Server;
  readonly host: GameHost;
  readonly port: number;
  /** The second port, when there is one. */
  readonly relayPort?: number;
  /** A token that logs in to the console once, from this machine; undefined without a console. */
  createConsoleLink(): string | undefined;
  /** Takes no new rooms; resolves when the last one is gone, or after `drainSeconds` of the settings. */
  drain(): Promise<void>;
  /** Ends all rooms, waits for `onDestroyRoom`, and closes the port. */
  close(): Promise<void>;
}

/**
 * Starts a complete MGOBE server on Socket.IO on one port. No database, no other process.
 *
 * @throws ToolError (as a rejection) PACKAGE_VERSION, PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE, or when the package cannot be loaded; in a
 * cluster CLUSTER_NEEDS_KEY, CLUSTER_CANNOT, CLUSTER_ADDRESS_INVALID, CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE, CLUSTER_NO_LEADER, too
 * @example
 * const server = await createMgobeSocketServer({ mgobexs: "./mgobexs", port: 2567 });
 */
export async function createMgobeSocketServer(
  options: MgobeSocketServerOptions = {},
): Promise<MgobeSocketServer> {
  requireVersion((Server as typeof Server | undefined)?.prototype);
  const httpServer = createServer(httpOptions);
  const { messageBytes = defaultGameLimits.messageBytes } = options.settings?.limits ?? {};
  const io = new Server(httpServer, {
    // Games' pages come from anywhere, as with MGOBE.
    cors: { origin: true },
    serveClient: false,
    // Who connects and does not log in is not waited for as long as Socket.IO would.
    connectTimeout: 10_000,
    maxHttpBufferSize: getAmpleBufferSize(messageBytes),
    ...options.socketIo,
  });
  const attached = attachTo(io, { ...options, wire: withRootPath(options) }, true);
  if (options.tls) acceptTlsToo(httpServer, options.tls);
  const { host, ready } = attached;
  let relayPort: number | undefined;
  try {
    // Before the first player can come.
    await ready;
    await listen(httpServer, options);
    const { ownPort, hostname } = options;
    if (ownPort !== undefined) {
      const place = { port: ownPort, hostname, option: "--public-address" };
      host.onClose(await openOwnPort(httpServer, place));
    }
    relayPort = await openRelay(attached, options);
  } catch (error) {
    await attached.close();
    throw error;
  }
  return {
    io,
    host,
    port: (httpServer.address() as AddressInfo).port,
    relayPort,
    createConsoleLink: () => attached.console?.createLink(),
    drain: () => host.game.drain(host.game.settings.drainSeconds * 1000),
    close: async () => {
      await attached.close();
      await io.close();
    },
  };
}

/** Clients whose url is a host name alone ask for the path `/`, too. */
function withRootPath({
  wire,
  relayPort,
  namespace = defaultNamespace,
}: MgobeSocketServerOptions): AttachMgobeOptions["wire"] {
  if (relayPort === undefined) return wire;
  if (wire === false) throw new TypeError("relayPort needs the gateway, which `wire: false` leaves out");
  return { path: [namespace, "/"], ...wire };
}

/** Opens the second port: same address and certificate as the main one. */
async function openRelay(
  { gateway, host }: AttachedMgobe,
  { wire, relayPort, hostname, tls, trustProxy }: MgobeSocketServerOptions,
): Promise<number | undefined> {
  if (relayPort === undefined || !gateway) return undefined;
  const packetBytes = wire ? wire.packetBytes : undefined;
  const opened = await openRelayPort(gateway, { port: relayPort, hostname, tls, trustProxy, packetBytes });
  host.onClose(opened);
  return opened.port;
}

async function listen(
  httpServer: HttpServer,
  { port = 0, hostname }: MgobeSocketServerOptions,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    httpServer.once("error", (error) => reject(toListenError(error, { port, hostname })));
    httpServer.listen(port, hostname, resolve);
  });
}
