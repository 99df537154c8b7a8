// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over Client and Room of @colyseus/sdk; change them as you like.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 @colyseus/sdk 的 Client 与 Room 之上的薄层，可随意修改。
export * from "./connection";
export * from "./debugger-log";
export * from "./game-group";
export * from "./game-room";
export * from "./random-util";
export type * from "./room-types";
export * from "./shared-connection";
