import { renameSync } from "node:fs";
import { ToolError } from "../../src/contract";

/** What moving a file needs of the system. */
export interface RenameSystem {
  /** `win32` is the one where a program that reads a file keeps it from being replaced. */
  readonly platform: string;
  rename(from: string, to: string): void;
  /** Waits, in milliseconds. */
  wait(duration: number): void;
}

/** Milliseconds before each further attempt: scanners and editors hold a file for moments. */
const pauses = [10, 40, 150, 400, 1000] as const;

const held = /^(EPERM|EBUSY|EACCES)$/;

const ownSystem: RenameSystem = {
  platform: process.platform,
  rename: (from, to) => {
    renameSync(from, to);
  },
  wait: (duration) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, duration);
  },
};

/**
 * Moves a file over another. On Windows it tries again for about two seconds where another program holds one of them. Throws
 * `ToolError` FILE_HELD when it still does then, else what `fs` threw.
 *
 * @param given name of the file for messages
 */
export function renamePatiently(from: string, to: string, given: string, system = ownSystem): void {
  for (let attempt = 0; ; attempt++) {
    try {
      system.rename(from, to);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (system.platform !== "win32" || !held.test(code)) throw error;
      const pause = pauses[attempt];
      if (pause === undefined) throw new ToolError("FILE_HELD", { path: given, code }, { cause: error });
      system.wait(pause);
    }
  }
}
