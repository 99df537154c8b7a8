/** Rooms and their players: MGOBE's client types (spec mgobe-client §2.13). */

import type { CreateRoomType, FrameSyncState, NetworkState } from "../enums";
import type { MatchAttribute } from "./matching";

/** Player data for create/join/matchRoom. */
export interface PlayerInfoPara {
  /** Nickname. */
  name: string;
  /** Unsigned integer, game-defined. */
  customPlayerStatus: number;
  /** Game-defined string. */
  customProfile: string;
}

/** Parameter of `changeCustomPlayerStatus`. */
export interface ChangeCustomPlayerStatusPara {
  /** Game-defined integer. */
  customPlayerStatus: number;
}

/** Parameter of `changeRoomPlayerProfile`. */
export interface ChangeRoomPlayerProfilePara {
  /** Game-defined string. */
  customProfile: string;
}

/** Parameter of `createRoom`. */
export interface CreateRoomPara {
  /** Display name. */
  roomName: string;
  /** Free string, matched by matchRoom and getRoomList. */
  roomType: string;
  /** <= 100. */
  maxPlayers: number;
  /** True = invisible to matchRoom. */
  isPrivate: boolean;
  /** Game-defined string. */
  customProperties: string;
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
}

/** CreateRoomPara + teamNumber. */
export interface CreateTeamRoomPara {
  /** Display name. */
  roomName: string;
  /** Free string. */
  roomType: string;
  /** Capacity. */
  maxPlayers: number;
  /** Hidden from matchRoom. */
  isPrivate: boolean;
  /** Game-defined string. */
  customProperties: string;
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
  /** >= 1, must divide maxPlayers. */
  teamNumber: number;
}

/** Parameter of `joinRoom`. */
export interface JoinRoomPara {
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
}

/** Parameter of `joinTeamRoom`. */
export interface JoinTeamRoomPara {
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
  /** An id of roomInfo.teamList. */
  teamId: string;
}

/** Only own properties present are sent. */
export interface ChangeRoomPara {
  /** Display name. */
  roomName?: string;
  /** Player id of the new owner. */
  owner?: string;
  /** Hidden from matchRoom. */
  isPrivate?: boolean;
  /** Game-defined string. */
  customProperties?: string;
  /** True = no joins (since 1.2.0) */
  isForbidJoin?: boolean;
}

/** Parameter of `removePlayer`. */
export interface RemovePlayerPara {
  /** Victim. */
  removePlayerId: string;
}

/** Parameter of `getRoomList`. */
export interface GetRoomListPara {
  /** 1-based. */
  pageNo: number;
  /** Max 10 (max 100 before 1.2.0) */
  pageSize: number;
  /** Filter; SDK default ''. */
  roomType?: string;
  /** Newest first; SDK default false. */
  isDesc?: boolean;
}

/** Parameter of `getRoomByRoomId`. */
export interface GetRoomByRoomIdPara {
  /** '' = my current room. */
  roomId: string;
}

/** Data of the event `onJoinRoom`. */
export interface JoinRoomBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
  /** Who joined. */
  joinPlayerId: string;
}

/** Data of the event `onLeaveRoom`. */
export interface LeaveRoomBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
  /** Who left. */
  leavePlayerId: string;
}

/** RoomInfo as it was before the dismissal. */
export interface DismissRoomBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeRoom`. */
export interface ChangeRoomBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Data of the event `onRemovePlayer`. */
export interface RemovePlayerBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
  /** Victim. */
  removePlayerId: string;
}

/** Data of the event `onChangePlayerNetworkState`. */
export interface ChangePlayerNetworkStateBst {
  /** Whose state changed. */
  changePlayerId: string;
  /** One of the four values. */
  networkState: NetworkState;
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeCustomPlayerStatus`. */
export interface ChangeCustomPlayerStatusBst {
  /** Whose state changed. */
  changePlayerId: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeRoomPlayerProfile`. */
export interface ChangeRoomPlayerProfileBst {
  /** Whose state changed. */
  changePlayerId: string;
  /** Game-defined string. */
  customProfile: string;
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Room snapshot. */
export interface RoomInfo {
  /** Room id. */
  id: string;
  /** RoomName. */
  name: string;
  /** RoomType. */
  type: string;
  /** How it was created. */
  createType: CreateRoomType;
  /** Capacity. */
  maxPlayers: number;
  /** Owner's player id. */
  owner: string;
  /** Hidden from matchRoom. */
  isPrivate: boolean;
  /** Game-defined string. */
  customProperties: string;
  /** Members, offline ones included. */
  playerList: PlayerInfo[];
  /** At least one team. */
  teamList: TeamInfo[];
  /** START while frames flow. */
  frameSyncState: FrameSyncState;
  /** Frames per second (15 default, 15-30 via console) */
  frameRate: number;
  /** Relay routing id; initRoom rebinds only when present. */
  routeId: string;
  /** Seconds. */
  createTime: number;
  /** Seconds, last startFrameSync. */
  startGameTime: number;
  /** Since 1.2.0. */
  isForbidJoin: boolean;
}

/** Answer of `changeCustomPlayerStatus`. */
export interface ChangeCustomPlayerStatusRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `changeRoomPlayerProfile`. */
export interface ChangeRoomPlayerProfileRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `createRoom`. */
export interface CreateRoomRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `joinRoom`. */
export interface JoinRoomRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `leaveRoom`. */
export interface LeaveRoomRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `dismissRoom`; it has no fields. */
export type DismissRoomRsp = Record<string, never>;

/** Answer of `changeRoom`. */
export interface ChangeRoomRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `removePlayer`. */
export interface RemovePlayerRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `getRoomByRoomId`. */
export interface GetRoomByRoomIdRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `getRoomList`. */
export interface GetRoomListRsp {
  /** Game id. */
  gameId: string;
  /** Page content. */
  roomList: RoomInfo[];
  /** Total rooms matching. */
  total: number;
}

/** Player entry of RoomInfo.playerList. relayNetworkState describes the frame-sync connection. */
export interface PlayerInfo {
  /** Player id. */
  id: string;
  /** Nickname. */
  name: string;
  /** Team id. */
  teamId: string;
  /** Game-defined. */
  customPlayerStatus: number;
  /** Game-defined. */
  customProfile: string;
  /** COMMON_OFFLINE or COMMON_ONLINE. */
  commonNetworkState: NetworkState;
  /** RELAY_OFFLINE or RELAY_ONLINE. */
  relayNetworkState: NetworkState;
  /** Filled in by the matchmaker (since 1.2.x) */
  isRobot: boolean;
  /** Meaningful only for robots. */
  matchAttributes: MatchAttribute[];
}

/** Team entry of RoomInfo.teamList. */
export interface TeamInfo {
  /** '0','1',…. */
  id: string;
  /** '' for SDK-created rooms. */
  name: string;
  /** Minimum. */
  minPlayers: number;
  /** Capacity. */
  maxPlayers: number;
}
