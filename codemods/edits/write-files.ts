import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { ToolError } from "../../src/contract";
import { dirname, followLinks, join } from "../project/project-path";
import { nameBeside, removeLeftovers } from "./leftovers";
import { renamePatiently } from "./patient-rename";

/** A file to write. */
export interface FileToWrite {
  /** Absolute path. */
  readonly path: string;
  /** What it is to hold; null to take it away. */
  readonly text: string | null;
  /** What the file has to hold still, as it was read, null where none may be there; not looked at when left out. */
  readonly expected?: string | Buffer | null;
  /** Rights of a new file, as `chmod` takes them; the usual ones when left out. */
  readonly mode?: number;
}

/** A file whose new text is on disk, beside its place. */
interface PreparedFile {
  /** Path as it was given, for messages. */
  readonly given: string;
  readonly path: string;
  /** Null for a file that is taken away. */
  readonly text: Buffer | null;
  /** Undefined for a device or pipe (`-o /dev/stdout`), which nothing may take the place of, and where no text is new. */
  readonly temporary?: string;
  /** Second name of the old file: it takes no room on the disk to put that back. */
  readonly old?: string;
  /** Bytes before; undefined for a new file. */
  readonly before?: Buffer;
}

/** Where a path leads to: a link stays one, and its file is written. */
function followLink(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? followLinks(path) : path;
}

const toBuffer = (text: string | Buffer): Buffer => (typeof text === "string" ? Buffer.from(text) : text);

function requireSame(found: Buffer | undefined, expected: Buffer | undefined, path: string): void {
  const isSame = found && expected ? found.equals(expected) : found === expected;
  if (!isSame) throw new ToolError("FILE_CHANGED", { path });
}

/** Writes all of a new file and makes sure that it is there: a full disk may take a part and report no error. */
function writeWhole(path: string, bytes: Buffer, mode: number | undefined): void {
  const handle = openSync(path, "wx", mode);
  try {
    for (let done = 0; done < bytes.length;) {
      const count = writeSync(handle, bytes, done);
      if (count === 0) throw new Error("ENOSPC: no space left on device");
      done += count;
    }
    fsyncSync(handle);
    if (fstatSync(handle).size !== bytes.length)
      throw new Error("EIO: the file is shorter than what was written");
  } finally {
    closeSync(handle);
  }
}

/** Gives the new file the rights of the old one, and its owner where the user may. */
function keepOwner(path: string, { uid, gid, mode }: Stats): void {
  const own = statSync(path);
  if (own.uid !== uid || own.gid !== gid) {
    try {
      chownSync(path, uid, gid);
    } catch {
      // Only root can give a file away.
    }
  }
  chmodSync(path, mode & 0o7777);
}

/** A second name for the file as it is; a copy where the file system knows no such thing. */
function keepOld(path: string, old: string): void {
  try {
    linkSync(path, old);
  } catch {
    copyFileSync(path, old, constants.COPYFILE_EXCL);
    requireSame(readFileSync(old), readFileSync(path), path);
  }
}

/** One set of files on its way to the disk. */
class FileWriter {
  private readonly prepared: PreparedFile[] = [];
  /** Names beside the files that may be there by now. */
  private readonly beside: string[] = [];
  private readonly folders = new Set<string>();
  private moved = 0;

  constructor(private readonly files: readonly FileToWrite[]) {}

  write(): void {
    let current = "";
    try {
      for (const [index, file] of this.files.entries()) {
        current = file.path;
        this.prepared.push(this.prepare(file, index));
      }
      for (const file of this.prepared) {
        current = file.given;
        this.moveIntoPlace(file);
      }
    } catch (error) {
      this.fail(error, current);
    }
    this.clean();
  }

  private prepare({ path: given, text, expected, mode }: FileToWrite, index: number): PreparedFile {
    if (text === null) return this.prepareRemoval(given, expected, index);
    const bytes = Buffer.from(text);
    const stats = statSync(given, { throwIfNoEntry: false });
    if (stats && !stats.isFile() && !stats.isDirectory()) return { given, path: given, text: bytes };
    const path = followLink(given);
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    if (!this.folders.has(folder)) removeLeftovers([folder]);
    this.folders.add(folder);
    // A folder in the way must be found before the first file is moved.
    const before = stats && readFileSync(path);
    if (expected !== undefined)
      requireSame(before, expected === null ? undefined : toBuffer(expected), given);
    if (stats) requireWritable(path, stats);
    const temporary = this.nameBeside(folder, index, "tmp");
    writeWhole(temporary, bytes, mode);
    if (!stats || !before) return { given, path, text: bytes, temporary };
    keepOwner(temporary, stats);
    const old = this.nameBeside(folder, index, "old");
    keepOld(path, old);
    return { given, path, text: bytes, temporary, old, before };
  }

