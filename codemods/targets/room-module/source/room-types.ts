// What game and server say to each other, under the names that the game knows. ¦ 游戏与服务器之间传递的数据，沿用游戏已有的名称。

/** A member of a room. ¦ 房间成员。 */
export interface PlayerInfo extends PlayerInfoPara {
  id: string;
  teamId: string;
  commonNetworkState: number;
  relayNetworkState: number;
  isRobot: boolean;
  matchAttributes: MatchAttribute[];
}
/** Who plays here; nothing is set before the login. ¦ 本机玩家；登录之前各字段均未设置。 */
export type Player = PlayerInfo & { openId: string };
export type TeamInfo = { id: string; name: string; minPlayers: number; maxPlayers: number };

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
  teamList: TeamInfo[];
  frameSyncState: number;
  frameRate: number;
  routeId: string;
  createTime: number;
  startGameTime: number;
}

/** One frame of frame synchronisation; `time` is that of its arrival, ms. ¦ 帧同步中的一帧；time 为到达时间，毫秒。 */
export interface Frame {
  id: number;
  items: FrameItem[];
  ext: FrameExtInfo;
  roomId: string;
  time?: number;
  /** It was missing, and asked for afterwards. ¦ 曾经缺失、事后补取的帧。 */
  isReplay?: boolean;
}
export type FrameItem = { playerId: string; data: any; timestamp: number };
export type FrameExtInfo = { seed: number };

/** An answer of the server; `code` 0 is success. ¦ 服务器的回答；code 为 0 表示成功。 */
export type ResponseEvent<T = any> = { code: number; msg: string; seq: string; data?: T };
export type ReqCallback<T = any> = (event: ResponseEvent<T>) => unknown;
/** An event that the server sends by itself. ¦ 服务器主动发送的事件。 */
export type BroadcastEvent<T = any> = { data: T; seq: string };
export type Handler<T = any> = ((event: BroadcastEvent<T>) => unknown) | null;

export interface GameInfoPara {
  gameId: string;
  openId: string;
  // part: key
  secretKey?: string;
  // part: signature
  createSignature?: CreateSignature;
}
export type CreateSignature = (callback: (signature: Signature) => unknown) => unknown;
export type Signature = { sign: string; nonce: number; timestamp: number };
export type InitRsp = { serverTime: number };

/** Settings of the connection; times in ms. ¦ 连接设置；时间单位为毫秒。 */
export interface ConfigPara {
  url?: string;
  reconnectMaxTimes?: number;
  reconnectInterval?: number;
  resendInterval?: number;
  resendTimeout?: number;
  // part: gaps
  isAutoRequestFrame?: boolean;
  // part: gaps
  /** Its old name. ¦ 旧名称。 */
  autoRequestFrame?: boolean;
  cacertNativeUrl?: string;
}

/** What each event and each answer about a room has. ¦ 每个房间事件与回答都带有的内容。 */
export type InRoom = { roomInfo: RoomInfo };
export type JoinRoomBst = InRoom & { joinPlayerId: string };
export type LeaveRoomBst = InRoom & { leavePlayerId: string };
export type DismissRoomBst = InRoom;
export type ChangeRoomBst = InRoom;
export type RemovePlayerBst = InRoom & { removePlayerId: string };
export type ChangePlayerNetworkStateBst = InRoom & { changePlayerId: string; networkState: number };
export type ChangeCustomPlayerStatusBst = InRoom & { changePlayerId: string; customPlayerStatus: number };
export type ChangeRoomPlayerProfileBst = InRoom & { changePlayerId: string; customProfile: string };
export type StartFrameSyncBst = InRoom;
export type StopFrameSyncBst = InRoom;
export type RecvFrameBst = { frame: Frame };
export type RecvFromClientBst = { roomId: string; sendPlayerId: string; msg: string };
export type RecvFromGameSvrBst = { roomId: string; recvPlayerIdList: string[]; data: any };
export type MatchBst = InRoom & { errCode: number };
export type CancelMatchBst = { matchCode: string; playerId: string };

export type PlayerInfoPara = { name: string; customPlayerStatus: number; customProfile: string };
export interface CreateRoomPara {
  roomName: string;
  roomType: string;
  maxPlayers: number;
  isPrivate: boolean;
  customProperties: string;
  playerInfo: PlayerInfoPara;
}
export type CreateTeamRoomPara = CreateRoomPara & { teamNumber: number };
export type JoinRoomPara = { playerInfo: PlayerInfoPara };
export type JoinTeamRoomPara = JoinRoomPara & { teamId: string };
export interface ChangeRoomPara {
  roomName?: string;
  owner?: string;
  isPrivate?: boolean;
  customProperties?: string;
  isForbidJoin?: boolean;
}
export type RemovePlayerPara = { removePlayerId: string };
export type ChangeCustomPlayerStatusPara = { customPlayerStatus: number };
export type ChangeRoomPlayerProfilePara = { customProfile: string };
export type GetRoomListPara = { pageNo: number; pageSize: number; roomType?: string; isDesc?: boolean };
export type GetRoomByRoomIdPara = { roomId: string };
export type SendFramePara = { data: any };
export type RequestFramePara = { beginFrameId: number; endFrameId: number };
/** `recvType`: 1 all, 2 the others, 3 those of recvPlayerList. ¦ recvType：1 全部，2 其他人，3 recvPlayerList 中的人。 */
export type SendToClientPara = { msg: string; recvType: number; recvPlayerList: string[] };
export type SendToGameSvrPara = { data: any };
export type MatchAttribute = { name: string; value: number };
export type MatchRoomPara = { playerInfo: PlayerInfoPara; maxPlayers: number; roomType: string };
export type MatchPlayerInfoPara = PlayerInfoPara & { matchAttributes: MatchAttribute[] };
export type MatchPlayersPara = { matchCode: string; playerInfo: MatchPlayerInfoPara };
export type MatchGroupPlayerInfoPara = MatchPlayerInfoPara & { id: string };
export type MatchGroupPara = { matchCode: string; playerInfoList: MatchGroupPlayerInfoPara[] };
export type CancelPlayerMatchPara = { matchType: number };

