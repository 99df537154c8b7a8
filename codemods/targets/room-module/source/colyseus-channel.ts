// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over Client and Room of @colyseus/sdk; change them as you like.
// Only what the game used is in here: a handler of another event is never called until its part is written.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 @colyseus/sdk 的 Client 与 Room 之上的薄层，可随意修改。
// 此处只有游戏用到的部分：其他事件的回调在补写相应部分之前不会被调用。
import { Client } from "@colyseus/sdk";
import type { Room } from "@colyseus/sdk";
import type { Listener, Login } from "./requests";
import type { BroadcastEvent, ResponseEvent } from "./room-types";

/** One of the player's two connections: a Colyseus room. ¦ 玩家的两条连接之一：一个 Colyseus 房间。 */
export class Channel {
  constructor(
    readonly room: Room,
    { hear, lose }: Listener,
  ) {
    // Whether and when it is entered again, the line decides. ¦ 是否以及何时重新进入由线路决定。
    room.reconnection.enabled = false;
    room.onMessage("*", hear as (type: string | number, event: BroadcastEvent) => unknown);
    room.onLeave((code: number) => lose(code === 4013));
  }

  get isOpen(): boolean {
    return this.room.connection.isOpen;
  }

  request(method: string, para: unknown): Promise<ResponseEvent> {
    return this.room.request(method as any, para as any, { timeout: 300000 }) as Promise<any>;
  }

  ping(done: () => void): void {
    this.room.ping(done);
  }

  close(): void {
    this.room.connection.close();
  }
}

/** Opens the connection to a room, where the login is for one, or the player's own. ¦ 打开与房间的连接（登录信息指定了房间时），或玩家自己的连接。 */
export async function openChannel(url: string, login: Login, listener: Listener): Promise<Channel> {
  const client = new Client(url);
  const { roomId } = login;
  const opening = roomId ? client.joinById(roomId, login) : client.joinOrCreate("mgobe_session", login);
  return new Channel(await opening, listener);
}

/** The number that the game knows for an error of Colyseus. ¦ 将 Colyseus 的错误转换为游戏认识的错误码。 */
export function toCode(error: any): number {
  const code = (error && Number(error.code)) || 0;
  if (code === 522) return 20080;
  if (code < 0) return 4;
  if (code >= 1000 && code < 5000) return 90007;
  return code > 0 && (code < 300 || code >= 5000) ? code : 90006;
}