  private prepareRemoval(given: string, expected: FileToWrite["expected"], index: number): PreparedFile {
    const path = followLink(given);
    const stats = statSync(path, { throwIfNoEntry: false });
    const before = readIfThere(path);
    if (expected !== undefined)
      requireSame(before, expected === null ? undefined : toBuffer(expected), given);
    if (!stats || !before) return { given, path, text: null };
    requireWritable(path, stats);
    const folder = dirname(path);
    if (!this.folders.has(folder)) removeLeftovers([folder]);
    this.folders.add(folder);
    const old = this.nameBeside(folder, index, "old");
    keepOld(path, old);
    return { given, path, text: null, old, before };
  }

  private nameBeside(folder: string, index: number, kind: "tmp" | "old"): string {
    const path = join(folder, nameBeside(index, kind));
    this.beside.push(path);
    return path;
  }

  private moveIntoPlace(file: PreparedFile): void {
    const { given, path, text, temporary, old, before } = file;
    if (text === null) return this.remove(file);
    if (temporary === undefined) {
      writeFileSync(path, text);
      this.moved++;
      return;
    }
    requireSame(readIfThere(path), before, given);
    renamePatiently(temporary, path, given);
    this.moved++;
    // An edit that fell between the two lines above went into the old file, which has its second name still.
    if (old !== undefined) requireSame(readFileSync(old), before, given);
  }

  private remove({ given, path, before }: PreparedFile): void {
    requireSame(readIfThere(path), before, given);
    rmSync(path, { force: true });
    this.moved++;
  }

  private fail(error: unknown, path: string): never {
    const stuck = this.prepared.slice(0, this.moved).filter((file) => !putBack(file));
    const files = stuck.map(({ given, path: moved, old }) =>
      old === undefined ? given : `${given} (${keepForUser(old, moved)})`,
    );
    this.clean(stuck.map(({ old }) => old));
    const reason = error instanceof ToolError ? error.what("en") : getReason(error);
    if (stuck.length > 0) {
      throw new ToolError("WRITE_NOT_UNDONE", { path, reason, files: files.join(", ") }, { cause: error });
    }
    if (error instanceof ToolError) throw error;
    throw new ToolError("WRITE_FAILED", { path, reason }, { cause: error });
  }

  private clean(except: readonly (string | undefined)[] = []): void {
    for (const path of this.beside) if (!except.includes(path)) rmSync(path, { force: true });
  }
}

/** Throws as `fs` does for a file that its owner has closed to writing: moving another one over it needs no right to it. */
function requireWritable(path: string, { mode }: Stats): void {
  accessSync(path, constants.W_OK);
  if ((mode & 0o222) === 0) throw new Error("EACCES: the file is read-only");
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Undoes a move; false when the file could not be put back, or holds by now what somebody else wrote. */
function putBack({ given, path, text, temporary, old }: PreparedFile): boolean {
  if (temporary === undefined && text !== null) return true;
  try {
    if (text === null) {
      const isFree = readIfThere(path) === undefined;
      if (isFree && old !== undefined) renamePatiently(old, path, given);
      return isFree;
    }
    if (!readIfThere(path)?.equals(text)) return false;
    if (old === undefined) rmSync(path, { force: true });
    else renamePatiently(old, path, given);
    return true;
  } catch {
    return false;
  }
}

/** Gives an old file that could not be put back a name that no later run removes; returns where it is. */
function keepForUser(old: string, path: string): string {
  const kept = `${path}.before-mgobe-migrate`;
  try {
    linkSync(old, kept);
    rmSync(old);
    return kept;
  } catch {
    return old;
  }
}

/**
 * Writes files so that none is ever half-written: all go to temporary files first and are moved into place only when
 * every one of them is on disk. Where a file cannot be moved (another program holds it), or was changed since it was read,
 * those before it get their old file back. File modes, owners and links are kept. Temporary files that an earlier, killed
 * run left in the same folders are removed. Throws `ToolError` WRITE_FAILED, FILE_HELD or FILE_CHANGED, and the files are as they were
 * then; WRITE_NOT_UNDONE names those that could not be put back.
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  new FileWriter(files).write();
}

/** First line of what went wrong. */
export function getReason(error: unknown): string {
  const message = (error as Partial<Error> | undefined)?.message;
  return (typeof message === "string" ? message : String(error)).split("\n")[0] ?? "";
}
