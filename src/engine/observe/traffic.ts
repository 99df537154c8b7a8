import { type ClientEventName, type MethodName, type ResponseEvent } from "../../contract";
import { type ClientKind } from "./game-observer";

/**
 * Hears all that goes between a game and its players, of every kind of client in one form: calls and answers by MGOBE's
 * names, events with their contents. Called in the middle of the work: it must be quick, must not throw, and has to copy
 * what it keeps, as data is valid during the call only.
 */
export interface Traffic {
  /** The common connection of a player opened. */
  connected(playerId: string, kind: ClientKind): void;
  /** It closed. */
  disconnected(playerId: string): void;
  /** The connection of a player to its room opened. */
  attached(playerId: string, roomId: string): void;
  /** It closed. */
  detached(playerId: string, roomId: string): void;
  /** A player called. @returns what hears the answer, before the events that the call caused */
  called(playerId: string, method: MethodName, para: unknown): (answer: ResponseEvent<unknown>) => void;
  /** The server begins to end; what follows is its end's own. */
  ending(): void;
  /** An event went out to players who are connected. */
  delivered(playerIds: readonly string[], name: ClientEventName, data: unknown): void;
}
