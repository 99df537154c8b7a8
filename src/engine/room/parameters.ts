import { ErrCode, limits, type MatchAttribute } from "../../contract";
import { Refusal } from "./answer";

/**
 * Readers of parameters that come from clients. Each takes an untrusted value and gives back a typed one or refuses
 * with MGOBE's code for that parameter (spec mgobe-wire §4.7). Missing means `undefined`; `null` is a wrong type like any
 * other, as it was for MGOBE's clients, which answered it with 90009.
 */

/** Untrusted parameter object. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The parameter object itself; anything else than an object counts as an empty one when `optional`. */
export function readParameters(para: unknown, optional = false): Parameters {
  if (typeof para === "object" && para !== null && !Array.isArray(para)) return para as Parameters;
  if (optional && para === undefined) return {};
  if (optional && para === null) return {};
  throw new Refusal(ErrCode.EC_INVALID_PARAMS, "the parameter must be an object");
}

/** A string; missing means `fallback`, when there is one. */
export function readString(para: Parameters, key: string, code: ErrCode, fallback?: string): string {
  const { [key]: value = fallback } = para;
  if (typeof value !== "string") throw new Refusal(code, `${key} must be a string`);
  return value;
}

/** A string of at most so many characters; missing means `fallback`, when there is one. */
export function readText(
  para: Parameters,
  key: string,
  { max, code, fallback }: { max: number; code: ErrCode; fallback?: string },
): string {
  const text = readString(para, key, code, fallback);
  // A character outside the basic plane takes two units; a text of more units than that need not be counted.
  const isLong = text.length > max && (text.length > 2 * max || [...text].length > max);
  if (isLong) throw new Refusal(code, `${key} has more than ${max} characters`);
  return text;
}

/** The profile of a player in a room. */
export function readProfile(para: Parameters, code: ErrCode, fallback?: string): string {
  return readText(para, "customProfile", { max: limits.customProfileLength, code, fallback });
}

/** A boolean; missing means false. */
export function readBoolean(para: Parameters, key: string, code = ErrCode.EC_INVALID_PARAMS): boolean {
  const { [key]: value = false } = para;
  if (typeof value !== "boolean") throw new Refusal(code, `${key} must be a boolean`);
  return value;
}

/** An integer within bounds, both inclusive; missing means `fallback`, when there is one. */
export function readInteger(
  para: Parameters,
  key: string,
  bounds: { readonly min: number; readonly max: number },
  code = ErrCode.EC_INVALID_PARAMS,
  fallback?: number,
): number {
  const { [key]: value = fallback } = para;
  if (typeof value !== "number" || !Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new Refusal(code, `${key} must be an integer from ${bounds.min} to ${bounds.max}`);
  }
  return value;
}

/** A custom player status, an unsigned 32-bit integer (spec mgobe-server §5.1). */
export function readStatus(para: Parameters, key: string, fallback?: number): number {
  const bounds = { min: 0, max: limits.customPlayerStatusMax };
  return readInteger(para, key, bounds, ErrCode.EC_INVALID_PARAMS, fallback);
}

/** Capacity of a room. */
export function readMaxPlayers(para: Parameters): number {
  if (typeof para.maxPlayers !== "number") {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_MAX_PLAYERS, "maxPlayers must be a number");
  }
  const bounds = { min: 1, max: limits.playersPerRoom };
  return readInteger(para, "maxPlayers", bounds, ErrCode.EC_ROOM_MAX_PLAYERS_INVALID);
}

/** What a player says of itself when it enters a room. */
export interface PlayerProfile {
  readonly name: string;
  readonly customPlayerStatus: number;
  readonly customProfile: string;
  readonly matchAttributes: readonly MatchAttribute[];
}

/**
 * `playerInfo` of create, join and match calls. Members that are missing get their defaults, as games do leave them out
 * (spec mgobe-patterns C7).
 */
export function readPlayerProfile(para: Parameters): PlayerProfile {
  const code = ErrCode.EC_INVALID_PARAMS_PLAYER_INFO;
  const fields = readPlayerInfo(para);
  return {
    name: readText(fields, "name", { max: limits.playerNameLength, code, fallback: "" }),
    customPlayerStatus: readStatus(fields, "customPlayerStatus", 0),
    customProfile: readProfile(fields, code, ""),
    matchAttributes: readMatchAttributes(fields.matchAttributes),
  };
}

/** The object `playerInfo`; missing means an empty one. */
export function readPlayerInfo({ playerInfo = {} }: Parameters): Parameters {
  if (typeof playerInfo === "object" && playerInfo !== null && !Array.isArray(playerInfo)) {
    return playerInfo as Parameters;
  }
  throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_INFO, "playerInfo must be an object");
}

function readMatchAttributes(value: unknown = []): MatchAttribute[] {
  const code = ErrCode.EC_INVALID_PARAMS_PLAYER_INFO;
  if (!Array.isArray(value)) throw new Refusal(code, "matchAttributes must be a list");
  if (value.length > limits.matchAttributes) {
    throw new Refusal(code, `matchAttributes has more than ${limits.matchAttributes} entries`);
  }
  return value.map((item: unknown) => {
    const { name, value: number } = (item ?? {}) as Partial<MatchAttribute>;
    if (typeof name !== "string" || !Number.isFinite(number)) {
      throw new Refusal(code, "each of matchAttributes needs a name and a numeric value");
    }
    readText({ name }, "name", { max: limits.matchAttributeNameLength, code });
    return { name, value: number as number };
  });
}

/** A list of ids of players of a room. */
export function readPlayerIds(para: Parameters, key: string): string[] {
  const value = para[key];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS_PLAYER_LIST, `${key} must be a list of player ids`);
  }
  if (value.length > limits.playersPerRoom) {
    throw new Refusal(
      ErrCode.EC_INVALID_PARAMS_PLAYER_LIST,
      `${key} has more than ${limits.playersPerRoom} entries`,
    );
  }
  return value as string[];
}
