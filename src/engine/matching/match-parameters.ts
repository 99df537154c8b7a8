import { ErrCode } from "../../contract";
import { Refusal } from "../room/answer";
import { type Parameters, readParameters, readPlayerProfile } from "../room/parameters";
import { type MatchPlayer } from "./party";

function readMatchCode(fields: Parameters): string {
  const { matchCode } = fields;
  if (typeof matchCode === "string" && matchCode !== "") return matchCode;
  throw new Refusal(ErrCode.EC_INVALID_PARAMS_MATCH_CODE, "matchCode must be a string");
}

/**
 * Reads the parameter of `matchPlayers`.
 *
 * @throws Refusal 60000, 61006, 61001
 */
export function readMatchPlayers(
  para: unknown,
  playerId: string,
): { matchCode: string; player: MatchPlayer } {
  const fields = readParameters(para);
  return { matchCode: readMatchCode(fields), player: { id: playerId, ...readPlayerProfile(fields) } };
}

/**
 * Reads the parameter of `matchGroup`; the caller has to be one of the party.
 *
 * @throws Refusal 60000, 61006, 61019 no list of players, 61004 a member without id, 61001, 30043 caller not in the
 * party, 30045 a member twice
 */
export function readMatchGroup(
  para: unknown,
  playerId: string,
): { matchCode: string; players: MatchPlayer[] } {
  const fields = readParameters(para);
  const matchCode = readMatchCode(fields);
  const { playerInfoList } = fields;
  if (!Array.isArray(playerInfoList) || playerInfoList.length === 0) {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_LIST, "playerInfoList must be a list of players");
  }
  const players = playerInfoList.map(readMember);
  if (!players.some(({ id }) => id === playerId)) {
    throw new Refusal(ErrCode.EC_MATCH_INVALID_PARAMS, "playerInfoList must include the caller");
  }
  if (new Set(players.map(({ id }) => id)).size < players.length) {
    throw new Refusal(ErrCode.EC_MATCH_PLAYER_ID_IS_REPEATED);
  }
  return { matchCode, players };
}

function readMember(item: unknown): MatchPlayer {
  const id = typeof item === "object" && item !== null ? (item as { id?: unknown }).id : undefined;
  if (typeof id !== "string" || id === "") {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_ID, "each member needs its player id");
  }
  return { id, ...readPlayerProfile({ playerInfo: item }) };
}

/** `matchType` of `cancelPlayerMatch`, whatever it is. */
export function readMatchType(para: unknown): unknown {
  return readParameters(para, true).matchType;
}
