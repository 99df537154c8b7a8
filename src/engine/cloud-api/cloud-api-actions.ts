import { ErrCode, limits, type PlayerInfo, type RoomInfo, type SdkChangeRoomPara } from "../../contract";
import { type KnownPlayer, type Operator } from "../operator/operator";
import { CloudApiError, toCloudApiError } from "./cloud-api-error";
import {
  type CloudApiParameters,
  getBoolean,
  getText,
  requireInteger,
  requireIntegers,
  requireKnown,
  requireText,
} from "./cloud-api-parameters";

/** One action of the cloud API (spec mgobe-cloud-api §2). */
export interface CloudApiAction {
  /** Versions of the API that have it. */
  readonly versions: readonly string[];
  /** Its parameters beside `GameId`. */
  readonly parameters: readonly string[];
  /**
   * Carries it out.
   *
   * @returns the fields of the answer
   * @throws CloudApiError, Refusal
   */
  run(operator: Operator, parameters: CloudApiParameters): Promise<Record<string, unknown>>;
}

const newest = ["2020-10-14"];

const describeRoom: CloudApiAction = {
  versions: newest,
  parameters: ["RoomId", "PlayerId"],
  run: async (operator, parameters) => {
    const roomId = getText(parameters, "RoomId");
    const playerId = getText(parameters, "PlayerId");
    if (!roomId && !playerId) throw new CloudApiError("MissingParameter", "RoomId or PlayerId is needed");
    const room = roomId
      ? await operator.getRoom(roomId)
      : await operator.getRoomOfPlayer(requireText(parameters, "PlayerId"));
    return { Room: await toRoom(operator, room) };
  },
};

const describePlayer: CloudApiAction = {
  versions: newest,
  parameters: ["OpenId", "PlayerId"],
  run: async (operator, parameters) => {
    const openId = getText(parameters, "OpenId");
    const player = openId
      ? await operator.requirePlayerByOpenId(openId)
      : await operator.requirePlayer(requireText(parameters, "PlayerId"));
    const seat = await operator.getSeat(player.playerId);
    return { Player: toPlayer(player, seat) };
  },
};

/** Options of `ModifyRoom` by their number; MGOBE's own 2 and 3 are for spectators, whom no client ever had. */
const changeOptions: Readonly<
  Record<number, (parameters: CloudApiParameters) => Omit<SdkChangeRoomPara, "roomId">>
> = {
  0: (parameters) => ({ roomName: requireGiven("RoomName", getText(parameters, "RoomName")) }),
  1: (parameters) => ({ owner: requireText(parameters, "Owner") }),
  4: (parameters) => ({ isPrivate: requireGiven("IsPrivate", getBoolean(parameters, "IsPrivate")) }),
  5: (parameters) => ({
    customProperties: requireGiven("CustomProperties", getText(parameters, "CustomProperties")),
  }),
  6: (parameters) => ({ isForbidJoin: requireGiven("IsForbidJoin", getBoolean(parameters, "IsForbidJoin")) }),
};

