import { type MethodName, type ResponseEvent } from "../../contract";
import { type Outlet } from "../room/outlet";

/** What a client says of itself when it logs in (spec mgobe-client §3.1). */
export interface LoginPara {
  gameId: string;
  openId: string;
  /** Signature over the four values; absent in development mode, i.e. when no secret key is configured. */
  sign?: string;
  nonce?: number;
  /** Seconds. */
  timestamp?: number;
}

/** A successful login. */
export interface LoginData {
  playerId: string;
  /** Stable per (gameId, openId), so that a second login never invalidates the first (spec mgobe-wire §0.8). */
  token: string;
  /** Server time, ms. */
  serverTime: number;
}

/** How a session wants to be served. */
export interface SessionOptions {
  /**
   * Also send the events of the player's room to this outlet while the player has no room connection: MGOBE's common
   * socket carries room events whether the relay socket is open or not (spec mgobe-wire §1.2, §4.2). Default false.
   */
  readonly withRoomEvents?: boolean;
}

/**
 * The whole game behind one backend, as adapters see it: login, sessions, and one entry for every method. A session is
 * MGOBE's "common" connection; a room connection is its "relay" one.
 */
export interface GameApi {
  /** Checks signature and game id; codes 10000, 61000, 61004, 61009, 61010 as in the spec. Never throws. */
  login(para: LoginPara): ResponseEvent<LoginData>;
  /** The player that a token belongs to; undefined for a forged or foreign token. */
  getPlayerByToken(token: string): string | undefined;
  /**
   * Opens the common connection of a player; a second one replaces the first. Lobby and group events go to the outlet.
   * Returns the function that closes it; closing a replaced one has no effect.
   */
  connect(playerId: string, outlet: Outlet, options?: SessionOptions): () => void;
  /**
   * Opens the room connection of a member: events of that room go to the outlet from now on. Returns the function that
   * closes it. Undefined when the player is not in that room.
   */
  attachToRoom(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined;
  /** One call of a logged-in player. Room methods go to the room that the player is in. Never rejects. */
  handle(playerId: string, method: MethodName, para: unknown, seq?: string): Promise<ResponseEvent<unknown>>;
  /** Id of the room that the player is in. */
  getRoomIdOfPlayer(playerId: string): string | undefined;
}
