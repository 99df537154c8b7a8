import { openChannel } from "./colyseus-channel";
import type { Channel } from "./colyseus-channel";
import { log } from "./debugger-log";
import type { GameGroup } from "./game-group";
import type { GameRoom } from "./game-room";
import { assign, call, copy, failure, Line, toAnswer } from "./requests";
import type { Listener, Timer } from "./requests";
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
  readonly line = new Line(this, (listener) => this.logInAgain(listener));
  readonly roomLine = new Line(this, (listener) => {
    const login = { roomId: this.roomId, token: this.session.token, asMember: true };
    return openChannel(this.config.url, login, listener);
  });
  private gameInfo: GameInfoPara | undefined;
  private onLogIn: ReqCallback<InitRsp> | undefined;
  private session = { token: "", serverTime: 0 };
  private rooms: GameRoom[] = [];
  // part: groups
  private groups: GameGroup[] = [];
  /** Those that are not answered yet. ¦ 尚未得到回答的请求。 */
  readonly requests: Request[] = [];
  // part: match
  /** Who waits for the end of a match, where there is no onMatch. ¦ 没有 onMatch 时等待匹配结束的回调。 */
  private match: ReqCallback<MatchPlayersRsp> | undefined;
  // part: match
  private matchTimer: Timer | undefined;

  /** Logs in; the callback gets the answer, whatever it is. ¦ 登录；无论结果如何都会回调。 */
  logIn(gameInfo: GameInfoPara, config?: ConfigPara, callback?: ReqCallback<InitRsp>): void {
    // part: render
    if (!this.gameInfo) watchRendering(Date.now());
    this.gameInfo = gameInfo;
    this.config = { url: "", ...config };
    // part: address
    this.config.url = toUrl(this.config.url);
    // Its old name. ¦ 旧名称。
    // part: oldName
    if (this.config.autoRequestFrame) this.config.isAutoRequestFrame = true;
    this.player.openId = String(gameInfo.openId || "");
    if (this.isReady) return;
    this.onLogIn = callback;
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
    if (!this.gameInfo) throw new TypeError("logIn comes first");
    const answer = (event: ResponseEvent): void => {
      const place = this.requests.indexOf(request);
      if (place < 0) return;
      clearTimeout(request.timer);
      this.requests.splice(place, 1);
      this.flush();
      if (before) before(event);
      // part: log
      log(`${method}Rsp`, event);
      call(callback, undefined, event);
    };
    // What is sent is what was meant at the time of the call. ¦ 发送的是调用当时的内容。
    const request: Request = { method, para: copy(para), answer, isSent: false, line: this.line };
    this.requests.push(request);
    this.flush();
  }

  /** Sends what waits and can be sent; some requests wait for each other. ¦ 发送等待中可发送的请求；部分请求依次执行。 */
  private flush(): void {
    // Where the room is over, the way in is refused. ¦ 房间已结束时，进入会被拒绝。
    if (this.roomId) this.roomLine.wake();
    const isSerial = ({ method }: Request): boolean => serial.indexOf(method) >= 0;
    const first = this.requests.filter(isSerial)[0];
    for (const request of this.requests.slice())
      if (!request.isSent && (request === first || !isSerial(request))) this.send(request);
  }

  private send(request: Request): void {
    const { method, para, answer } = request;
    const needsRoom = inRoom.indexOf(method) >= 0;
    const refusal = !this.isReady ? 90002 : needsRoom && !this.roomId ? 90008 : 0;
    const usesRoom = needsRoom || (this.roomLine.isOpen && aboutRoom.indexOf(method) >= 0);
    const line = (request.line = usesRoom ? this.roomLine : this.line);
    const { channel, isOpen } = line;
    request.isSent = !!refusal || isOpen;
    if (refusal) setTimeout(() => answer(failure(refusal)));
    else if (channel && isOpen)
      channel.request(method, para).then(answer, () => channel.isOpen && answer(failure(4)));
    else line.wake();
    request.timer =
      request.timer ||
      setTimeout(
        () => answer(failure(!this.line.isOpen ? 90004 : request.isSent ? 90003 : 90005)),
        this.config.resendTimeout || 20000,
      );
  }

  /** Learns from a room whether the player is in it; its line is opened or closed. ¦ 从房间信息得知玩家是否在其中，并打开或关闭其线路。 */
  learn({ id: roomId, playerList = [] }: Partial<RoomInfo>): void {
    const me = playerList.filter(({ id }) => this.isMe(id))[0];
    if (me && roomId) {
      assign(this.player, me);
      if (roomId !== this.roomId) this.leave();
      this.roomId = roomId;
      this.roomLine.wake();
    } else if (roomId === this.roomId) this.leave();
  }

  // part: json
  /** A room that becomes JSON is without its connection. ¦ 房间转为 JSON 时不含连接。 */
  toJSON(): undefined {
    return undefined;
  }

  private async logInAgain(listener: Listener): Promise<Channel> {
    const gameInfo = this.gameInfo as GameInfoPara;
    const { openId } = this.player;
    const login = { gameId: gameInfo.gameId, openId, token: this.session.token, roomChannel: true };
    // part: key
    if (gameInfo.secretKey) assign(login, signWithKey({ ...gameInfo, openId }));
    // part: signature
    const { createSignature } = gameInfo;
    // part: signature
    if (createSignature) assign(login, await new Promise<Signature>((done) => createSignature(done)));
    const channel = await openChannel(this.config.url, login, listener);
    const { data } = await channel.request("login", {});
    this.session = data;
    this.player.id = data.playerId;
    return channel;
  }

  /** For the lines: one has opened, was lost, or is not to be had. ¦ 供线路调用：已打开、已断开或无法打开。 */
  handleChange(line: Line): void {
    // part: log
    log(line.isOpen ? "SOCKET_OPEN" : "SOCKET_CLOSE", line === this.line ? "COMMON" : "RELAY");
    if (line.isOpen) {
      this.isReady = true;
      this.flush();
    }
    this.tellChange();
    const { onLogIn } = this;
    if (!onLogIn) return;
    this.onLogIn = undefined;
    const outcome = line.isOpen ? toAnswer(0, null, "初始化成功") : line.error;
    const answer = { ...outcome, data: { serverTime: this.session.serverTime } };
    // part: log
    log("initRsp", answer);
    call(onLogIn, undefined, answer);
  }

  private tellChange(): void {
    for (const room of this.rooms.slice()) call(room.onUpdate, room, room);
    // part: groups
    for (const group of this.groups.slice()) call(group.onUpdate, group, group);
  }

  /** The player is in no room any more. ¦ 玩家已不在任何房间中。 */
  leave(): void {
    if (!this.roomId) return;
    this.roomId = undefined;
    const { channel } = this.roomLine;
    this.roomLine.close();
    this.flush();
    if (channel) this.tellChange();
  }

  /** The room is over, and no event has told it. ¦ 房间已结束，但没有事件告知。 */
  loseRoom(): void {
    if (this.requests.some(({ method }) => /^(leave|dismiss)/.test(method))) return;
    const { roomId: id = "" } = this;
    for (const room of this.rooms.slice())
      if (room.roomInfo.id === id) room.hear("onDismissRoom", { data: { roomInfo: room.roomInfo }, seq: "" });
    this.learn({ id });
  }

  // part: match
  /** Waits for the end of a match, or no longer; the news may be lost with a connection, and no match takes longer. ¦ 等待匹配结束，或不再等待；消息可能随连接断开而丢失，匹配不会超过此时间。 */
  waitForMatch(callback?: ReqCallback<MatchPlayersRsp>): void {
    this.match = callback;
    clearTimeout(this.matchTimer);
    if (callback) this.matchTimer = setTimeout(() => this.endMatch({}), 310000);
  }

  // part: match
  private endMatch({ errCode = 30001, roomInfo }: Partial<MatchBst>): void {
    if (roomInfo) for (const room of this.rooms.slice()) room.setRoomInfo(roomInfo);
    call(this.match, undefined, toAnswer(errCode, roomInfo ? { matchType: 2, roomInfo } : {}));
    this.waitForMatch();
  }

  /** For the lines: an event of the server. ¦ 供线路调用：服务器的事件。 */
  hear(type: string, event: BroadcastEvent): void {
    // Messages of the game's own are heard at `current`. ¦ 游戏自己的消息在 current 上接收。
    const data = event && event.data;
    if (!data || !/^on[A-Z]/.test(type)) return;
    const { roomInfo } = data;
    // part: log
    log(type, event);
    // part: match
    if (/^on(Cancel)?Match$/.test(type)) {
      // part: outcomes
      call(this[type as keyof this], this, event);
      return this.endMatch(data);
    }
    // part: groups
    if (/Group/.test(type)) {
      const groupId = data.groupInfo ? data.groupInfo.id : data.groupId;
      for (const group of this.groups.slice()) if (group.groupInfo.id === groupId) group.hear(type, event);
      return;
    }
    const id = roomInfo ? roomInfo.id : data.roomId || this.roomId;
    for (const room of this.rooms.slice()) if (room.roomInfo.id === id) room.hear(type, event);
    if (!roomInfo) return;
    this.learn(type === "onDismissRoom" ? { id: roomInfo.id } : roomInfo);
  }
}

/** A request, and the connection that it goes over. ¦ 一个请求及其使用的连接。 */
interface Request {
  method: string;
  para: unknown;
  answer: ReqCallback;
  isSent: boolean;
  line: Line;
  timer?: Timer;
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
  const isOwn = /^(?!.*:443\b)((127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|[^.]*([:/]|$))/.test(url);
  return `ws${page === "http:" || (page !== "https:" && isOwn) ? "" : "s"}://${url}`;
}
