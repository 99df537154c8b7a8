/** Groups: MGOBE's client types (spec mgobe-client §2.13). */

import type { GroupRecvType, GroupType, NetworkState } from "../enums";

/** A group as it is at a moment. */
export interface GroupInfo {
  /** Group id. */
  id: string;
  /** The `groupName` with which it was made, or what it was changed to. */
  name: string;
  /** The `groupType` with which it was made. */
  type: GroupType;
  /** How many members there may be. */
  maxPlayers: number;
  /** Owner's player id. */
  owner: string;
  /** Game-defined string. */
  customProperties: string;
  /** Time of its making, seconds since 1970. */
  createTime: number;
  /** Nobody may join. */
  isForbidJoin: boolean;
  /** It survives until it is dismissed. */
  isPersistent: boolean;
  /** Members. */
  groupPlayerList: GroupPlayerInfo[];
}

/** Entry of GroupInfo.groupPlayerList. */
export interface GroupPlayerInfo {
  /** Player id. */
  id: string;
  /** The `name` with which the player came in. */
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
  /** The group as it is now. */
  groupInfo: GroupInfo;
  /** Player id of the one who joined. */
  joinPlayerId: string;
}

/** Data of the event `onLeaveGroup`. */
export interface LeaveGroupBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
  /** Player id of the one who left. */
  leavePlayerId: string;
}

/** Data of the event `onDismissGroup`. */
export interface DismissGroupBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Data of the event `onChangeGroup`. */
export interface ChangeGroupBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Data of the event `onRemoveGroupPlayer`. */
export interface RemoveGroupPlayerBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
  /** Player id of the one who was removed. */
  removePlayerId: string;
}

/** Data of the event `onChangeGroupPlayerNetworkState`. */
export interface ChangeGroupPlayerNetworkStateBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** COMMON_OFFLINE or COMMON_ONLINE. */
  networkState: NetworkState;
}

/** Data of the event `onChangeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusBst {
  /** The group as it is now. */
  groupInfo: GroupInfo;
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** Game-defined integer. */
  customGroupPlayerStatus: number;
}

/** Data of the event `onChangeGroupPlayerProfile`. Typings list customProfile as string (doc comment says number). */
export interface ChangeGroupPlayerProfileBst {
  /** Player id of the one whose state changed. */
  changePlayerId: string;
  /** Game-defined string. */
  customProfile: string;
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Data of the event `onRecvFromGroupClient`. */
export interface RecvFromGroupClientBst {
  /** Group id. */
  groupId: string;
  /** Player id of the sender. */
  sendPlayerId: string;
  /** The message as it was sent. */
  msg: string;
}

/** Parameter of `getGroupByGroupId`. */
export interface GetGroupByGroupIdPara {
  /** Group id. */
  groupId: string;
}

/** Answer of `getGroupByGroupId`. */
export interface GetGroupByGroupIdRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Answer of `getMyGroups`. */
export interface GetMyGroupsRsp {
  /** All groups that the caller is in. */
  groupInfoList: GroupInfo[];
}

/** What a player tells of itself in a group. */
export interface GroupPlayerInfoPara {
  /** <= 32 chars. */
  name: string;
  /** 0..99999. */
  customGroupPlayerStatus: number;
  /** <= 1024 chars. */
  customGroupPlayerProfile: string;
}

/** Parameter of `createGroup`. Typings comment: maxPlayers <= 100 when persistent, <= 300 otherwise; <= 3 persistent groups per game. The guide ties 100/300 to GROUP_LIMITED/GROUP_MANY instead. */
export interface CreateGroupPara {
  /** <= 32 chars. */
  groupName: string;
  /** A player may be in one GROUP_LIMITED, of up to 100, and in five GROUP_MANY, of up to 300. */
  groupType: GroupType;
  /** 100 / 300, see note. */
  maxPlayers: number;
  /** <= 1024 chars. */
  customProperties: string;
  /** Caller's player data. */
  playerInfo: GroupPlayerInfoPara;
  /** Nobody may join. */
  isForbidJoin: boolean;
  /** It survives until it is dismissed. */
  isPersistent: boolean;
}

/** Answer of `createGroup`. */
export interface CreateGroupRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Parameter of `joinGroup`. */
export interface JoinGroupPara {
  /** Caller's player data. */
  playerInfo: GroupPlayerInfoPara;
}

/** Answer of `joinGroup`. */
export interface JoinGroupRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Answer of `leaveGroup`. */
export interface LeaveGroupRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Answer of `dismissGroup`; it has no fields. */
export type DismissGroupRsp = Record<string, never>;

/** Parameter of `changeGroup`. */
export interface ChangeGroupPara {
  /** New name, <= 32 chars. */
  groupName?: string;
  /** Owner's player id. */
  owner?: string;
  /** Game-defined string. */
  customProperties?: string;
  /** Nobody may join. */
  isForbidJoin?: boolean;
}

/** Answer of `changeGroup`. */
export interface ChangeGroupRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Parameter of `removeGroupPlayer`. */
export interface RemoveGroupPlayerPara {
  /** Player id of the one to remove. */
  removePlayerId: string;
}

/** Answer of `removeGroupPlayer`. */
export interface RemoveGroupPlayerRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Parameter of `changeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusPara {
  /** Game-defined integer. */
  customGroupPlayerStatus: number;
}

/** Answer of `changeCustomGroupPlayerStatus`. */
export interface ChangeCustomGroupPlayerStatusRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Parameter of `changeGroupPlayerProfile`. */
export interface ChangeGroupPlayerProfilePara {
  /** Game-defined string. */
  customProfile: string;
}

/** Answer of `changeGroupPlayerProfile`. */
export interface ChangeGroupPlayerProfileRsp {
  /** The group as it is now. */
  groupInfo: GroupInfo;
}

/** Parameter of `sendToGroupClient`. */
export interface SendToGroupClientPara {
  /** Used only with GROUP_SOME. */
  recvPlayerList: string[];
  /** The message. */
  msg: string;
  /** Who gets it. */
  recvType: GroupRecvType;
}

/** Answer of `sendToGroupClient`; it has no fields. */
export type SendToGroupClientRsp = Record<string, never>;
