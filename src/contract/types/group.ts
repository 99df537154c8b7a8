/** Groups: MGOBE's client types (spec mgobe-client §2.13). */

import type { GroupRecvType, GroupType, NetworkState } from "../enums";

/** Group snapshot. */
export interface GroupInfo {
  /** Id. */
  id: string;
  /** Name. */
  name: string;
  /** Type. */
  type: GroupType;
  /** Capacity. */
  maxPlayers: number;
  /** Owner's player id. */
  owner: string;
  /** Game-defined string. */
  customProperties: string;
  /** Creation time. */
  createTime: number;
  /** No joins. */
  isForbidJoin: boolean;
  /** Survives until dismissed. */
  isPersistent: boolean;
  /** Members. */
  groupPlayerList: GroupPlayerInfo[];
}

/** Entry of GroupInfo.groupPlayerList. */
export interface GroupPlayerInfo {
  /** Id. */
  id: string;
  /** Name. */
  name: string;
  /** Game-defined integer. */
  customGroupPlayerStatus: number;
  /** Game-defined string. */
  customGroupPlayerProfile: string;
  /** COMMON_OFFLINE / COMMON_ONLINE. */
  commonGroupNetworkState: NetworkState;
}

/** Data of the event `onJoinGroup`. */
export interface JoinGroupBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
  /** Who joined. */
  joinPlayerId: string;
}

/** Data of the event `onLeaveGroup`. */
export interface LeaveGroupBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
  /** Who left. */
  leavePlayerId: string;
}

/** Data of the event `onDismissGroup`. */
export interface DismissGroupBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Data of the event `onChangeGroup`. */
export interface ChangeGroupBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Data of the event `onRemoveGroupPlayer`. */
export interface RemoveGroupPlayerBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
  /** Victim. */
  removePlayerId: string;
}

/** Data of the event `onChangeGroupPlayerNetworkState`. */
export interface ChangeGroupPlayerNetworkStateBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
  /** Whose state changed. */
  changePlayerId: string;
  /** COMMON_OFFLINE or COMMON_ONLINE. */
  networkState: NetworkState;
}

/** Data of the event `onChangeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusBst {
  /** Group snapshot. */
  groupInfo: GroupInfo;
  /** Whose state changed. */
  changePlayerId: string;
  /** Game-defined integer. */
  customGroupPlayerStatus: number;
}

/** Typings list customProfile as string (doc comment says number). */
export interface ChangeGroupPlayerProfileBst {
  /** Whose state changed. */
  changePlayerId: string;
  /** Game-defined string. */
  customProfile: string;
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Data of the event `onRecvFromGroupClient`. */
export interface RecvFromGroupClientBst {
  /** Group id. */
  groupId: string;
  /** Sender. */
  sendPlayerId: string;
  /** String as sent. */
  msg: string;
}

/** Parameter of `getGroupByGroupId`. */
export interface GetGroupByGroupIdPara {
  /** Group id. */
  groupId: string;
}

/** Answer of `getGroupByGroupId`. */
export interface GetGroupByGroupIdRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Answer of `getMyGroups`. */
export interface GetMyGroupsRsp {
  /** My groups. */
  groupInfoList: GroupInfo[];
}

/** Parameter of `groupPlayerInfo`. */
export interface GroupPlayerInfoPara {
  /** <= 32 chars. */
  name: string;
  /** 0..99999. */
  customGroupPlayerStatus: number;
  /** <= 1024 chars. */
  customGroupPlayerProfile: string;
}

/** Typings comment: maxPlayers <= 100 when persistent, <= 300 otherwise; <= 3 persistent groups per game. The guide ties 100/300 to GROUP_LIMITED/GROUP_MANY instead. */
export interface CreateGroupPara {
  /** <= 32 chars. */
  groupName: string;
  /** GroupType. */
  groupType: GroupType;
  /** 100 / 300, see note. */
  maxPlayers: number;
  /** <= 1024 chars. */
  customProperties: string;
  /** Caller's player data. */
  playerInfo: GroupPlayerInfoPara;
  /** No joins. */
  isForbidJoin: boolean;
  /** Persistent. */
  isPersistent: boolean;
}

/** Answer of `createGroup`. */
export interface CreateGroupRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Parameter of `joinGroup`. */
export interface JoinGroupPara {
  /** Caller's player data. */
  playerInfo: GroupPlayerInfoPara;
}

/** Answer of `joinGroup`. */
export interface JoinGroupRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Answer of `leaveGroup`. */
export interface LeaveGroupRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Answer of `dismissGroup`; it has no fields. */
export type DismissGroupRsp = Record<string, never>;

/** Parameter of `changeGroup`. */
export interface ChangeGroupPara {
  /** Name. */
  groupName?: string;
  /** Owner's player id. */
  owner?: string;
  /** Game-defined string. */
  customProperties?: string;
  /** No joins. */
  isForbidJoin?: boolean;
}

/** Answer of `changeGroup`. */
export interface ChangeGroupRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Parameter of `removeGroupPlayer`. */
export interface RemoveGroupPlayerPara {
  /** Victim. */
  removePlayerId: string;
}

/** Answer of `removeGroupPlayer`. */
export interface RemoveGroupPlayerRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Parameter of `changeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusPara {
  /** Game-defined integer. */
  customGroupPlayerStatus: number;
}

/** Answer of `changeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Parameter of `changeGroupPlayerProfile`. */
export interface ChangeGroupPlayerProfilePara {
  /** Game-defined string. */
  customProfile: string;
}

/** Answer of `changeGroupPlayerProfile`. */
export interface ChangeGroupPlayerProfileRsp {
  /** Group snapshot. */
  groupInfo: GroupInfo;
}

/** Parameter of `sendToGroupClient`. */
export interface SendToGroupClientPara {
  /** Used only with GROUP_SOME. */
  recvPlayerList: string[];
  /** String. */
  msg: string;
  /** Audience. */
  recvType: GroupRecvType;
}

/** Answer of `sendToGroupClient`; it has no fields. */
export type SendToGroupClientRsp = Record<string, never>;
