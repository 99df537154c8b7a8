import { type MethodName, type ResponseEvent, type RoomInfo } from "../../contract";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type GroupCopy } from "./group-copies";

/** A call of a player, on its way to another process. */
export interface CallMessage {
  readonly playerId: string;
  readonly method: MethodName;
  readonly para: unknown;
  readonly seq: string;
  /** How long its party has waited under a former leader, ms. */
  readonly waited?: number;
  /** What `data` of its parameters was sent as, where that was text: it stands for it on the way. */
  readonly text?: string;
}

/** A call that lets its player into a room. */
export interface JoinMessage extends CallMessage {
  readonly roomId: string;
}

/** A room to be made, with its first players. */
export interface MakeMessage {
  readonly settings: RoomSettings;
  readonly players: readonly NewPlayer[];
  /** Process of each player's session. */
  readonly fronts: Readonly<Record<string, string>>;
  readonly seq: string;
  /** Whether the players are claimed already. */
  readonly isClaimed: boolean;
}

/** Where a player is. */
export interface Place {
  readonly process: string;
  readonly roomId: string;
}

/** Where a room is; where the leader does not know, the processes to ask. */
export interface FindAnswer {
  readonly place?: Place;
  readonly others?: readonly string[];
}

/** State of a room, for the leader's index. */
export interface RoomMessage {
  readonly info: RoomInfo;
  readonly isMatchable: boolean;
}

/** A turn of `matchRoom`: the room to join, or none when one is to be made. */
export interface TurnAnswer {
  readonly turn: string;
  readonly place?: Place;
}

/** What a process tells a new leader of itself. */
export interface HelloMessage {
  readonly sessions: readonly string[];
  readonly rooms: readonly RoomMessage[];
  /** Players on their way into its rooms. */
  readonly entering: readonly string[];
  readonly waiting: readonly CallMessage[];
  /** What it knows of groups. */
  readonly groups?: readonly GroupCopy[];
  readonly isDraining: boolean;
}

/** Answer of a process that does not lead: whoever asked asks again, or somebody else. */
export const notLeading = { notLeading: true } as const;

/** The answer of a method. */
export type Answer = ResponseEvent<unknown>;

/** Whether an answer says that its sender does not lead. */
export function isNotLeading(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "notLeading" in answer;
}
