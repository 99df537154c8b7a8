import { type GroupPlayerInfoPara } from "../../../src/contract";
import { WireCommand } from "../schema/wire-command";
import { type CommandEntry, defineCommand } from "./command";

interface CreateGroupReq {
  groupName: string;
  groupType: number;
  maxPlayers: number;
  customProperties: string;
  playerInfo: GroupPlayerInfoPara | null;
  isForbidJoin: boolean;
  isPersistent: boolean;
}

interface ChangeGroupReq {
  groupId: string;
  groupName: string;
  owner: string;
  customProperties: string;
  isForbidJoin: boolean;
  changeGroupOptionList: number[];
}

/** Fields that ChangeGroup may set, at the index of their option number (spec mgobe-wire §4.4 ChangeGroupOption). */
const changeableFields = ["groupName", "owner", "customProperties", "isForbidJoin"] as const;

function readChanges(body: ChangeGroupReq): object {
  const para: Record<string, unknown> = { groupId: body.groupId };
  for (const option of body.changeGroupOptionList) {
    const field = changeableFields[option];
    if (field) para[field] = body[field];
  }
  return para;
}

function readPlayer(playerInfo: GroupPlayerInfoPara | null): object {
  const { name, customGroupPlayerStatus, customGroupPlayerProfile } = playerInfo ?? {};
  return { name, customGroupPlayerStatus, customGroupPlayerProfile };
}

/** Commands of groups (spec mgobe-wire §5.11); clients have them since 1.3.0. */
export const groupCommands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  [WireCommand.GET_GROUP_BY_GROUP_ID]: defineCommand<{ groupId: string }>("GetGroupByGroupId", {
    isQuery: true,
    toCall: ({ groupId }) => ({ method: "getGroupByGroupId", para: { groupId } }),
  }),
  [WireCommand.GET_MY_GROUPS]: defineCommand("GetMyGroups", {
    isQuery: true,
    toCall: () => ({ method: "getMyGroups", para: {} }),
  }),
  [WireCommand.CREATE_GROUP]: defineCommand<CreateGroupReq>("CreateGroup", {
    toCall: ({ playerInfo, ...para }) => ({
      method: "createGroup",
      para: { ...para, playerInfo: readPlayer(playerInfo) },
    }),
  }),
  [WireCommand.JOIN_GROUP]: defineCommand<{ groupId: string; playerInfo: GroupPlayerInfoPara | null }>(
    "JoinGroup",
    {
      toCall: ({ groupId, playerInfo }) => ({
        method: "joinGroup",
        para: { groupId, playerInfo: readPlayer(playerInfo) },
      }),
    },
  ),
  [WireCommand.LEAVE_GROUP]: defineCommand<{ groupId: string }>("LeaveGroup", {
    toCall: ({ groupId }) => ({ method: "leaveGroup", para: { groupId } }),
  }),
  [WireCommand.DISMISS_GROUP]: defineCommand<{ groupId: string }>("DismissGroup", {
    toCall: ({ groupId }) => ({ method: "dismissGroup", para: { groupId } }),
  }),
  [WireCommand.CHANGE_GROUP]: defineCommand<ChangeGroupReq>("ChangeGroup", {
    toCall: (body) => ({ method: "changeGroup", para: readChanges(body) }),
  }),
  [WireCommand.REMOVE_GROUP_PLAYER]: defineCommand<{ groupId: string; removePlayerId: string }>(
    "RemoveGroupPlayer",
    {
      toCall: ({ groupId, removePlayerId }) => ({
        method: "removeGroupPlayer",
        para: { groupId, removePlayerId },
      }),
    },
  ),
  [WireCommand.CHANGE_CUSTOM_GROUP_PLAYER_STATUS]: defineCommand<{
    groupId: string;
    customGroupPlayerStatus: number;
  }>("ChangeCustomGroupPlayerStatus", {
    toCall: ({ groupId, customGroupPlayerStatus }) => ({
      method: "changeCustomGroupPlayerStatus",
      para: { groupId, customGroupPlayerStatus },
    }),
  }),
  [WireCommand.CHANGE_GROUP_PLAYER_PROFILE]: defineCommand<{ groupId: string; customProfile: string }>(
    "ChangeGroupPlayerProfile",
    {
      toCall: ({ groupId, customProfile }) => ({
        method: "changeGroupPlayerProfile",
        para: { groupId, customProfile },
      }),
    },
  ),
  [WireCommand.SEND_TO_GROUP_CLIENT]: defineCommand<{
    groupId: string;
    recvPlayerList: string[];
    msg: string;
    recvType: number;
  }>("SendToGroupClient", {
    toCall: ({ groupId, recvPlayerList, msg, recvType }) => ({
      method: "sendToGroupClient",
      para: { groupId, recvPlayerList, msg, recvType },
    }),
  }),
};
