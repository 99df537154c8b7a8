import { ChangeRoomOption, type PlayerInfo, RecvType, type TeamInfo } from "../../../src/contract";
import { firstTolerantVersion, isAtLeast } from "../codec/client-version";
import { WireCommand } from "../schema/wire-command";
import { type CommandEntry, defineCommand } from "./command";

interface CreateRoomReq {
  roomName: string;
  roomType: string;
  maxPlayers: number;
  isPrivate: boolean;
  customProperties: string;
  playerInfo: PlayerInfo | null;
  teamList: TeamInfo[];
}

interface ChangeRoomReq {
  roomName: string;
  owner: string;
  isPrivate: boolean;
  customProperties: string;
  isForbidJoin: boolean;
  changeRoomOptionList: number[];
}

/** Team of players who chose none (spec mgobe-wire §4.5). */
const defaultTeamId = "0";

/** What a player says of itself; fields that only the server may set are left behind. */
export function readPlayerInfo(playerInfo: Partial<PlayerInfo> | null): object {
  const { name, customPlayerStatus, customProfile, matchAttributes } = playerInfo ?? {};
  return { name, customPlayerStatus, customProfile, matchAttributes };
}

const changeableFields: Readonly<Partial<Record<ChangeRoomOption, keyof ChangeRoomReq>>> = {
  [ChangeRoomOption.ROOM_NAME]: "roomName",
  [ChangeRoomOption.OWNER]: "owner",
  [ChangeRoomOption.IS_PRIVATE]: "isPrivate",
  [ChangeRoomOption.CUSTOM_PROPERTIES]: "customProperties",
  [ChangeRoomOption.IS_FORBID_JOIN]: "isForbidJoin",
};

/** What clients before 1.2 always send, without a list of options (spec mgobe-wire §5.4). */
const legacyOptions = [
  ChangeRoomOption.ROOM_NAME,
  ChangeRoomOption.OWNER,
  ChangeRoomOption.IS_PRIVATE,
  ChangeRoomOption.CUSTOM_PROPERTIES,
];

function readChanges(body: ChangeRoomReq, version: string): object {
  const listed: readonly ChangeRoomOption[] = body.changeRoomOptionList;
  const options = listed.length === 0 && !isAtLeast(version, firstTolerantVersion) ? legacyOptions : listed;
  const para: Record<string, unknown> = {};
  for (const option of options) {
    const field = changeableFields[option];
    if (field) para[field] = body[field];
  }
  return para;
}

const getRoomList = defineCommand<{ pageNo: number; pageSize: number; roomType: string; isDesc: boolean }>(
  "GetRoomList",
  {
    isQuery: true,
    toCall: ({ pageNo, pageSize, roomType, isDesc }) => ({
      method: "getRoomList",
      para: { pageNo, pageSize, roomType, isDesc },
    }),
  },
);

/** Commands of rooms on the common socket (spec mgobe-wire §4.1). */
export const roomCommands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  [WireCommand.GET_ROOM_BY_ROOM_ID]: defineCommand<{ roomId: string }>("GetRoomByRoomId", {
    isQuery: true,
    toCall: ({ roomId }) => ({ method: "getRoomByRoomId", para: { roomId: roomId === "0" ? "" : roomId } }),
  }),
  [WireCommand.GET_ROOM_LIST]: getRoomList,
  [WireCommand.GET_ROOM_LIST_V2]: getRoomList,
  [WireCommand.CREATE_ROOM]: defineCommand<CreateRoomReq>("CreateRoom", {
    toCall: ({ teamList, playerInfo, roomName, roomType, maxPlayers, isPrivate, customProperties }) => {
      const para = { roomName, roomType, maxPlayers, isPrivate, customProperties };
      const playerPara = { ...para, playerInfo: readPlayerInfo(playerInfo) };
      return teamList.length > 1
        ? { method: "createTeamRoom", para: { ...playerPara, teamNumber: teamList.length } }
        : { method: "createRoom", para: playerPara };
    },
  }),
  [WireCommand.JOIN_ROOM]: defineCommand<{ roomId: string; teamId: string; playerInfo: PlayerInfo | null }>(
    "JoinRoom",
    {
      toCall: ({ roomId, teamId, playerInfo }) => {
        const para = { roomId, playerInfo: readPlayerInfo(playerInfo) };
        return teamId === "" || teamId === defaultTeamId
          ? { method: "joinRoom", para }
          : { method: "joinTeamRoom", para: { ...para, teamId } };
      },
    },
  ),
  [WireCommand.LEAVE_ROOM]: defineCommand("LeaveRoom", { toCall: () => ({ method: "leaveRoom", para: {} }) }),
  [WireCommand.REMOVE_PLAYER]: defineCommand<{ removePlayerId: string }>("RemovePlayer", {
    toCall: ({ removePlayerId }) => ({ method: "removePlayer", para: { removePlayerId } }),
  }),
  [WireCommand.CHANGE_ROOM]: defineCommand<ChangeRoomReq>("ChangeRoom", {
    toCall: (body, version) => ({ method: "changeRoom", para: readChanges(body, version) }),
  }),
  [WireCommand.DISMISS_ROOM]: defineCommand<{ roomId: string }>("DismissRoom", {
    toCall: ({ roomId }) => ({ method: "dismissRoom", para: {}, roomId }),
  }),
  [WireCommand.CHANGE_CUSTOM_PLAYER_STATUS]: defineCommand<{ customPlayerStatus: number }>(
    "ChangeCustomPlayerStatus",
    {
      toCall: ({ customPlayerStatus }) => ({
        method: "changeCustomPlayerStatus",
        para: { customPlayerStatus },
      }),
    },
  ),
  [WireCommand.CHANGE_ROOM_PLAYER_PROFILE]: defineCommand<{ customProfile: string }>(
    "ChangeRoomPlayerProfile",
    { toCall: ({ customProfile }) => ({ method: "changeRoomPlayerProfile", para: { customProfile } }) },
  ),
  [WireCommand.SEND_TO_CLIENT]: defineCommand<{ roomId: string; recvPlayerList: string[]; msg: string }>(
    "SendToClient",
    {
      // The client has turned "all" and "others" into a list of players (spec mgobe-client §3.7).
      toCall: ({ roomId, recvPlayerList, msg }) => ({
        method: "sendToClient",
        para: { recvPlayerList, msg, recvType: RecvType.ROOM_SOME },
        roomId,
      }),
    },
  ),
  [WireCommand.START_FRAME_SYNC]: defineCommand("StartFrameSync", {
    toCall: () => ({ method: "startFrameSync", para: {} }),
  }),
  [WireCommand.STOP_FRAME_SYNC]: defineCommand("StopFrameSync", {
    toCall: () => ({ method: "stopFrameSync", para: {} }),
  }),
};
