import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "../project/project-path";

/** What a file beside a file is for: its new text, or a second name of its old one. */
type BesideKind = "tmp" | "old";

const pattern = /^\.mgobe-migrate-(\d+)-\d+\.(?:tmp|old)$/;
/** Writing never takes this long: such a file is left over, though its process' number may be in use again. */
const longestWriteMs = 600_000;

/** Name of a file beside one that is being written; without that one's own name, which may be as long as a name can be. */
export function nameBeside(index: number, kind: BesideKind): string {
  return `.mgobe-migrate-${process.pid}-${index}.${kind}`;
}

/** Whether a process of this number runs, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Removes what a run that was killed left in some folders; returns the paths. Files of a run that is still at work stay.
 * Not to be called while this process writes there itself.
 */
export function removeLeftovers(folders: Iterable<string>): string[] {
  const removed: string[] = [];
  for (const folder of new Set(folders)) {
    for (const name of listNames(folder)) {
      const pid = pattern.exec(name)?.[1];
      const path = join(folder, name);
      if (pid === undefined || !isLeftover(path, Number(pid))) continue;
      try {
        rmSync(path);
        removed.push(path);
      } catch {
        // Somebody else's, or gone already.
      }
    }
  }
  return removed;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isLeftover(path: string, pid: number): boolean {
  if (pid === process.pid || !isAlive(pid)) return true;
  const stats = statSync(path, { throwIfNoEntry: false });
  // A second name of an old file is as old as that file: only its inode tells when it was made.
  return stats !== undefined && Date.now() - stats.ctimeMs > longestWriteMs;
}
