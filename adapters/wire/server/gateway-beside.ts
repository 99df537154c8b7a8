import { type IncomingMessage, type Server as HttpServer } from "node:http";
import { type Duplex } from "node:stream";
import { type Clock, type GameApi, type GameLimits, type LogSink } from "../../../src/engine";
import { WireGateway } from "../gateway/wire-gateway";
import { defaultWireLimits, getSharedLimits, type WireLimits } from "../gateway/wire-limits";
import {
  type AttachOptions,
  attachGateway,
  defaultGatewayPath,
  type GatewayPath,
  isGatewayUrl,
} from "./attach-gateway";
import { type RelayPortOptions } from "./relay-port";

/** How unmodified `MGOBE.js` clients are let in. */
export interface GatewayOptions extends Omit<AttachOptions, "isRelay" | "trustProxy"> {
  /** Limits that differ from the gateway's own. */
  readonly limits?: Partial<WireLimits>;
  /**
   * A second port, for the relay sockets of games whose `url` is a host name alone: MGOBE's own was 5443. The gateway
   * then takes the path `/` of the server's port, too. It needs the certificate as well, unless a proxy speaks TLS.
   */
  readonly relay?: RelayPortOptions;
}

/** Bytes around the message of a player in its packet, and then some. */
const envelopeBytes = 4096;

/** What the game's limits mean for its gateway; a packet may be as large as the largest message that the game takes. */
function getGameLimits(limits: GameLimits): Partial<WireLimits> {
  const { packetBytes } = defaultWireLimits;
  return {
    ...getSharedLimits(limits),
    packetBytes: limits.messageBytes > packetBytes ? limits.messageBytes + envelopeBytes : packetBytes,
  };
}

/** What a gateway beside a transport is made of. */
export interface GatewayParts {
  readonly game: GameApi;
  readonly clock: Clock;
  readonly log: LogSink;
  /** Writes a line about what a client did; lines of one kind are few. */
  readonly complain: (kind: string, message: string) => void;
}

/** What to do about a client whose `url` is a bare `host:port`: it cannot tell its player. */
function describeBareUrl(path: GatewayPath): string {
  const [first = defaultGatewayPath] = [path].flat();
  return `a client asked for a WebSocket at /; if it is MGOBE.js or Unity's client, its url lacks the path: host:port${first}`;
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Puts a gateway for unmodified `MGOBE.js` clients beside the transport of a Colyseus server, on the same port. Colyseus
 * takes every WebSocket of its server, so its listeners are asked only for those that are not the gateway's.
 *
 * @returns the gateway, which is to be closed with the server
 */
export function putGatewayBeside(
  server: HttpServer,
  { complain, ...parts }: GatewayParts,
  options: GatewayOptions & Pick<AttachOptions, "trustProxy"> = {},
): WireGateway {
  const { path = options.relay ? [defaultGatewayPath, "/"] : defaultGatewayPath } = options;
  const { packetBytes } = options;
  const limits = {
    ...getGameLimits(parts.game.settings.limits),
    ...options.limits,
    ...(packetBytes !== undefined && { packetBytes }),
  };
  const gateway = new WireGateway({ ...parts, limits });
  const others = server.listeners("upgrade") as UpgradeListener[];
  server.removeAllListeners("upgrade");
  attachGateway(server, gateway, { ...options, path });
  server.on("upgrade", (request, socket, head) => {
    if (isGatewayUrl(request.url, path)) return;
    // Colyseus has no room there, and lets such a socket in to close it without a word.
    if (isGatewayUrl(request.url, "/")) complain("url without the path", describeBareUrl(path));
    for (const listener of others) listener.call(server, request, socket, head);
  });
  return gateway;
}
