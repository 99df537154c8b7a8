import type * as FileSystem from "node:fs";

const fs = jest.requireActual<typeof FileSystem>("node:fs");
const changing = [
  "renameSync",
  "linkSync",
  "writeSync",
  "rmSync",
  "rmdirSync",
  "openSync",
  "mkdirSync",
  "chmodSync",
] as const;

/**
 * Runs some work and stops it before its n-th change to the disk, as a `kill -9` would: nothing of what comes after it is
 * done any more, no tidying up either; of a write a half is done. Tells whether the work came to its end before that.
 */
export function runUntil(step: number, work: () => void): boolean {
  let count = 0;
  const spies = changing.map((name) => {
    const original = fs[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (++count < step) return original(...args);
      if (count === step && name === "writeSync") {
        const [handle, bytes] = args as [number, Buffer];
        original(handle, bytes.subarray(0, bytes.length >> 1));
      }
      throw new Error("killed");
    }) as never);
  });
  try {
    work();
  } catch (error) {
    if (count < step) throw error;
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
  return count < step;
}

/** Runs some work on a disk that takes so many bytes more: the write that does not fit is cut short, the next one fails. */
export function runOnFullDisk(room: number, work: () => void): void {
  let left = room;
  const original = fs.writeSync as (handle: number, bytes: Buffer, offset?: number) => number;
  const spy = jest.spyOn(fs, "writeSync").mockImplementation(((handle: number, bytes: Buffer, offset = 0) => {
    if (left === 0) throw new Error("ENOSPC: no space left on device, write");
    const part = bytes.subarray(offset, offset + left);
    left -= part.length;
    return original(handle, part);
  }) as never);
  try {
    work();
  } finally {
    spy.mockRestore();
  }
}
