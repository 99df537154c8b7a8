import { type ClientOptions, type RawData, WebSocket } from "ws";

/** Why a socket closed, as far as the other side said so. */
export interface SocketEnd {
  /** Of the close frame; 1006 = there was none. */
  readonly code: number;
  readonly reason: string;
}

/** One socket, seen from the client. */
export interface ClientSocket {
  send(bytes: Uint8Array): void;
  close(): void;
  onMessage(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: (end?: SocketEnd) => void): void;
}

/** Opens sockets; `path` is what follows the host in the client's URL. Rejects when there is no socket to be had. */
export type OpenSocket = (path: string) => Promise<ClientSocket>;

/**
 * Opens sockets of a client over the network.
 *
 * @param origin scheme, host and port, e.g. `ws://127.0.0.1:1234`
 * @param ca certificate authority to trust beside the system's, PEM
 */
export function openOverNetwork(origin: string, ca?: string): OpenSocket {
  return (path) =>
    new Promise<ClientSocket>((resolve, reject) => {
      const options: ClientOptions & { ca?: string } = { ca, perMessageDeflate: false };
      const socket = new WebSocket(`${origin}${path}`, options);
      socket.on("error", reject);
      socket.once("open", () => resolve(toClientSocket(socket)));
    });
}

function toClientSocket(socket: WebSocket): ClientSocket {
  return {
    send: (bytes) => socket.send(bytes),
    close: () => socket.close(),
    onMessage: (listener) => void socket.on("message", (data: RawData) => listener(data as Buffer)),
    onClose: (listener) =>
      void socket.on("close", (code, reason) => listener({ code, reason: reason.toString() })),
  };
}
