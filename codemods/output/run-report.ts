import { type BilingualText } from "../../src/contract";
import { countChangedLines, createUnifiedDiff } from "../edits/unified-diff";
import { isTodo, type ListedFinding } from "../findings/listed-finding";
import { type SkippedFile, type SkipReason } from "../project/collect-files";
import { relative } from "../project/project-path";
import { SecretMask } from "./secrets";
import { type CodemodResult, type FileChange, isReplacement } from "../run/codemod-run";
import { settleChoice } from "../run/settle-choice";

/** Version of the machine formats; a change that breaks readers raises it. */
export const reportSchemaVersion = 1;

/** One file that changes. */
export interface ReportedChange {
  readonly path: string;
  readonly edits: number;
  readonly rules: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** Unified diff, where it was asked for; none for a file that another one replaces. */
  readonly diff?: string;
}

/** One thing that is left to the developer. */
export interface ReportedTodo {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: BilingualText;
  readonly state: "marker" | "guess" | "note";
}

/** One file that could not be read as code. */
export interface ReportedFailure {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** How a run was asked for. */
export interface RunFacts {
  readonly version: string;
  readonly level: string;
  readonly target: string;
  /** What became of the changes. */
  readonly mode: "write" | "dry-run" | "check";
  readonly durationMs: number;
  /** Folder that paths are given relative to. */
  readonly folder: string;
  readonly withDiffs: boolean;
}

/** A run as data: the source of every output format. Paths use `/`. */
export interface RunReport {
  readonly schemaVersion: number;
  readonly ok: true;
  readonly version: string;
  readonly level: string;
  readonly target: string;
  readonly mode: RunFacts["mode"];
  readonly durationMs: number;
  /** Whether any of the files that were read has anything of MGOBE. */
  readonly hasMgobe: boolean;
  readonly counts: {
    readonly changed: number;
    readonly unchanged: number;
    readonly skipped: number;
    readonly skippedBy: Readonly<Partial<Record<SkipReason, number>>>;
    readonly notParsed: number;
    readonly edits: number;
    readonly todos: number;
    readonly added: number;
    readonly removed: number;
  };
  readonly sdk: readonly {
    readonly path: string;
    readonly kind: string;
    readonly version: string;
    /** Whether it is the drop-in client already. */
    readonly isDropIn: boolean;
  }[];
  readonly changes: readonly ReportedChange[];
  readonly todos: readonly ReportedTodo[];
  /** Places whose change was offered and not wanted. */
  readonly declined: readonly Omit<ReportedTodo, "message" | "state">[];
  readonly notParsed: readonly ReportedFailure[];
}

/** Files that were left alone because they are not the developer's own code. */
export function listSkipped({ project, findings }: CodemodResult): readonly SkippedFile[] {
  const unread = new Set(findings.filter(({ state }) => state === "unread").map(({ file }) => file));
  return project.skipped.filter(({ path, reason }) => reason !== "template" && !unread.has(path));
}

function describeChange(change: FileChange, folder: string, mask: SecretMask | undefined): ReportedChange {
  const path = relative(folder, change.path);
  const { before, after, edits } = change;
  return {
    path,
    edits: edits.length,
    rules: [...new Set(edits.map((edit) => edit.rule))].sort(),
    ...countChangedLines(before, after),
    ...(mask && !isReplacement(change) ? { diff: mask.apply(createUnifiedDiff(path, before, after)) } : {}),
  };
}

function describeTodo(finding: ListedFinding, folder: string): ReportedTodo {
  const { rule, file, line, column, state, certainty, message = { en: "", zh: "" } } = finding;
  const kind = state === "marker" ? "marker" : certainty === "guessed" ? "guess" : "note";
  return { rule, path: relative(folder, file), line, column, message, state: kind };
}

function countSkipped(result: CodemodResult): Partial<Record<SkipReason, number>> {
  const counts: Partial<Record<SkipReason, number>> = {};
  for (const { reason } of listSkipped(result)) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Describes a run. `changes` are the ones that were kept, which may be fewer than the result's in interactive mode. */
export function createReport(
  result: CodemodResult,
  facts: RunFacts,
  changes: readonly FileChange[] = result.changes,
): RunReport {
  const { folder, version, level, target, mode, durationMs } = facts;
  const mask = facts.withDiffs
    ? new SecretMask(() => result.project.files.map(({ text }) => text))
    : undefined;
  const reported = changes.map((change) => describeChange(change, folder, mask));
  const findings = mode === "write" ? settleChoice(result, changes) : result.findings;
  const todos = findings.filter(isTodo).map((finding) => describeTodo(finding, folder));
  const declined = findings
    .filter(({ state }) => state === "declined")
    .map(({ rule, file, line, column }) => ({ rule, path: relative(folder, file), line, column }));
  const notParsed = findings
    .filter(({ state }) => state === "unread")
    .map(({ file, line, column, message }) => ({
      path: relative(folder, file),
      line,
      column,
      reason: message?.en ?? "",
    }));
  const skippedBy = countSkipped(result);
  const sum = (count: (change: ReportedChange) => number): number =>
    reported.reduce((total, change) => total + count(change), 0);
  return {
    schemaVersion: reportSchemaVersion,
    ok: true,
    version,
    level,
    target,
    mode,
    durationMs,
    hasMgobe: result.findings.length + result.project.sdkFiles.length > 0,
    counts: {
      changed: reported.length,
      unchanged:
        result.project.files.length - reported.filter(({ path }) => !isSdk(result, folder, path)).length,
      skipped: Object.values(skippedBy).reduce((total, count) => total + count, 0),
      skippedBy,
      notParsed: notParsed.length,
      edits: sum(({ edits }) => edits),
      todos: todos.length,
      added: sum(({ added }) => added),
      removed: sum(({ removed }) => removed),
    },
    sdk: result.project.sdkFiles.map(({ path, kind, version: exact, versionAtLeast, isDropIn }) => ({
      path: relative(folder, path),
      kind,
      version: exact ?? `>=${versionAtLeast}`,
      isDropIn,
    })),
    changes: reported,
    todos,
    declined,
    notParsed,
  };
}

function isSdk(result: CodemodResult, folder: string, path: string): boolean {
  return result.project.sdkFiles.some((file) => relative(folder, file.path) === path);
}
