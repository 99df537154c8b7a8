import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { toListenError } from "../../../adapters/node-server/listen-error";

/** A place in front of a server whose connections can be cut like a network's. */
export interface CuttableRelay {
  readonly port: number;
  /** Closes every connection, at once and without a word. */
  cutSockets(): void;
  close(): void;
}

/**
 * Passes bytes on in both directions, so it serves TLS and plain connections alike.
 *
 * @param targetPort on this machine
 * @param host address to listen on
 * @throws ToolError HOST_UNUSABLE
 */
export async function startRelay(targetPort: number, host: string): Promise<CuttableRelay> {
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  relay.listen(0, host);
  try {
    await once(relay, "listening");
  } catch (error) {
    throw toListenError(error, { port: 0, hostname: host });
  }
  const cutSockets = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const close = (): void => {
    relay.close();
    cutSockets();
  };
  return { port: (relay.address() as AddressInfo).port, cutSockets, close };
}
