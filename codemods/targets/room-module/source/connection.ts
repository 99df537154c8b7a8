import { openRoom, openSession } from "./colyseus-channel";
import type { Channel } from "./colyseus-channel";
import { log } from "./debugger-log";
import type { GameGroup } from "./game-group";
import type { GameRoom } from "./game-room";
import { assign, call, copy, failure, Line, toAnswer } from "./requests";
import type { ChannelEnd, Timer } from "./requests";
import type {
  BroadcastEvent,
  CancelMatchBst,
  ConfigPara,
  GameInfoPara,
  GetGroupByGroupIdPara,
  GetMyGroupsRsp,
  GetRoomByRoomIdPara,
  GetRoomListPara,
  GetRoomListRsp,
  Handler,
  InGroup,
  InitRsp,
  InRoom,
  MatchBst,
  MatchPlayersRsp,
  Player,
  ReqCallback,
  ResponseEvent,
  RoomInfo,
  Signature,
} from "./room-types";
import { signWithKey } from "./sign-with-key";
import { watchRendering } from "./stat-callbacks";

/** The player's connection: login, questions about rooms, and the way of all requests. ¦ 玩家的连接：登录、房间查询，以及所有请求的通道。 */
export class Connection {
  readonly player = {} as Player;
  onMatch?: Handler<MatchBst>;
  onCancelMatch?: Handler<CancelMatchBst>;
  config: ConfigPara & { url: string } = { url: "" };
  isReady = false;
  /** Where the player is, if anywhere. ¦ 玩家所在的房间（如有）。 */
  roomId: string | undefined;
  readonly line = new Line(this, () => this.logInAgain());
  readonly roomLine = new Line(this, () =>
    openRoom(this.config.url, String(this.roomId), this.session.token),
  );
  private gameInfo: GameInfoPara | undefined;
  private onLogIn: ReqCallback<InitRsp> | undefined;
  private session = { playerId: "", token: "", serverTime: 0 };
  private rooms: GameRoom[] = [];
  // part: groups
  private groups: GameGroup[] = [];
  private readonly queue: { method: string; run: () => void }[] = [];
  /** The room ended while the player was about to leave it. ¦ 玩家正要离开时房间已结束。 */
  private isLost = false;
  // part: match
  private matches: ReqCallback<MatchPlayersRsp>[] = [];
  // part: match
  private matchTimer: Timer | undefined;

  /** Logs in; the callback gets the answer, whatever it is. ¦ 登录；无论结果如何都会回调。 */
  logIn(gameInfo: GameInfoPara, config?: ConfigPara, callback?: ReqCallback<InitRsp>): void {
    // part: render
    if (!this.gameInfo) watchRendering(Date.now());
    // After a failed one everything begins anew. ¦ 上次登录失败后一切重新开始。
    if (this.gameInfo && !this.isReady && !this.onLogIn) this.clear();
    this.gameInfo = gameInfo;
    this.config = { url: "", ...config };
    // part: address
    this.config.url = toUrl(this.config.url);
    const { openId = "" } = gameInfo;
    this.player.openId = String(openId);
    if (this.isReady) return;
    this.onLogIn = callback || ((): unknown => undefined);
    this.line.wake();
  }

  isMe(playerId?: string): boolean {
    return !!playerId && playerId === this.player.id;
  }

  /** From now on it hears of its room or group. ¦ 从现在起会收到其房间或队组的事件。 */
  add(listener: GameRoom | GameGroup): void {
    // part: groups
    if ("groupInfo" in listener) {
      if (this.groups.indexOf(listener) < 0) this.groups.push(listener);
      return;
    }
    if (this.rooms.indexOf(listener) < 0) this.rooms.push(listener);
  }

  remove(listener: GameRoom | GameGroup): void {
    this.rooms = this.rooms.filter((each) => each !== listener);
    // part: groups
    this.groups = this.groups.filter((each) => each !== listener);
  }

  clear(): void {
    this.rooms = [];
    // part: groups
    this.groups = [];
  }

  getRoomList(para: GetRoomListPara, callback?: ReqCallback<GetRoomListRsp>): void {
    this.request("getRoomList", para, callback);
  }

  getRoomByRoomId(para: GetRoomByRoomIdPara, callback?: ReqCallback<InRoom>): void {
    this.request("getRoomByRoomId", para, callback);
  }

  /** The room that the player is in, e.g. since before a restart. ¦ 玩家所在的房间，例如重启之前进入的房间。 */
  getMyRoom(callback?: ReqCallback<InRoom>): void {
    this.request("getRoomByRoomId", { roomId: "" }, callback);
  }

  getGroupByGroupId(para: GetGroupByGroupIdPara, callback?: ReqCallback<InGroup>): void {
    this.request("getGroupByGroupId", para, callback);
  }

  getMyGroups(callback?: ReqCallback<GetMyGroupsRsp>): void {
    this.request("getMyGroups", {}, callback);
  }

