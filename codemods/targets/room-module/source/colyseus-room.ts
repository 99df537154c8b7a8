// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over Client and Room of @colyseus/sdk; change them as you like.
// Only what the game used is in here: a handler of another event is never called until its part is written.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 @colyseus/sdk 的 Client 与 Room 之上的薄层，可随意修改。
// 此处只有游戏用到的部分：其他事件的回调在补写相应部分之前不会被调用。
export * from "./connection";
export * from "./debugger-log";
export * from "./game-group";
export * from "./game-room";
export * from "./random-util";
export type * from "./room-types";
export * from "./shared-connection";
