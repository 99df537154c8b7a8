import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { type TlsOptions } from "node:tls";
import { type WireGateway } from "../gateway/wire-gateway";
import { attachGateway, type AttachOptions } from "./attach-gateway";
import { type ListenPlace, toListenError } from "../../node-server/listen-error";
import { acceptTlsToo } from "../../node-server/tls-on-same-port";

/** The port of relay sockets in MGOBE: clients put it behind a `url` that is a host name alone (spec mgobe-wire §1.1). */
export const classicRelayPort = 5443;

/** The port of common sockets in MGOBE, which is the one of `wss:`. */
export const classicCommonPort = 443;

/**
 * How long a request may take to arrive, ms, here and wherever a server is this project's own; Node's 60 s and 300 s are for
 * large uploads.
 */
export const httpOptions = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5000,
} as const;

/** Where relay sockets are listened for. */
export interface RelayPortOptions extends ListenPlace, Pick<AttachOptions, "packetBytes" | "trustProxy"> {
  /** Certificate and key, PEM: the port then takes TLS connections beside plain ones. */
  readonly tls?: Pick<TlsOptions, "cert" | "key" | "minVersion">;
}

/** A relay port that is open. */
export interface RelayPort {
  /** The one that was chosen when 0 was asked for. */
  readonly port: number;
  /** Takes no more sockets; those that are open belong to the gateway. */
  close(): void;
}

/**
 * Opens a second port, for the relay sockets of clients whose `url` names no port. Every WebSocket of it is the
 * gateway's, whatever its path.
 *
 * @throws ToolError PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE
 * @example
 * const relay = await openRelayPort(gateway, { port: 5443, tls: { cert, key } });
 */
export async function openRelayPort(gateway: WireGateway, options: RelayPortOptions): Promise<RelayPort> {
  const server = createServer(httpOptions, (_request, response) => {
    response.writeHead(426, { "content-type": "text/plain", upgrade: "websocket", connection: "upgrade" });
    response.end("The relay port of MGOBE clients: WebSockets only.\n");
  });
  if (options.tls) acceptTlsToo(server, options.tls);
  attachGateway(server, gateway, { ...options, path: "", isRelay: true });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, options.hostname, resolve);
    });
  } catch (cause) {
    throw toListenError(cause, { option: "--relay-port", ...options });
  }
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
