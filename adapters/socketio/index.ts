/** MGOBE on Socket.IO: an unmodified game server script, its rooms, and clients of every kind. */
export { attachMgobe, type AttachedMgobe, type AttachMgobeOptions, defaultNamespace } from "./attach-mgobe";
export { type CloseReason, closeMessage } from "../../src/contract";
export { createMgobeSocketServer, type MgobeSocketServer, type MgobeSocketServerOptions } from "./server";
