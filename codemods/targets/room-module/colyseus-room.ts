// The game's way to its rooms: `Connection` is the player's login, `GameRoom` a room object that is there before, between
// and after the rooms that it enters. Both are thin layers over Client and Room of @colyseus/sdk; change them as you like.
// ¦ 游戏与房间之间的唯一入口：Connection 是玩家的登录；GameRoom 是房间对象，在进入房间之前、之间和之后都存在。
// 两者都只是 @colyseus/sdk 的 Client 与 Room 之上的薄层，可随意修改。
import { Client } from "@colyseus/sdk";
import type { Room } from "@colyseus/sdk";

/** A member of a room. ¦ 房间成员。 */
export interface PlayerInfo {
  id: string;
  name: string;
  teamId: string;
  customPlayerStatus: number;
  customProfile: string;
  commonNetworkState: number;
  relayNetworkState: number;
  isRobot: boolean;
  matchAttributes: { name: string; value: number }[];
}

/** A room as the server tells of it. ¦ 服务器告知的房间信息。 */
export interface RoomInfo {
  id: string;
  name: string;
  type: string;
  createType: number;
  maxPlayers: number;
  owner: string;
  isPrivate: boolean;
  isForbidJoin: boolean;
  customProperties: string;
  playerList: PlayerInfo[];
  teamList: { id: string; name: string; minPlayers: number; maxPlayers: number }[];
  frameSyncState: number;
  frameRate: number;
  routeId: string;
  createTime: number;
  startGameTime: number;
}

/** One frame of frame synchronisation. ¦ 帧同步中的一帧。 */
export interface Frame {
  id: number;
  items: { playerId: string; data: any; timestamp: number }[];
  ext: { seed: number };
  roomId: string;
  time: number;
  isReplay?: boolean;
}

/** An answer of the server; `code` 0 is success. ¦ 服务器的回答；code 为 0 表示成功。 */
export interface ResponseEvent<T = any> {
  code: number;
  msg: string;
  seq: string;
  data?: T;
}
/** An event that the server sends by itself. ¦ 服务器主动发送的事件。 */
export interface BroadcastEvent<T = any> {
  data: T;
  seq: string;
}
export type Callback<T = any> = (event: ResponseEvent<T>) => unknown;
export type Handler<T = any> = ((event: BroadcastEvent<T>) => unknown) | null;

/** What the server may refuse or the network fail with. ¦ 服务器拒绝或网络失败时的错误码。 */
const codes = { ok: 0, inner: 4, notInRoom: 20011, noSuchRoom: 20080, matchTimeout: 30001 };
const local = {
  uninitialised: 90002,
  timeout: 90003,
  noLogin: 90004,
  network: 90006,
  closed: 90007,
  noRoom: 90008,
};

/** Settings of the connection, and their defaults; times in ms. ¦ 连接设置及默认值；时间单位为毫秒。 */
const defaults = {
  url: "",
  reconnectMaxTimes: 15,
  reconnectInterval: 500,
  resendTimeout: 20000,
  isAutoRequestFrame: false,
};
export type Settings = Partial<typeof defaults> & { [own: string]: any };

/** Who logs in: signed by a server of yours, or not at all. ¦ 登录者：由自己的服务器签名，或不签名。 */
export interface GameInfo {
  gameId: string;
  openId: string;
  secretKey?: string;
  createSignature?(
    callback: (signature: { sign: string; nonce: number; timestamp: number }) => unknown,
  ): unknown;
}

/** Calls that change nothing, and are asked again after a lost connection. ¦ 不改变任何东西、断线后可重问的请求。 */
const queries = /^(requestFrame|get\w+)$/;
/** Calls that need the connection of the room. ¦ 需要房间连接的请求。 */
const inRoom = /^(startFrameSync|stopFrameSync|sendFrame|requestFrame|sendToGameSvr)$/;
/** Calls that go over it while it is open, so that answers and events keep their order. ¦ 房间连接打开时经由它发送，以保持回答与事件的次序。 */
const aboutRoom =
  /^(changeRoom|changeCustomPlayerStatus|changeRoomPlayerProfile|removePlayer|getRoomDetail|sendToClient)$/;
