import { toCode } from "./colyseus-channel";
import type { Channel } from "./colyseus-channel";
import type { Connection } from "./connection";
import type { ReqCallback, ResponseEvent } from "./room-types";
import { StatCallbacks } from "./stat-callbacks";

/** Why a connection is no more; one that was lost is opened again. ¦ 连接结束的原因；意外断开（lost）的会重新打开。 */
export type ChannelEnd = "lost" | "over" | "replaced";
export type Timer = ReturnType<typeof setTimeout>;
type Request = { method: string; para: unknown; callback: ReqCallback; isSent: boolean; timer?: Timer };

/** A connection that is opened again when it is lost, and the requests that wait for it. ¦ 断线后会重新打开的连接，以及等待它的请求。 */
export class Line {
  channel: Channel | undefined;
  /** Why it could not be opened. ¦ 无法打开的原因。 */
  error = failure(90004);
  private attempts = 0;
  /** Of an attempt, the pause before it, or the heartbeat; it tells the present one from those before. ¦ 连接尝试、其前的等待或心跳的定时器；也用来区分当前与之前的尝试。 */
  private timer: Timer | undefined;
  private opening: Promise<unknown> = Promise.resolve();
  private requests: Request[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly enter: () => Promise<Channel>,
  ) {}

  get isOpen(): boolean {
    return !!this.channel && this.channel.isOpen;
  }

  /** Opens the line, unless it is open or about to be. ¦ 打开线路，除非已打开或即将打开。 */
  wake(): void {
    if (this.timer) return;
    this.attempts = 0;
    this.open();
  }

  /** Closes the line; what waits for it fails. ¦ 关闭线路；等待它的请求以失败告终。 */
  close(): void {
    this.detach();
    const waiting = this.requests.filter(({ isSent }) => !isSent);
    for (const request of waiting) this.answer(request, failure(90008));
  }

  request(method: string, para: unknown, callback: ReqCallback): void {
    const request: Request = { method, para, callback, isSent: false };
    const { resendTimeout = 20000 } = this.connection.config;
    request.timer = setTimeout(() => {
      const code = request.isSent || this.isOpen ? 90003 : 90005;
      this.answer(request, failure(this.connection.line.isOpen ? code : 90004));
    }, resendTimeout);
    this.requests.push(request);
    if (this.isOpen) this.write(request);
    else this.wake();
  }

  private open(): void {
    const timer = (this.timer = setTimeout(() => this.fail({}), 10000));
    const isPresent = (): boolean => timer === this.timer;
    // One after the other: of two connections of a player the server keeps the later. ¦ 依次进行：同一玩家的两个连接中，服务器只保留后来的。
    this.opening = this.opening
      .then(() => (isPresent() ? this.enter() : Promise.reject()))
      .then(
        (channel) => (isPresent() ? this.take(channel) : channel.close()),
        (error: unknown) => isPresent() && this.fail(error),
      );
  }

  private take(channel: Channel): void {
    if (!channel.isOpen) return this.fail({});
    this.detach();
    this.channel = channel;
    this.attempts = 0;
    // Events wait as long as answers, which are promises: both keep their order. ¦ 事件与作为 Promise 的回答等待同样久，以保持次序。
    const later = (run: () => void): unknown =>
      Promise.resolve().then(() => this.channel === channel && run());
    channel.listen(
      (type, event) => void later(() => this.connection.hear(type, event)),
      (end) => void later(() => this.lose(end)),
    );
    this.timer = setTimeout(() => this.beat(channel), 5000);
    for (const request of this.requests) if (!request.isSent) this.write(request);
    this.connection.handleChange(this);
  }

  /** A heartbeat that is not answered before the next one is due: the network is gone. ¦ 心跳在下一次之前未得到回应：网络已断开。 */
  private beat(channel: Channel): void {
    let isAlive = false;
    // part: ping
    const sent = Date.now();
    channel.ping(() => {
      isAlive = true;
      // part: ping
      if (this === this.connection.line) call(StatCallbacks.onPingTime, undefined, Date.now() - sent);
    });
    this.timer = setTimeout(() => (isAlive ? this.beat(channel) : this.lose("lost")), 5000);
  }

  private fail(error: any): void {
    this.opening = Promise.resolve();
    this.error = failure(toCode(error), error && error.message);
    const { code } = this.error;
    this.lose(code === 20080 || code === 20011 ? "over" : "lost");
  }

  /** It is tried again, unless it is over. ¦ 除非已结束，否则会重试。 */
  private lose(end: ChannelEnd): void {
    this.detach();
    // Questions change nothing, so they are asked again. ¦ 查询不改变任何东西，因此会重问。
    for (const request of this.requests)
      if (/^(requestFrame|get)/.test(request.method)) request.isSent = false;
    const { isReady, config } = this.connection;
    const { reconnectMaxTimes = 15, reconnectInterval = 500 } = config;
    const isWanted = this.attempts < reconnectMaxTimes || this.requests.some(({ isSent }) => !isSent);
    if (isReady && end === "lost" && isWanted) {
      this.attempts += 1;
      this.timer = setTimeout(() => this.open(), reconnectInterval);
    }
    this.connection.handleChange(this, end);
  }

  /** Neither open nor about to be. ¦ 既未打开，也不会打开。 */
  private detach(): void {
    const { channel } = this;
    this.channel = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (channel) channel.close();
  }

  private write(request: Request): void {
    const channel = this.channel as Channel;
    request.isSent = true;
    channel.request(request.method, request.para).then(
      (answer) => this.answer(request, answer),
      () => channel.isOpen && this.answer(request, failure(4)),
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

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Object.assign, which the typings of ES5 do not have. ¦ 即 Object.assign；ES5 的类型声明中没有它。 */
export function assign(target: {}, fields: {}): void {
  const from = fields as { [field: string]: unknown };
  for (const field of Object.keys(from)) (target as typeof from)[field] = from[field];
}

export function toAnswer(code: number, data: unknown, msg = ""): ResponseEvent {
  return { code, msg, seq: "", data };
}

/**
 * An answer without the server: 4 inner error, 90002 not logged in, 90003 no answer in time, 90004 no connection, 90005 none
 * to the room, 90006 refused, 90007 closed, 90008 in no room.
 * ¦ 不经服务器的回答：4 内部错误，90002 未登录，90003 超时，90004 无连接，90005 无房间连接，90006 被拒绝，90007 已关闭，90008 不在房间中。
 */
export function failure(code: number, text?: string): ResponseEvent {
  return toAnswer(code, null, text || (code === 90008 ? "无房间信息" : `消息发送失败 [${code}]`));
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

/** Answers without the server, but no sooner than it could. ¦ 不经服务器直接回答，但不早于服务器可能的回答。 */
export function succeed(callback: unknown, data: unknown, before?: () => void): void {
  setTimeout(() => {
    if (before) before();
    call(callback, undefined, toAnswer(0, data));
  });
}