export type CreateRoomRsp = InRoom;
export type JoinRoomRsp = InRoom;
export type LeaveRoomRsp = InRoom;
export type DismissRoomRsp = {};
export type ChangeRoomRsp = InRoom;
export type RemovePlayerRsp = InRoom;
export type ChangeCustomPlayerStatusRsp = InRoom;
export type ChangeRoomPlayerProfileRsp = InRoom;
export type GetRoomByRoomIdRsp = InRoom;
export type GetRoomListRsp = { gameId: string; roomList: RoomInfo[]; total: number };
export type MatchRoomSimpleRsp = InRoom;
export type MatchPlayersRsp = { matchType?: number; roomInfo?: RoomInfo };
export type MatchGroupRsp = { matchCode: string };
export type CancelPlayerMatchRsp = {};
export type StartFrameSyncRsp = {};
export type StopFrameSyncRsp = {};
export type SendFrameRsp = {};
export type RequestFrameRsp = { frames: Frame[]; isPartial?: boolean };
export type SendToClientRsp = {};
export type SendToGameSvrRsp = {};

/** A group as the server tells of it. ¦ 服务器告知的队组信息。 */
export interface GroupInfo {
  id: string;
  name: string;
  type: number;
  maxPlayers: number;
  owner: string;
  customProperties: string;
  createTime: number;
  isForbidJoin: boolean;
  isPersistent: boolean;
  groupPlayerList: GroupPlayerInfo[];
}
export type GroupPlayerInfo = { id: string; commonGroupNetworkState: number } & GroupPlayerInfoPara;

/** What each event and each answer about a group has. ¦ 每个队组事件与回答都带有的内容。 */
export type InGroup = { groupInfo: GroupInfo };
export type JoinGroupBst = InGroup & { joinPlayerId: string };
export type LeaveGroupBst = InGroup & { leavePlayerId: string };
export type DismissGroupBst = InGroup;
export type ChangeGroupBst = InGroup;
export type RemoveGroupPlayerBst = InGroup & { removePlayerId: string };
export type ChangeGroupPlayerNetworkStateBst = InGroup & { changePlayerId: string; networkState: number };
export type ChangeCustomGroupPlayerStatusBst = InGroup & {
  changePlayerId: string;
  customGroupPlayerStatus: number;
};
export type ChangeGroupPlayerProfileBst = InGroup & { changePlayerId: string; customProfile: string };
export type RecvFromGroupClientBst = { groupId: string; sendPlayerId: string; msg: string };

export type GroupPlayerInfoPara = {
  name: string;
  customGroupPlayerStatus: number;
  customGroupPlayerProfile: string;
};
export interface CreateGroupPara {
  groupName: string;
  groupType: number;
  maxPlayers: number;
  customProperties: string;
  playerInfo: GroupPlayerInfoPara;
  isForbidJoin: boolean;
  isPersistent: boolean;
}
export type JoinGroupPara = { playerInfo: GroupPlayerInfoPara };
export interface ChangeGroupPara {
  groupName?: string;
  owner?: string;
  customProperties?: string;
  isForbidJoin?: boolean;
}
export type RemoveGroupPlayerPara = { removePlayerId: string };
export type ChangeCustomGroupPlayerStatusPara = { customGroupPlayerStatus: number };
export type ChangeGroupPlayerProfilePara = { customProfile: string };
/** `recvType`: 1 all, 2 the others, 3 those of recvPlayerList. ¦ recvType：1 全部，2 其他人，3 recvPlayerList 中的人。 */
export type SendToGroupClientPara = { msg: string; recvType: number; recvPlayerList: string[] };
export type GetGroupByGroupIdPara = { groupId: string };

export type CreateGroupRsp = InGroup;
export type JoinGroupRsp = InGroup;
export type LeaveGroupRsp = InGroup;
export type DismissGroupRsp = {};
export type ChangeGroupRsp = InGroup;
export type RemoveGroupPlayerRsp = InGroup;
export type ChangeCustomGroupPlayerStatusRsp = InGroup;
export type ChangeGroupPlayerProfileRsp = InGroup;
export type SendToGroupClientRsp = {};
export type GetGroupByGroupIdRsp = InGroup;
export type GetMyGroupsRsp = { groupInfoList: GroupInfo[] };
