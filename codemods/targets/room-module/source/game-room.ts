import type { Channel } from "./colyseus-channel";
import type { Connection } from "./connection";
import { Frames } from "./frames";
import { call, copy, pick, succeed } from "./requests";
import type {
  BroadcastEvent,
  CancelPlayerMatchPara,
  ChangeCustomPlayerStatusBst,
  ChangeCustomPlayerStatusPara,
  ChangePlayerNetworkStateBst,
  ChangeRoomPara,
  ChangeRoomPlayerProfileBst,
  ChangeRoomPlayerProfilePara,
  CreateRoomPara,
  CreateTeamRoomPara,
  Frame,
  Handler,
  InRoom,
  JoinRoomBst,
  JoinRoomPara,
  JoinTeamRoomPara,
  LeaveRoomBst,
  MatchGroupPara,
  MatchGroupRsp,
  MatchPlayersPara,
  MatchPlayersRsp,
  MatchRoomPara,
  PlayerInfo,
  RecvFrameBst,
  RecvFromClientBst,
  RecvFromGameSvrBst,
  RemovePlayerBst,
  RemovePlayerPara,
  ReqCallback,
  RequestFramePara,
  RequestFrameRsp,
  ResponseEvent,
  RoomInfo,
  SendFramePara,
  SendToClientPara,
  SendToGameSvrPara,
} from "./room-types";

