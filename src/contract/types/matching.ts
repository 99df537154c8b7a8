/** Matching: MGOBE's client types (spec mgobe-client §2.13). */

import type { MatchType } from "../enums";
import type { PlayerInfoPara, RoomInfo } from "./room";

/** Player data for matchPlayers. */
export interface MatchPlayerInfoPara {
  /** Name. */
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
  /** Console match code. */
  matchCode: string;
  /** Caller's player data. */
  playerInfo: MatchPlayerInfoPara;
}

/** Parameter of `matchRoom`. */
export interface MatchRoomPara {
  /** Caller's player data. */
  playerInfo: PlayerInfoPara;
  /** Capacity. */
  maxPlayers: number;
  /** Free string. */
  roomType: string;
}

/** Party member; id = MGOBE player id. */
export interface MatchGroupPlayerInfoPara {
  /** Player id of the party member. */
  id: string;
  /** Name. */
  name: string;
  /** Game-defined integer. */
  customPlayerStatus: number;
  /** Game-defined string. */
  customProfile: string;
  /** Rule attributes. */
  matchAttributes: MatchAttribute[];
}

/** Parameter of `matchGroup`. */
export interface MatchGroupPara {
  /** Console match code. */
  matchCode: string;
  /** Party members, caller included. */
  playerInfoList: MatchGroupPlayerInfoPara[];
}

/** Room.onMatch payload. */
export interface MatchBst {
  /** Null on failure. */
  roomInfo: RoomInfo;
  /** 0 on success. */
  errCode: number;
}

/** Room.onCancelMatch payload. */
export interface CancelMatchBst {
  /** Console match code. */
  matchCode: string;
  /** Who cancelled. */
  playerId: string;
}

/** Parameter of `cancelPlayerMatch`. */
export interface CancelPlayerMatchPara {
  /** Must be PLAYER_COMPLEX. */
  matchType: MatchType;
}

/** Both optional: only the one-step mode delivers them; the two-step acknowledgement carries {matchCode} on the wire. */
export interface MatchPlayersRsp {
  /** PLAYER_COMPLEX. */
  matchType?: MatchType;
  /** Matched room. */
  roomInfo?: RoomInfo;
}

/** Answer of `matchRoomSimple`. */
export interface MatchRoomSimpleRsp {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `matchGroup`. */
export interface MatchGroupRsp {
  /** Console match code. */
  matchCode: string;
}

/** Answer of `cancelPlayerMatch`; it has no fields. */
export type CancelPlayerMatchRsp = Record<string, never>;

/** Int32 on the wire. */
export interface MatchAttribute {
  /** Name. */
  name: string;
  /** Integer. */
  value: number;
}
