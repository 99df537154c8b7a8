import { type ts } from "ts-morph";
import { type Access } from "./syntax";

/**
 * How a place in the code uses MGOBE.
 *
 * `import` of the SDK's file · `alias`: another name for one of its objects · `construct`: `new Room()` · `extend`: a class
 * on top of one · `call` of a method · `handler`: a handler is set · `detach`: one is removed · `write` of another
 * property · `read` of a member without calling it · `type`: an annotation · `table-write`: `room[key] = …` ·
 * `table-entry`: a handler in such a table, or a member of a class on top of one · `rewritten`: a call that is in the backend's own words already
 */
export type FindingKind =
  | "import"
  | "alias"
  | "construct"
  | "extend"
  | "call"
  | "handler"
  | "detach"
  | "write"
  | "read"
  | "type"
  | "table-write"
  | "table-entry"
  | "rewritten";

/** Whether symbols and data flow show that it is MGOBE's, or only its name suggests so. */
export type Certainty = "proven" | "guessed";

/** One use of MGOBE in a game's code. */
export interface Finding {
  /** Number in the order of files and positions, from 0; edits name the finding they serve by it. */
  readonly id: number;
  /** Absolute path. */
  readonly file: string;
  /** Span of the use in the file's text (UTF-16 units): the access, the `new` expression, the import's path … */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly kind: FindingKind;
  readonly certainty: Certainty;
  /** Object or class of MGOBE's: `Room`, `Listener`, `ErrCode` … or `MGOBE` itself. */
  readonly owner: string;
  /** Member of it; empty when the object itself is meant. */
  readonly member: string;
  /** Id of the member in the API map, where it has an entry. */
  readonly api?: string;
  /** The syntax that the span covers. */
  readonly node: ts.Node;
  /** `receiver.member`, where it is one. */
  readonly access?: Access;
  /** The call of a `call`. */
  readonly call?: ts.CallExpression;
  /** The assignment of a `handler`, `detach`, `write` or `table-write`. */
  readonly assignment?: ts.BinaryExpression;
}

/** A use before it has a number. */
export type FoundUse = Omit<Finding, "id">;
