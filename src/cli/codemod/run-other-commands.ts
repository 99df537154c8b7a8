import { defaultBackup, isBackup, undoBackup } from "../../../codemods/history/backup";
import { RunLock } from "../../../codemods/history/run-lock";
import { findMarkers } from "../../../codemods/markers/marker";
import { collectFiles } from "../../../codemods/project/collect-files";
import { getWorkingFolder, relative, toProjectPath } from "../../../codemods/project/project-path";
import { rules } from "../../../codemods/rules/registry";
import { type BilingualText, countOf, makeVisible, showName, ToolError } from "../../contract";
import { ExitCode } from "../exit-codes";
import { type Terminal, type TerminalOptions } from "../terminal";
import { texts } from "./codemod-texts";

/** Lists the markers under some paths; exit code 1 when there are any. */
export function runTodo(paths: readonly string[], options: { json?: boolean }, terminal: Terminal): number {
  const folder = getWorkingFolder();
  const markers = collectFiles(paths).files.flatMap(({ path, text }) =>
    findMarkers(text).map(({ rule, message, line, column }) => ({
      path: relative(folder, path),
      line,
      column,
      rule,
      message,
    })),
  );
  if (options.json) terminal.print(JSON.stringify(markers, null, 2));
  else printMarkers(markers, terminal);
  return markers.length > 0 ? ExitCode.findings : ExitCode.done;
}

type ListedMarker = { path: string; line: number; column: number; rule: string; message: string };

function printMarkers(markers: readonly ListedMarker[], terminal: Terminal): void {
  if (markers.length === 0) return terminal.print(terminal.say(texts.noTodos));
  const counts = new Map<string, number>();
  for (const { path, line, column, rule, message } of markers) {
    terminal.print(`${showName(path)}:${line}:${column}  ${rule}  ${makeVisible(message)}`);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const files = new Set(markers.map(({ path }) => path)).size;
  const byRule = [...counts].sort().map(([rule, count]) => `${rule} ${count}`);
  const details = {
    markers: countOf(markers.length, "marker", "markers", "处标记"),
    files: countOf(files, "file", "files", "个文件"),
    rules: byRule.join(", "),
  };
  terminal.print(terminal.say(texts.todos, details));
}

/** Options of `undo`. */
export interface UndoOptions extends TerminalOptions {
  readonly force?: boolean;
  /** Folder of the backup, where `codemod` was given one. */
  readonly backup?: string;
}

/** Puts back what a run with `--backup` rewrote; takes the same paths as `codemod`, or the folder of the backup. */
export function runUndo(given: readonly string[], options: UndoOptions, terminal: Terminal): number {
  // A variable of a shell that is not set must not mean everything.
  if (given.some((path) => path.trim() === "")) throw new ToolError("NO_PATH");
  const base = getWorkingFolder();
  const [only] = given;
  const isFolderItself =
    options.backup === undefined && given.length === 1 && !!only && isBackup(toProjectPath(only, base));
  const folder = toProjectPath(options.backup ?? (isFolderItself ? only : defaultBackup), base);
  const paths = isFolderItself ? [] : given.map((path) => toProjectPath(path, base));
  const lock = RunLock.acquire([base, folder, ...paths]);
  try {
    const { restored, untouched, left } = undoBackup({ folder, base, paths, force: options.force ?? false });
    const say = (text: BilingualText, count: number): string =>
      terminal.say(text, { files: countOf(count, "file", "files", "个文件") });
    terminal.print(say(texts.restored, restored.length));
    if (untouched > 0) terminal.print(say(texts.untouched, untouched));
    if (left > 0) terminal.print(say(texts.leftInBackup, left));
  } finally {
    lock.release();
  }
  return ExitCode.done;
}

/** Lists every rule with its level and title. */
export function runListRules(options: { json?: boolean }, terminal: Terminal): number {
  const { language } = terminal;
  const listed = rules.map(({ id, level, title }) => ({ id, level, title: title[language] }));
  if (options.json) terminal.print(JSON.stringify(listed, null, 2));
  else {
    const width = Math.max(...listed.map(({ id }) => id.length));
    for (const { id, level, title } of listed) {
      terminal.print(`${id.padEnd(width)}  ${level.padEnd("messages".length)}  ${title}`);
    }
  }
  return ExitCode.done;
}
