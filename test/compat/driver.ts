import {
  type ClientEventName,
  type EventMessage,
  type MethodName,
  type MethodResponse,
  type MgobexsCode,
} from "../../src/contract";
import { type GameServerOptions, type LogLine, type PartialGameSettings } from "../../src/engine";

/**
 * What the compatibility suite needs of a backend. Whoever writes another adapter implements these three interfaces and
 * runs the same cases against it; nothing in here knows a network or a framework.
 */
export interface CompatDriver {
  /** Kebab-case name; the key of the driver in `expectations.json`. */
  readonly name: string;
  /** Prepares what all games share, e.g. a server. Called once. */
  setUp(): Promise<void>;
  /**
   * Starts a game that shares nothing with other games; several run at once.
   *
   * @param caseName what a driver chooses by chance may follow from it, so that a case has the same whatever runs beside it
   */
  startGame(setup: GameSetup, caseName: string): Promise<CompatGame>;
  /** Ends everything. Called once. */
  tearDown(): Promise<void>;
}

/** What a game is started with. */
export interface GameSetup {
  /** The game server; a game without one has no real-time server. */
  readonly mgobexsCode?: Partial<MgobexsCode> | object;
  /** Settings as in `mgobe.config.json`. */
  readonly settings?: PartialGameSettings;
  /** Behaviour of the script's host where MGOBE left a choice. */
  readonly gameServer?: GameServerOptions;
}

/** One running game. */
export interface CompatGame {
  /** Log lines so far. */
  readonly log: readonly LogLine[];
  /** A player who is logged in and in no room; the same `openId` is the same player. */
  login(openId: string): Promise<CompatPlayer>;
  /**
   * Lets game time pass until something holds: at once where the driver has the clock in its hand, in real time elsewhere.
   *
   * @param what it is, for the error when it never does
   */
  until(holds: () => boolean, what: string): Promise<void>;
  /** As {@link until}, for a time in which something must not happen. */
  pass(milliseconds: number): Promise<void>;
  /**
   * Resolves when everything that has been set off is over and every message has arrived, as far as no time has to pass
   * for it. What a player has not received by then it does not receive.
   */
  settle(): Promise<void>;
  /** Ends the game and its rooms. */
  stop(): Promise<void>;
}

/** A player with its connection. */
export interface CompatPlayer {
  /** The id that MGOBE calls player id. */
  readonly id: string;
  /** Calls a method of MGOBE's client API by its name in `contract/protocol`; the answer is MGOBE's. */
  call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>>;
  /** The first event of a name that fits and was not taken before, as soon as it is there. */
  next<E extends ClientEventName>(
    name: E,
    fits?: (message: EventMessage<E>) => boolean,
  ): Promise<EventMessage<E>>;
  /** Events that have come and were not taken by `next`, in order. */
  received<E extends ClientEventName>(name: E): EventMessage<E>[];
  /** Names of all events and answers that have come, in order; an answer is `answer`. */
  readonly timeline: readonly string[];
  /** Loses all connections without a word, as when the network is gone. */
  drop(): Promise<void>;
  /** Opens the connections again as the same player. */
  comeBack(): Promise<void>;
}

/**
 * Thrown by a driver for something it has no way to do. The case fails, and needs a reason in `expectations.json`.
 */
export class NotOffered extends Error {
  override readonly name = "NotOffered";
}
