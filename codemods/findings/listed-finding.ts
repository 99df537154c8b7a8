import { type BilingualText } from "../../src/contract";
import { type Certainty, type Finding, type FindingKind } from "../finder/finding";

/**
 * Where a finding stands.
 *
 * `done`: the code has it already · `automatic`: the codemod would rewrite it · `rewritten`: this run rewrote it ·
 * `declined`: it was offered (`-i`) and not wanted ·
 * `kept`: it stays as it is, and works so at this level · `marker`: a comment in the code says what to do · `by-hand`: only
 * the outcome says it · `ignored`: a comment silences the rule · `unread`: a file that could not be read as code
 */
export type FindingState =
  "done" | "automatic" | "rewritten" | "declined" | "kept" | "marker" | "by-hand" | "ignored" | "unread";

/**
 * What a finding is: a use of MGOBE (`FindingKind`), or `address` of a server · `sdk-file` · `obstacle` to a rewrite of the
 * whole game · `marker` that an earlier run left and no rule of this one spoke of · `file` that was not read.
 */
export type ListedKind = FindingKind | "address" | "sdk-file" | "obstacle" | "marker" | "file";

/** A place in a file as it is before any edit. */
export interface FindingPlace {
  /** Absolute path. */
  readonly file: string;
  /** Span in the file's text (UTF-16 units); empty for a file as a whole. */
  readonly start: number;
  readonly end: number;
  /** 1-based; absent for a file as a whole. */
  readonly line?: number;
  /** 1-based, in UTF-16 units; absent for a file as a whole. */
  readonly column?: number;
}

/** What became of a finding. */
export interface Outcome {
  /** Rule that speaks of it; `as-is` where none does. */
  readonly rule: string;
  readonly state: FindingState;
  /** What is to be done, for the states `marker`, `by-hand` and `unread`. */
  readonly message?: BilingualText;
  /** Why it is ignored, from the comment. */
  readonly reason?: string;
}

/**
 * One entry of the list that a run comes to. Everything that is told of a run, by the codemod or by the report, is a view
 * of this list; edits name the entry they serve by its `id`.
 */
export interface ListedFinding extends FindingPlace, Outcome {
  /** Number in its run. */
  readonly id: number;
  readonly kind: ListedKind;
  readonly certainty: Certainty;
  /** Object or class of MGOBE's, as in `Finding`; empty where it is about none. */
  readonly owner: string;
  /** Member of it; empty when the object itself is meant. */
  readonly member: string;
  /** Id of the member in the API map, where it has an entry. */
  readonly api?: string;
  /** The use with its syntax, where the finding is one. */
  readonly use?: Finding;
}
