import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { ToolError } from "../../src/contract";
import { getReason, writeFiles } from "../edits/write-files";
import { basename, dirname, join, relative, resolve, toProjectPath } from "../project/project-path";
import { type FileChange } from "../run/codemod-run";

/** Where `--backup` and `undo` look when no folder is named. */
export const defaultBackup = ".mgobe-migrate/backup";

interface BackupEntry {
  /** Path relative to the backup folder's base. */
  readonly path: string;
  /** Copy's name in the backup folder. */
  readonly copy: string;
  /** SHA-256 of the rewritten file: tells whether it was changed since. */
  readonly rewritten: string;
}

interface Backup {
  readonly version: 1;
  /** Absolute folder that paths are relative to. */
  readonly base: string;
  readonly files: readonly BackupEntry[];
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const manifestOf = (folder: string): string => join(folder, "backup.json");

/**
 * Keeps the files as they were before a rewrite. A backup that is in the folder already stays the older state of its
 * files, so that one undo takes several runs back.
 */
export function writeBackup(folder: string, base: string, changes: readonly FileChange[]): void {
  const previous = existsSync(manifestOf(folder)) ? readBackup(folder) : undefined;
  const known = new Map(previous?.files.map((entry) => [resolve(previous.base, entry.path), entry]));
  const copies: { path: string; text: string }[] = [];
  for (const { path, before, after } of changes) {
    const copy = known.get(path)?.copy ?? `${String(known.size).padStart(5, "0")}.txt`;
    if (!known.has(path)) copies.push({ path: join(folder, copy), text: before });
    known.set(path, { path: relative(base, path), copy, rewritten: hash(after) });
  }
  const files = [...known].map(([path, entry]) => ({
    ...entry,
    path: relative(base, path),
  }));
  const backup: Backup = { version: 1, base, files };
  writeFiles([
    ...copies,
    { path: manifestOf(folder), text: `${JSON.stringify(backup, null, 2)}\n` },
    // A backup must not make the tree dirty that it lies in.
    { path: join(folder, ".gitignore"), text: "*\n" },
  ]);
}

function readBackup(folder: string): Backup {
  if (!existsSync(manifestOf(folder))) throw new ToolError("UNDO_NOT_FOUND", { path: folder });
  return readWhole(folder, () => {
    const backup = JSON.parse(readFileSync(manifestOf(folder), "utf8")) as Backup | null;
    if (!Array.isArray(backup?.files)) throw new Error("backup.json is not what was written");
    return { ...(backup as Backup), base: toProjectPath((backup as Backup).base) };
  });
}

/** Reads a part of a backup. Throws `ToolError` UNDO_BROKEN when it is missing or no longer what was written. */
function readWhole<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ToolError("UNDO_BROKEN", { path: folder, reason: getReason(error) }, { cause: error });
  }
}

/** The default backup's parent is ours, too. */
function removeIfEmpty(folder: string): void {
  if (basename(folder) === dirname(defaultBackup) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/**
 * Puts the files of a backup back and removes it; returns their paths. Throws `ToolError` UNDO_NOT_FOUND, UNDO_BROKEN, or UNDO_CHANGED
 * when a file was edited after the rewrite and `force` is not set: nothing is restored then.
 */
export function undoBackup(folder: string, force: boolean): string[] {
  const { base, files } = readBackup(folder);
  const restored = files.map(({ path, copy, rewritten }) => {
    const target = resolve(base, path);
    const current = existsSync(target) ? readFileSync(target, "utf8") : undefined;
    if (!force && (current === undefined || hash(current) !== rewritten)) {
      throw new ToolError("UNDO_CHANGED", { path: target });
    }
    const text = readWhole(folder, () => readFileSync(join(folder, copy), "utf8"));
    return { path: target, text };
  });
  writeFiles(restored);
  rmSync(folder, { recursive: true, force: true });
  removeIfEmpty(dirname(folder));
  return restored.map(({ path }) => path);
}
