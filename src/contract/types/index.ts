export type * from "./frame-sync";
export type * from "./group";
export type * from "./matching";
export type * from "./message";
export type * from "./room";
export type * from "./session";
