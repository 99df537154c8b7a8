import { type ts } from "ts-morph";
import { type BilingualText, type Language } from "../../src/contract";
import { type CodeStyle } from "../edits/code-style";
import { type Finding } from "../finder";
import { type CodeProject } from "../project/code-project";
import { type Target } from "../targets/target";
import { type NativeOutcome } from "./native/plan";

/** How deep a rewrite goes; each level includes the ones before it (design §3.4). */
export type Level = "sdk" | "messages" | "native";

/** Levels from shallow to deep. */
export const levels: readonly Level[] = ["sdk", "messages", "native"];

/** Files of the drop-in client that replace the vendored SDK. */
export interface ClientFiles {
  /** Text of `MGOBE.js`. Throws `ToolError` CLIENT_NOT_BUILT. */
  script(): string;
  /** Text of `MGOBE.d.ts`. Throws `ToolError` CLIENT_NOT_BUILT. */
  declaration(): string;
}

/** Settings that rules look at. */
export interface RuleOptions {
  /** Address of the new server, e.g. `ws://localhost:2567`. */
  readonly endpoint?: string;
  readonly includeGuesses: boolean;
  /** Language of markers. */
  readonly language: Language;
  /** Replace the vendored SDK file, or rewrite its imports to the package. */
  readonly client: "file" | "package";
}

/** Something a rule left to the developer. */
export interface Todo {
  readonly rule: string;
  /** Absolute path. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly message: BilingualText;
  /** `marker`: noted in the code; `guess`: only its name suggests MGOBE, so the code was left alone; `note`: outside code. */
  readonly state: "marker" | "guess" | "note";
}

/** What a rule works with. Spans refer to the files as they are before any edit. */
export interface RuleContext {
  readonly project: CodeProject;
  readonly findings: readonly Finding[];
  readonly target: Target;
  readonly options: RuleOptions;
  readonly client: ClientFiles;
  /** Style of a file. */
  getStyle(file: string): CodeStyle;
  /** Whether a comment before a node silences the rule. */
  isIgnored(node: ts.Node): boolean;
  /** Replaces a span of a file. */
  edit(file: string, start: number, end: number, text: string): void;
  /** Leaves a marker before a node's statement, unless one stands there already. */
  mark(node: ts.Node, message: BilingualText): void;
  /** Notes something to do without touching the code. */
  note(todo: Omit<Todo, "rule">): void;
  /** Name of the target's handler helper in a file; the helper is added to the file once. */
  useHelper(node: ts.Node): string;
  /** Whether the whole game can be written for the target itself; undefined where it makes no room or connects nowhere. */
  getNative(): NativeOutcome | undefined;
  /** Later rules see nothing of the connection and the room any more: they are written for the target itself. */
  markConverted(): void;
  /** Replaces a whole file. */
  replaceFile(path: string, text: string): void;
}

/** One rewrite. */
export interface Rule {
  /** Stable, in kebab-case. */
  readonly id: string;
  readonly level: Level;
  /** One line for `list-rules`. */
  readonly title: BilingualText;
  run(context: RuleContext): void;
}
