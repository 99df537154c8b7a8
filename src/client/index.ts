import * as MGOBE from "./ready-mgobe";

export * from "./connection/connection";
export * from "./connection/endpoint";
export { createMgobe } from "./colyseus-mgobe";
export { closeMgobe, createMgobeOver } from "./create-mgobe";
export type {
  CreateOptions,
  GroupStatic,
  ListenerStatic,
  Mgobe,
  MgobeEnums,
  RoomStatic,
} from "./create-mgobe";
export type { ClientClock } from "./clock";
export type { GroupHandlers } from "./group/group";
export type { MessageCallback, SendCallback, SendPara } from "./room/message-types";
export type { RoomHandlers } from "./room/room";
export type * from "./game-types";
export * from "./ready-mgobe";
// Both forms of import that games have of MGOBE's own file: all of it by one name, and names of it.
export default MGOBE;
