import { type ts } from "ts-morph";
import { type BilingualText, type Language } from "../../src/contract";
import { type CodeStyle } from "../edits/code-style";
import { type TextEdit } from "../edits/text-edit";
import { type Finding } from "../finder";
import { type FindingDraft } from "../findings/finding-list";
import { type Outcome } from "../findings/listed-finding";
import { type PlacedMarker } from "../markers/marker-index";
import { type CodeProject } from "../project/code-project";
import { type Target } from "../targets/target";
import { type RuleDescriptor } from "./descriptor";
import { type NativeGame } from "./native/games";

/** How deep a rewrite goes; each level includes the ones before it (design §3.4). */
export type Level = "sdk" | "messages" | "native";

/** Levels from shallow to deep. */
export const levels: readonly Level[] = ["sdk", "messages", "native"];

/** Files of this package that are put into games: the drop-in client, and SDKs as one script. */
export interface ClientFiles {
  /** Text of a built file, e.g. `MGOBE.js`, `MGOBE.d.ts`. Throws `ToolError` CLIENT_NOT_BUILT. */
  read(name: string): string;
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
  /** Level native writes calls of the backend itself where a game is provably the same with them, not the room module. */
  readonly inline?: boolean;
}

/** What an edit or a marker is about: a finding, and the node that it stands at. */
export interface Subject {
  /** Id of the finding. */
  readonly id: number;
  readonly node: ts.Node;
}

/** A replacement in a file that is no code. */
export type OtherEdit = Pick<TextEdit, "start" | "end" | "text">;

/** What a rule says of a finding that it adds; the state is `kept` until something is done with it. */
export type AddedFinding = Pick<FindingDraft, "kind" | "api" | "message"> & Partial<Outcome>;

/** What a rule works with. Spans refer to the files as they are before any edit. */
export interface RuleContext {
  readonly project: CodeProject;
  /** The uses that are not rewritten yet. */
  readonly findings: readonly Finding[];
  readonly target: Target;
  readonly options: RuleOptions;
  readonly client: ClientFiles;
  /** Style of a file. */
  getStyle(file: string): CodeStyle;
  /** The use whose access, call or assignment a node is; rewritten ones, too. */
  findUse(node: ts.Node): Finding | undefined;
  /** Adds a finding that is no use of MGOBE: an address, an obstacle. */
  add(node: ts.Node, draft: AddedFinding): Subject;
  /** Adds a finding about a file as a whole; returns its id. */
  addFile(path: string, draft: AddedFinding): number;
  /** Says that a finding is done already, or kept. */
  settle(id: number, state: "done" | "kept"): void;
  /** Whether a comment before a finding's node silences the rule; the finding is then one that is ignored. */
  ignore(subject: Subject): boolean;
  /** Replaces a span of a file for a finding. */
  edit(finding: Pick<Subject, "id">, file: string, start: number, end: number, text: string): void;
  /** Leaves a marker before the statement of a finding's node, unless one stands there already. */
  mark(subject: Subject, message: BilingualText): void;
  /** Says what is to be done with a finding without touching the code. */
  leave(finding: Pick<Subject, "id">, message: BilingualText): void;
  /** Markers of earlier runs, in some files, whose sites this rule takes over: it has to take them out. */
  claimObsoleteMarkers(files: ReadonlySet<string>): readonly PlacedMarker[];
  /** Name of the target's handler helper where a finding stands; the helper is added to the file once. */
  useHelper(subject: Subject): string;
  /** The games of the code, and whether each can be written for the target itself. */
  getGames(): readonly NativeGame[];
  /** Later rules see nothing of a game's connection and room any more: they are written for the target itself. */
  markConverted(files: ReadonlySet<string>): void;
  /** Rules whose sites the rule takes over, its own id among them. */
  readonly takenOver: readonly string[];
  /** Whether a file goes. */
  isRemoved(path: string): boolean;
  /** Later rules see nothing of a game's files any more: nothing of MGOBE is left in them. */
  markWhole(files: ReadonlySet<string>): void;
  /** Replaces a whole file, for the finding with an id. */
  replaceFile(finding: number, path: string, text: string): void;
  /** Adds a file to the game that another file of it belongs to. */
  createFile(finding: number, path: string, text: string, neighbour: string): void;
  /** Takes a file out of the game that another file of it belongs to. */
  removeFile(finding: number, path: string, neighbour: string): void;
  /** Edits a file that is no code: a manifest, or a page outside of its scripts. */
  editOther(finding: number, path: string, span: OtherEdit, neighbour: string): void;
}

/**
 * What holds edits together: `sdk`, without which no other rewritten call works · `handlers`, of which a listener and a
 * property do not replace each other · `game`, which is written for the target as a whole.
 */
export type EditBond = "sdk" | "handlers" | "game";

/** One rewrite: what is told of it, and what it does. */
export interface Rule extends RuleDescriptor {
  readonly level: Level;
  /** Members of the API map whose calls and handlers it rewrites; none for a rule that does something else. */
  readonly apis?: readonly string[];
  /** Edits of all rules with the same word make sense only together: half of them would be a game that does not run. */
  readonly together?: EditBond;
  run(context: RuleContext): void;
}
