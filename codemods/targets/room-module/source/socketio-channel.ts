// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over sockets of socket.io-client; change them as you like.
// Only what the game used is in here: a handler of another event is never called until its part is written.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 socket.io-client 的 Socket 之上的薄层，可随意修改。
// 此处只有游戏用到的部分：其他事件的回调在补写相应部分之前不会被调用。
import { Manager } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type { Listener, Login } from "./requests";
import type { ResponseEvent } from "./room-types";

/** One of the player's two connections: a socket. ¦ 玩家的两条连接之一：一个 Socket。 */
export class Channel {
  constructor(
    readonly room: Socket,
    { hear, lose }: Listener,
  ) {
    let isReplaced = false;
    // Why the server closes it. ¦ 服务器关闭的原因。
    room.on("mgobe:close", ({ reason }) => (isReplaced = reason === "replaced"));
    room.on("disconnect", () => lose(isReplaced));
    room.onAny(hear);
  }

  get isOpen(): boolean {
    return this.room.connected;
  }

  request(method: string, para: unknown): Promise<ResponseEvent> {
    return new Promise((done) => this.room.emit(method, para, done));
  }

  ping(done: () => void): void {
    this.room.emit("mgobe:ping", done);
  }

  close(): void {
    this.room.disconnect();
  }
}

/** Opens a socket on a connection of its own, to a room where the login is for one; the url's path is the namespace. ¦ 在独立的连接上打开 Socket；登录信息指定了房间时连接房间；url 的路径即命名空间。 */
export function openChannel(url: string, login: Login, listener: Listener): Promise<Channel> {
  const path = url.replace(/^\w+:\/\/[^/?]*|\/*(\?.*)?$/g, "") || "/mgobe";
  // Whether and when it is opened again, the line decides. ¦ 是否以及何时重新打开由线路决定。
  const manager = new Manager(url, { transports: ["websocket"], reconnection: false });
  const socket = manager.socket(login.roomId ? `${path}/room` : path, { auth: login });
  const channel = new Channel(socket, listener);
  return new Promise((resolve, reject) => {
    const fail = (error: any): void => {
      socket.disconnect();
      reject(error);
    };
    socket.once("connect", () => resolve(channel));
    socket.once("connect_error", fail);
    // A connection that ends while it opens brings no other event. ¦ 打开过程中断开时没有其他事件。
    socket.once("disconnect", fail);
  });
}

/** The number that the game knows for an error of the connection. ¦ 将连接错误转换为游戏认识的错误码。 */
export function toCode(error: any): number {
  // Only the server's own refusals have a code, in `data`. ¦ 只有服务器的拒绝才带有错误码（在 data 中）。
  return (error && error.data && error.data.code) || 90006;
}
