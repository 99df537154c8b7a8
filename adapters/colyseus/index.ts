/** MGOBE on Colyseus: the room class, the server around it, and what both take. */
export * from "./close-codes";
export * from "./mgobe-host";
export * from "./mgobe-room";
export * from "./room-picture";
export * from "./server";
export * from "./session-room";
