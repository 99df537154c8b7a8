import { type FindingState, type ListedKind } from "../../../codemods/findings/listed-finding";
import { type Effort, type RuleArea, type Severity } from "../../../codemods/rules/descriptor";
import { type BilingualText } from "../../contract";

/** Version of the shape of {@link Report}; its first number changes when a reader has to change. */
export const reportSchemaVersion = "3.0.0";

export type { Effort, RuleArea, Severity };

export type { FindingState };

/** What a finding is: as in the codemod's list, a `hook` of a game server, or a `check` of the analysis. */
export type ReportKind = ListedKind | "hook" | "check";

/** What is the same for all findings of one kind. */
export interface ReportRule {
  /** Stable, in kebab-case; the same as the codemod's where the codemod has the rule. */
  readonly id: string;
  readonly area: RuleArea;
  readonly title: BilingualText;
  readonly severity: Severity;
  /** Points of each finding. */
  readonly effort: Effort;
  readonly why: BilingualText;
  readonly how: BilingualText;
  /** An example, not the game's own code. */
  readonly before?: string;
  readonly after?: string;
}

/** One thing at one place. */
export interface ReportFinding {
  /** The same in every run as long as rule, file and code are: 12 hexadecimal digits. */
  readonly id: string;
  readonly kind: ReportKind;
  readonly rule: string;
  /** Member of MGOBE's API that it is a use of, `Room.sendToGameSvr`; `MGOBE` or `Room` for the object itself. */
  readonly member?: string;
  /** Whether symbols and data flow show it, or only a name suggests it. */
  readonly certainty: "proven" | "guessed";
  readonly severity: Severity;
  readonly effort: Effort;
  readonly state: FindingState;
  /** Why it is ignored, from the comment. */
  readonly reason?: string;
  readonly message: BilingualText;
  /** Path relative to the base of the run, with `/`; absent for a finding about the whole game. */
  readonly file?: string;
  /** 1-based; absent for a finding about a file as a whole. */
  readonly line?: number;
  /** 1-based, in UTF-16 units; absent where the line is. */
  readonly column?: number;
  /** Id in the API map. */
  readonly api?: string;
  /** The line of code. */
  readonly snippet?: string;
  /** What `codemod` makes of the lines, for the state `automatic`. */
  readonly after?: string;
}

/** How often a member of MGOBE's API is used. */
export interface ApiUse {
  readonly id: string;
  readonly side: "client" | "server";
  /** Uses in the code, rewritten ones included. */
  readonly sites: number;
  /** Uses that are rewritten, by this run or before. */
  readonly done: number;
  /** Uses that are left to do, automatically or by hand. */
  readonly left: number;
  /** How this project covers the member: as is with steps 1 and 2, and in native code. */
  readonly migration: "automatic" | "automatic-with-shim" | "manual";
}

/** A place in the code. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Who sends a message to whom. */
export type MessageDirection = "client-to-server" | "server-to-client";

/** One command value and both of its ends. */
export interface MessagePair {
  readonly direction: MessageDirection;
  /** Property that tells messages apart, as a path below the payload (`cmd`, `msg.type`); empty when there is none. */
  readonly key: string;
  /** The value as JSON (`"move"`, `7`); `*` for one that is not known before run time. */
  readonly value: string;
  readonly sent: readonly Place[];
  readonly handled: readonly Place[];
  readonly status: "paired" | "unhandled" | "unsent" | "dynamic";
}

/** One game server package. */
export interface ServerPackage {
  readonly folder: string;
  readonly entry: string;
  readonly form: "javascript" | "typescript" | "bundle";
  readonly mode: "sync" | "async";
  readonly apiGeneration: "1.0.0" | "1.0.1";
  readonly hooks: readonly string[];
  readonly sdkCalls: readonly { readonly id: string; readonly sites: number }[];
  readonly timers: { readonly armed: number; readonly cleared: number };
  readonly modules: readonly {
    readonly name: string;
    readonly kind: "file" | "node" | "package" | "unresolved";
  }[];
  readonly usesTcb: boolean;
  readonly usesCloudApi: boolean;
}

