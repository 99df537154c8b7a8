import {
  ErrCode,
  type GroupEvents,
  type GroupMethods,
  GroupRecvType,
  type GroupPlayerInfo,
  limits,
  NetworkState,
} from "../../contract";
import { Refusal } from "../room/answer";
import { type Parameters, readString } from "../room/parameters";
import { changeGroupProperties } from "./group-changes";
import {
  getMembershipLimit,
  readGroupId,
  readGroupNewcomer,
  readGroupPlayerProfile,
  readGroupPlayerStatus,
  readGroupSettings,
} from "./group-parameters";
import { type GroupRegistry } from "./group-registry";
import {
  addMember,
  changeMember,
  getMemberIds,
  type GroupState,
  isMember,
  removeMember,
  toGroupInfo,
} from "./group-state";

/** One call of a player. */
export interface GroupCall {
  readonly registry: GroupRegistry;
  readonly playerId: string;
  readonly para: Parameters;
  /** Whether the caller has a common connection. */
  readonly isOnline: boolean;
  /** Wall clock, ms. */
  readonly now: number;
  readonly createId: () => string;
}

/** An event that a call causes. */
export type GroupEvent = {
  [E in keyof GroupEvents]: {
    readonly name: E;
    readonly data: GroupEvents[E];
    readonly recipients: readonly string[];
  };
}[keyof GroupEvents];

/** What a call comes to. */
export interface GroupOutcome<Data> {
  readonly data: Data;
  readonly event?: GroupEvent;
}

type GroupMethodTable = {
  readonly [M in keyof GroupMethods]: (call: GroupCall) => GroupOutcome<GroupMethods[M]["data"]>;
};

function requireGroup({ registry, para }: GroupCall): GroupState {
  const group = registry.get(readGroupId(para));
  if (!group) throw new Refusal(ErrCode.EC_GROUP_NOT_EXIST);
  return group;
}

function requireOwnGroup(call: GroupCall): GroupState {
  const group = requireGroup(call);
  if (!isMember(group, call.playerId)) throw new Refusal(ErrCode.EC_PLAYER_IS_NOT_EXIST_GROUP);
  return group;
}

function requireOwner(group: GroupState, { playerId }: GroupCall, code: ErrCode): void {
  if (group.owner !== playerId) throw new Refusal(code, "only the owner of the group may do that");
}

function requireFreeMembership({ registry, playerId }: GroupCall, { type }: Pick<GroupState, "type">): void {
  if (registry.countGroupsOf(playerId, type) >= getMembershipLimit(type)) {
    throw new Refusal(ErrCode.EC_PLAYER_GROUP_NUM_LIMIT_EXCEED);
  }
}

function createMember({ playerId, para, isOnline }: GroupCall): GroupPlayerInfo {
  const commonGroupNetworkState = isOnline ? NetworkState.COMMON_ONLINE : NetworkState.COMMON_OFFLINE;
  return { id: playerId, ...readGroupNewcomer(para), commonGroupNetworkState };
}

/** All but one member. */
function othersThan(playerId: string, group: GroupState): string[] {
  return getMemberIds(group).filter((id) => id !== playerId);
}

const createGroup: GroupMethodTable["createGroup"] = (call) => {
  const settings = readGroupSettings(call.para);
  const member = createMember(call);
  requireFreeMembership(call, settings);
  if (settings.isPersistent && call.registry.persistentCount >= limits.persistentGroupsPerGame) {
    throw new Refusal(ErrCode.PERSISTENCE_GROUP_NUM_EXCEED_THE_LIMIT);
  }
  const group: GroupState = {
    ...settings,
    id: call.createId(),
    owner: call.playerId,
    createTime: Math.floor(call.now / 1000),
    groupPlayerList: [member],
  };
  call.registry.commit(group);
  return { data: { groupInfo: toGroupInfo(group) } };
};

const joinGroup: GroupMethodTable["joinGroup"] = (call) => {
  const { playerId, registry } = call;
  const group = requireGroup(call);
  if (isMember(group, playerId)) throw new Refusal(ErrCode.EC_PLAYER_IS_EXIST_GROUP);
  const member = createMember(call);
  if (group.isForbidJoin) throw new Refusal(ErrCode.EC_OPERATION_FAILED_GROUP_FORBID_JOIN);
  if (group.groupPlayerList.length >= group.maxPlayers) {
    throw new Refusal(ErrCode.EC_GROUP_PLAYER_NUM_LIMIT_EXCEED);
  }
  requireFreeMembership(call, group);
  const joined = addMember(group, member);
  registry.commit(joined);
  const groupInfo = toGroupInfo(joined);
  const data = { groupInfo, joinPlayerId: playerId };
  return {
    data: { groupInfo },
    event: { name: "onJoinGroup", data, recipients: othersThan(playerId, joined) },
  };
};

const leaveGroup: GroupMethodTable["leaveGroup"] = (call) => {
  const left = removeMember(requireOwnGroup(call), call.playerId);
  call.registry.commit(left);
  const groupInfo = toGroupInfo(left);
  const data = { groupInfo, leavePlayerId: call.playerId };
  return { data: { groupInfo }, event: { name: "onLeaveGroup", data, recipients: getMemberIds(left) } };
};

const dismissGroup: GroupMethodTable["dismissGroup"] = (call) => {
  const group = requireOwnGroup(call);
  requireOwner(group, call, ErrCode.NO_GROUP_OPERATION_PERMISSION);
  call.registry.remove(group);
  const data = { groupInfo: toGroupInfo(group) };
  return { data: {}, event: { name: "onDismissGroup", data, recipients: othersThan(call.playerId, group) } };
};

