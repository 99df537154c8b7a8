import type {
  BroadcastEvent,
  CancelMatchBst,
  CancelPlayerMatchPara,
  CancelPlayerMatchRsp,
  ChangeCustomGroupPlayerStatusBst,
  ChangeCustomGroupPlayerStatusPara,
  ChangeCustomGroupPlayerStatusRsp,
  ChangeCustomPlayerStatusBst,
  ChangeCustomPlayerStatusPara,
  ChangeCustomPlayerStatusRsp,
  ChangeGroupBst,
  ChangeGroupPara,
  ChangeGroupPlayerNetworkStateBst,
  ChangeGroupPlayerProfileBst,
  ChangeGroupPlayerProfilePara,
  ChangeGroupPlayerProfileRsp,
  ChangeGroupRsp,
  ChangePlayerNetworkStateBst,
  ChangeRoomBst,
  ChangeRoomPara,
  ChangeRoomPlayerProfileBst,
  ChangeRoomPlayerProfilePara,
  ChangeRoomPlayerProfileRsp,
  ChangeRoomRsp,
  CreateGroupPara,
  CreateGroupRsp,
  CreateRoomPara,
  CreateRoomRsp,
  CreateTeamRoomPara,
  DismissGroupBst,
  DismissGroupRsp,
  DismissRoomBst,
  DismissRoomRsp,
  GetGroupByGroupIdPara,
  GetGroupByGroupIdRsp,
  GetMyGroupsRsp,
  GetRoomByRoomIdPara,
  GetRoomByRoomIdRsp,
  GetRoomListPara,
  GetRoomListRsp,
  JoinGroupBst,
  JoinGroupPara,
  JoinGroupRsp,
  JoinRoomBst,
  JoinRoomPara,
  JoinRoomRsp,
  JoinTeamRoomPara,
  LeaveGroupBst,
  LeaveGroupRsp,
  LeaveRoomBst,
  LeaveRoomRsp,
  MatchBst,
  MatchGroupPara,
  MatchGroupRsp,
  MatchPlayersPara,
  MatchRoomPara,
  MatchRoomSimpleRsp,
  RecvFrameBst,
  RecvFromClientBst,
  RecvFromGameSvrBst,
  RecvFromGroupClientBst,
  RemoveGroupPlayerBst,
  RemoveGroupPlayerPara,
  RemoveGroupPlayerRsp,
  RemovePlayerBst,
  RemovePlayerPara,
  RemovePlayerRsp,
  RequestFramePara,
  RequestFrameRsp,
  ResponseEvent,
  SendFramePara,
  SendFrameRsp,
  SendToClientPara,
  SendToClientRsp,
  SendToGameSvrPara,
  SendToGameSvrRsp,
  SendToGroupClientPara,
  SendToGroupClientRsp,
  StartFrameSyncBst,
  StartFrameSyncRsp,
  StopFrameSyncBst,
  StopFrameSyncRsp,
} from "./types";

/**
 * Messages between clients and server (design §3.3). Names are MGOBE's own; the reply to a method is a
 * `ResponseEvent`, an event carries a `BroadcastEvent`.
 */

type Nothing = Record<string, never>;

/** What one method takes and what its answer carries. */
export interface MethodShape<Para, Data> {
  para: Para;
  data: Data;
}

/** Methods that act on the room the caller is in. */
export interface RoomMethods {
  leaveRoom: MethodShape<Nothing, LeaveRoomRsp>;
  dismissRoom: MethodShape<Nothing, DismissRoomRsp>;
  changeRoom: MethodShape<ChangeRoomPara, ChangeRoomRsp>;
  changeCustomPlayerStatus: MethodShape<ChangeCustomPlayerStatusPara, ChangeCustomPlayerStatusRsp>;
  changeRoomPlayerProfile: MethodShape<ChangeRoomPlayerProfilePara, ChangeRoomPlayerProfileRsp>;
  removePlayer: MethodShape<RemovePlayerPara, RemovePlayerRsp>;
  getRoomDetail: MethodShape<Nothing, GetRoomByRoomIdRsp>;
  startFrameSync: MethodShape<Nothing, StartFrameSyncRsp>;
  stopFrameSync: MethodShape<Nothing, StopFrameSyncRsp>;
  /** `timestamp` is the sender's clock in ms; the server's is used when it is missing. */
  sendFrame: MethodShape<SendFramePara & { timestamp?: number }, SendFrameRsp>;
  requestFrame: MethodShape<RequestFramePara, RequestFrameRsp>;
  sendToClient: MethodShape<SendToClientPara, SendToClientRsp>;
  sendToGameSvr: MethodShape<SendToGameSvrPara, SendToGameSvrRsp>;
}

