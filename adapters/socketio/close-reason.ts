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