  /** Sends a request; `before` runs ahead of the callback. ¦ 发送请求；before 在回调之前执行。 */
  request(method: string, para: unknown, callback?: ReqCallback, before?: ReqCallback): void {
    if (!this.gameInfo) throw new TypeError("connection.logIn comes first");
    // What is sent is what was meant at the time of the call. ¦ 发送的是调用当时的内容。
    const given = copy(para);
    // Most have a queue of their own. ¦ 多数请求各自成队。
    const queue = serial.indexOf(method) >= 0 ? this.queue : [];
    const answer = (event: ResponseEvent): void => {
      queue.shift();
      if (queue[0]) queue[0].run();
      if (before) before(event);
      // part: log
      log(`${method}Rsp`, event);
      call(callback, undefined, event);
    };
    const run = (): void => {
      const needsRoom = inRoom.indexOf(method) >= 0;
      const refusal = !this.isReady ? 90002 : needsRoom && !this.roomId ? 90008 : 0;
      if (refusal) return void setTimeout(() => answer(failure(refusal)));
      const usesRoom = needsRoom || (this.roomLine.isOpen && aboutRoom.indexOf(method) >= 0);
      (usesRoom ? this.roomLine : this.line).request(method, given, answer);
    };
    if (queue.push({ method, run }) === 1) run();
  }

  /** The player goes out of its room; the server may close it before it answers. ¦ 玩家离开房间；服务器可能先关闭房间再回答。 */
  depart(method: string, callback: ReqCallback | undefined, before: (data: Partial<InRoom>) => void): void {
    this.request(method, {}, callback, ({ code, data }) => {
      if (code !== 0) return this.isLost && this.loseRoom();
      this.leave();
      before(data || {});
    });
  }

  /** Learns from a room whether the player is in it; its line is opened or closed. ¦ 从房间信息得知玩家是否在其中，并打开或关闭其线路。 */
  learn({ id: roomId, playerList = [] }: Partial<RoomInfo>): void {
    const me = playerList.filter(({ id }) => this.isMe(id))[0];
    if (me && roomId) {
      const { isRobot, matchAttributes, ...known } = me;
      assign(this.player, known);
      if (roomId !== this.roomId) this.leave();
      this.roomId = roomId;
      if (this.line.isOpen) this.roomLine.wake();
    } else if (roomId === this.roomId) this.leave();
  }

  // part: json
  /** A room that becomes JSON is without its connection. ¦ 房间转为 JSON 时不含连接。 */
  toJSON(): undefined {
    return undefined;
  }

  private async logInAgain(): Promise<Channel> {
    const gameInfo = this.gameInfo as GameInfoPara;
    const { openId } = this.player;
    const login = { gameId: gameInfo.gameId, openId, token: this.session.token };
    // part: key
    if (gameInfo.secretKey) assign(login, signWithKey({ ...gameInfo, openId }));
    // part: signature
    const { createSignature } = gameInfo;
    // part: signature
    if (createSignature) assign(login, await new Promise<Signature>((done) => createSignature(done)));
    const channel = await openSession(this.config.url, login);
    const { code, msg, data } = await channel.request("login", {});
    if (code !== 0) {
      channel.close();
      throw { code, message: msg };
    }
    this.session = data;
    this.player.id = data.playerId;
    return channel;
  }

  /** For the lines: one has opened, was lost, or is not to be had. ¦ 供线路调用：已打开、已断开或无法打开。 */
  handleChange(line: Line, end?: ChannelEnd): void {
    if (line === this.roomLine) {
      if (end === "replaced") this.leave();
      else if (end === "over") this.loseRoom();
    } else if (line.isOpen) {
      this.isReady = true;
      if (this.roomId) this.roomLine.wake();
      // A match may have ended while nobody was there to hear of it. ¦ 匹配可能在断线期间结束。
      // part: match
      if (this.matches.length > 0)
        this.getMyRoom(
          ({ code, data }) => this.matches[0] && data && code === 0 && this.endMatch(0, data.roomInfo),
        );
    }
    // part: log
    log(line.isOpen ? "SOCKET_OPEN" : "SOCKET_CLOSE", line === this.line ? "COMMON" : "RELAY");
    this.tellChange();
    const { onLogIn, isReady } = this;
    this.onLogIn = undefined;
    const { code, msg } = isReady ? { code: 0, msg: "初始化成功" } : line.error;
    const answer = { code, msg, seq: null, data: { serverTime: this.session.serverTime } };
    // part: log
    if (onLogIn) log("initRsp", answer);
    call(onLogIn, undefined, answer);
  }

  private tellChange(): void {
    for (const room of this.rooms.slice()) call(room.onUpdate, room, room);
    // part: groups
    for (const group of this.groups.slice()) call(group.onUpdate, group, group);
  }

