import { ErrCode } from "../../contract";
import { Refusal } from "../room/answer";
import { type Parameters, readBoolean } from "../room/parameters";
import { readGroupName, readGroupProperties } from "./group-parameters";
import { type GroupState, isMember } from "./group-state";

type Change = (group: GroupState, para: Parameters) => Partial<GroupState>;

const changesByField: Readonly<Record<string, Change>> = {
  groupName: (_group, para) => ({ name: readGroupName(para) }),
  owner: (group, para) => ({ owner: readNewOwner(group, para.owner) }),
  customProperties: (_group, para) => ({ customProperties: readGroupProperties(para) }),
  isForbidJoin: (_group, para) => ({ isForbidJoin: readBoolean(para, "isForbidJoin") }),
};

function readNewOwner(group: GroupState, owner: unknown): string {
  if (typeof owner !== "string" || owner === "") {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_GROUP_OWNER, "owner must be a player id");
  }
  if (!isMember(group, owner)) throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_NOT_IN_GROUP);
  return owner;
}

/**
 * Applies the fields of `changeGroup` that are present, all or none (spec mgobe-client §2.6). A field that is
 * `undefined` is absent.
 *
 * @throws Refusal 70009 when there is nothing to change; 70001, 70003, 70010, 70020 or 60000 for a bad field
 */
export function changeGroupProperties(group: GroupState, para: Parameters): GroupState {
  const present = Object.entries(changesByField).filter(([field]) => para[field] !== undefined);
  if (present.length === 0) throw new Refusal(ErrCode.EC_INVALID_CHANGE_OPTION);
  return present.reduce((changed, [, change]) => ({ ...changed, ...change(group, para) }), group);
}
