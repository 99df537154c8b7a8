import {
  type BroadcastEvent,
  type CancelPlayerMatchPara,
  type CancelPlayerMatchRsp,
  type ChangeCustomPlayerStatusPara,
  type ChangeCustomPlayerStatusRsp,
  type ChangeRoomPara,
  type ChangeRoomPlayerProfilePara,
  type ChangeRoomPlayerProfileRsp,
  type ChangeRoomRsp,
  type CreateRoomPara,
  type CreateRoomRsp,
  type CreateTeamRoomPara,
  type DismissRoomRsp,
  ErrCode,
  type GetRoomByRoomIdRsp,
  type JoinRoomPara,
  type JoinRoomRsp,
  type JoinTeamRoomPara,
  type LeaveRoomRsp,
  type MatchGroupPara,
  type MatchGroupRsp,
  type MatchPlayersPara,
  type MatchPlayersRsp,
  type MatchRoomPara,
  type MatchRoomSimpleRsp,
  type MethodName,
  RecvType,
  type RemovePlayerPara,
  type RemovePlayerRsp,
  type ReqCallback,
  type RequestFramePara,
  type ResponseEvent,
  type RoomInfo,
  roomMethodNames,
  type SendFramePara,
  type SendFrameRsp,
  type SendToClientPara,
  type SendToClientRsp,
  type SendToGameSvrPara,
  type SendToGameSvrRsp,
  type StartFrameSyncRsp,
  type StopFrameSyncRsp,
} from "../../contract";
import { failureAnswer, localAnswer } from "../calls/answers";
import { type EmptyPara, requirePara, splitArguments } from "../calls/arguments";
import { type MgobeClient } from "../mgobe-client";
import { copyJson, hide, type RoomEntity } from "../entity";
import { type FrameReceiver } from "../frame/frame-receiver";
import { requestFrames } from "../frame/request-frames";
import { type RequestFrameRsp, type RoomEvents } from "../game-types";
import { MessageHandlers } from "./message-handlers";
import { type MessageCallback, type SendCallback, type SendPara } from "./message-types";
import { createFrameReceiver } from "./room-frames";

/** The handlers of a room's events, one each, assignable at any time (spec mgobe-client §2.5). */
export type RoomHandlers = {
  [E in keyof RoomEvents]?: ((event: BroadcastEvent<RoomEvents[E]>) => unknown) | null;
};

/** A handle for rooms: the same object serves one room after the other, and its handlers stay (spec mgobe-client §2.4). */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the class
export interface Room extends RoomHandlers {
  /** Called with the room after each change of roomInfo and of the connections. */
  onUpdate?: ((room: Room) => unknown) | null;
  /** The automatic filling of frames has given up; `event.data` is the last answer. */
  onAutoRequestFrameError?: ((event: BroadcastEvent<ResponseEvent<RequestFrameRsp>>) => unknown) | null;
}

