import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import Ajv from "ajv";
import { ToolError } from "../../src/contract";
import { removeLeftovers } from "../edits/leftovers";
import { type FileToWrite, getReason, writeFiles } from "../edits/write-files";
import { basename, dirname, isInside, join, relative, resolve } from "../project/project-path";
import { toReal } from "./real-path";

/** Where `--backup` and `undo` look when no folder is named. */
export const defaultBackup = ".mgobe-migrate/backup";

/** What is kept of one file. */
interface BackupEntry {
  /** Path relative to the base. */
  readonly path: string;
  /** Path, relative to the base, that the run had been given and reached the file by. */
  readonly root: string;
  /** Copy's name in the backup folder; null for a file that was not there. */
  readonly copy: string | null;
  /** SHA-256 of the copy; null without one. */
  readonly original: string | null;
  /** SHA-256 of each text that a run wrote over it, null where it took the file away: tells whether it was changed since. */
  readonly written: readonly (string | null)[];
  /** The file was edited between two runs: the copy has nothing of that. */
  readonly isEdited: boolean;
}

interface BackupContent {
  readonly version: 2;
  /** Folder that paths are relative to, relative to the backup folder, so that both can be moved together. */
  readonly base: string;
  readonly files: readonly BackupEntry[];
}

/** The sum tells a list that was edited by hand. */
type Manifest = BackupContent & { readonly sum: string };

const sha256 = { type: "string", pattern: "^[\\da-f]{64}$" };
const nothing = { type: "null" };