/** Handlers of a room: one each, set and removed at any time. ¦ 房间的事件处理函数：每种一个，可随时设置或移除。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the class
export interface GameRoom {
  onUpdate?: ((room: GameRoom) => unknown) | null;
  onJoinRoom?: Handler<JoinRoomBst>;
  onLeaveRoom?: Handler<LeaveRoomBst>;
  onChangeRoom?: Handler<InRoom>;
  onDismissRoom?: Handler<InRoom>;
  onRemovePlayer?: Handler<RemovePlayerBst>;
  onChangePlayerNetworkState?: Handler<ChangePlayerNetworkStateBst>;
  onChangeCustomPlayerStatus?: Handler<ChangeCustomPlayerStatusBst>;
  onChangeRoomPlayerProfile?: Handler<ChangeRoomPlayerProfileBst>;
  onStartFrameSync?: Handler<InRoom>;
  onStopFrameSync?: Handler<InRoom>;
  onRecvFrame?: Handler<RecvFrameBst>;
  onAutoRequestFrameError?: Handler<ResponseEvent<RequestFrameRsp>>;
  onRecvFromClient?: Handler<RecvFromClientBst>;
  onRecvFromGameSvr?: Handler<RecvFromGameSvrBst>;
}

/** A room object that serves one room after the other. ¦ 可先后用于多个房间的房间对象。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- a subclass may have the handlers as methods
export class GameRoom {
  roomInfo = { playerList: [] as PlayerInfo[] } as RoomInfo;
  // part: frames
  private readonly frameOrder = new Frames(this);

  constructor(
    readonly connection: Connection,
    roomInfo?: Partial<RoomInfo> | null,
  ) {
    if (roomInfo) this.initRoom(roomInfo);
  }

  /** What carries the room while the player is in it; its own calls work, too. ¦ 玩家在房间中时承载房间的连接对象；也可直接使用它自己的方法。 */
  get current(): Channel["room"] | undefined {
    const { roomId, roomLine } = this.connection;
    return roomLine.channel && roomId === this.roomInfo.id ? roomLine.channel.room : undefined;
  }

  get networkState(): { COMMON: boolean; RELAY: boolean } {
    return { COMMON: this.connection.line.isOpen, RELAY: this.connection.roomLine.isOpen };
  }

  isInRoom(): boolean {
    return this.roomInfo.playerList.some(({ id }) => this.connection.isMe(id));
  }

  /** Takes a room to enter or one the player is in already; none = forget it. ¦ 指定要进入或已在其中的房间；不传则忘记房间。 */
  initRoom(roomInfo?: Partial<RoomInfo> | null): void {
    this.replaceRoomInfo({ playerList: [], ...roomInfo } as Partial<RoomInfo> as RoomInfo);
  }

  /** The room as the server has told of it. ¦ 服务器告知的房间信息。 */
  setRoomInfo(roomInfo: RoomInfo): void {
    this.connection.learn(roomInfo);
    this.replaceRoomInfo(roomInfo);
  }

  createRoom(para: CreateRoomPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("createRoom", para, callback);
  }

  createTeamRoom(para: CreateTeamRoomPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("createTeamRoom", para, callback);
  }

  joinRoom({ playerInfo }: JoinRoomPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("joinRoom", { roomId: this.roomInfo.id, playerInfo }, callback);
  }

  joinTeamRoom({ playerInfo, teamId }: JoinTeamRoomPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("joinTeamRoom", { roomId: this.roomInfo.id, playerInfo, teamId }, callback);
  }

  matchRoom(para: MatchRoomPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("matchRoom", para, callback);
  }

  /** With `connection.onMatch` the callback only says that the match has begun, else how it ended. ¦ 有 connection.onMatch 时回调只表示匹配开始，否则表示匹配结果。 */
  matchPlayers(para: MatchPlayersPara, callback?: ReqCallback<MatchPlayersRsp>): void {
    // part: told
    if (this.connection.onMatch) return this.connection.request("matchPlayers", para, callback);
    this.connection.request("matchPlayers", para, (event) => {
      if (event.code === 0) this.connection.waitForMatch(callback);
      else call(callback, undefined, { ...event, data: null });
    });
  }

  matchGroup(para: MatchGroupPara, callback?: ReqCallback<MatchGroupRsp>): void {
    this.connection.request("matchGroup", para, callback);
  }

  cancelPlayerMatch(para: CancelPlayerMatchPara, callback?: ReqCallback<{}>): void {
    this.connection.request("cancelPlayerMatch", para, callback, ({ code }) => {
      if (code === 0) this.connection.waitForMatch();
    });
  }

  leaveRoom(para?: {} | ReqCallback<InRoom>, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("leaveRoom", {}, pick(para, callback));
  }

  dismissRoom(para?: {} | ReqCallback<{}>, callback?: ReqCallback<{}>): void {
    this.connection.request("dismissRoom", {}, pick(para, callback), ({ code }) => {
      if (code !== 0) return;
      this.connection.leave();
      this.initRoom();
    });
  }

  /** With nothing to change the answer is the room as it was, and the object forgets it. ¦ 没有要修改的内容时，回答为原有的房间信息，并且对象会忘记房间。 */
  changeRoom(para: ChangeRoomPara, callback?: ReqCallback<InRoom>): void {
    // part: nothing
    if (Object.keys(para).length === 0)
      return succeed(callback, { roomInfo: copy(this.roomInfo) }, () => this.initRoom());
    this.askForRoom("changeRoom", para, callback);
  }

  changeCustomPlayerStatus(para: ChangeCustomPlayerStatusPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("changeCustomPlayerStatus", para, callback);
  }

  changeRoomPlayerProfile(para: ChangeRoomPlayerProfilePara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("changeRoomPlayerProfile", para, callback);
  }

  removePlayer(para: RemovePlayerPara, callback?: ReqCallback<InRoom>): void {
    this.askForRoom("removePlayer", para, callback);
  }

  getRoomDetail(callback?: ReqCallback<InRoom>): void {
    const { id } = this.roomInfo;
    if (id && id === this.connection.roomId) this.askForRoom("getRoomDetail", {}, callback);
    else this.askForRoom("getRoomByRoomId", { roomId: id || "" }, callback);
  }

  startFrameSync(para?: {} | ReqCallback<{}>, callback?: ReqCallback<{}>): void {
    this.connection.request("startFrameSync", {}, pick(para, callback));
  }

  stopFrameSync(para?: {} | ReqCallback<{}>, callback?: ReqCallback<{}>): void {
    this.connection.request("stopFrameSync", {}, pick(para, callback));
  }

  sendFrame({ data }: SendFramePara, callback?: ReqCallback<{}>): void {
    this.connection.request("sendFrame", { data, timestamp: Date.now() }, callback);
  }

  /** Frames of the present game, both ends included; the server gives them in portions. ¦ 当前这一局的帧，含首尾；服务器分批给出。 */
  requestFrame(para: RequestFramePara, callback?: ReqCallback<RequestFrameRsp>): void {
    const frames: Frame[] = [];
    const { endFrameId } = para;
    const ask = (beginFrameId: number): void => {
      const portion = { beginFrameId, endFrameId, supportPartial: true };
      this.connection.request("requestFrame", portion, (answer) => {
        const { code, data } = answer;
        if (code !== 0) return call(callback, undefined, answer);
        frames.push(...data.frames);
        if (data.isPartial) ask(beginFrameId + data.frames.length);
        else call(callback, undefined, { ...answer, data: { frames } });
      });
    };
    ask(para.beginFrameId);
  }

  retryAutoRequestFrame(): void {
    this.frameOrder.retry();
  }

  sendToClient(para: SendToClientPara, callback?: ReqCallback<{}>): void {
    this.connection.request("sendToClient", para, callback);
  }

  sendToGameSvr(para: SendToGameSvrPara, callback?: ReqCallback<{}>): void {
    this.connection.request("sendToGameSvr", para, callback);
  }

  /** For the connection: an event of this room. ¦ 供 Connection 调用：本房间的事件。 */
  hear(type: string, event: BroadcastEvent): void {
    // part: frames
    if (type === "onRecvFrame") return this.frameOrder.receive(event.data.frame);
    if (type === "onDismissRoom") this.roomInfo = {} as RoomInfo;
    else if (event.data.roomInfo) this.setRoomInfo(event.data.roomInfo);
    call(this[type as keyof this], this, event);
  }

  private replaceRoomInfo(roomInfo: RoomInfo): void {
    if (roomInfo.playerList.some(({ id }) => this.connection.isMe(id))) this.connection.learn(roomInfo);
    this.roomInfo = copy(roomInfo);
    // part: frames
    this.frameOrder.check();
    call(this.onUpdate, this, this);
  }

  /** A call whose answer has the room as it is now. ¦ 回答中带有最新房间信息的请求。 */
  private askForRoom(method: string, para: {}, callback?: ReqCallback): void {
    this.connection.request(method, para, callback, ({ code, data }) => {
      if (code === 0 && data && data.roomInfo) this.setRoomInfo(data.roomInfo);
    });
  }
}

// part: update
// A class on top of it may call the one below. ¦ 子类可以调用上一级的 onUpdate。
GameRoom.prototype.onUpdate = (): unknown => undefined;
