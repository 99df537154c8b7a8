import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { ToolError } from "../../src/contract";
import { dirname, followLinks, join } from "../project/project-path";

/** A file to write. */
export interface FileToWrite {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** A file whose new text is on disk, beside its place. */
interface PreparedFile {
  readonly path: string;
  readonly text: string;
  /** Undefined for a device or pipe (`-o /dev/stdout`), which nothing may take the place of. */
  readonly temporary: string | undefined;
  /** Bytes before; undefined for a new file. */
  readonly before: Buffer | undefined;
}

/** Where a path leads to: a link stays one, and its file is written. */
function followLink(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? followLinks(path) : path;
}

function prepare({ path: given, text }: FileToWrite, index: number): PreparedFile {
  const stats = statSync(given, { throwIfNoEntry: false });
  if (stats && !stats.isFile() && !stats.isDirectory()) {
    return { path: given, text, temporary: undefined, before: undefined };
  }
  const path = followLink(given);
  mkdirSync(dirname(path), { recursive: true });
  // A folder in the way must be found before the first file is moved.
  const before = stats && readFileSync(path);
  // Without the file's own name, which may be as long as a name can be.
  const temporary = join(dirname(path), `.mgobe-migrate-${process.pid}-${index}.tmp`);
  const handle = openSync(temporary, "w");
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (stats) chmodSync(temporary, stats.mode & 0o7777);
  return { path, text, temporary, before };
}

function moveIntoPlace({ path, text, temporary }: PreparedFile): void {
  if (temporary === undefined) writeFileSync(path, text);
  else renameSync(temporary, path);
}

/**
 * Writes files so that none is ever half-written: all go to temporary files first and are moved into place only when
 * every one of them is on disk. Where a file cannot be moved (another program holds it), those before it get their old
 * text back. File modes and links are kept. Throws `ToolError` WRITE_FAILED; the files are as they were then.
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const prepared: PreparedFile[] = [];
  let moved = 0;
  try {
    for (const [index, file] of files.entries()) prepared.push(prepare(file, index));
    for (const file of prepared) {
      moveIntoPlace(file);
      moved++;
    }
  } catch (error) {
    const path = files[prepared.length < files.length ? prepared.length : moved]?.path ?? "";
    for (const { temporary } of prepared.slice(moved)) if (temporary) rmSync(temporary, { force: true });
    for (const file of prepared.slice(0, moved)) putBack(file);
    throw new ToolError("WRITE_FAILED", { path, reason: getReason(error) }, { cause: error });
  }
}

function putBack({ path, before, temporary }: PreparedFile): void {
  if (before) writeFileSync(path, before);
  else if (temporary) rmSync(path, { force: true });
}

/** First line of what went wrong. */
export function getReason(error: unknown): string {
  const message = (error as Partial<Error> | undefined)?.message;
  return (typeof message === "string" ? message : String(error)).split("\n")[0] ?? "";
}
