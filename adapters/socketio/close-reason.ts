import { type Socket } from "socket.io";

/**
 * Why the server ends a socket. It is told by a message `mgobe:close` right before, as Socket.IO itself has one word for all:
 * `replaced`: the same player connected again; `left`, `removed`, `dismissed`: the room is over for the player;
 * `shutdown`: the server ends; `flooding`, `unknown messages`: what the client did.
 */
export type CloseReason =
  "replaced" | "left" | "removed" | "dismissed" | "shutdown" | "flooding" | "unknown messages";

/** Name of the message that says why a socket is closed. */
export const closeMessage = "mgobe:close";

/** Says why, and closes the socket; other namespaces of the same connection stay. */
export function closeSocket(socket: Socket, reason: CloseReason): void {
  socket.emit(closeMessage, { reason });
  socket.disconnect();
}

/** How long a client that does not read holds up the end of a server, ms. */
const patience = 1000;

/** Closes sockets, and resolves when everything that was for them is on its way, or after a second. */
export async function closeAll(sockets: readonly Socket[], reason: CloseReason): Promise<void> {
  const connections = new Set(sockets.map(({ conn }) => conn));
  for (const socket of sockets) closeSocket(socket, reason);
  await Promise.all([...connections].map((connection) => drain(connection)));
}

/** A server that ends throws away what a connection has not taken yet. */
function drain(connection: Socket["conn"]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, patience);
    function end(): void {
      clearTimeout(timer);
      connection.off("close", end);
      connection.off("drain", look);
      resolve();
    }
    function look(): void {
      // Its typings keep it to themselves.
      const { writeBuffer } = connection as unknown as { writeBuffer: readonly unknown[] };
      if (writeBuffer.length === 0) setImmediate(end);
    }
    connection.once("close", end);
    connection.on("drain", look);
    look();
  });
}
