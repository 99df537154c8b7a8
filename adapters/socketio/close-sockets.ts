import { type Socket } from "socket.io";
import { closeMessage, type CloseReason } from "../../src/contract";

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