/** An object with all of these members and no other. */
function createStrictObject(properties: Readonly<Record<string, object>>): object {
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

/** JSON Schema of a backup's list. */
function createManifestSchema(): object {
  const entry = createStrictObject({
    path: { type: "string", minLength: 1 },
    root: { type: "string" },
    copy: { anyOf: [{ type: "string", pattern: "^\\d{5,}\\.txt$" }, nothing] },
    original: { anyOf: [sha256, nothing] },
    written: { type: "array", items: { anyOf: [sha256, nothing] } },
    isEdited: { type: "boolean" },
  });
  return createStrictObject({
    version: { const: 2 },
    base: { type: "string" },
    files: { type: "array", items: entry },
    sum: sha256,
  });
}

/** One file of a backup; both paths are absolute. */
type KeptFile = BackupEntry;

/** One file that is about to be rewritten. */
export interface FileToKeep {
  /** Absolute path. */
  readonly path: string;
  /** Null for a file that is new. */
  readonly before: string | null;
  /** Null for a file that is taken away. */
  readonly after: string | null;
}

/** What became of a backup's files. */
export interface UndoOutcome {
  /** Absolute paths of files that were put back. */
  readonly restored: readonly string[];
  /** Number of files that held their old text already: a run that was stopped never came to them. */
  readonly untouched: number;
  /** Number of files that stay in the backup, because they belong to other paths. */
  readonly left: number;
}

const hash = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");
const hashIfAny = (text: string | Buffer | null): string | null => (text === null ? null : hash(text));
const manifestOf = (folder: string): string => join(folder, "backup.json");

/**
 * Keeps the files as they were before a rewrite. A backup that is in the folder already stays the older state of its
 * files, so that one undo takes several runs back. Throws `ToolError` BACKUP_TAKEN when the folder holds anything else,
 * UNDO_BROKEN when that backup is not whole.
 *
 * @param base folder that the command runs in
 * @param roots paths that it was given
 */
export function writeBackup(
  folder: string,
  base: string,
  roots: readonly string[],
  changes: readonly FileToKeep[],
): void {
  requireOwnFolder(folder);
  const kept = new Map<string, KeptFile>();
  if (existsSync(manifestOf(folder))) for (const file of readBackup(folder).files) kept.set(file.path, file);
  let number = Math.max(-1, ...[...kept.values()].map(({ copy }) => Number.parseInt(copy ?? "-1", 10)));
  const copies: FileToWrite[] = [];
  for (const { path, before, after } of changes) {
    const previous = kept.get(path);
    const file = previous ?? {
      path,
      root: resolve(base, roots.find((each) => isInside(resolve(base, each), path)) ?? roots[0] ?? "."),
      copy: before === null ? null : `${String(++number).padStart(5, "0")}.txt`,
      original: hashIfAny(before),
      written: [],
      isEdited: false,
    };
    // The code may hold keys, and the file it came from may be its owner's alone.
    if (!previous && file.copy !== null)
      copies.push({ path: join(folder, file.copy), text: before, mode: 0o600 });
    const isKnown = [file.original, ...file.written].includes(hashIfAny(before));
    const written = [...new Set([...file.written, hashIfAny(after)])];
    kept.set(path, { ...file, written, isEdited: file.isEdited || !isKnown });
  }
  writeFiles([
    // A backup must not make the tree dirty that it lies in.
    { path: join(folder, ".gitignore"), text: "*\n" },
    ...copies,
    createManifest(folder, base, [...kept.values()]),
  ]);
}

function createManifest(folder: string, base: string, kept: readonly KeptFile[]): FileToWrite {
  const toEntryPath = (path: string): string => relative(base, path);
  const files = kept.map(({ path, root, copy, original, written, isEdited }) => ({
    path: toEntryPath(path),
    root: toEntryPath(root),
    copy,
    original,
    written,
    isEdited,
  }));
  const content: BackupContent = { version: 2, base: relative(folder, base), files };
  const text = `${JSON.stringify({ ...content, sum: hash(JSON.stringify(content)) }, null, 2)}\n`;
  return { path: manifestOf(folder), text };
}

/** A folder with anything in it that no run put there must neither be written to nor be removed by an undo. */
function requireOwnFolder(folder: string): void {
  if (!existsSync(folder) || !lstatSync(folder).isDirectory()) return;
  removeLeftovers([folder]);
  if (existsSync(manifestOf(folder))) return;
  // A run that was killed before its list was written may have left copies.
  const isOwn = (name: string): boolean =>
    /^\d{5,}\.txt$/.test(name) ||
    (name === ".gitignore" && readFileSync(join(folder, name), "utf8") === "*\n");
  if (!readdirSync(folder).every(isOwn)) throw new ToolError("BACKUP_TAKEN", { path: folder });
}

/** Reads a backup's list. Throws `ToolError` UNDO_NOT_FOUND, or UNDO_BROKEN when it is not what was written. */
function readBackup(folder: string): { readonly base: string; readonly files: readonly KeptFile[] } {
  if (!existsSync(manifestOf(folder))) throw new ToolError("UNDO_NOT_FOUND", { path: folder });
  return readWhole(folder, () => {
    const manifest: unknown = JSON.parse(readFileSync(manifestOf(folder), "utf8"));
    const isManifest = new Ajv().compile<Manifest>(createManifestSchema());
    if (!isManifest(manifest)) throw new Error("backup.json is not what was written");
    const { sum, ...content } = manifest;
    if (hash(JSON.stringify(content)) !== sum) throw new Error("backup.json was edited");
    const base = resolve(folder, content.base);
    const files = content.files.map((entry) => ({
      ...entry,
      path: resolve(base, entry.path),
      root: resolve(base, entry.root),
    }));
    return { base, files };
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

/** The old text of a file, null where there was none. Throws `ToolError` UNDO_BROKEN. */
function readCopy(folder: string, { copy, original }: BackupEntry): string | null {
  if (copy === null) return null;
  return readWhole(folder, () => {
    const path = join(folder, copy);
    if (!lstatSync(path).isFile()) throw new Error(`${copy} is no file`);
    const text = readFileSync(path, "utf8");
    if (hash(text) !== original) throw new Error(`${copy} was edited`);
    return text;
  });
}

/** Whether a backup lies in a folder. */
export function isBackup(folder: string): boolean {
  return existsSync(manifestOf(folder));
}

/** What to undo. */
export interface UndoRequest {
  /** Folder of the backup. */
  readonly folder: string;
  /** Folder that the command runs in: what may be written to, together with the paths. */
  readonly base: string;
  /** Paths as `codemod` was given them; everything in the backup when empty. */
  readonly paths: readonly string[];
  /** Also over files that were changed since. */
  readonly force: boolean;
}

/**
 * Puts the files of a backup back and takes them out of it; a file that holds its old text already is left alone. Throws
 * `ToolError` UNDO_NOT_FOUND, UNDO_ELSEWHERE, UNDO_OTHER_PATHS when the backup has no file of the paths, UNDO_BROKEN, UNDO_OUTSIDE when a file lies in no folder that was named, or UNDO_CHANGED when
 * one was edited after the rewrite and `force` is not set: nothing is restored then.
 */
export function undoBackup({ folder, base, paths, force }: UndoRequest): UndoOutcome {
  const given = paths.map((path) => resolve(base, path));
  if (!isBackup(folder)) requireNoOther(folder, base, given);
  const backup = readBackup(folder);
  const chosen = backup.files.filter(
    (file) =>
      given.length === 0 || given.some((each) => isInside(each, file.path) || isInside(each, file.root)),
  );
  if (chosen.length === 0 && given.length > 0) {
    const roots = [...new Set(backup.files.map(({ root }) => relative(base, root) || "."))];
    const shown = given.map((path) => relative(base, path) || ".");
    const details = { path: folder, given: shown.join(", "), roots: roots.join(", ") };
    throw new ToolError("UNDO_OTHER_PATHS", details);
  }
  const trees = [base, ...given].map(toReal);
  for (const { path } of chosen) requireInside(path, trees, base);
  removeLeftovers([folder, ...chosen.map(({ path }) => dirname(path))]);
  const writes = new Map(chosen.map((file) => [file, prepareRestore(folder, file, force)]));
  const needed = [...writes.values()].filter((write) => write !== undefined);
  writeFiles(needed);
  const rest = backup.files.filter((file) => !writes.has(file));
  removeKept(folder, backup.base, chosen, rest);
  return {
    restored: needed.map(({ path }) => path),
    untouched: chosen.length - needed.length,
    left: rest.length,
  };
}

/** Throws when a run that was made in another folder left its backup there: below a path that is given, or above. */
function requireNoOther(folder: string, base: string, given: readonly string[]): void {
  for (const start of [...given, base]) {
    for (let each = start; ; each = dirname(each)) {
      const other = join(each, defaultBackup);
      if (other !== folder && isBackup(other))
        throw new ToolError("UNDO_ELSEWHERE", { path: folder, other, folder: each });
      if (each === dirname(each)) break;
    }
  }
}

/** Throws unless a path, its links followed, leads to a place in one of the trees, and not into git's own folder. */
function requireInside(path: string, trees: readonly string[], base: string): void {
  const real = toReal(path);
  // Where upper and lower case are the same, `.GIT` is that folder, too.
  const isGit = [path, real].some((each) => each.toLowerCase().split("/").includes(".git"));
  if (isGit || !trees.some((tree) => isInside(tree, real))) {
    throw new ToolError("UNDO_OUTSIDE", { path: real, folder: base });
  }
}

/** What has to be written to put a file back; undefined when it holds its old text. */
function prepareRestore(folder: string, file: KeptFile, force: boolean): FileToWrite | undefined {
  const { path, original, written, isEdited } = file;
  const text = readCopy(folder, file);
  const current = existsSync(path) ? readFileSync(path) : null;
  const found = hashIfAny(current);
  if (found === original) return undefined;
  const isOurs = written.includes(found) && !isEdited;
  if (!force && !isOurs) throw new ToolError("UNDO_CHANGED", { path });
  return { path, text, ...(current ? { expected: current } : {}) };
}

/** Takes files out of a backup: out of the list first, so that it never names a copy that is gone. */
function removeKept(
  folder: string,
  base: string,
  gone: readonly KeptFile[],
  rest: readonly KeptFile[],
): void {
  if (rest.length > 0) writeFiles([createManifest(folder, base, rest)]);
  else rmSync(manifestOf(folder), { force: true });
  for (const { copy } of gone) if (copy !== null) rmSync(join(folder, copy), { force: true });
  if (rest.length > 0) return;
  rmSync(join(folder, ".gitignore"), { force: true });
  removeIfEmpty(folder);
  // The default backup's parent is ours, too.
  if (basename(dirname(folder)) === dirname(defaultBackup)) removeIfEmpty(dirname(folder));
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
