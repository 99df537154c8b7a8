import { defaultBackup, isBackup, undoBackup } from "../../../codemods/history/backup";
import { RunLock } from "../../../codemods/history/run-lock";
import { toProjectPath } from "../../../codemods/project/project-path";
import { type BilingualText, countOf, ToolError } from "../../contract";
import { ExitCode } from "../exit-codes";
import { type Terminal, type TerminalOptions } from "../terminal";
import { texts } from "./codemod-texts";

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
  const base = terminal.context.folder;
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
