import type { Room } from "@colyseus/sdk";
import { ErrCode } from "../../../../src/contract";
import type { ReqCallback, ResponseEvent } from "./room-types";

/** Calls that change nothing: asked again after a lost connection. ¦ 不改变任何东西的请求：断线后重问。 */
const queries = /^(requestFrame|get\w+)$/;

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export function failure(code: number): ResponseEvent {
  const msg = code === ErrCode.EC_SDK_NO_ROOM ? "无房间信息" : `消息发送失败 [${code}]`;
  return { code, msg, seq: "", data: null };
}

/** Calls the game's code; what it throws is shown, and stops nothing here. ¦ 调用游戏代码；其抛出的异常会显示，但不会中断这里。 */
export function call(callback: unknown, owner: unknown, event: unknown): void {
  try {
    if (typeof callback === "function") callback.call(owner, event);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}

/** The callback, which may stand in the place of parameters that are none. ¦ 回调；没有参数时可写在参数的位置。 */
export function pick<T>(para: unknown, callback?: ReqCallback<T>): ReqCallback<T> | undefined {
  return typeof para === "function" ? (para as ReqCallback<T>) : callback;
}

/** The number that the game knows for an error of Colyseus. ¦ 将 Colyseus 的错误转换为游戏认识的错误码。 */
function toCode(error: any): number {
  const code = error && error.code;
  if (typeof code !== "number" || code === 0) return ErrCode.EC_SDK_SOCKET_ERROR;
  if (code === 522) return ErrCode.EC_ROOM_INFO_UNEXIST;
  if (code >= 1000 && code < 5000) return ErrCode.EC_SDK_SOCKET_CLOSE;
  if (code >= 300 && code < 600) return ErrCode.EC_SDK_SOCKET_ERROR;
  return code < 0 ? ErrCode.EC_INNER_ERROR : code;
}

interface Request {
  method: string;
  para: unknown;
  callback: ReqCallback;
  isSent: boolean;
  timer?: any;
}

/** What a line asks of the connection, and tells it. ¦ 线路向 Connection 询问与告知的内容。 */
export interface LineOwner {
  open(): Promise<Room>;
  /** Attempts and ms between them, and ms until a request fails. ¦ 重连次数与间隔（毫秒），以及请求超时（毫秒）。 */
  settings(): { reconnectMaxTimes: number; reconnectInterval: number; resendTimeout: number };
  /** The code of a request that nobody has answered in time. ¦ 请求超时无人回答时的错误码。 */
  late(isSent: boolean): number;
  hear(type: string, event: any): void;
  /** It is open, lost, or not to be had; with an end it does not come back. ¦ 已打开、断开或无法打开；带 end 时不再重连。 */
  changed(end?: "over" | "replaced"): void;
}

/** A Colyseus room that is entered again when it is lost, and the requests that wait for it. ¦ 断线后会重新进入的 Colyseus 房间，以及等待它的请求。 */
export class Line {
  room: Room | undefined;
  /** Why it could not be opened. ¦ 无法打开的原因。 */
  error: number = ErrCode.EC_SDK_NO_LOGIN;
  private isOpening = false;
  private isAlive = true;
  private attempts = 0;
  /** Tells the present attempt from earlier ones. ¦ 区分当前与之前的连接尝试。 */
  private turn = 0;
  private timer: any;
  private opening: Promise<unknown> = Promise.resolve();
  private requests: Request[] = [];

  constructor(private readonly owner: LineOwner) {}

  get isOpen(): boolean {
    return !!this.room && this.room.connection.isOpen;
  }

  /** Opens the line unless it is open or about to be. ¦ 打开线路，除非已打开或即将打开。 */
  wake(): void {
    if (this.room || this.isOpening) return;
    this.attempts = 0;
    this.open();
  }

  /** Closes the line; what waits for it fails. ¦ 关闭线路；等待它的请求以失败告终。 */
  close(): void {
    this.detach();
    for (const request of this.requests.slice()) {
      if (!request.isSent) this.answer(request, failure(ErrCode.EC_SDK_NO_ROOM));
    }
  }

  request(method: string, para: unknown, callback: ReqCallback): void {
    const request: Request = { method, para, callback, isSent: false };
    request.timer = setTimeout(
      () => this.answer(request, failure(this.owner.late(request.isSent))),
      this.owner.settings().resendTimeout,
    );
    this.requests.push(request);
    if (this.isOpen) this.write(request);
    else this.wake();
  }

  /** Nobody waits for an answer any more. ¦ 不再等待任何回答。 */
  forget(): void {
    for (const { timer } of this.requests.splice(0)) clearTimeout(timer);
  }

  private open(): void {
    this.isOpening = true;
    const turn = (this.turn += 1);
    this.timer = setTimeout(() => this.fail({}), 10000);
    // One after the other: of two connections of a player the server keeps the later. ¦ 依次进行：同一玩家的两个连接中，服务器只保留后来的。
    this.opening = this.opening
      .then(() => (turn === this.turn ? this.owner.open() : Promise.reject()))
      .then(
        (room) => (turn === this.turn ? this.take(room) : room.connection.close()),
        (error: unknown) => turn === this.turn && this.fail(error),
      );
  }

  private take(room: Room): void {
    this.detach();
    this.room = room;
    this.attempts = 0;
    room.reconnection.enabled = false;
    // Answers are promises; events take as long, so that both keep the order in which they came.
    // ¦ 回答是 Promise；事件也多等一个微任务，使两者保持到达的次序。
    const later = (run: () => void): unknown => Promise.resolve().then(() => this.room === room && run());
    room.onMessage("*", (type: any, event: any) => void later(() => this.owner.hear(String(type), event)));
    room.onLeave((code: number) => void later(() => this.lose(code)));
    for (const request of this.requests) if (!request.isSent) this.write(request);
    this.isAlive = true;
    this.beat(room);
    this.owner.changed();
  }

  /** A heartbeat that is not answered before the next one is due: the network is gone. ¦ 心跳在下一次之前未得到回应：网络已断开。 */
  private beat(room: Room): void {
    this.timer = setTimeout(() => {
      if (!this.isAlive) return this.lose(0);
      this.isAlive = false;
      room.ping(() => (this.isAlive = true));
      this.beat(room);
    }, 5000);
  }

  private lose(code: number): void {
    this.detach();
    for (const request of this.requests) if (queries.test(request.method)) request.isSent = false;
    // 4000: left; 4013: the same player came again; above 4010: not to come back. ¦ 4000：已离开；4013：同一玩家再次连接；大于 4010：不应再回来。
    const isOver = code === 4000 || code > 4010;
    if (!isOver) this.retry();
    this.owner.changed(code === 4013 ? "replaced" : isOver ? "over" : undefined);
  }

  private fail(error: unknown): void {
    this.detach();
    this.opening = Promise.resolve();
    this.error = toCode(error);
    const isOver =
      this.error === ErrCode.EC_ROOM_INFO_UNEXIST || this.error === ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM;
    if (!isOver) this.retry();
    this.owner.changed(isOver ? "over" : undefined);
  }

  private retry(): void {
    const { reconnectMaxTimes, reconnectInterval } = this.owner.settings();
    if (this.attempts >= reconnectMaxTimes && this.requests.every(({ isSent }) => isSent)) return;
    this.attempts += 1;
    this.isOpening = true;
    this.timer = setTimeout(() => this.open(), reconnectInterval);
  }

  /** Neither open nor about to be. ¦ 既未打开，也不会打开。 */
  private detach(): void {
    const { room } = this;
    this.room = undefined;
    this.isOpening = false;
    this.turn += 1;
    clearTimeout(this.timer);
    if (!room) return;
    room.removeAllListeners();
    if (room.connection.isOpen) room.connection.close();
  }

  private write(request: Request): void {
    const { room } = this;
    if (!room) return;
    request.isSent = true;
    room.request(request.method as any, request.para, { timeout: 300000 }).then(
      (answer: any) => this.answer(request, answer),
      () => room.connection.isOpen && this.answer(request, failure(ErrCode.EC_INNER_ERROR)),
    );
  }

  private answer(request: Request, answer: ResponseEvent): void {
    const place = this.requests.indexOf(request);
    if (place < 0) return;
    this.requests.splice(place, 1);
    clearTimeout(request.timer);
    request.callback(answer);
  }
}