const changeGroup: GroupMethodTable["changeGroup"] = (call) => {
  const group = requireOwnGroup(call);
  const isAboutOwner = call.para.owner !== undefined;
  requireOwner(
    group,
    call,
    isAboutOwner ? ErrCode.EC_GROUP_MODIFY_OWNER_NO_PERMISSION : ErrCode.NO_GROUP_OPERATION_PERMISSION,
  );
  const changed = changeGroupProperties(group, call.para);
  call.registry.commit(changed);
  const groupInfo = toGroupInfo(changed);
  return {
    data: { groupInfo },
    event: { name: "onChangeGroup", data: { groupInfo }, recipients: getMemberIds(changed) },
  };
};

const removeGroupPlayer: GroupMethodTable["removeGroupPlayer"] = (call) => {
  const group = requireOwnGroup(call);
  const { removePlayerId } = call.para;
  if (typeof removePlayerId !== "string" || removePlayerId === "") {
    throw new Refusal(ErrCode.EC_REMOVE_PLAYER_ID_IS_EMPTY, "removePlayerId must be a player id");
  }
  const noPermission = ErrCode.EC_GROUP_REMOVE_PLAYER_NO_PERMISSION;
  requireOwner(group, call, noPermission);
  if (removePlayerId === call.playerId) throw new Refusal(noPermission, "owners leave by leaveGroup");
  if (!isMember(group, removePlayerId)) throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_NOT_IN_GROUP);
  const left = removeMember(group, removePlayerId);
  call.registry.commit(left);
  const groupInfo = toGroupInfo(left);
  return {
    data: { groupInfo },
    // The one who was removed hears of it too.
    event: {
      name: "onRemoveGroupPlayer",
      data: { groupInfo, removePlayerId },
      recipients: getMemberIds(group),
    },
  };
};

const changeCustomGroupPlayerStatus: GroupMethodTable["changeCustomGroupPlayerStatus"] = (call) => {
  const group = requireOwnGroup(call);
  const customGroupPlayerStatus = readGroupPlayerStatus(call.para);
  const changed = changeMember(group, call.playerId, { customGroupPlayerStatus });
  call.registry.commit(changed);
  const groupInfo = toGroupInfo(changed);
  const data = { groupInfo, changePlayerId: call.playerId, customGroupPlayerStatus };
  return {
    data: { groupInfo },
    event: { name: "onChangeCustomGroupPlayerStatus", data, recipients: getMemberIds(changed) },
  };
};

const changeGroupPlayerProfile: GroupMethodTable["changeGroupPlayerProfile"] = (call) => {
  const group = requireOwnGroup(call);
  const customProfile = readGroupPlayerProfile(call.para, "customProfile");
  const changed = changeMember(group, call.playerId, { customGroupPlayerProfile: customProfile });
  call.registry.commit(changed);
  const groupInfo = toGroupInfo(changed);
  const data = { groupInfo, changePlayerId: call.playerId, customProfile };
  return {
    data: { groupInfo },
    event: { name: "onChangeGroupPlayerProfile", data, recipients: getMemberIds(changed) },
  };
};

const sendToGroupClient: GroupMethodTable["sendToGroupClient"] = (call) => {
  const { para, playerId, registry } = call;
  const group = requireOwnGroup(call);
  const msg = readString(para, "msg", ErrCode.EC_INVALID_PARAMS_MESSAGE);
  if (Buffer.byteLength(msg) > limits.clientRequestBytes) {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_MESSAGE_LENGTH);
  }
  const recipients = pickRecipients(para, playerId, getMemberIds(group));
  if (!registry.maySpeak(group.id, playerId)) throw new Refusal(ErrCode.EC_GROUP_CHAT_FREQUENCY_LIMIT);
  const data = { groupId: group.id, sendPlayerId: playerId, msg };
  return { data: {}, event: { name: "onRecvFromGroupClient", data, recipients } };
};

/** Here, other than in rooms, the server finds the audience (spec mgobe-wire §4.1). Strangers are skipped. */
function pickRecipients(para: Parameters, playerId: string, ids: readonly string[]): readonly string[] {
  const { recvType, recvPlayerList: wanted = recvType === GroupRecvType.GROUP_SOME ? undefined : [] } = para;
  if (!Array.isArray(wanted) || wanted.some((id) => typeof id !== "string")) {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_RECV_PLAYER_ID, "recvPlayerList must be player ids");
  }
  switch (recvType) {
    case GroupRecvType.GROUP_ALL:
      return ids;
    case GroupRecvType.GROUP_OTHERS:
      return ids.filter((id) => id !== playerId);
    case GroupRecvType.GROUP_SOME:
      return ids.filter((id) => wanted.includes(id));
    default:
      throw new Refusal(
        ErrCode.EC_INVALID_PARAMS_GROUP_RECV_TYPE,
        "recvType must be GROUP_ALL, GROUP_OTHERS or GROUP_SOME",
      );
  }
}

const getGroupByGroupId: GroupMethodTable["getGroupByGroupId"] = (call) => ({
  data: { groupInfo: toGroupInfo(requireGroup(call)) },
});

const getMyGroups: GroupMethodTable["getMyGroups"] = ({ registry, playerId }) => ({
  data: { groupInfoList: registry.getGroupsOf(playerId).map(toGroupInfo) },
});

/** Every group method. */
export const groupMethods: GroupMethodTable = {
  createGroup,
  joinGroup,
  leaveGroup,
  dismissGroup,
  changeGroup,
  removeGroupPlayer,
  changeCustomGroupPlayerStatus,
  changeGroupPlayerProfile,
  sendToGroupClient,
  getGroupByGroupId,
  getMyGroups,
};
