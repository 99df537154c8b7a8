/** Matching: MGOBE's client types (spec mgobe-client §2.13). */

import type { MatchType } from "../enums";
import type { PlayerInfoPara, RoomInfo } from "./room";

/** Player data for matchPlayers. */
export interface MatchPlayerInfoPara {
  /** Nickname. */
  name: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** Game-defined string. */
  customProfile: string;
  /** One entry per playerAttributes item of the rule set, all required. */
  matchAttributes: MatchAttribute[];
}

/** Parameter of `matchPlayers`. */
export interface MatchPlayersPara {
  /** Code of a rule set. */
  matchCode: string;
  /** Caller's player data. */
  playerInfo: MatchPlayerInfoPara;
}

/** Parameter of `matchRoom`. */
export interface MatchRoomPara {
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
  /** How many players there may be. */
  maxPlayers: number;
  /** Free string; rooms with the same are found. */
  roomType: string;
}

/** A member of a party, as `matchGroup` takes it. */
export interface MatchGroupPlayerInfoPara {
  /** Player id of the party member. */
  id: string;
  /** Nickname. */
  name: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** Game-defined string. */
  customProfile: string;
  /** One entry per playerAttributes item of the rule set, all required. */
  matchAttributes: MatchAttribute[];
}

/** Parameter of `matchGroup`. */
export interface MatchGroupPara {
  /** Code of a rule set. */
  matchCode: string;
  /** Party members, caller included. */
  playerInfoList: MatchGroupPlayerInfoPara[];
}

/** Data of the event `onMatch`. */
export interface MatchBst {
  /** The room that was made; null on failure. */
  roomInfo: RoomInfo;
  /** ErrCode; 0 = OK. */
  errCode: number;
}

/** Data of the event `onCancelMatch`. */
export interface CancelMatchBst {
  /** Code of a rule set. */
  matchCode: string;
  /** Player id of the one who cancelled. */
  playerId: string;
}

/** Parameter of `cancelPlayerMatch`. */
export interface CancelPlayerMatchPara {
  /** Must be PLAYER_COMPLEX. */
  matchType: MatchType;
}

/** Answer of `matchPlayers`. Both are optional: only the one-step mode delivers them; the two-step acknowledgement carries {matchCode} on the wire. */
export interface MatchPlayersRsp {
  /** Always PLAYER_COMPLEX. */
  matchType?: MatchType;
  /** The room that was made. */
  roomInfo?: RoomInfo;
}

/** Answer of `matchRoom`. */
export interface MatchRoomSimpleRsp {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `matchGroup`. */
export interface MatchGroupRsp {
  /** Code of a rule set. */
  matchCode: string;
}

/** Answer of `cancelPlayerMatch`; it has no fields. */
export type CancelPlayerMatchRsp = Record<string, never>;

/** An attribute by which players are matched. */
export interface MatchAttribute {
  /** Name of an attribute of the rule set. */
  name: string;
  /** Value of the player, a 32-bit integer. */
  value: number;
}
