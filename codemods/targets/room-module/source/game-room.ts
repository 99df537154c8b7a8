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
    const info = { playerList: [], ...copy(roomInfo || {}) } as Partial<RoomInfo> as RoomInfo;
    if (info.playerList.some(({ id }) => this.connection.isMe(id))) this.connection.learn(info);
    this.replaceRoomInfo(info);
  }

  /** The room as the server has told of it. ¦ 服务器告知的房间信息。 */
  setRoomInfo(roomInfo: RoomInfo): void {
    this.connection.learn(roomInfo);
    this.replaceRoomInfo(copy(roomInfo));
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
      if (code === 0) this.connection.forgetMatches();
    });
  }

  leaveRoom(para?: {} | ReqCallback<InRoom>, callback?: ReqCallback<InRoom>): void {
    this.connection.depart("leaveRoom", pick(para, callback), ({ roomInfo }) => {
      if (roomInfo) this.setRoomInfo(roomInfo);
    });
  }

  dismissRoom(para?: {} | ReqCallback<{}>, callback?: ReqCallback<{}>): void {
    this.connection.depart("dismissRoom", pick(para, callback), () => this.initRoom());
  }

  /** With nothing to change the answer is the room as it was, and the object forgets it. ¦ 没有要修改的内容时，回答为原有的房间信息，并且对象会忘记房间。 */
  changeRoom(para: ChangeRoomPara, callback?: ReqCallback<InRoom>): void {
    if (Object.keys(para).length > 0) return this.askForRoom("changeRoom", para, callback);
    const data = { roomInfo: copy(this.roomInfo) };
    succeed(callback, data, () => this.initRoom());
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
    const endFrameId = Number(para.endFrameId) || 1;
    const ask = (beginFrameId: number): void => {
      const portion = { beginFrameId, endFrameId, supportPartial: true };
      this.connection.request("requestFrame", portion, (answer) => {
        const { code, data } = answer;
        if (code !== 0) return call(callback, undefined, answer);
        for (const { id, items, ext } of data.frames || []) frames.push({ id, items, ext } as Frame);
        const last = frames[frames.length - 1];
        if (data.isPartial && last && last.id < endFrameId) return ask(last.id + 1);
        call(callback, undefined, { ...answer, data: { frames } });
      });
    };
    ask(Number(para.beginFrameId) || 1);
  }

  retryAutoRequestFrame(): void {
    this.frameOrder.retry();
  }

  sendToClient({ msg, recvType, recvPlayerList }: SendToClientPara, callback?: ReqCallback<{}>): void {
    // To all, to the others, or to those of the list. ¦ 发给全部、其他人或列表中的人。
    const members = (this.roomInfo.playerList || []).map(({ id }) => id);
    const others = members.filter((id) => !this.connection.isMe(id));
    const receivers = recvType === 1 ? members : recvType === 2 ? others : recvPlayerList || [];
    if (receivers.length === 0) return succeed(callback, null);
    this.connection.request("sendToClient", { msg, recvType, recvPlayerList: receivers }, callback);
  }

  sendToGameSvr({ data }: SendToGameSvrPara, callback?: ReqCallback<{}>): void {
    this.connection.request("sendToGameSvr", { data }, callback);
  }

  /** For the connection: an event of this room. ¦ 供 Connection 调用：本房间的事件。 */
  hear(type: string, event: BroadcastEvent): void {
    // part: frames
    if (type === "onRecvFrame") return this.frameOrder.receive(event.data.frame);
    if (type === "onDismissRoom") this.roomInfo = {} as RoomInfo;
    else if (event && event.data && event.data.roomInfo) this.setRoomInfo(event.data.roomInfo);
    if (/^on[A-Z]/.test(type)) call(this[type as keyof this], this, event);
  }

  private replaceRoomInfo(roomInfo: RoomInfo): void {
    this.roomInfo = roomInfo;
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
