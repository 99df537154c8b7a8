import { type GroupInfo, type GroupPlayerInfo, NetworkState } from "../../contract";

/** A group at one moment. It is never changed: a change makes a new one, so that a failed save leaves the old one. */
export type GroupState = Readonly<Omit<GroupInfo, "groupPlayerList">> & {
  /** In the order of joining. */
  readonly groupPlayerList: readonly Readonly<GroupPlayerInfo>[];
};

/** A fresh picture for clients, which may do with it what they like. */
export function toGroupInfo(group: GroupState): GroupInfo {
  return { ...group, groupPlayerList: group.groupPlayerList.map((player) => ({ ...player })) };
}

/** Player ids in the order of joining. */
export function getMemberIds(group: GroupState): string[] {
  return group.groupPlayerList.map(({ id }) => id);
}

/** True when the player is a member. */
export function isMember(group: GroupState, playerId: string): boolean {
  return group.groupPlayerList.some(({ id }) => id === playerId);
}

/** True when a member has a common connection. */
export function hasOnlineMember(group: GroupState): boolean {
  return group.groupPlayerList.some(isOnline);
}

/** With one more member, who owns the group when nobody did. */
export function addMember(group: GroupState, player: GroupPlayerInfo): GroupState {
  return {
    ...group,
    owner: group.owner || player.id,
    groupPlayerList: [...group.groupPlayerList, player],
  };
}

/**
 * Without a member. When it was the owner, the group goes to the member who came first, those online before those
 * offline, as in rooms (spec mgobe-client §3.6); an empty group has no owner.
 */
export function removeMember(group: GroupState, playerId: string): GroupState {
  const groupPlayerList = group.groupPlayerList.filter(({ id }) => id !== playerId);
  if (group.owner !== playerId) return { ...group, groupPlayerList };
  const owner = groupPlayerList.find(isOnline) ?? groupPlayerList[0];
  return { ...group, owner: owner?.id ?? "", groupPlayerList };
}

/** With other values for one member. */
export function changeMember(
  group: GroupState,
  playerId: string,
  changes: Partial<GroupPlayerInfo>,
): GroupState {
  const groupPlayerList = group.groupPlayerList.map((player) =>
    player.id === playerId ? { ...player, ...changes } : player,
  );
  return { ...group, groupPlayerList };
}

function isOnline(player: Readonly<GroupPlayerInfo>): boolean {
  return player.commonGroupNetworkState === NetworkState.COMMON_ONLINE;
}
