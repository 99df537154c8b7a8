import { type ClientOptions, WebSocket } from "ws";
import { type ClientSocket, type OpenSocket } from "./wire-client";

/**
 * Opens sockets of a client over the network.
 *
 * @param origin scheme, host and port, e.g. `ws://127.0.0.1:1234`
 * @param ca certificate authority to trust, PEM
 */
export function openOverNetwork(origin: string, ca?: string): OpenSocket {
  return (path) =>
    new Promise<ClientSocket>((resolve, reject) => {
      const options: ClientOptions & { ca?: string } = { ca, perMessageDeflate: false };
      const socket = new WebSocket(`${origin}${path}`, options);
      socket.once("error", reject);
      socket.once("open", () =>
        resolve({
          send: (bytes) => socket.send(bytes),
          close: () => socket.close(),
          onMessage: (listener) => void socket.on("message", (data) => listener(data as Buffer)),
          onClose: (listener) => void socket.on("close", listener),
        }),
      );
    });
}
