// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over Client and Room of @colyseus/sdk; change them as you like.
// Only what the game used is in here: a handler of another event is never called until its part is written.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 @colyseus/sdk 的 Client 与 Room 之上的薄层，可随意修改。
// 此处只有游戏用到的部分：其他事件的回调在补写相应部分之前不会被调用。
import { Client } from "@colyseus/sdk";
import type { Room } from "@colyseus/sdk";
import type { ChannelEnd } from "./requests";
import type { BroadcastEvent, ResponseEvent } from "./room-types";

/** One of the player's two connections: a Colyseus room. ¦ 玩家的两条连接之一：一个 Colyseus 房间。 */
export class Channel {
  constructor(readonly room: Room) {
    // Whether and when it is entered again, the line decides. ¦ 是否以及何时重新进入由线路决定。
    room.reconnection.enabled = false;
  }

  get isOpen(): boolean {
    return this.room.connection.isOpen;
  }

  /** Hands on events, and once how it ended. ¦ 转交事件，并在结束时告知结束方式（一次）。 */
  listen(hear: (type: string, event: BroadcastEvent) => void, lose: (end: ChannelEnd) => void): void {
    this.room.onMessage("*", (type: string | number, event: BroadcastEvent) => hear(String(type), event));
    this.room.onLeave((code: number) => {
      // 4000: left for good; above 4010: not to be entered again. ¦ 4000：已离开；大于 4010：不应再进入。
      lose(code === 4013 ? "replaced" : code === 4000 || code > 4010 ? "over" : "lost");
    });
  }

  request(method: string, para: unknown): Promise<ResponseEvent> {
    return this.room.request(method as any, para as any, { timeout: 300000 }) as Promise<any>;
  }

  ping(done: () => void): void {
    this.room.ping(done);
  }

  close(): void {
    this.room.removeAllListeners();
    if (this.isOpen) this.room.connection.close();
  }
}

export async function openSession(url: string, login: object): Promise<Channel> {
  return new Channel(await new Client(url).joinOrCreate("mgobe_session", login));
}

export async function openRoom(url: string, roomId: string, token: string): Promise<Channel> {
  return new Channel(await new Client(url).joinById(roomId, { token, asMember: true }));
}

/** The number that the game knows for an error of Colyseus. ¦ 将 Colyseus 的错误转换为游戏认识的错误码。 */
export function toCode(error: any): number {
  const code = (error && Number(error.code)) || 0;
  if (code === 522) return 20080;
  if (code < 0) return 4;
  if (code >= 1000 && code < 5000) return 90007;
  return code > 0 && (code < 300 || code >= 5000) ? code : 90006;
}