/** Methods that find, enter or match rooms. */
export interface LobbyMethods {
  createRoom: MethodShape<CreateRoomPara, CreateRoomRsp>;
  createTeamRoom: MethodShape<CreateTeamRoomPara, CreateRoomRsp>;
  joinRoom: MethodShape<JoinRoomPara & { roomId: string }, JoinRoomRsp>;
  joinTeamRoom: MethodShape<JoinTeamRoomPara & { roomId: string }, JoinRoomRsp>;
  matchRoom: MethodShape<MatchRoomPara, MatchRoomSimpleRsp>;
  getRoomList: MethodShape<GetRoomListPara, GetRoomListRsp>;
  /** `roomId: ""` is the caller's own room. */
  getRoomByRoomId: MethodShape<GetRoomByRoomIdPara, GetRoomByRoomIdRsp>;
  matchPlayers: MethodShape<MatchPlayersPara, { matchCode: string }>;
  matchGroup: MethodShape<MatchGroupPara, MatchGroupRsp>;
  cancelPlayerMatch: MethodShape<CancelPlayerMatchPara, CancelPlayerMatchRsp>;
}

/** Methods of groups. `groupId` travels in the parameter, as a player can be in several. */
export interface GroupMethods {
  createGroup: MethodShape<CreateGroupPara, CreateGroupRsp>;
  joinGroup: MethodShape<JoinGroupPara & { groupId: string }, JoinGroupRsp>;
  leaveGroup: MethodShape<{ groupId: string }, LeaveGroupRsp>;
  dismissGroup: MethodShape<{ groupId: string }, DismissGroupRsp>;
  changeGroup: MethodShape<ChangeGroupPara & { groupId: string }, ChangeGroupRsp>;
  removeGroupPlayer: MethodShape<RemoveGroupPlayerPara & { groupId: string }, RemoveGroupPlayerRsp>;
  changeCustomGroupPlayerStatus: MethodShape<
    ChangeCustomGroupPlayerStatusPara & { groupId: string },
    ChangeCustomGroupPlayerStatusRsp
  >;
  changeGroupPlayerProfile: MethodShape<
    ChangeGroupPlayerProfilePara & { groupId: string },
    ChangeGroupPlayerProfileRsp
  >;
  sendToGroupClient: MethodShape<SendToGroupClientPara & { groupId: string }, SendToGroupClientRsp>;
  getGroupByGroupId: MethodShape<GetGroupByGroupIdPara, GetGroupByGroupIdRsp>;
  getMyGroups: MethodShape<Nothing, GetMyGroupsRsp>;
}

/** Every method a client may call. */
export interface Methods extends RoomMethods, LobbyMethods, GroupMethods {}

/** Name of a method that acts on the caller's room. */
export type RoomMethodName = keyof RoomMethods;

/** Name of any method. */
export type MethodName = keyof Methods;

/** Events that a room sends to its members. */
export interface RoomEvents {
  onJoinRoom: JoinRoomBst;
  onLeaveRoom: LeaveRoomBst;
  onDismissRoom: DismissRoomBst;
  onChangeRoom: ChangeRoomBst;
  onRemovePlayer: RemovePlayerBst;
  onRecvFromClient: RecvFromClientBst;
  onRecvFromGameSvr: RecvFromGameSvrBst;
  onChangePlayerNetworkState: ChangePlayerNetworkStateBst;
  onChangeCustomPlayerStatus: ChangeCustomPlayerStatusBst;
  onChangeRoomPlayerProfile: ChangeRoomPlayerProfileBst;
  onStartFrameSync: StartFrameSyncBst;
  onStopFrameSync: StopFrameSyncBst;
  onRecvFrame: RecvFrameBst;
}

