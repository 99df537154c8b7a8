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

/** Parameter of `createTeamRoom`: that of `createRoom`, and the number of teams. */
export interface CreateTeamRoomPara {
  /** Display name. */
  roomName: string;
  /** Free string, matched by matchRoom and getRoomList. */
  roomType: string;
  /** How many players there may be. */
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

/** Parameter of `changeRoom`; only what is there as an own property is changed. */
export interface ChangeRoomPara {
  /** Display name. */
  roomName?: string;
  /** Player id of the new owner. */
  owner?: string;
  /** Hidden from matchRoom. */
  isPrivate?: boolean;
  /** Game-defined string. */
  customProperties?: string;
  /** Nobody may join (since 1.2.0). */
  isForbidJoin?: boolean;
}

/** Parameter of `removePlayer`. */
export interface RemovePlayerPara {
  /** Player id of the one to remove. */
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
  /** The room as it is now. */
  roomInfo: RoomInfo;
  /** Player id of the one who joined. */
  joinPlayerId: string;
}

/** Data of the event `onLeaveRoom`. */
export interface LeaveRoomBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
  /** Player id of the one who left. */
  leavePlayerId: string;
}

/** Data of the event `onDismissRoom`; the room is as it was before. */
export interface DismissRoomBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeRoom`. */
export interface ChangeRoomBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Data of the event `onRemovePlayer`. */
export interface RemovePlayerBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
  /** Player id of the one who was removed. */
  removePlayerId: string;
}

/** Data of the event `onChangePlayerNetworkState`. */
export interface ChangePlayerNetworkStateBst {
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** One of the four values. */
  networkState: NetworkState;
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeCustomPlayerStatus`. */
export interface ChangeCustomPlayerStatusBst {
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Data of the event `onChangeRoomPlayerProfile`. */
export interface ChangeRoomPlayerProfileBst {
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** Game-defined string. */
  customProfile: string;
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** A room as it is at a moment. */
export interface RoomInfo {
  /** Room id. */
  id: string;
  /** The `roomName` with which it was made. */
  name: string;
  /** The `roomType` with which it was made. */
  type: string;
  /** How it was created. */
  createType: CreateRoomType;
  /** How many players there may be. */
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
  /** Time of its making, seconds since 1970. */
  createTime: number;
  /** Time of the last startFrameSync, seconds since 1970. */
  startGameTime: number;
  /** Nobody may join (since 1.2.0). */
  isForbidJoin: boolean;
}

/** Answer of `changeCustomPlayerStatus`. */
export interface ChangeCustomPlayerStatusRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `changeRoomPlayerProfile`. */
export interface ChangeRoomPlayerProfileRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `createRoom`. */
export interface CreateRoomRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `joinRoom`. */
export interface JoinRoomRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `leaveRoom`. */
export interface LeaveRoomRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `dismissRoom`; it has no fields. */
export type DismissRoomRsp = Record<string, never>;

/** Answer of `changeRoom`. */
export interface ChangeRoomRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `removePlayer`. */
export interface RemovePlayerRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `getRoomByRoomId`. */
export interface GetRoomByRoomIdRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `getRoomList`. */
export interface GetRoomListRsp {
  /** Id of the game, as in Listener.init. */
  gameId: string;
  /** The rooms of the page. */
  roomList: RoomInfo[];
  /** Number of rooms on all pages. */
  total: number;
}

/** Player entry of RoomInfo.playerList. relayNetworkState describes the frame-sync connection. */
export interface PlayerInfo {
  /** Player id. */
  id: string;
  /** Nickname. */
  name: string;
  /** Id of its team in `teamList`. */
  teamId: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** Game-defined string. */
  customProfile: string;
  /** COMMON_OFFLINE or COMMON_ONLINE. */
  commonNetworkState: NetworkState;
  /** RELAY_OFFLINE or RELAY_ONLINE. */
  relayNetworkState: NetworkState;
  /** Made by the matching in place of a player (since 1.2.x). */
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
  /** Fewest players of the team. */
  minPlayers: number;
  /** How many players there may be. */
  maxPlayers: number;
}