/** What the whole code base is. */
export interface ProjectTraits {
  /** Engines and platforms, with version where the project says it. */
  readonly engines: readonly {
    readonly name: string;
    readonly version?: string;
    readonly evidence: string;
  }[];
  readonly sdk: readonly {
    readonly file: string;
    readonly kind: "script" | "declaration";
    readonly version: string;
    readonly isDropIn: boolean;
    readonly bytes: number;
  }[];
  readonly duplicates: readonly (readonly string[])[];
}

/** A line of `mgobe.config.json` that the game needs. */
export interface SettingEntry {
  readonly key: string;
  /** Value as JSON. */
  readonly value: string;
  readonly why: BilingualText;
  readonly isSet: boolean;
}

/** Sums over the findings. */
export interface ReportTotals {
  readonly byState: Readonly<Record<FindingState, number>>;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Findings that are left: `automatic`, `declined`, `marker`, `by-hand` and `unread` ones without `info`. */
  readonly left: number;
  readonly blockers: number;
  /** Done points of all points, in percent; null where nothing of MGOBE was found. */
  readonly readiness: number | null;
  readonly effort: { readonly done: number; readonly automatic: number; readonly byHand: number };
}

/** The answer to "does my game run again?". */
export interface Verdict {
  readonly kind: "nothing-found" | "runs" | "runs-with-rest" | "runs-with-url" | "blocked";
  readonly text: BilingualText;
}

/** What changed since an older report. */
export interface BaselineChange {
  readonly time: string;
  readonly left: { readonly before: number; readonly after: number };
  readonly byHandEffort: { readonly before: number; readonly after: number };
  readonly rules: readonly { readonly rule: string; readonly before: number; readonly after: number }[];
  /** Ids of findings that are left now and were not there then. */
  readonly appeared: readonly string[];
  readonly resolved: readonly {
    readonly id: string;
    readonly rule: string;
    readonly file?: string;
    readonly line?: number;
  }[];
}

/** What becomes of one file. */
export interface FileChangeView {
  readonly file: string;
  readonly edits: number;
  readonly rules: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** The file is new, or goes. */
  readonly fate?: "added" | "removed";
  /** Unified diff; absent for a file that is replaced as a whole, and without source. */
  readonly diff?: string;
}

/** One migration report: everything every format shows. */
export interface Report {
  readonly schemaVersion: string;
  /** False only in the short answer of a command that could not run. */
  readonly ok: true;
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: {
    /** ISO 8601 interval, start and duration (`2026-01-01T00:00:00.000Z/PT0.412S`): the one field that differs from run to run. */
    readonly time: string;
    readonly command: string;
    readonly mode: "analysis" | "dry-run" | "check" | "written";
    readonly level: "sdk" | "messages" | "native";
    readonly target: string;
    readonly roots: readonly string[];
    readonly hasSource: boolean;
  };
  readonly verdict: Verdict;
  readonly totals: ReportTotals;
  readonly files: {
    readonly read: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly failed: number;
    readonly addedLines: number;
    readonly removedLines: number;
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
    readonly notParsed: readonly {
      readonly file: string;
      /** Absent where nothing can be said of a place in it. */
      readonly line?: number;
      readonly column?: number;
      readonly reason: BilingualText;
    }[];
  };
  readonly project: ProjectTraits;
  readonly servers: readonly ServerPackage[];
  readonly rules: readonly ReportRule[];
  readonly findings: readonly ReportFinding[];
  readonly apis: readonly ApiUse[];
  readonly coverage: { readonly used: number; readonly automatic: number; readonly manual: number };
  readonly messages: readonly MessagePair[];
  readonly settings: {
    readonly entries: readonly SettingEntry[];
    /** Text of a `mgobe.config.json` that holds what is missing. */
    readonly config: string;
  };
  readonly baseline?: BaselineChange;
  /** What a run of `codemod` changes or changed; only in its reports. */
  readonly changes?: readonly FileChangeView[];
}
