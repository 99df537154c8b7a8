import { CreateRoomType, ErrCode, limits, type TeamInfo } from "../../contract";
import { Refusal } from "./answer";
import { readBoolean, readMaxPlayers, readText, type Parameters } from "./parameters";
import { makeTeams } from "./roster";

/** What a room is made with. */
export interface RoomSettings {
  readonly name: string;
  readonly type: string;
  readonly maxPlayers: number;
  readonly isPrivate: boolean;
  readonly customProperties: string;
  readonly createType: CreateRoomType;
  readonly teams: readonly TeamInfo[];
}

/**
 * Settings from the parameter of `createRoom`, or of `createTeamRoom` when `teamNumber` is there.
 *
 * @throws Refusal 61014, 61003, 61002, 20014 for bad fields, 3 for a team number that does not divide the capacity
 */
export function readRoomSettings(para: Parameters, withTeams: boolean): RoomSettings {
  const maxPlayers = readMaxPlayers(para);
  return {
    name: readRoomName(para, ""),
    type: readRoomType(para, ""),
    maxPlayers,
    isPrivate: readBoolean(para, "isPrivate"),
    customProperties: readRoomProperties(para, ""),
    createType: CreateRoomType.COMMON_CREATE,
    teams: makeTeams(maxPlayers, withTeams ? readTeamNumber(para.teamNumber, maxPlayers) : 1),
  };
}

/** Name of a room. @throws Refusal 61014 */
export function readRoomName(para: Parameters, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS_ROOM_NAME;
  return readText(para, "roomName", { max: limits.roomNameLength, code, fallback });
}

/** Type of a room. @throws Refusal 61003 */
export function readRoomType(para: Parameters, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS_ROOM_TYPE;
  return readText(para, "roomType", { max: limits.roomTypeLength, code, fallback });
}

/** Properties of a room. @throws Refusal 60000 */
export function readRoomProperties(para: Parameters, fallback?: string): string {
  const code = ErrCode.EC_INVALID_PARAMS;
  return readText(para, "customProperties", { max: limits.customPropertiesLength, code, fallback });
}

function readTeamNumber(value: unknown, maxPlayers: number): number {
  const usable =
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= 1 &&
    value <= limits.teamsPerRoom &&
    maxPlayers % value === 0;
  if (!usable) throw new Refusal(ErrCode.EC_PARAMS_INVALID, "teamNumber must divide maxPlayers");
  return value;
}

/**
 * Settings of a room that nobody described: a Colyseus client may create one without knowing MGOBE (design §3.3).
 *
 * @param para whatever fields of `createRoom` there are; the others get defaults
 */
export function readLenientRoomSettings(para: Parameters): RoomSettings {
  const { maxPlayers = limits.playersPerRoom } = para;
  const filled = { ...para, maxPlayers };
  return readRoomSettings(filled, para.teamNumber !== undefined);
}
