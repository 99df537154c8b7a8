import { styleText } from "node:util";
import { makeVisible } from "../../src/contract";
import { diffLines, writeHunks } from "./line-diff";

/** Unchanged lines around a change. */
const context = 3;

type Colour = "bold" | "cyan" | "green" | "red";

function getColour(line: string): Colour | undefined {
  if (line.startsWith("---") || line.startsWith("+++")) return "bold";
  if (line.startsWith("@@")) return "cyan";
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : undefined;
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
      const colour = getColour(line);
      // Whether there are to be colours was decided by who asks, who knows the stream.
      return colour ? styleText(colour, shown, { validateStream: false }) : shown;
    })
    .join("\n");
}

/** Lines added and removed between two texts. */
export function countChangedLines(before: string, after: string): { added: number; removed: number } {
  // Of a large file most is the same before and behind all changes, and needs no comparison.
  const start = getSharedStart(before, after);
  const end = getSharedEnd(before, after, start);
  const diff = diffLines(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);
  return { added: count(diff.added), removed: count(diff.removed) };
}

/** Length of the whole lines with which two texts begin alike. */
function getSharedStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  return one.lastIndexOf("\n", length - 1) + 1;
}

/** Length of the whole lines with which two texts end alike, behind what they begin with. */
function getSharedEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let length = 0;
  while (length < most && getFromEnd(one, length) === getFromEnd(other, length)) length++;
  const line = one.indexOf("\n", one.length - length);
  return line === -1 ? 0 : one.length - line - 1;
}

function getFromEnd(text: string, index: number): number {
  return text.charCodeAt(text.length - 1 - index);
}
