import { ErrCode, type GroupInfo, type GroupPlayerInfo, GroupType, limits } from "../../contract";
import { Refusal } from "../room/answer";
import {
  type Parameters,
  readBoolean,
  readInteger,
  readPlayerInfo,
  readString,
  readText,
} from "../room/parameters";

/** Id of the group that a call is about. @throws Refusal 70008 */
export function readGroupId(para: Parameters): string {
  const code = ErrCode.EC_INVALID_PARAMS_GROUP_ID;
  const groupId = readString(para, "groupId", code);
  if (groupId === "") throw new Refusal(code, "groupId is empty");
  return groupId;
}

/** Name of a group. @throws Refusal 70001 */
export function readGroupName(para: Parameters, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS_GROUP_NAME;
  return readText(para, "groupName", { max: limits.groupNameLength, code, fallback });
}

/** Properties of a group. @throws Refusal 70003 */
export function readGroupProperties(para: Parameters, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS_GROUP_CUSTOM_PROPERTIES;
  return readText(para, "customProperties", { max: limits.groupCustomPropertiesLength, code, fallback });
}

/** Status of a member, 0 to 99999. @throws Refusal 70005 */
export function readGroupPlayerStatus(para: Parameters, fallback?: number): number {
  const bounds = { min: 0, max: limits.groupPlayerStatusMax };
  const code = ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_STATUS;
  return readInteger(para, "customGroupPlayerStatus", bounds, code, fallback);
}

/** Profile of a member; the key differs between calls (spec mgobe-client §2.6). @throws Refusal 70006 */
export function readGroupPlayerProfile(para: Parameters, key: string, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_PROPERTIES;
  return readText(para, key, { max: limits.groupCustomProfileLength, code, fallback });
}

/** What a member says of itself; what is missing gets its default. */
export type GroupNewcomer = Omit<GroupPlayerInfo, "id" | "commonGroupNetworkState">;

/** `playerInfo` of `createGroup` and `joinGroup`. @throws Refusal 61001, 70004, 70005, 70006 */
export function readGroupNewcomer(para: Parameters): GroupNewcomer {
  const fields = readPlayerInfo(para);
  const nameCode = ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_NAME;
  return {
    name: readText(fields, "name", { max: limits.playerNameLength, code: nameCode, fallback: "" }),
    customGroupPlayerStatus: readGroupPlayerStatus(fields, 0),
    customGroupPlayerProfile: readGroupPlayerProfile(fields, "customGroupPlayerProfile", ""),
  };
}

/** Capacity of groups of a type (spec mgobe-client §3.13). */
function getCapacityLimit(type: GroupType): number {
  return type === GroupType.GROUP_MANY ? limits.groupPlayers.many : limits.groupPlayers.limited;
}

/** Groups of a type that one player may be in. */
export function getMembershipLimit(type: GroupType): number {
  return type === GroupType.GROUP_MANY ? limits.groupsPerPlayer.many : limits.groupsPerPlayer.limited;
}

/** Settings of a new group, the caller's `playerInfo` left out. @throws Refusal 70001, 70002, 70003, 70018, 60000 */
export function readGroupSettings(
  para: Parameters,
): Pick<GroupInfo, "name" | "type" | "maxPlayers" | "customProperties" | "isForbidJoin" | "isPersistent"> {
  const { groupType: type = GroupType.GROUP_LIMITED } = para;
  if (type !== GroupType.GROUP_LIMITED && type !== GroupType.GROUP_MANY) {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_GROUP_TYPE, "groupType must be GROUP_LIMITED or GROUP_MANY");
  }
  const capacity = { min: 1, max: getCapacityLimit(type) };
  return {
    name: readGroupName(para, ""),
    type,
    maxPlayers: readInteger(para, "maxPlayers", capacity, ErrCode.EC_INVALID_PARAMS_MAX_PLAYER),
    customProperties: readGroupProperties(para, ""),
    isForbidJoin: readBoolean(para, "isForbidJoin"),
    isPersistent: readBoolean(para, "isPersistent"),
  };
}
