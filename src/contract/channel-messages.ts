/**
 * What a backend and the library's connection to it say to each other beside MGOBE's own messages, where the backend's
 * transport has no words for it.
 */

/** Path of the sessions, and of the gateway, when nothing else is said. */
export const defaultSessionPath = "/mgobe";

/** The message by which a server says why it closes a connection, right before; carries `{ reason: CloseReason }`. */
export const closeMessage = "mgobe:close";

/** The message that is answered at once and means nothing: a client's question whether anybody is there. */
export const pingMessage = "mgobe:ping";

/**
 * Why a server closes a connection. `replaced`: the same player connected again; `left`, `removed`, `dismissed`: the room is
 * over for the player; `shutdown`: the server ends; `flooding`, `unknown messages`: what the client did.
 */
export type CloseReason =
  "replaced" | "left" | "removed" | "dismissed" | "shutdown" | "flooding" | "unknown messages";
