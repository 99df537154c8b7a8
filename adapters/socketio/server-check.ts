import { type IncomingMessage, type ServerResponse } from "node:http";
import { type Server, type ServerOptions } from "socket.io";
import { ToolError } from "../../src/contract";
import { type GameHost } from "../../src/engine";

/** Bytes around the message of a player, and then some. */
const envelopeBytes = 1024;

/** The largest message that a Socket.IO server has to take for a game's limits, bytes. */
export function getAmpleBufferSize(messageBytes: number): number {
  // Text of JSON is sent as text in JSON by some; at worst each character takes two.
  return 2 * messageBytes + envelopeBytes;
}

/** Refuses what is no server of Socket.IO 4, nor the prototype of one. @throws ToolError PACKAGE_VERSION */
export function requireVersion(io: Partial<Server> | undefined): void {
  // Version 4 brought the latter.
  if (typeof io?.of === "function" && typeof io.fetchSockets === "function") return;
  throw new ToolError("PACKAGE_VERSION", { name: "socket.io", version: "4" });
}

const owned = Symbol("namespace of a game");

/**
 * Takes a namespace of a server for a game.
 *
 * @param gatewayPaths where WebSockets of others are to be let through
 * @returns what takes it, once there is a game
 * @throws ToolError PACKAGE_VERSION when it is no server of Socket.IO 4
 * @throws TypeError when the namespace has a game or can have none, or its path takes the gateway's
 */
export function claimNamespace(io: Server, name: string, gatewayPaths: readonly string[]): () => void {
  requireVersion(io);
  if (!/^\/[^/?#]/.test(name))
    throw new TypeError(`attachMgobe: ${JSON.stringify(name)} is no namespace for a game; "/mgobe" is one`);
  const taken = gatewayPaths.find((path) => path.startsWith(io.path()));
  if (taken !== undefined)
    throw new TypeError(
      `attachMgobe: Socket.IO's \`path\` ${io.path() || "/"} takes the WebSockets of the gateway at ${taken}; change one of them, or write \`wire: false\``,
    );
  const namespace = io.of(name) as { [owned]?: true };
  if (namespace[owned])
    throw new TypeError(`attachMgobe: ${name} has a game already; give this one another \`namespace\``);
  return () => {
    namespace[owned] = true;
  };
}

/** What a server was made with; its typings keep it to themselves. */
export function getServerOptions(io: Server): Partial<ServerOptions> {
  return (io as unknown as { opts?: Partial<ServerOptions> }).opts ?? {};
}

/** Tells what is set in a way that keeps clients out, or cuts them off. */
export function tellMisfits(io: Server, host: GameHost, isClustered: boolean): void {
  const {
    maxHttpBufferSize = 1e6,
    transports = ["websocket"],
    parser,
    connectionStateRecovery,
  } = getServerOptions(io);
  const { messageBytes } = host.game.settings.limits;
  // Socket.IO closes the connection of who sends more than it takes, without a word.
  if (maxHttpBufferSize < messageBytes + envelopeBytes)
    host.log(
      "error",
      `the Socket.IO server takes messages of ${maxHttpBufferSize} bytes, the game up to ${messageBytes}: a larger one closes its sender's connection; write new Server(httpServer, { maxHttpBufferSize: ${getAmpleBufferSize(messageBytes)} })`,
    );
  const canKeep = io.sockets.adapter.constructor.name === "SessionAwareAdapter" && !isClustered;
  if (connectionStateRecovery && !canKeep)
    host.log(
      "error",
      "connectionStateRecovery keeps a game's events with Socket.IO's own adapter in one process alone: here a client that is recovered misses what was sent meanwhile",
    );
  const own = [
    ...(io.path() === "/socket.io" ? [] : [`path: ${JSON.stringify(io.path() || "/")}`]),
    ...(parser ? ["parser"] : []),
    ...(transports.includes("websocket") ? [] : [`transports: ${JSON.stringify(transports)}`]),
  ];
  if (own.length === 0) return;
  const told = `{ ${own.join(", ")} }`;
  host.log(
    "info",
    `clients have to be told what is this server's own: io(url, ${told}), and new SocketIoConnection(endpoint, ${told}) in the library; MGOBE.socketio.js cannot be told, and does not get in (docs/socketio.md)`,
  );
}

type Refused = (error: { code: number; req: IncomingMessage }) => void;

/** Engine.IO, which Socket.IO's typings leave untyped. */
interface Engine {
  on(event: "connection_error", listener: Refused): void;
  off(event: "connection_error", listener: Refused): void;
  /** Since version 4.6. */
  use?(take: (request: Request, response: ServerResponse, next: () => void) => void): void;
}

interface Request extends IncomingMessage {
  readonly _query?: Readonly<Record<string, string | undefined>>;
}

/** By Engine.IO's code of it, what became of a client that nobody else tells of. */
const refusals: Readonly<Record<number, string>> = {
  0: "asked for a transport that this server does not take: see its `transports`",
  1: "goes on with a connection that this process does not have: it ended, or polls of one client reach several processes",
  3: "asked for a WebSocket by a request that is none: a proxy between does not pass Upgrade on",
  5: "is of Socket.IO 2 or older, which cannot log in: it needs a client of version 3 or 4",
};

/** Tells of clients that Socket.IO refuses before they are anybody's. @returns ends it */
export function tellRefusals(io: Server, host: GameHost): () => void {
  const engine = io.engine as Engine | undefined;
  let isTelling = true;
  const refused: Refused = ({ code, req }) => {
    const what = refusals[code];
    if (what) host.complain(`refused ${code}`, `a client at ${req.socket.remoteAddress} ${what}`);
  };
  engine?.on("connection_error", refused);
  engine?.use?.((request, response, next) => {
    const { origin, host: own } = request.headers;
    const isFirstPoll = request._query?.sid === undefined && request._query?.transport === "polling";
    if (isTelling && isFirstPoll && origin !== undefined && !origin.endsWith(`//${own}`))
      response.once("finish", () => {
        if (!response.hasHeader("access-control-allow-origin"))
          host.complain(
            "no CORS",
            `a browser keeps the answer from the page of ${JSON.stringify(origin)}: write new Server(httpServer, { cors: { origin: true } })`,
          );
      });
    next();
  });
  return () => {
    isTelling = false;
    engine?.off("connection_error", refused);
  };
}
