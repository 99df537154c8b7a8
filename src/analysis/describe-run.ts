import { countChangedLines, createUnifiedDiff } from "../../codemods/edits/unified-diff";
import { type Level } from "../../codemods/rules/rule";
import { type CodemodResult, type FileChange, isReplacement } from "../../codemods/run/codemod-run";
import { type RunOutcome } from "./client-sites";
import { type FindingList } from "./finding-list";
import { type FileChangeView, type Report, type ReportFinding } from "./model/report";

/** What a report is made from. */
export interface ReportInput {
  /** A run of the codemod; whether it was written is said by `mode`. */
  readonly result: CodemodResult;
  /** The changes that were chosen, where the user was asked; all of the run when left out. */
  readonly changes?: readonly FileChange[];
  readonly mode: Report["run"]["mode"];
  readonly level: Level;
  /** `colyseus` when left out. */
  readonly target?: string;
  /** Folder that paths are given relative to; what the roots have in common when left out. */
  readonly folder?: string;
  /** Whether changes are told with their diffs; they are when left out. */
  readonly withDiffs?: boolean;
  /** The command line as the user gave it. */
  readonly command: string;
  readonly toolVersion: string;
  /** Start of the run, ms since 1970. */
  readonly startedAt: number;
  /** Duration so far, ms. */
  readonly getDuration: () => number;
}

/** What became of a run's changes. */
export function getOutcome({ result, changes = result.changes, mode }: ReportInput): RunOutcome {
  return { result, changes, isWritten: mode === "written" };
}

/** How the run was asked for, and when. */
export function describeRun(input: ReportInput, list: FindingList): Report["run"] {
  const { startedAt, getDuration, command, mode, level, target, result } = input;
  return {
    time: `${new Date(startedAt).toISOString()}/PT${(getDuration() / 1000).toFixed(3)}S`,
    command,
    mode,
    level,
    target: target ?? "colyseus",
    roots: result.project.roots.map((root) => list.toRelative(root)),
    hasSource: true,
  };
}

/** Lines that a run's changes add and take away, each counted once: to compare two files takes a while. */
export class ChangedLines {
  private readonly known = new Map<FileChange, ReturnType<typeof countChangedLines>>();

  /** Numbers of lines. */
  get(change: FileChange): { readonly added: number; readonly removed: number } {
    const lines = this.known.get(change) ?? countChangedLines(change.before, change.after);
    this.known.set(change, lines);
    return lines;
  }
}

/** The files of a run, in numbers. */
export function describeFiles(
  { result, changes = result.changes }: ReportInput,
  findings: readonly ReportFinding[],
  list: FindingList,
  lines: ChangedLines,
): Report["files"] {
  const { project } = result;
  const notParsed = findings.filter(({ state }) => state === "unread");
  const unreadFiles = new Set(notParsed.map(({ file }) => file));
  const isUnread = ({ path }: { readonly path: string }): boolean => unreadFiles.has(list.toRelative(path));
  let addedLines = 0;
  let removedLines = 0;
  const sdk = new Set(project.sdkFiles.map(({ path }) => path));
  const own = changes.filter(({ path }) => !sdk.has(path));
  for (const change of own) {
    const { added, removed } = lines.get(change);
    addedLines += added;
    removedLines += removed;
  }
  const read = project.files.length;
  return {
    read,
    changed: changes.length,
    unchanged: Math.max(0, read - own.length - project.notParsed.filter(isUnread).length),
    failed: notParsed.length,
    addedLines,
    removedLines,
    skipped: result.project.skipped
      .filter((each) => each.reason !== "template" && !isUnread(each))
      .map(({ path, reason }) => ({ file: list.toRelative(path), reason }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
    notParsed: notParsed.map(({ file = "", line, column, message }) => ({
      file,
      ...(line ? { line } : {}),
      ...(column ? { column } : {}),
      reason: message,
    })),
  };
}

/** What becomes of each file, with a diff where the code may be shown and another file does not take its place. */
export function describeChanges(
  { result, changes = result.changes, withDiffs = true }: ReportInput,
  list: FindingList,
  lines: ChangedLines,
): FileChangeView[] {
  return changes.map((change): FileChangeView => {
    const { path, before, after, edits, fate } = change;
    const file = list.toRelative(path);
    const rules = [...new Set(edits.map(({ rule }) => rule))].sort();
    const counts = { file, edits: edits.length, rules, ...(fate ? { fate } : {}) };
    if (isReplacement(change)) return { ...counts, added: 0, removed: 0 };
    return {
      ...counts,
      ...lines.get(change),
      ...(withDiffs ? { diff: list.redact(createUnifiedDiff(file, before, after)) } : {}),
    };
  });
}
