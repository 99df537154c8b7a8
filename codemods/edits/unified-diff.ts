import { makeVisible } from "../../src/contract";
import { diffLines, writeHunks } from "./line-diff";

/** Unchanged lines around a change. */
const context = 3;

/** Colours of a terminal diff. */
const colours = {
  head: "\u001b[1m",
  place: "\u001b[36m",
  added: "\u001b[32m",
  removed: "\u001b[31m",
  end: "\u001b[0m",
};

function getColour(line: string): string | undefined {
  if (line.startsWith("---") || line.startsWith("+++")) return colours.head;
  if (line.startsWith("@@")) return colours.place;
  if (line.startsWith("+")) return colours.added;
  return line.startsWith("-") ? colours.removed : undefined;
}

/** Path in a diff's head: as it is, Chinese included; quoted as git does only where git could not read it otherwise. */
function writePath(path: string): string {
  if (/["\\\x00-\x1f\x7f]/.test(path)) return JSON.stringify(path);
  // The tab ends a name with blanks in it.
  return path.includes(" ") ? `${path}\t` : path;
}

/** Unified diff of one file, as `git apply` takes it. */
export function createUnifiedDiff(path: string, before: string, after: string): string {
  const hunks = writeHunks(diffLines(before, after), context);
  return [`--- ${writePath(`a/${path}`)}`, `+++ ${writePath(`b/${path}`)}`, ...hunks, ""].join("\n");
}

/** A diff for a terminal: coloured, and without characters of the code that the terminal would obey. */
export function paintDiff(diff: string): string {
  return diff
    .split("\n")
    .map((line) => {
      const shown = makeVisible(line.replace(/\r$/, ""));
      const start = getColour(line);
      return start ? `${start}${shown}${colours.end}` : shown;
    })
    .join("\n");
}

/** Lines added and removed between two texts. */
export function countChangedLines(before: string, after: string): { added: number; removed: number } {
  const diff = diffLines(before, after);
  const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);
  return { added: count(diff.added), removed: count(diff.removed) };
}
