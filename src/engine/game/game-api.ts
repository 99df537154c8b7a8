import { type MethodName, type ResponseEvent } from "../../contract";
import { type GameObserver } from "../observe/game-observer";
import { type Outlet } from "../room/outlet";
import { type GameSettings } from "../settings/game-settings";

/** What a client says of itself when it logs in (spec mgobe-client §3.1). */
export interface LoginPara {
  gameId: string;
  openId: string;
  /** Signature over the four values; absent in development mode, i.e. when no secret key is configured. */
  sign?: string;
  nonce?: number;
  /** Seconds. */
  timestamp?: number;
  /** Version of the client's library, for the operator; shown when it is a short text. */
  version?: string;
  /** Token of this client's former login, by which a guest, who has no openId, stays the same player. */
  token?: string;
}

/** A successful login. */
export interface LoginData {
  playerId: string;
  /** Stable per (gameId, openId), so that a second login never invalidates the first (spec mgobe-wire §0.8). */
  token: string;
  /** Server time, ms. */
  serverTime: number;
}

/**
 * The whole game behind one backend, as adapters see it: login, sessions, and one entry for every method. A session is
 * MGOBE's "common" connection; a room connection is its "relay" one.
 */
export interface GameApi {
  /** What adapters need to know of how the game was set up. */
  readonly settings: Pick<GameSettings, "frameRate">;
  /** Whoever counts what adapters do to clients. */
  readonly observers: Pick<GameObserver, "cutOff">;
  /** Checks signature and game id; codes 10000, 61000, 61004, 61009, 61010 as in the spec. Never throws. */
  login(para: LoginPara): ResponseEvent<LoginData>;
  /** The player that a token belongs to; undefined for a forged or foreign token. */
  getPlayerByToken(token: string): string | undefined;
  /**
   * Opens the common connection of a player; a second one replaces the first. Lobby and group events go to the outlet,
   * and events of the player's room as long as it has no room connection (spec mgobe-wire §1.2). Returns the function
   * that closes it; closing one that was replaced by another outlet has no effect.
   */
  connect(playerId: string, outlet: Outlet): () => void;
  /**
   * Opens the room connection of a member: events of that room go to the outlet from now on. Returns the function that
   * closes it. Undefined when the player is not in that room.
   */
  attachToRoom(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined;
  /**
   * One call of a logged-in player. Room methods go to the room that the player is in. Never rejects. `reply` gets the
   * answer before any event that the call caused.
   */
  handle(
    playerId: string,
    method: MethodName,
    para: unknown,
    seq?: string,
    reply?: (answer: ResponseEvent<unknown>) => void,
  ): Promise<ResponseEvent<unknown>>;
  /**
   * Settles when it is known which room the player is in, whose other connection another process may have; undefined when
   * it is known, as always with one process. Never rejects.
   */
  locate?(playerId: string): Promise<void> | undefined;
  /** Id of the room that the player is in. */
  getRoomIdOfPlayer(playerId: string): string | undefined;
}

/** Characters of a version that is shown; who sends more has another thing in mind. */
const maxVersionLength = 32;

/** The version that a client tells of itself; undefined when it is none. */
export function readVersion(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= maxVersionLength ? value : undefined;
}
