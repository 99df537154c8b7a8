// All of the module over Colyseus, for the tests of this repository.
export * from "./connection";
export * from "./debugger-log";
export * from "./game-group";
export * from "./game-room";
export * from "./random-util";
export type * from "./room-types";
export * from "./shared-connection";
export { StatCallbacks } from "./stat-callbacks";