/** Events that reach a player outside any room. */
export interface LobbyEvents {
  onMatch: MatchBst;
  onCancelMatch: CancelMatchBst;
}

/** Events of groups. */
export interface GroupEvents {
  onJoinGroup: JoinGroupBst;
  onLeaveGroup: LeaveGroupBst;
  onDismissGroup: DismissGroupBst;
  onChangeGroup: ChangeGroupBst;
  onRemoveGroupPlayer: RemoveGroupPlayerBst;
  onChangeGroupPlayerNetworkState: ChangeGroupPlayerNetworkStateBst;
  onChangeCustomGroupPlayerStatus: ChangeCustomGroupPlayerStatusBst;
  onChangeGroupPlayerProfile: ChangeGroupPlayerProfileBst;
  onRecvFromGroupClient: RecvFromGroupClientBst;
}

/** Every event a client may receive. */
export interface ClientEvents extends RoomEvents, LobbyEvents, GroupEvents {}

/** Name of an event of a room. */
export type RoomEventName = keyof RoomEvents;

/** Name of any event. */
export type ClientEventName = keyof ClientEvents;

/** Reply to a method, with the type of its data. */
export type MethodResponse<M extends MethodName> = ResponseEvent<Methods[M]["data"]>;

/** Message of an event, with the type of its data. */
export type EventMessage<E extends ClientEventName> = BroadcastEvent<ClientEvents[E]>;

/** All room methods; the record makes the compiler check that none is missing. */
const roomMethodRecord: Record<RoomMethodName, true> = {
  leaveRoom: true,
  dismissRoom: true,
  changeRoom: true,
  changeCustomPlayerStatus: true,
  changeRoomPlayerProfile: true,
  removePlayer: true,
  getRoomDetail: true,
  startFrameSync: true,
  stopFrameSync: true,
  sendFrame: true,
  requestFrame: true,
  sendToClient: true,
  sendToGameSvr: true,
};

/** Names of the methods that act on the caller's room. */
export const roomMethodNames = Object.keys(roomMethodRecord) as readonly RoomMethodName[];

const roomEventRecord: Record<RoomEventName, true> = {
  onJoinRoom: true,
  onLeaveRoom: true,
  onDismissRoom: true,
  onChangeRoom: true,
  onRemovePlayer: true,
  onRecvFromClient: true,
  onRecvFromGameSvr: true,
  onChangePlayerNetworkState: true,
  onChangeCustomPlayerStatus: true,
  onChangeRoomPlayerProfile: true,
  onStartFrameSync: true,
  onStopFrameSync: true,
  onRecvFrame: true,
};

/** Names of the events that a room sends to its members. */
export const roomEventNames = Object.keys(roomEventRecord) as readonly RoomEventName[];

const lobbyMethodRecord: Record<keyof LobbyMethods, true> = {
  createRoom: true,
  createTeamRoom: true,
  joinRoom: true,
  joinTeamRoom: true,
  matchRoom: true,
  getRoomList: true,
  getRoomByRoomId: true,
  matchPlayers: true,
  matchGroup: true,
  cancelPlayerMatch: true,
};

/** Names of the methods that find, enter or match rooms. */
export const lobbyMethodNames = Object.keys(lobbyMethodRecord) as readonly (keyof LobbyMethods)[];

const groupMethodRecord: Record<keyof GroupMethods, true> = {
  createGroup: true,
  joinGroup: true,
  leaveGroup: true,
  dismissGroup: true,
  changeGroup: true,
  removeGroupPlayer: true,
  changeCustomGroupPlayerStatus: true,
  changeGroupPlayerProfile: true,
  sendToGroupClient: true,
  getGroupByGroupId: true,
  getMyGroups: true,
};

/** Names of the group methods. */
export const groupMethodNames = Object.keys(groupMethodRecord) as readonly (keyof GroupMethods)[];