  /** The player is in no room any more. ¦ 玩家已不在任何房间中。 */
  private leave(): void {
    if (!this.roomId) return;
    this.roomId = undefined;
    this.isLost = false;
    const wasOpen = !!this.roomLine.channel;
    this.roomLine.close();
    if (wasOpen) this.tellChange();
  }

  /** The room is over, and no event has told it. ¦ 房间已结束，但没有事件告知。 */
  private loseRoom(): void {
    const id = this.roomId;
    this.isLost = this.queue.some(({ method }) => /^(leave|dismiss)/.test(method));
    if (this.isLost || !id) return;
    this.leave();
    const known = this.rooms.filter(({ roomInfo }) => roomInfo.id === id)[0];
    this.hear("onDismissRoom", { data: { roomInfo: known ? copy(known.roomInfo) : { id } }, seq: "" });
  }

  // part: match
  /** Waits for the end of a match where there is no onMatch. ¦ 没有 onMatch 时等待匹配结束。 */
  waitForMatch(callback?: ReqCallback<MatchPlayersRsp>): void {
    if (!callback) return;
    this.matches.push(callback);
    // The news may be lost with a connection; no match takes longer. ¦ 消息可能随连接断开而丢失；匹配不会超过此时间。
    if (!this.matchTimer) this.matchTimer = setTimeout(() => this.endMatch(30001), 310000);
  }

  // part: match
  forgetMatches(): ReqCallback<MatchPlayersRsp>[] {
    clearTimeout(this.matchTimer);
    this.matchTimer = undefined;
    return this.matches.splice(0);
  }

  // part: match
  private endMatch(error: number, roomInfo?: RoomInfo): void {
    if (roomInfo) {
      for (const room of this.rooms.slice()) room.setRoomInfo(roomInfo);
      this.learn(roomInfo);
    }
    const answer = toAnswer(roomInfo ? 0 : error, roomInfo ? { matchType: 2, roomInfo } : {});
    for (const callback of this.forgetMatches()) call(callback, undefined, answer);
  }

  /** For the lines: an event of the server. ¦ 供线路调用：服务器的事件。 */
  hear(type: string, event: BroadcastEvent): void {
    const data = (event && event.data) || {};
    const { roomInfo, frame } = data;
    // part: log
    if (type !== "onRecvFrame") log(type, event);
    // part: match
    if (type === "onMatch") {
      const info = roomInfo && copy(roomInfo);
      // part: told
      call(this.onMatch, this, event);
      return this.endMatch(data.errCode || 30001, info);
    }
    // part: match
    if (type === "onCancelMatch") {
      this.forgetMatches();
      // part: cancelled
      call(this.onCancelMatch, this, event);
      return;
    }
    // part: groups
    if (/Group/.test(type)) {
      const groupId = data.groupInfo ? data.groupInfo.id : data.groupId;
      for (const group of this.groups.slice()) if (group.groupInfo.id === groupId) group.hear(type, event);
      return;
    }
    const id = roomInfo ? roomInfo.id : (frame || data).roomId || this.roomId;
    for (const room of this.rooms.slice()) if (room.roomInfo.id === id) room.hear(type, event);
    if (!roomInfo) return;
    if (type !== "onDismissRoom") this.learn(roomInfo);
    else if (roomInfo.id === this.roomId) this.leave();
  }
}

/** Requests that need the connection of the room. ¦ 需要房间连接的请求。 */
const inRoom: string[] = ["startFrameSync", "stopFrameSync", "sendFrame", "requestFrame", "sendToGameSvr"];
/** Requests that go over it while it is open, in line with the room's events. ¦ 房间连接打开时经由它发送的请求，与房间事件保持次序。 */
const aboutRoom: string[] = [
  "changeRoom",
  "changeRoomPlayerProfile",
  "changeCustomPlayerStatus",
  "removePlayer",
  "getRoomDetail",
  "sendToClient",
];
/** Requests that wait for each other. ¦ 依次执行的请求。 */
const serial: string[] = [
  "createRoom",
  "createTeamRoom",
  "joinRoom",
  "joinTeamRoom",
  "leaveRoom",
  "dismissRoom",
  "changeRoom",
  "changeCustomPlayerStatus",
  "removePlayer",
  "startFrameSync",
  "stopFrameSync",
];

// part: address
declare const location: { protocol: string } | undefined;

/** A url without a scheme is encrypted, but for plain pages and networks of one's own. ¦ 不带协议的 url 使用加密连接；普通 http 页面与本地网络除外。 */
export function toUrl(url = ""): string {
  if (/^\w+:\/\//.test(url)) return url;
  const page = typeof location === "object" && location && location.protocol;
  const isOwn = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|[^.:/]+(:|\/|$))/.test(url);
  const isPlain = page === "http:" || (page !== "https:" && isOwn && !/:443(\/|$)/.test(url));
  return `${isPlain ? "ws" : "wss"}://${url}`;
}
