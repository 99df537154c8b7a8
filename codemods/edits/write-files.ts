import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ToolError } from "../../src/contract";

/** A file to write. */
export interface FileToWrite {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

function writeTemporary({ path, text }: FileToWrite): string {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const handle = openSync(temporary, "w");
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
  return temporary;
}

/**
 * Writes files so that none is ever half-written: all go to temporary files first and are moved into place only when
 * every one of them is on disk. File modes are kept. Throws `ToolError` WRITE_FAILED; the files are untouched then.
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const temporaries: { temporary: string; path: string }[] = [];
  try {
    for (const file of files) temporaries.push({ temporary: writeTemporary(file), path: file.path });
  } catch (error) {
    for (const { temporary } of temporaries) rmSync(temporary, { force: true });
    const path = files[temporaries.length]?.path ?? "";
    throw new ToolError("WRITE_FAILED", { path, reason: getReason(error) }, { cause: error });
  }
  for (const { temporary, path } of temporaries) renameSync(temporary, path);
}

/** First line of what went wrong. */
export function getReason(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}
