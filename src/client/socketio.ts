import * as MGOBE from "./ready-mgobe-socketio";

export { SocketIoConnection } from "./connection/socketio-connection";
export { createMgobe } from "./socketio-mgobe";
export { closeMgobe } from "./create-mgobe";
export type { CreateOptions, Mgobe } from "./create-mgobe";
export * from "./ready-mgobe-socketio";
// Both forms of import that games have of MGOBE's own file: all of it by one name, and names of it.
export default MGOBE;
