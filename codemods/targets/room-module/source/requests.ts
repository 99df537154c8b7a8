import { toCode } from "./colyseus-channel";
import type { Channel } from "./colyseus-channel";
import type { Connection } from "./connection";
import type { BroadcastEvent, ReqCallback, ResponseEvent } from "./room-types";
import { StatCallbacks } from "./stat-callbacks";

/** Who hears what a connection brings, and that it has ended; another connection of the player may have taken its place. ¦ 接收连接上的事件及其结束；可能已被同一玩家的另一连接取代。 */
export interface Listener {
  hear(type: string, event: BroadcastEvent): unknown;
  lose(isReplaced: boolean): unknown;
}
/** With what a connection is opened. ¦ 打开连接所用的信息。 */
export type Login = { roomId?: string | undefined; token: string; [field: string]: unknown };
export type Timer = ReturnType<typeof setTimeout>;

/** A connection that is opened again when it is lost. ¦ 断线后会重新打开的连接。 */
export class Line {
  channel: Channel | undefined;
  /** Why it could not be opened. ¦ 无法打开的原因。 */
  error = {} as ResponseEvent;
  private attempts = 0;
  /** Of an attempt, the pause before it, or the heartbeat. ¦ 连接尝试、其前的等待或心跳的定时器。 */
  private timer: Timer | undefined;
  /** Tells the present attempt and its channel from those before. ¦ 用来区分当前与之前的尝试及其连接。 */
  private life = {};
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly enter: (listener: Listener) => Promise<Channel>,
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

  /** Neither open nor about to be. ¦ 既未打开，也不会打开。 */
  close(): void {
    const { channel } = this;
    this.life = {};
    this.channel = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (channel) channel.close();
  }

  private open(): void {
    const life = (this.life = {});
    this.timer = setTimeout(() => this.fail(), 10000);
    // One attempt after the other: of two connections of a player the server keeps the later. Events wait as long as answers,
    // which are promises: both keep their order.
    // ¦ 连接尝试依次进行：同一玩家的两个连接中，服务器只保留后来的。事件与作为 Promise 的回答等待同样久，以保持次序。
    const later = <T>(run: () => T | Promise<T>): Promise<T | false> =>
      this.opening.then(() => life === this.life && run());
    const channel = later(() =>
      this.enter({
        hear: (type, event) => later(() => this.connection.hear(type, event)),
        lose: (isReplaced) =>
          later(() => {
            this.lose(isReplaced);
            // It is the other connection that is in the room now. ¦ 现在在房间中的是另一连接。
            if (isReplaced && this === this.connection.roomLine) this.connection.leave();
          }),
      }),
    );
    this.opening = channel.then(
      (opened) => opened && (life === this.life ? this.take(opened) : opened.close()),
      (error: unknown) => life === this.life && this.fail(error),
    );
  }

  private take(channel: Channel): void {
    if (!channel.isOpen) return this.fail();
    this.channel = channel;
    this.attempts = 0;
    this.beat(channel);
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
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (isAlive ? this.beat(channel) : this.lose(false)), 5000);
  }

  private fail(error?: any): void {
    this.opening = Promise.resolve();
    this.error = failure(toCode(error), error && error.message);
    const { code } = this.error;
    // There is no such room, or the player is not in it. ¦ 没有该房间，或玩家不在其中。
    const isOver = code === 20080 || code === 20011;
    this.lose(isOver);
    if (isOver) this.connection.loseRoom();
  }

  /** It is tried again, unless it is over. ¦ 除非已结束，否则会重试。 */
  private lose(isOver: boolean): void {
    this.close();
    const { isReady, config, requests } = this.connection;
    const { reconnectMaxTimes = 15, reconnectInterval = 500 } = config;
    // Questions change nothing, so they are asked again. ¦ 查询不改变任何东西，因此会重问。
    for (const request of requests)
      if (request.line === this && /^(requestFrame|get)/.test(request.method)) request.isSent = false;
    const isWanted = this.attempts < reconnectMaxTimes || requests.some(({ isSent }) => !isSent);
    if (isReady && !isOver && isWanted) {
      this.attempts += 1;
      this.timer = setTimeout(() => this.open(), reconnectInterval);
    }
    this.connection.handleChange(this);
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