// The interface adds the handlers without creating them: they stay undefined until the game assigns them.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class Room implements RoomEntity {
  /** The room as of the last answer or event; never null. */
  roomInfo: RoomInfo;
  declare private readonly client: MgobeClient;
  declare private readonly messages: MessageHandlers;
  /** Set by Listener.add. */
  declare roomBroadcast: FrameReceiver | undefined;

  constructor(client: MgobeClient, roomInfo?: RoomInfo) {
    hide(this, "client", client);
    hide(this, "messages", new MessageHandlers());
    hide(this, "roomBroadcast", undefined);
    this.roomInfo = { playerList: [] as RoomInfo["playerList"] } as RoomInfo;
    if (roomInfo) this.initRoom(roomInfo);
  }

  /** State of the two connections. @throws TypeError before Listener.init, as MGOBE did */
  get networkState(): { COMMON: boolean; RELAY: boolean } {
    if (!this.client.session.wasStarted) {
      throw new TypeError("MGOBE is not initialised: call Listener.init first");
    }
    return { COMMON: this.client.session.isOpen, RELAY: this.client.relay.isOpen };
  }

  /** Whether roomInfo has me in it (1.0.3). @throws TypeError after a dismissal, when there is no playerList */
  isInRoom(): boolean {
    return this.roomInfo.playerList.some((player) => player.id === this.client.player.id);
  }

  /** Local only. A room: adopt it; `{ id }`: aim at it; nothing: forget the room (spec mgobe-client §2.4). */
  initRoom(roomInfo?: Partial<RoomInfo> | null): void {
    const info = { playerList: [], ...copyJson(roomInfo ?? {}) } as RoomInfo;
    if (this.client.isMember(info)) this.client.learn(info);
    this.replaceRoomInfo(info);
  }

  setRoomInfo(roomInfo: RoomInfo): void {
    this.client.learn(roomInfo);
    this.replaceRoomInfo(copyJson(roomInfo));
  }

  createRoom(para: CreateRoomPara, callback?: ReqCallback<CreateRoomRsp>): void {
    const { maxPlayers } = requirePara("Room.createRoom", para);
    this.create("createRoom", para, maxPlayers, 1, callback);
  }

  createTeamRoom(para: CreateTeamRoomPara, callback?: ReqCallback<CreateRoomRsp>): void {
    const { maxPlayers, teamNumber } = requirePara("Room.createTeamRoom", para);
    this.create("createTeamRoom", para, maxPlayers, teamNumber, callback);
  }

  joinRoom(para: JoinRoomPara, callback?: ReqCallback<JoinRoomRsp>): void {
    const { playerInfo } = requirePara("Room.joinRoom", para);
    this.update("joinRoom", { roomId: this.roomInfo.id, playerInfo }, callback);
  }

  joinTeamRoom(para: JoinTeamRoomPara, callback?: ReqCallback<JoinRoomRsp>): void {
    const { playerInfo, teamId } = requirePara("Room.joinTeamRoom", para);
    this.update("joinTeamRoom", { roomId: this.roomInfo.id, playerInfo, teamId }, callback);
  }

  leaveRoom(para?: EmptyPara | ReqCallback<LeaveRoomRsp>, callback?: ReqCallback<LeaveRoomRsp>): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call<LeaveRoomRsp>("leaveRoom", {}, given, (event) => {
      if (event.code !== ErrCode.EC_OK) return;
      const left = event.data?.roomInfo ?? this.roomInfo;
      const me = this.client.player.id;
      const playerList = (left.playerList ?? []).filter((player) => player.id !== me);
      this.client.relay.unbind();
      this.setRoomInfo({ ...left, playerList });
    });
  }

  dismissRoom(para?: EmptyPara | ReqCallback<DismissRoomRsp>, callback?: ReqCallback<DismissRoomRsp>): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call<DismissRoomRsp>("dismissRoom", {}, given, (event) => {
      if (event.code !== ErrCode.EC_OK) return;
      this.client.relay.unbind();
      this.initRoom();
    });
  }

  changeRoom(para: ChangeRoomPara, callback?: ReqCallback<ChangeRoomRsp>): void {
    const fields = ["roomName", "owner", "isPrivate", "customProperties", "isForbidJoin"];
    const given = requirePara("Room.changeRoom", para) as Record<string, unknown>;
    const isObject = typeof given === "object" && !Array.isArray(given);
    if (!isObject || fields.some((field) => Object.prototype.hasOwnProperty.call(given, field))) {
      this.update("changeRoom", para, callback);
      return;
    }
    // MGOBE answered this by itself, and lost its roomInfo doing so; games read the call as "tell me the state".
    const answer = localAnswer<ChangeRoomRsp>(ErrCode.EC_OK, "", "", { roomInfo: copyJson(this.roomInfo) });
    this.client.requests.answerLocally(callback, answer, () => this.initRoom());
  }

  changeCustomPlayerStatus(
    para: ChangeCustomPlayerStatusPara,
    callback?: ReqCallback<ChangeCustomPlayerStatusRsp>,
  ): void {
    this.update("changeCustomPlayerStatus", requirePara("Room.changeCustomPlayerStatus", para), callback);
  }

  changeRoomPlayerProfile(
    para: ChangeRoomPlayerProfilePara,
    callback?: ReqCallback<ChangeRoomPlayerProfileRsp>,
  ): void {
    this.update("changeRoomPlayerProfile", requirePara("Room.changeRoomPlayerProfile", para), callback);
  }

  removePlayer(para: RemovePlayerPara, callback?: ReqCallback<RemovePlayerRsp>): void {
    this.update("removePlayer", requirePara("Room.removePlayer", para), callback);
  }

  getRoomDetail(callback?: ReqCallback<GetRoomByRoomIdRsp>): void {
    const id = this.roomInfo.id ?? "";
    // My own room is asked over its own connection, in line with its events.
    if (id && id === this.client.relay.roomId) this.update("getRoomDetail", {}, callback);
    else this.update("getRoomByRoomId", { roomId: id }, callback);
  }

  matchRoom(para: MatchRoomPara, callback?: ReqCallback<MatchRoomSimpleRsp>): void {
    this.update("matchRoom", requirePara("Room.matchRoom", para), callback);
  }

  /** With `Room.onMatch` set the callback acknowledges, else it tells the end (spec mgobe-client §3.9). */
  matchPlayers(para: MatchPlayersPara, callback?: ReqCallback<MatchPlayersRsp>): void {
    const given = requirePara("Room.matchPlayers", para);
    const { requests, matching } = this.client;
    if (matching.isTwoStep) {
      requests.call("matchPlayers", given, callback);
      return;
    }
    requests.call<MatchPlayersRsp>("matchPlayers", given, undefined, (event) => {
      if (event.code !== ErrCode.EC_OK) {
        this.client.call(callback, undefined, { ...event, data: null });
      } else if (callback) {
        matching.wait(callback);
      }
    });
  }

  matchGroup(para: MatchGroupPara, callback?: ReqCallback<MatchGroupRsp>): void {
    this.client.requests.call("matchGroup", requirePara("Room.matchGroup", para), callback);
  }

  cancelPlayerMatch(para: CancelPlayerMatchPara, callback?: ReqCallback<CancelPlayerMatchRsp>): void {
    const given = requirePara("Room.cancelPlayerMatch", para);
    this.client.requests.call<CancelPlayerMatchRsp>("cancelPlayerMatch", given, callback, (event) => {
      if (event.code === ErrCode.EC_OK) this.client.matching.forgetWaiting();
    });
  }

  startFrameSync(
    para?: EmptyPara | ReqCallback<StartFrameSyncRsp>,
    callback?: ReqCallback<StartFrameSyncRsp>,
  ): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call("startFrameSync", {}, given);
  }

  stopFrameSync(
    para?: EmptyPara | ReqCallback<StopFrameSyncRsp>,
    callback?: ReqCallback<StopFrameSyncRsp>,
  ): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call("stopFrameSync", {}, given);
  }

  sendFrame(para: SendFramePara, callback?: ReqCallback<SendFrameRsp>): void {
    const { data } = requirePara("Room.sendFrame", para);
    this.client.requests.call("sendFrame", { data, timestamp: this.client.clock.now() }, callback);
  }

  requestFrame(para: RequestFramePara, callback?: ReqCallback<RequestFrameRsp>): void {
    const { beginFrameId, endFrameId } = requirePara("Room.requestFrame", para);
    requestFrames(this.client.requests, beginFrameId, endFrameId, (event) => {
      this.client.call(callback, undefined, event);
    });
  }

  /** Tries again to fill the gap that was given up. @throws TypeError if the room was never added to the Listener */
  retryAutoRequestFrame(): void {
    if (!this.roomBroadcast) throw new TypeError("MGOBE: the room was never added with Listener.add");
    this.roomBroadcast.retry();
  }

  /** Recipients are those of the local roomInfo, as MGOBE resolved them (spec mgobe-client §3.7). */
  sendToClient(para: SendToClientPara, callback?: ReqCallback<SendToClientRsp>): void {
    const { msg, recvType, recvPlayerList } = requirePara("Room.sendToClient", para);
    const others = recvType === RecvType.ROOM_OTHERS ? this.client.player.id : undefined;
    const members = (this.roomInfo.playerList ?? []).map((player) => player.id).filter((id) => id !== others);
    const isSome = recvType !== RecvType.ROOM_ALL && recvType !== RecvType.ROOM_OTHERS;
    const recipients = isSome ? (recvPlayerList ?? []) : members;
    if (Array.isArray(recipients) && recipients.length === 0) {
      const answer = localAnswer<SendToClientRsp>(ErrCode.EC_OK, "", "", null);
      this.client.requests.answerLocally(callback, answer);
      return;
    }
    this.client.requests.call("sendToClient", { msg, recvType, recvPlayerList: recipients }, callback);
  }

  sendToGameSvr(para: SendToGameSvrPara, callback?: ReqCallback<SendToGameSvrRsp>): void {
    const { data } = requirePara("Room.sendToGameSvr", para);
    this.client.requests.call("sendToGameSvr", { data }, callback);
  }

  /**
   * Sends a message as a Colyseus room does. A method of MGOBE is called, any other type goes to the server's own message
   * handlers; the callback gets the answer and, if there is none, the error.
   *
   * @example
   * room.send("sendToGameSvr", { data: { cmd: 1 } }, (event) => console.log(event.code));
   */
  send<T extends string | number>(type: T, payload?: SendPara<T>, callback?: SendCallback<T>): void {
    const method = typeof type === "string" ? type : "";
    const own = isRequest(method) ? (this as Record<string, unknown>)[method] : undefined;
    if (typeof own === "function") {
      const args = method === "getRoomDetail" ? [callback] : [payload ?? {}, callback];
      (own as (...values: unknown[]) => void).apply(this, args);
      return;
    }
    const answer =
      callback && ((value: unknown, error?: Error) => this.client.call(callback, undefined, value, error));
    if (this.client.relay.roomId === undefined) {
      this.client.requests.answerLocally(
        answer && (() => answer(undefined, new Error("not in a room"))),
        failureAnswer(ErrCode.EC_SDK_NO_ROOM, ""),
      );
      return;
    }
    this.client.relay.send(type, payload === undefined ? undefined : copyJson(payload), answer);
  }

  /** Adds a handler for an event or a message as a Colyseus room does; returns the function that removes it. */
  onMessage<T extends string | number>(type: T, callback: MessageCallback<T>): () => void {
    return this.messages.add(type, callback);
  }

  /** For the Listener: the room is told of events from now on. */
  attach(): void {
    this.roomBroadcast ??= createFrameReceiver(this.client, this);
    this.roomBroadcast.checkRoom();
  }

  handleEvent(name: string, event: BroadcastEvent<Record<string, unknown>>): void {
    if (name === "onRecvFrame") {
      this.roomBroadcast?.receive(event.data.frame as RoomEvents["onRecvFrame"]["frame"], event.seq);
      return;
    }
    if (name === "onDismissRoom") {
      // The one event without onUpdate, and after which there is no playerList (spec mgobe-client §3.3).
      this.roomInfo = {} as RoomInfo;
      this.roomBroadcast?.checkRoom();
    } else if (event.data.roomInfo) {
      this.setRoomInfo(event.data.roomInfo as RoomInfo);
    }
    this.emit(name, event);
  }

  handleMessage(type: string, message: unknown): void {
    this.messages.emit(type, message, (handler, ...args) => this.client.call(handler, this, ...args));
  }

  handleSocketChange(): void {
    this.client.call(this.onUpdate, this, this);
  }

  /** Calls the handler of an event, and those added with onMessage. */
  emit(name: string, event: unknown): void {
    this.client.call((this as Record<string, unknown>)[name], this, event);
    if (!this.messages.isEmpty) this.handleMessage(name, event);
  }

  private replaceRoomInfo(roomInfo: RoomInfo): void {
    this.roomInfo = roomInfo;
    this.roomBroadcast?.checkRoom();
    this.client.call(this.onUpdate, this, this);
  }

  private create(
    method: "createRoom" | "createTeamRoom",
    para: CreateRoomPara,
    maxPlayers: number,
    teamNumber: number,
    callback: ReqCallback<CreateRoomRsp> | undefined,
  ): void {
    const isSplit =
      typeof maxPlayers === "number" &&
      typeof teamNumber === "number" &&
      teamNumber >= 1 &&
      maxPlayers >= teamNumber &&
      maxPlayers % teamNumber === 0;
    if (isSplit) {
      this.update(method, para, callback);
      return;
    }
    const answer = localAnswer<CreateRoomRsp>(ErrCode.EC_PARAMS_INVALID, "参数错误", "", null);
    this.client.requests.answerLocally(callback, answer);
  }

  /** A call whose answer carries the room as it is now. */
  private update<T extends { roomInfo: RoomInfo }>(
    method: MethodName,
    para: unknown,
    callback: ReqCallback<T> | undefined,
  ): void {
    this.client.requests.call<T>(method, para, callback, (event) => {
      if (event.code === ErrCode.EC_OK && event.data?.roomInfo) this.setRoomInfo(event.data.roomInfo);
    });
  }
}

// MGOBE's has one that does nothing, which a class on top of it may call.
Object.defineProperty(Room.prototype, "onUpdate", {
  value: () => undefined,
  writable: true,
  configurable: true,
});

const roomMethods: ReadonlySet<string> = new Set(roomMethodNames);

function isRequest(name: string): boolean {
  return roomMethods.has(name);
}