/** Calls that wait for each other. ¦ 依次执行的请求。 */
const serial =
  /^(create(Team)?Room|join(Team)?Room|leaveRoom|dismissRoom|changeRoom|removePlayer|changeCustomPlayerStatus|st(art|op)FrameSync)$/;

/** No match takes longer, ms. ¦ 匹配的最长时间，毫秒。 */
const longestMatch = 310000;

const failure = (code: number): ResponseEvent => ({
  code,
  msg: `消息发送失败 [${code}]`,
  seq: "",
  data: null,
});
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Calls the game's code; what it throws stops nothing here. ¦ 调用游戏代码；其抛出的异常不会中断这里。 */
function call(callback: unknown, ...values: unknown[]): void {
  if (typeof callback !== "function") return;
  try {
    callback(...values);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}

/** Calls the handler that an object has for an event, as its method. ¦ 以方法的形式调用对象的事件处理函数。 */
function tell(owner: any, type: string, event: unknown): void {
  if (typeof owner[type] === "function") call(owner[type].bind(owner), event);
}

/** The number that the game knows for an error of Colyseus. ¦ 将 Colyseus 的错误转换为游戏认识的错误码。 */
function codeOf(error: any): number {
  const code = error && error.code;
  if (typeof code !== "number" || code === 0) return local.network;
  if (code === 522) return codes.noSuchRoom;
  if (code >= 1000 && code < 5000) return local.closed;
  if (code >= 300 && code < 600) return local.network;
  return code < 0 ? codes.inner : code;
}

interface Request {
  method: string;
  para: unknown;
  callback: Callback;
  sentTo?: Room;
  timer?: any;
}

/** Why a line does not come back: the room is over, or the player has connected elsewhere. ¦ 不再重连的原因：房间已结束，或玩家已在别处连接。 */
type End = "over" | "replaced";

/** A Colyseus room that is entered again when it is lost, and the requests that wait for it. ¦ 断线后会重新进入的 Colyseus 房间，以及等待它的请求。 */
class Line {
  current?: Room;
  lastError: number = local.noLogin;
  private isOpening = false;
  private attempts = 0;
  /** Tells the present attempt from earlier ones. ¦ 区分当前与之前的连接尝试。 */
  private generation = 0;
  private retry: any;
  private requests: Request[] = [];

  constructor(
    private readonly settings: () => typeof defaults,
    private readonly open: () => Promise<Room>,
    private readonly hear: (type: string, message: any) => void,
    private readonly changed: (end?: End) => void,
  ) {}

  get isOpen(): boolean {
    return !!this.current && this.current.connection.isOpen;
  }

  /** Opens the line unless it is open or about to be. ¦ 打开连接，除非已打开或即将打开。 */
  wake(): Promise<boolean> {
    if (this.current || this.isOpening || this.retry) return Promise.resolve(this.isOpen);
    this.attempts = 0;
    return this.tryOnce();
  }

  /** Closes the line for good. ¦ 彻底关闭。 */
  close(code: number): void {
    const { current } = this;
    this.current = undefined;
    this.isOpening = false;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.generation += 1;
    if (current) {
      current.removeAllListeners();
      if (current.connection.isOpen) current.connection.close();
    }
    for (const request of this.requests.slice()) if (!request.sentTo) this.answer(request, failure(code));
  }

  /** Nobody waits for an answer any more. ¦ 不再等待任何回答。 */
  forget(): void {
    for (const { timer } of this.requests.splice(0)) clearTimeout(timer);
  }

  request(method: string, para: unknown, callback: Callback): void {
    const request: Request = { method, para, callback };
    request.timer = setTimeout(
      () => this.answer(request, failure(this.isOpen || request.sentTo ? local.timeout : this.lastError)),
      this.settings().resendTimeout,
    );
    this.requests.push(request);
    if (this.isOpen) this.write(request);
    else void this.wake();
  }

  private async tryOnce(): Promise<boolean> {
    this.isOpening = true;
    const generation = (this.generation += 1);
    try {
      const room = await this.open();
      if (generation !== this.generation) {
        room.connection.close();
        return false;
      }
      this.take(room);
    } catch (error) {
      if (generation !== this.generation) return false;
      this.isOpening = false;
      this.lastError = codeOf(error);
      const isOver = this.lastError === codes.notInRoom || this.lastError === codes.noSuchRoom;
      if (!isOver) this.retryLater();
      this.changed(isOver ? "over" : undefined);
    }
    return this.isOpen;
  }

  private take(room: Room): void {
    this.current = room;
    this.isOpening = false;
    this.attempts = 0;
    room.reconnection.enabled = false;
    // Answers are promises; events take as long, so that both keep the order in which they came.
    // ¦ 回答是 Promise；事件也多等一个微任务，使两者保持到达的次序。
    room.onMessage("*", (type: any, message: any) => {
      void Promise.resolve().then(() => this.current === room && this.hear(String(type), message));
    });
    room.onLeave((code: number) => {
      void Promise.resolve().then(() => this.current === room && this.lose(code));
    });
    for (const request of this.requests) if (!request.sentTo) this.write(request);
    this.changed();
  }

  private lose(code: number): void {
    this.current = undefined;
    for (const request of this.requests) if (queries.test(request.method)) request.sentTo = undefined;
    // 4000: left, 4013: the same player came again, above 4010: not to come back. ¦ 4000：已离开；4013：同一玩家再次连接；大于 4010：不应再回来。
    const isOver = code === 4000 || code > 4010;
    if (!isOver) this.retryLater();
    this.changed(code === 4013 ? "replaced" : isOver ? "over" : undefined);
  }

  private retryLater(): void {
    if (this.attempts >= this.settings().reconnectMaxTimes) return;
    this.attempts += 1;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.tryOnce();
    }, this.settings().reconnectInterval);
  }

  private write(request: Request): void {
    const room = this.current as Room;
    request.sentTo = room;
    room.request(request.method as any, request.para, { timeout: 300000 }).then(
      (answer: any) => this.answer(request, answer),
      () => room.connection.isOpen && this.answer(request, failure(codes.inner)),
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

/** The player's connection: login, own data, questions about rooms, and the way of all requests. ¦ 玩家的连接：登录、自身数据、房间查询，以及所有请求的通道。 */
export class Connection {
  /** Who has logged in; empty before. ¦ 已登录的玩家；登录前为空。 */
  readonly player: Partial<PlayerInfo> & { openId?: string } = {};
  onMatch?: Handler;
  onCancelMatch?: Handler;
  settings = defaults;
  readonly line: Line;
  readonly roomLine: Line;
  private client!: Client;
  private gameInfo!: GameInfo;
  private token = "";
  private status: "new" | "opening" | "ready" = "new";
  private serverTime = 0;
  private roomId?: string;
  /** Departures under way, and the room that ended meanwhile. ¦ 正在进行的离开请求，以及其间结束的房间。 */
  private departures = 0;
  private lost?: string;
  private rooms: GameRoom[] = [];
  private matches: Callback[] = [];
  private matchTimer: any;
  private queue: Promise<unknown> = Promise.resolve();

  constructor() {
    const hear = (type: string, message: any): void => this.hear(type, message);
    // The first login is tried once. ¦ 首次登录只尝试一次。
    const settings = (): typeof defaults =>
      this.isReady ? this.settings : { ...this.settings, reconnectMaxTimes: 0 };
    this.line = new Line(
      settings,
      () => this.openSession(),
      hear,
      () => this.tellChange(),
    );
    this.roomLine = new Line(
      settings,
      () => this.client.joinById(String(this.roomId), { token: this.token, asMember: true }),
      hear,
      (end) => {
        if (end === "over") this.loseRoom();
        else if (end === "replaced") this.leave();
        this.tellChange();
      },
    );
  }

  get isReady(): boolean {
    return this.status === "ready";
  }

  /** Logs in; the callback gets the answer, whatever it is. ¦ 登录；无论结果如何都会回调。 */
  logIn(gameInfo: GameInfo, settings?: Settings, callback?: Callback): void {
    this.gameInfo = gameInfo;
    this.settings = { ...defaults, ...settings };
    this.player.openId = String(gameInfo.openId);
    if (this.status !== "new") return;
    this.status = "opening";
    const { url } = this.settings;
    this.client = new Client(/^\w+:\/\//.test(url) ? url : `ws://${url}`);
    void this.line.wake().then((isOpen) => {
      this.status = isOpen ? "ready" : "new";
      const code = isOpen ? codes.ok : this.line.lastError;
      const msg = isOpen ? "初始化成功" : failure(code).msg;
      const data = { serverTime: isOpen ? this.serverTime : undefined };
      call(callback, { code, msg, seq: null, data });
    });
  }

  isMe(playerId?: string): boolean {
    return playerId !== undefined && playerId === this.player.id;
  }

  /** From now on the room object hears of its room. ¦ 从现在起房间对象会收到其房间的事件。 */
  add(room: GameRoom): void {
    if (this.rooms.indexOf(room) < 0) this.rooms.push(room);
  }

  remove(room: GameRoom): void {
    this.rooms = this.rooms.filter((each) => each !== room);
  }

  clear(): void {
    this.rooms = [];
  }

  getRoomList(para: any, callback?: Callback): void {
    this.request("getRoomList", para, callback);
  }

  getRoomByRoomId(para: { roomId: string }, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.request("getRoomByRoomId", para, callback);
  }

  /** The room that the player is in, e.g. since before a restart. ¦ 玩家所在的房间，例如重启之前进入的房间。 */
  getMyRoom(callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.request("getRoomByRoomId", { roomId: "" }, callback);
  }

  /** Closes everything. ¦ 关闭一切连接。 */
  close(): void {
    this.clear();
    this.roomId = undefined;
    // part: match
    this.forgetMatches();
    for (const line of [this.roomLine, this.line]) {
      line.close(local.noRoom);
      line.forget();
    }
  }

  /** Sends a request; `before` runs ahead of the callback. ¦ 发送请求；before 在回调之前执行。 */
  request(method: string, para: any, callback?: Callback, before?: Callback): void {
    // What is sent is what was meant at the time of the call. ¦ 发送的是调用当时的内容。
    const given = copy(para || {});
    const isDeparture = method === "leaveRoom" || method === "dismissRoom";
    const run = (done: () => void): void => {
      const answer = (event: ResponseEvent): void => {
        done();
        if (isDeparture) this.endDeparture(event.code === codes.ok);
        if (before) before(event);
        call(callback, event);
      };
      const later = (code: number): void => {
        if (isDeparture) this.departures += 1;
        setTimeout(() => answer(failure(code)));
      };
      if (!this.isReady) return later(local.uninitialised);
      if (inRoom.test(method) && !this.roomId) return later(local.noRoom);
      if (isDeparture) this.departures += 1;
      const overRoom = inRoom.test(method) || (aboutRoom.test(method) && this.roomLine.isOpen);
      (overRoom ? this.roomLine : this.line).request(method, given, answer);
    };
    if (serial.test(method)) this.queue = this.queue.then(() => new Promise<void>(run));
    else run(() => undefined);
  }

  /** Waits for the end of a match where there is no onMatch. ¦ 没有 onMatch 时等待匹配结束。 */
  waitForMatch(callback?: Callback): void {
    if (!callback) return;
    this.matches.push(callback);
    // The news may be lost with a connection. ¦ 消息可能随连接断开而丢失。
    if (!this.matchTimer) this.matchTimer = setTimeout(() => this.endMatch(codes.matchTimeout), longestMatch);
  }

  forgetMatches(): Callback[] {
    clearTimeout(this.matchTimer);
    this.matchTimer = undefined;
    return this.matches.splice(0);
  }

  /** Learns from a room whether the player is in it; its connection is opened or closed. ¦ 从房间信息得知玩家是否在其中，并打开或关闭房间连接。 */
  learn(info: Partial<RoomInfo>): void {
    const me = this.player.id && (info.playerList || []).find(({ id }) => id === this.player.id);
    if (me && info.id) {
      Object.assign(this.player, me);
      if (info.id !== this.roomId) this.leave();
      this.roomId = info.id;
      void this.roomLine.wake();
    } else if (info.id === this.roomId) this.leave();
  }

  /** The player is in no room any more. ¦ 玩家已不在任何房间中。 */
  leave(): void {
    if (!this.roomId) return;
    this.roomId = undefined;
    const wasOpen = this.roomLine.isOpen;
    this.roomLine.close(local.noRoom);
    if (wasOpen) this.tellChange();
  }

  private async openSession(): Promise<Room> {
    const { gameId, openId, createSignature } = this.gameInfo;
    const signed = createSignature && (await new Promise<{}>((done) => createSignature(done)));
    const login = { gameId, openId: String(openId), ...signed, ...(this.token && { token: this.token }) };
    const session = await this.client.joinOrCreate("mgobe_session", login);
    const { code, data }: ResponseEvent = await session.request("login" as any, {} as any);
    if (code !== codes.ok) {
      session.connection.close();
      throw { code };
    }
    this.token = data.token;
    this.player.id = data.playerId;
    this.serverTime = data.serverTime;
    if (this.roomId) void this.roomLine.wake();
    // part: match
    if (this.matches.length > 0) this.lookForMatch();
    return session;
  }

  // part: match
  /** A match may have ended while nobody was there to hear of it. ¦ 匹配可能在断线期间结束。 */
  private lookForMatch(): void {
    this.getMyRoom(({ code, data }) => {
      if (code === codes.ok && data && this.matches.length > 0) this.endMatch(code, data.roomInfo);
    });
  }

  private tellChange(): void {
    for (const room of this.rooms.slice()) tell(room, "onUpdate", room);
  }

  /** The room is over, and no event has told it. ¦ 房间已结束，但没有事件告知。 */
  private loseRoom(): void {
    const id = this.roomId;
    if (this.departures > 0) {
      this.lost = id;
      return;
    }
    if (!id) return;
    const known = this.rooms.find(({ roomInfo }) => roomInfo.id === id);
    this.hear("onDismissRoom", { data: { roomInfo: known ? copy(known.roomInfo) : { id } }, seq: "" });
    this.leave();
  }

  /** The server may close the room before it answers that the player has left. ¦ 服务器可能先关闭房间，再回答离开请求。 */
  private endDeparture(isGone: boolean): void {
    this.departures -= 1;
    const isLost = this.lost !== undefined && this.lost === this.roomId;
    this.lost = undefined;
    if (isLost && !isGone) this.loseRoom();
  }

  private hear(type: string, event: any): void {
    const data = (event && event.data) || {};
    // part: match
    if (type === "onMatch") return this.takeMatch(event);
    // part: match
    if (type === "onCancelMatch") {
      this.forgetMatches();
      return tell(this, type, event);
    }
    const { roomInfo, roomId, frame } = data;
    const id = frame ? frame.roomId || this.roomId : roomInfo ? roomInfo.id : roomId || this.roomId;
    for (const room of this.rooms.slice()) if (room.roomInfo.id === id) room.hear(type, event);
    if (!roomInfo) return;
    if (type !== "onDismissRoom") this.learn(roomInfo);
    else if (roomInfo.id === this.roomId) this.leave();
  }

  private takeMatch(event: any): void {
    const { errCode, roomInfo } = event.data;
    const info = roomInfo && copy(roomInfo);
    tell(this, "onMatch", event);
    this.endMatch(errCode || codes.matchTimeout, info);
  }

  // part: match
  private endMatch(error: number, info?: RoomInfo): void {
    if (info) {
      for (const room of this.rooms.slice()) room.setRoomInfo(info);
      this.learn(info);
    }
    const code = info ? codes.ok : error;
    const data = info ? { matchType: 2, roomInfo: info } : {};
    for (const callback of this.forgetMatches()) call(callback, { code, msg: "", seq: "", data });
  }
}

/** Brings frames into order: none twice, none left out where `isAutoRequestFrame` is set. ¦ 使帧按次序到达：不重复；设置 isAutoRequestFrame 时不遗漏。 */
class Frames {
  private last = 0;
  private game = "";
  private held: { [id: number]: Frame } = {};
  private gap?: { end: number; isFailed: boolean };

  constructor(private readonly room: GameRoom) {}

  /** Begins anew in another room or game. ¦ 换房间或新一局时重新开始。 */
  check(): void {
    const { id, frameSyncState, startGameTime } = this.room.roomInfo;
    const game = frameSyncState === 1 ? `${id} ${startGameTime}` : this.game;
    if (game !== this.game) this.begin(game);
  }

  receive(frame: Frame): void {
    if (this.room.roomInfo.frameSyncState !== 1) return;
    if (frame.id === 1) this.begin(this.game);
    if (frame.id <= this.last) return;
    if (!this.room.connection.settings.isAutoRequestFrame) return this.deliver(frame, false);
    this.held[frame.id] = frame;
    if (!this.gap) this.release();
  }

  /** Asks again for frames that could not be had. ¦ 再次请求未能取得的帧。 */
  retry(): void {
    if (!this.gap || !this.gap.isFailed) return;
    this.gap.isFailed = false;
    this.fill(this.gap, 6);
  }

  private begin(game: string): void {
    this.game = game;
    this.last = 0;
    this.held = {};
    this.gap = undefined;
  }

  private release(): void {
    const { held } = this;
    while (held[this.last + 1]) {
      this.deliver(held[this.last + 1] as Frame, false);
      if (held !== this.held) return;
    }
    const ids = Object.keys(held).map(Number);
    if (ids.length === 0) return;
    this.gap = { end: Math.min(...ids) - 1, isFailed: false };
    this.fill(this.gap, 6);
  }

  private fill(gap: { end: number; isFailed: boolean }, attempts: number): void {
    const para = { beginFrameId: this.last + 1, endFrameId: gap.end };
    this.room.requestFrame(para, (answer) => {
      for (const frame of (answer.code === codes.ok && answer.data && answer.data.frames) || []) {
        if (gap !== this.gap) return;
        if (frame.id === this.last + 1) this.deliver(frame, true);
      }
      if (gap !== this.gap) return;
      if (this.last >= gap.end) {
        this.gap = undefined;
        this.release();
      } else if (attempts > 1) this.fill(gap, attempts - 1);
      else {
        gap.isFailed = true;
        if (this.room.roomInfo.frameSyncState === 1)
          tell(this.room, "onAutoRequestFrameError", { data: answer, seq: "" });
      }
    });
  }

  private deliver({ id, items, ext }: Frame, isReplay: boolean): void {
    delete this.held[id];
    this.last = id;
    const frame: Frame = { id, items, ext, roomId: this.room.roomInfo.id, time: Date.now() };
    if (isReplay) frame.isReplay = true;
    tell(this.room, "onRecvFrame", { data: { frame }, seq: "" });
  }
}

/** Handlers of a room: one each, set and removed at any time. ¦ 房间的事件处理函数：每种一个，可随时设置或移除。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the class
export interface GameRoom {
  onUpdate?: ((room: GameRoom) => unknown) | null;
  onJoinRoom?: Handler<{ roomInfo: RoomInfo; joinPlayerId: string }>;
  onLeaveRoom?: Handler<{ roomInfo: RoomInfo; leavePlayerId: string }>;
  onChangeRoom?: Handler<{ roomInfo: RoomInfo }>;
  onDismissRoom?: Handler<{ roomInfo: RoomInfo }>;
  onRemovePlayer?: Handler<{ roomInfo: RoomInfo; removePlayerId: string }>;
  onChangePlayerNetworkState?: Handler<{ roomInfo: RoomInfo; changePlayerId: string; networkState: number }>;
  onChangeCustomPlayerStatus?: Handler<{
    roomInfo: RoomInfo;
    changePlayerId: string;
    customPlayerStatus: number;
  }>;
  onChangeRoomPlayerProfile?: Handler<{ roomInfo: RoomInfo; changePlayerId: string; customProfile: string }>;
  onStartFrameSync?: Handler<{ roomInfo: RoomInfo }>;
  onStopFrameSync?: Handler<{ roomInfo: RoomInfo }>;
  onRecvFrame?: Handler<{ frame: Frame }>;
  onAutoRequestFrameError?: Handler<ResponseEvent>;
  onRecvFromClient?: Handler<{ roomId: string; sendPlayerId: string; msg: string }>;
  onRecvFromGameSvr?: Handler<{ roomId: string; playerIdList: string[]; data: any }>;
}

/** A room object that serves one room after the other. ¦ 可先后用于多个房间的房间对象。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- a subclass may have the handlers as methods
export class GameRoom {
  roomInfo = { playerList: [] as PlayerInfo[] } as RoomInfo;
  // part: frames
  private readonly frames = new Frames(this);

  constructor(
    readonly connection: Connection,
    roomInfo?: Partial<RoomInfo> | null,
  ) {
    if (roomInfo) this.initRoom(roomInfo);
  }

  /** The Colyseus room while the player is in it. ¦ 玩家在房间中时的 Colyseus 房间。 */
  get current(): Room | undefined {
    const { current } = this.connection.roomLine;
    return current && current.roomId === this.roomInfo.id ? current : undefined;
  }

  get networkState(): { COMMON: boolean; RELAY: boolean } {
    return { COMMON: this.connection.line.isOpen, RELAY: this.connection.roomLine.isOpen };
  }

  isInRoom(): boolean {
    return this.roomInfo.playerList.some(({ id }) => this.connection.isMe(id));
  }

  /** Takes a room to enter or one the player is in already; none = forget it. ¦ 指定要进入或已在其中的房间；不传则忘记房间。 */
  initRoom(roomInfo?: Partial<RoomInfo> | null): void {
    const info = { playerList: [], ...copy(roomInfo || {}) } as Partial<RoomInfo> as RoomInfo;
    if (info.playerList.some(({ id }) => this.connection.isMe(id))) this.connection.learn(info);
    this.replace(info);
  }

  setRoomInfo(roomInfo: RoomInfo): void {
    this.connection.learn(roomInfo);
    this.replace(copy(roomInfo));
  }

  createRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("createRoom", para, callback);
  }

  createTeamRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("createTeamRoom", para, callback);
  }

  joinRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("joinRoom", { ...para, roomId: this.roomInfo.id }, callback);
  }

  joinTeamRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("joinTeamRoom", { ...para, roomId: this.roomInfo.id }, callback);
  }

  matchRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("matchRoom", para, callback);
  }

  /** With `connection.onMatch` the callback only says that the match has begun, else how it ended. ¦ 有 connection.onMatch 时回调只表示匹配开始，否则表示匹配结果。 */
  matchPlayers(para: any, callback?: Callback): void {
    if (this.connection.onMatch) return this.connection.request("matchPlayers", para, callback);
    this.connection.request("matchPlayers", para, (event) => {
      if (event.code === codes.ok) this.connection.waitForMatch(callback);
      else call(callback, { ...event, data: null });
    });
  }

  cancelPlayerMatch(para: any, callback?: Callback): void {
    this.connection.request("cancelPlayerMatch", para, callback, ({ code }) => {
      if (code === codes.ok) this.connection.forgetMatches();
    });
  }

  leaveRoom(para?: {} | Callback, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.connection.request("leaveRoom", {}, pick(para, callback), ({ code, data }) => {
      if (code !== codes.ok) return;
      const left: RoomInfo = (data && data.roomInfo) || this.roomInfo;
      const playerList = (left.playerList || []).filter(({ id }) => !this.connection.isMe(id));
      this.connection.leave();
      this.setRoomInfo({ ...left, playerList });
    });
  }

  dismissRoom(para?: {} | Callback, callback?: Callback): void {
    this.connection.request("dismissRoom", {}, pick(para, callback), ({ code }) => {
      if (code !== codes.ok) return;
      this.connection.leave();
      this.initRoom();
    });
  }

  changeRoom(para: any, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("changeRoom", para, callback);
  }

  changeCustomPlayerStatus(
    para: { customPlayerStatus: number },
    callback?: Callback<{ roomInfo: RoomInfo }>,
  ): void {
    this.update("changeCustomPlayerStatus", para, callback);
  }

  changeRoomPlayerProfile(
    para: { customProfile: string },
    callback?: Callback<{ roomInfo: RoomInfo }>,
  ): void {
    this.update("changeRoomPlayerProfile", para, callback);
  }

  removePlayer(para: { removePlayerId: string }, callback?: Callback<{ roomInfo: RoomInfo }>): void {
    this.update("removePlayer", para, callback);
  }

  getRoomDetail(callback?: Callback<{ roomInfo: RoomInfo }>): void {
    if (this.current) this.update("getRoomDetail", {}, callback);
    else this.update("getRoomByRoomId", { roomId: this.roomInfo.id || "" }, callback);
  }

  startFrameSync(para?: {} | Callback, callback?: Callback): void {
    this.connection.request("startFrameSync", {}, pick(para, callback));
  }

  stopFrameSync(para?: {} | Callback, callback?: Callback): void {
    this.connection.request("stopFrameSync", {}, pick(para, callback));
  }

  sendFrame({ data }: { data: any }, callback?: Callback): void {
    this.connection.request("sendFrame", { data, timestamp: Date.now() }, callback);
  }

  /** Frames of the present game, both ends included. ¦ 当前这一局的帧，含首尾。 */
  requestFrame(
    { beginFrameId, endFrameId }: { beginFrameId: number; endFrameId: number },
    callback?: Callback<{ frames: Frame[] }>,
  ): void {
    const frames: Frame[] = [];
    const ask = (begin: number): void => {
      const end = Math.min(endFrameId, begin + 1999);
      const para = { beginFrameId: begin, endFrameId: end, supportPartial: true };
      this.connection.request("requestFrame", para, (answer) => {
        if (answer.code !== codes.ok) return call(callback, answer);
        const some: Frame[] = (answer.data && answer.data.frames) || [];
        for (const { id, items, ext } of some) frames.push({ id, items, ext } as Frame);
        const next = (some.length > 0 ? (some[some.length - 1] as Frame).id : endFrameId) + 1;
        const isMore = (answer.data && answer.data.isPartial) || some.length === 2000;
        if (isMore && next <= endFrameId) return ask(next);
        call(callback, { ...answer, data: { frames } });
      });
    };
    ask(beginFrameId);
  }

  retryAutoRequestFrame(): void {
    this.frames.retry();
  }

  /** `recvType`: 1 all, 2 the others, 3 those of recvPlayerList. ¦ recvType：1 全部，2 其他人，3 recvPlayerList 中的人。 */
  sendToClient(para: { msg: string; recvType: number; recvPlayerList: string[] }, callback?: Callback): void {
    const { msg, recvType } = para;
    const members = (this.roomInfo.playerList || []).map(({ id }) => id);
    const others = members.filter((id) => !this.connection.isMe(id));
    const recvPlayerList = recvType === 1 ? members : recvType === 2 ? others : para.recvPlayerList;
    if (recvPlayerList && recvPlayerList.length === 0)
      return void setTimeout(() => call(callback, { code: codes.ok, msg: "", seq: "", data: null }));
    this.connection.request("sendToClient", { msg, recvType, recvPlayerList }, callback);
  }

  sendToGameSvr({ data }: { data: any }, callback?: Callback): void {
    this.connection.request("sendToGameSvr", { data }, callback);
  }

  /** For the connection: an event of this room. ¦ 供 Connection 调用：本房间的事件。 */
  hear(type: string, event: any): void {
    // part: frames
    if (type === "onRecvFrame") return this.frames.receive(event.data.frame);
    if (type === "onDismissRoom") this.roomInfo = {} as RoomInfo;
    else if (event && event.data && event.data.roomInfo) this.setRoomInfo(event.data.roomInfo);
    tell(this, type, event);
  }

  private replace(roomInfo: RoomInfo): void {
    this.roomInfo = roomInfo;
    // part: frames
    this.frames.check();
    tell(this, "onUpdate", this);
  }

  /** A call whose answer has the room as it is now. ¦ 回答中带有最新房间信息的请求。 */
  private update(method: string, para: any, callback?: Callback): void {
    this.connection.request(method, para, callback, ({ code, data }) => {
      if (code === codes.ok && data && data.roomInfo) this.setRoomInfo(data.roomInfo);
    });
  }
}

/** The callback, which may stand in the place of empty parameters. ¦ 回调，可写在空参数的位置。 */
function pick(para: unknown, callback?: Callback): Callback | undefined {
  return typeof para === "function" ? (para as Callback) : callback;
}
