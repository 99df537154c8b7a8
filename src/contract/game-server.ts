import type { NetworkState } from "./enums";
import type { MatchAttribute, PlayerInfo, ResponseEvent, RoomInfo, TeamInfo } from "./types";

/**
 * Types of a game server script, as a new `mgobexs/index.ts` may import them (spec mgobe-server §2–§5). The values a
 * hook gets are the ones described here; whatever the script calls its own copies of these types does not matter.
 */

/** Snapshot of a room as hooks see it. */
export type IRoomInfo = RoomInfo;

/** A player in `IRoomInfo.playerList`. */
export type IPlayerInfo = PlayerInfo;

/** A team in `IRoomInfo.teamList`. */
export type ITeamInfo = TeamInfo;

/** An attribute in `IPlayerInfo.matchAttributes`. */
export type IMatchAttribute = MatchAttribute;

/** The room's own data; any shape, kept by reference, never serialised by the host. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the script's own shape, as in MGOBE's typings
export type GameData = any;

/** What a client sent: any JSON value. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the script's own shape, as in MGOBE's typings
export type UserDefinedData = any;

/** Data of the room hooks that carry nothing but the room. */
export interface IRoomBst {
  roomInfo: IRoomInfo;
}

/** Data of `onCreateRoom`. */
export type ICreateRoomBst = IRoomBst;
/** Data of `onChangeRoom`. */
export type IChangeRoomBst = IRoomBst;
/** Data of `onStartFrameSync`. */
export type IStartFrameSyncBst = IRoomBst;
/** Data of `onStopFrameSync`. */
export type IStopFrameSyncBst = IRoomBst;
/** Data of `onDestroyRoom`: the last snapshot of the room. */
export type IDestroyRoomBst = IRoomBst;

/** Data of `onJoinRoom`. */
export interface IJoinRoomBst extends IRoomBst {
  joinPlayerId: string;
}

/** Data of `onLeaveRoom`. */
export interface ILeaveRoomBst extends IRoomBst {
  leavePlayerId: string;
}

/** Data of `onRemovePlayer`. */
export interface IRemovePlayerBst extends IRoomBst {
  removePlayerId: string;
}

/** Data of `onChangeCustomPlayerStatus`. */
export interface IChangeCustomPlayerStatusBst extends IRoomBst {
  changePlayerId: string;
  customPlayerStatus: number;
}

/** Data of `onChangeRoomPlayerProfile`. */
export interface IChangeRoomPlayerProfileBst extends IRoomBst {
  changePlayerId: string;
  customProfile: string;
}

/** Data of `onChangePlayerNetworkState`. */
export interface IChangePlayerNetworkStateBst extends IRoomBst {
  changePlayerId: string;
  networkState: NetworkState;
  groupIdList?: string[];
}

/** Parameter of `SDK.sendData`; an empty list means everyone in the room. */
export interface SendDataPara {
  playerIdList: string[];
  data: UserDefinedData;
}

/** Parameter of `SDK.changeRoom`; only the fields present are changed. */
export interface SdkChangeRoomPara {
  roomId: string;
  roomName?: string;
  owner?: string;
  isPrivate?: boolean;
  isForbidJoin?: boolean;
  customProperties?: string;
}

/** Data of the answers of the four room calls; without a room when the call was refused. */
export interface IGetRoomByRoomIdRsp {
  roomInfo?: IRoomInfo;
}
/** Answer of `SDK.changeRoom`. */
export type IChangeRoomRsp = IGetRoomByRoomIdRsp;
/** Answer of `SDK.changeCustomPlayerStatus`. */
export type IChangeCustomPlayerStatusRsp = IGetRoomByRoomIdRsp;
/** Answer of `SDK.removePlayer`. */
export type IRemovePlayerRsp = IGetRoomByRoomIdRsp;

/** Callback of the four room calls. */
export type SdkCallback = (event: ResponseEvent<IGetRoomByRoomIdRsp>) => unknown;

/** `ActionArgs.SDK`: valid for the whole life of the room, and harmless after it. */
export interface GameServerSdk {
  /** Pushes a JSON value; it is encoded before the call returns. `resendConf` is accepted and has no effect. */
  sendData(data: SendDataPara, resendConf?: { timeout: number; maxTry: number }): void;
  /** Feeds a message into `onRecvFromClient` with an empty `sender`. */
  dispatchAction(actionData: UserDefinedData): void;
  /** Drops all messages that wait. */
  clearAction(): void;
  /** Ends the message in flight in sync mode; harmless otherwise. */
  exitAction(): void;
  getRoomByRoomId(para: { roomId: string }, callback?: SdkCallback): void;
  changeRoom(para: SdkChangeRoomPara, callback?: SdkCallback): void;
  changeCustomPlayerStatus(
    para: { roomId: string; playerId: string; customPlayerStatus: number },
    callback?: SdkCallback,
  ): void;
  removePlayer(para: { roomId: string; removePlayerId: string }, callback?: SdkCallback): void;
  logger: {
    debug(...values: unknown[]): void;
    info(...values: unknown[]): void;
    error(...values: unknown[]): void;
  };
}

/** The one argument of every hook but `onInitGameData`. */
export interface ActionArgs<T = UserDefinedData> {
  sender: string;
  actionData: T;
  gameData: GameData;
  room: IRoomInfo;
  exports: { data: GameData };
  SDK: GameServerSdk;
}

/** The hook object of a script. Only `onInitGameData` and `onRecvFromClient` are mandatory. */
export interface IGameServer {
  mode?: "async" | "sync";
  onInitGameData(args: { room: IRoomInfo }): GameData;
  onRecvFromClient(args: ActionArgs): unknown;
  onCreateRoom?(args: ActionArgs<ICreateRoomBst>): unknown;
  onJoinRoom?(args: ActionArgs<IJoinRoomBst>): unknown;
  onLeaveRoom?(args: ActionArgs<ILeaveRoomBst>): unknown;
  onRemovePlayer?(args: ActionArgs<IRemovePlayerBst>): unknown;
  onChangeRoom?(args: ActionArgs<IChangeRoomBst>): unknown;
  onChangeCustomPlayerStatus?(args: ActionArgs<IChangeCustomPlayerStatusBst>): unknown;
  onChangeRoomPlayerProfile?(args: ActionArgs<IChangeRoomPlayerProfileBst>): unknown;
  onChangePlayerNetworkState?(args: ActionArgs<IChangePlayerNetworkStateBst>): unknown;
  onStartFrameSync?(args: ActionArgs<IStartFrameSyncBst>): unknown;
  onStopFrameSync?(args: ActionArgs<IStopFrameSyncBst>): unknown;
  onDestroyRoom?(args: ActionArgs<IDestroyRoomBst>): unknown;
}

/** Level of a log stream: that level and the graver ones. */
export type MgobexsLogLevel = "debug+" | "info+" | "error+";

/** The game and the back-end key of the console. */
export interface IGameInfo {
  gameId: string;
  serverKey: string;
}

/** What `mgobexs/index.js` exports as `mgobexsCode`. */
export interface MgobexsCode {
  gameServer: IGameServer;
  gameInfo?: IGameInfo;
  logLevelSDK?: MgobexsLogLevel;
  logLevel?: MgobexsLogLevel;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the CloudBase module, whichever one the host supplies
  onInitGameServer?(tcb: any): unknown;
}