const modifyRoom: CloudApiAction = {
  versions: newest,
  parameters: [
    "RoomId",
    "PlayerId",
    "ChangeRoomOptionList",
    "RoomName",
    "Owner",
    "IsViewed",
    "IsInvited",
    "IsPrivate",
    "CustomProperties",
    "IsForbidJoin",
  ],
  run: async (operator, parameters) => {
    const options = requireIntegers(parameters, "ChangeRoomOptionList");
    if (options.length === 0) throw toCloudApiError(ErrCode.EC_INVALID_CHANGE_ROOM_OPTION);
    const changes: Omit<SdkChangeRoomPara, "roomId"> = {};
    for (const option of options) {
      const read = changeOptions[option];
      if (!read) {
        const detail = `the change option ${option} is not one of ${Object.keys(changeOptions).join(", ")}`;
        throw toCloudApiError(ErrCode.EC_INVALID_CHANGE_ROOM_OPTION, detail);
      }
      Object.assign(changes, read(parameters));
    }
    const roomId = requireText(parameters, "RoomId");
    const playerId = requireText(parameters, "PlayerId");
    const room = await operator.getRoom(roomId);
    if (!room.playerList.some(({ id }) => id === playerId)) {
      throw toCloudApiError(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    }
    return { Room: await toRoom(operator, await operator.changeRoom(roomId, changes)) };
  },
};

const changeRoomPlayerProfile: CloudApiAction = {
  versions: newest,
  parameters: ["PlayerId", "CustomProfile"],
  run: async (operator, parameters) => {
    const customProfile = requireGiven("CustomProfile", getText(parameters, "CustomProfile"));
    const room = await operator.changeProfile(requireText(parameters, "PlayerId"), customProfile);
    return { Room: await toRoom(operator, room) };
  },
};

const changeRoomPlayerStatus: CloudApiAction = {
  versions: newest,
  parameters: ["PlayerId", "CustomStatus"],
  run: async (operator, parameters) => {
    const status = requireInteger(parameters, "CustomStatus");
    if (status < 0 || status > limits.customPlayerStatusMax) {
      throw new CloudApiError(
        "InvalidParameterValue",
        `CustomStatus must be from 0 to ${limits.customPlayerStatusMax}`,
      );
    }
    const room = await operator.changeStatus(requireText(parameters, "PlayerId"), status);
    return { Room: await toRoom(operator, room) };
  },
};

const removeRoomPlayer: CloudApiAction = {
  versions: newest,
  parameters: ["RemovePlayerId"],
  run: async (operator, parameters) => {
    const room = await operator.removePlayer(requireText(parameters, "RemovePlayerId"));
    return { Room: await toRoom(operator, room) };
  },
};

const dismissRoom: CloudApiAction = {
  versions: ["2020-10-14", "2019-09-29"],
  parameters: ["RoomId"],
  run: async (operator, parameters) => {
    await operator.dismissRoom(requireText(parameters, "RoomId"));
    return {};
  },
};

const actions: Readonly<Record<string, CloudApiAction>> = {
  DescribeRoom: describeRoom,
  DescribePlayer: describePlayer,
  ModifyRoom: modifyRoom,
  ChangeRoomPlayerProfile: changeRoomPlayerProfile,
  ChangeRoomPlayerStatus: changeRoomPlayerStatus,
  RemoveRoomPlayer: removeRoomPlayer,
  DismissRoom: dismissRoom,
};

/**
 * The action of a name and version, its parameters checked by name.
 *
 * @throws CloudApiError InvalidAction, NoSuchVersion, UnknownParameter
 */
export function requireAction(name: string, version: string, parameters: CloudApiParameters): CloudApiAction {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const known = Object.keys(actions).join(", ");
    throw new CloudApiError(
      "InvalidAction",
      `the action ${JSON.stringify(name)} is not known; there are ${known}`,
    );
  }
  if (!action.versions.includes(version)) {
    const known = action.versions.join(" and ");
    throw new CloudApiError(
      "NoSuchVersion",
      `${name} is there in ${known}, not in ${JSON.stringify(version)}`,
    );
  }
  requireKnown(parameters, ["GameId", ...action.parameters]);
  return action;
}

function requireGiven<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new CloudApiError("MissingParameter", `${name} is missing`);
  return value;
}

/** A room in the cloud API's spelling; only here are openIds shown. */
async function toRoom(operator: Operator, room: RoomInfo): Promise<Record<string, unknown>> {
  const openIds = await operator.getOpenIds(room.playerList.map(({ id }) => id));
  return {
    Id: room.id,
    Name: room.name,
    Type: room.type,
    CreateType: room.createType,
    MaxPlayers: room.maxPlayers,
    Owner: room.owner,
    OwnerOpenId: openIds.get(room.owner) ?? "",
    IsPrivate: room.isPrivate,
    IsForbidJoin: room.isForbidJoin,
    CustomProperties: room.customProperties,
    Players: room.playerList.map((player) => {
      return toPlayer({ playerId: player.id, openId: openIds.get(player.id) ?? "" }, player);
    }),
    Teams: room.teamList.map(({ id, name, minPlayers, maxPlayers }) => {
      return { Id: id, Name: name, MinPlayers: minPlayers, MaxPlayers: maxPlayers };
    }),
    FrameSyncState: room.frameSyncState,
    FrameRate: room.frameRate,
    RouteId: room.routeId,
    CreateTime: room.createTime,
    StartGameTime: room.startGameTime,
  };
}

/** @param seat what the player is in its room; empty values when it is in none */
function toPlayer({ playerId, openId }: KnownPlayer, seat: PlayerInfo | undefined): Record<string, unknown> {
  return {
    PlayerId: playerId,
    OpenId: openId,
    Name: seat?.name ?? "",
    TeamId: seat?.teamId ?? "",
    IsRobot: seat?.isRobot ?? false,
    CustomPlayerStatus: seat?.customPlayerStatus ?? 0,
    CustomProfile: seat?.customProfile ?? "",
  };
}
