// The game's way to its rooms: `connection` is the player's login, a `GameRoom` is there before, between and after the
// rooms that it enters. Both are thin layers over sockets of socket.io-client; change them as you like.
// Only what the game used is in here: a handler of another event is never called until its part is written.
// ¦ 游戏与房间之间的唯一入口：connection 是玩家的登录；GameRoom 在进入房间之前、之间和之后都存在。
// 两者都只是 socket.io-client 的 Socket 之上的薄层，可随意修改。
// 此处只有游戏用到的部分：其他事件的回调在补写相应部分之前不会被调用。
import { Manager } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type { ChannelEnd } from "./requests";
import type { BroadcastEvent, ResponseEvent } from "./room-types";

/** One of the player's two connections: a socket. ¦ 玩家的两条连接之一：一个 Socket。 */
export class Channel {
  /** Why the server closes it: a message that comes before the end. ¦ 服务器关闭的原因：关闭之前收到的消息。 */
  private reason = "";
  private readonly early: [string, BroadcastEvent][] = [];
  private hear = (type: string, event: BroadcastEvent): void => void this.early.push([type, event]);

  constructor(
    readonly room: Socket,
    private readonly isSession: boolean,
  ) {
    room.onAny((type: string, event: any) => {
      if (type === "mgobe:close") this.reason = event.reason;
      else this.hear(type, event);
    });
  }

  get isOpen(): boolean {
    return this.room.connected;
  }

  /** Hands on events, those that came before too, and once how it ended. ¦ 转交事件（包括此前已收到的），并在结束时告知结束方式（一次）。 */
  listen(hear: (type: string, event: BroadcastEvent) => void, lose: (end: ChannelEnd) => void): void {
    for (const [type, event] of this.early) hear(type, event);
    this.hear = hear;
    this.room.on("disconnect", () => lose(this.getEnd()));
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

  private getEnd(): ChannelEnd {
    if (this.reason === "replaced") return "replaced";
    // A server that ends comes back, but without its rooms. ¦ 服务器重启后会恢复，但房间不会。
    const isOver = !this.isSession && /^(left|removed|dismissed|shutdown)$/.test(this.reason);
    return isOver ? "over" : "lost";
  }
}

export function openSession(url: string, login: object): Promise<Channel> {
  return open(url, "", { ...login, roomChannel: true }, true);
}

export function openRoom(url: string, roomId: string, token: string): Promise<Channel> {
  return open(url, "/room", { roomId, token }, false);
}

/** Opens a socket on a connection of its own; the url's path is the namespace. ¦ 在独立的连接上打开 Socket；url 的路径即命名空间。 */
function open(url: string, place: string, auth: object, isSession: boolean): Promise<Channel> {
  // Whether and when it is opened again, the line decides. ¦ 是否以及何时重新打开由线路决定。
  const manager = new Manager(url, { transports: ["websocket"], reconnection: false, timeout: 10000 });
  const path = url.replace(/^\w+:\/\/[^/?#]*|[?#].*$|\/+(?=[?#]|$)/g, "") || "/mgobe";
  const socket = manager.socket(path + place, { auth });
  const channel = new Channel(socket, isSession);
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(channel));
    const fail = (error: any): void => {
      socket.disconnect();
      reject(error);
    };
    socket.once("connect_error", fail);
    // A connection that ends while it opens brings no other event. ¦ 打开过程中断开时没有其他事件。
    socket.once("disconnect", fail);
  });
}

/** The number that the game knows for an error of the connection. ¦ 将连接错误转换为游戏认识的错误码。 */
export function toCode(error: any): number {
  // Only the server's own refusals have a code, in `data`. ¦ 只有服务器的拒绝才带有错误码（在 data 中）。
  const code = error && (error.data ? error.data.code : error.code);
  return code > 0 ? code : 90006;
}
