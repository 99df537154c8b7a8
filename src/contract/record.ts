import { type ClientEventName, type MethodName } from "./protocol";

/** Version of the lines of a record; the first number changes when an older reader would misunderstand them. */
export const recordVersion = "1.0.0";

/** First line of a record. */
export interface RecordHead {
  readonly type: "record";
  readonly version: string;
  /** ms wall clock. */
  readonly startedAt: number;
  readonly frameRate: number;
}

/** What stands in every other line: ms since the record began. */
interface Timed {
  readonly t: number;
}

/** The common connection of a player opened or closed. */
export interface RecordedSession extends Timed {
  readonly type: "connect" | "disconnect";
  readonly player: string;
  /** Kind of the client, of a `connect`. */
  readonly kind?: string;
}

/** The connection of a player to its room opened or closed. */
export interface RecordedChannel extends Timed {
  readonly type: "attach" | "detach";
  readonly player: string;
  readonly room: string;
}

/** A call; `n` counts up and is that of its answer. */
export interface RecordedCall extends Timed {
  readonly type: "call";
  readonly n: number;
  readonly player: string;
  readonly method: MethodName;
  readonly para?: unknown;
}

/** An answer, which comes before the events that the call caused. */
export interface RecordedAnswer extends Timed {
  readonly type: "answer";
  readonly n: number;
  readonly player: string;
  readonly code: number;
  readonly msg: string;
  readonly data?: unknown;
}

/** An event, with all who got it. */
export interface RecordedEvent extends Timed {
  readonly type: "event";
  readonly players: readonly string[];
  readonly name: ClientEventName;
  readonly data: unknown;
}

/** Last line of a record that was ended; without it the process died, or the disk was full. */
export interface RecordEnd extends Timed {
  readonly type: "end";
  /** Why it ended before the server did, if so. */
  readonly reason?: string;
}

/** A line of a record but the first. */
export type RecordLine =
  RecordedSession | RecordedChannel | RecordedCall | RecordedAnswer | RecordedEvent | RecordEnd;
