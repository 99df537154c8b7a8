import { type ErrCode, type MethodName, type ResponseEvent } from "../../contract";
import { type Cluster } from "../cluster/cluster";
import { type Peers } from "../cluster/peers";
import { type MatchService } from "../matching/match-service";
import { type ClientKind, type Observers } from "../observe/game-observer";
import { type Outlet } from "../room/outlet";
import { type Room } from "../room/room";
import { type RoomDirectory } from "../room/room-api";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type GameSettings } from "../settings/game-settings";
import { type ConnectedPlayer, type Reply, type RoomFactory } from "./game-options";
import { type KnownPlayers } from "./known-players";
import { type RoomRegistry } from "./room-registry";

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
  /**
   * How often the client is to look whether this process still answers, ms; left to the client when undefined. In a cluster
   * another process takes it as soon as it comes.
   */
  heartbeat?: number;
}

/**
 * How players come to a game, whatever carries them: login, sessions, and one entry for every method. A session is MGOBE's
 * "common" connection; a room connection is its "relay" one.
 */
export interface PlayerDoor {
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
   * answer before any event that the call caused; for a room of this process in the turn of the call.
   */
  handle(
    playerId: string,
    method: MethodName,
    para: unknown,
    seq?: string,
    reply?: Reply,
  ): Promise<ResponseEvent<unknown>>;
  /**
   * One `sendFrame` of a logged-in player, as {@link handle} carries it out, where the player's room is in this process: no event
   * comes of it, so that its answer needs no callback. Undefined, and nothing done, where the room is not here.
   */
  sendFrameHere(playerId: string, para: unknown, seq: string): ResponseEvent<unknown> | undefined;
  /**
   * Settles when it is known which room the player is in, whose other connection another process may have; undefined when
   * it is known, as always with one process. Never rejects.
   */
  locate?(playerId: string): Promise<void> | undefined;
  /** Id of the room that the player is in. */
  getRoomIdOfPlayer(playerId: string): string | undefined;
}

/** What a backend tells a game, which makes its rooms and has clients of its own. */
export interface BackendDoor {
  readonly settings: GameSettings;
  /** Whether players may come without an openId. */
  readonly allowsGuests: boolean;
  /** Whoever counts what the game does. */
  readonly observers: Observers;
  /** Makes rooms from now on. */
  setRoomFactory(roomFactory: RoomFactory): void;
  /** Makes a room that has no players yet; to be called by the factory of rooms. */
  makeRoom(id: string, settings: RoomSettings): Room;
  /**
   * Lets a player enter a room of this process that comes to it without a call: the first one opens the room. Never throws.
   *
   * @param para of the call that a client of MGOBE would have made
   * @param reply gets the answer before any event of the arrival
   */
  enterRoom(room: Room, player: NewPlayer, para: unknown, reply: Reply): void;
  /**
   * Does `work`, in which a player enters a room, if it is in no room of another process, nor on its way there.
   *
   * @throws Refusal (as a rejection) 20010, 20070
   */
  enterAlone<T extends { readonly code: number }>(playerId: string, work: () => T): Promise<T>;
  /** Logs that something was refused. */
  noteRefusal(what: string, code: ErrCode, reason?: string, roomId?: string): void;
  /** Hears when {@link drain} is called for the first time. */
  onDrain(listener: () => void): void;
  /**
   * No new rooms and no matches from now on.
   *
   * @param patience how long rooms are waited for, ms
   * @returns settles when the last room is gone, or after that time
   */
  drain(patience: number): Promise<void>;
  /** Ends all rooms and all waits for a match; to be called while players can be reached. */
  shutDown(): void;
}

/** What the operator of a game may see of this process. */
export interface OperatorView {
  readonly rooms: Pick<RoomRegistry, "get" | "getRoomOf" | "list" | "size" | "reserved">;
  readonly matching: Pick<MatchService, "describeQueues" | "playerCount">;
  readonly knownPlayers: Pick<KnownPlayers, "getOpenId">;
  readonly isDraining: boolean;
  /** Ways to ask the game's other processes. */
  readonly peers: Peers;
  /** The processes that host the game together; undefined when there is but one. */
  readonly ownCluster: Cluster | undefined;
  /** Players who are connected, by the kind of their client. */
  countPlayers(): Record<ClientKind, number>;
  /** The kind of a connected player's client; undefined when none is connected. */
  getClientKind(playerId: string): ClientKind | undefined;
  /** Whether the session of a player is at another process of the game. */
  isConnectedElsewhere(playerId: string): boolean;
  /** Players who are connected, each once: those with a session first, in the order of connecting. */
  listConnected(): Iterable<ConnectedPlayer>;
  /** The player who logged in with an openId; undefined when nobody did, or so long ago that it was forgotten. */
  getPlayerIdOfOpenId(openId: string): string | undefined;
  /** Ends the common connection of a player. @throws Refusal 10005 */
  endSession(playerId: string): void;
  /** Carries out a call with server authority on a room of another process. */
  callRemoteRoom: RoomDirectory["callRemoteRoom"];
}

/** The whole game behind one backend, as adapters see it; none of them needs to know more. */
export interface GameApi extends PlayerDoor, BackendDoor, OperatorView {}

/** Characters of a version that is shown; who sends more has another thing in mind. */
const maxVersionLength = 32;

/** The version that a client tells of itself; undefined when it is none. */
export function readVersion(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= maxVersionLength ? value : undefined;
}
