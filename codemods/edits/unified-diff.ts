import { createTwoFilesPatch, structuredPatch } from "diff";

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
  if (/["\\\x00-\x1f]/.test(path)) return JSON.stringify(path);
  // The tab ends a name with blanks in it.
  return path.includes(" ") ? `${path}\t` : path;
}

/** Unified diff of one file, as `git apply` takes it; with terminal colours on demand. */
export function createUnifiedDiff(path: string, before: string, after: string, colour = false): string {
  const patch = createTwoFilesPatch("a", "b", before, after, undefined, undefined, { context: 3 });
  const [, , , ...body] = patch.split("\n");
  const lines = [`--- ${writePath(`a/${path}`)}`, `+++ ${writePath(`b/${path}`)}`, ...body];
  if (!colour) return lines.join("\n");
  return lines
    .map((line) => {
      const start = getColour(line);
      return start ? `${start}${line}${colours.end}` : line;
    })
    .join("\n");
}

/** Lines added and removed between two texts. */
export function countChangedLines(before: string, after: string): { added: number; removed: number } {
  const { hunks } = structuredPatch("a", "b", before, after, undefined, undefined, { context: 0 });
  let added = 0;
  let removed = 0;
  for (const { lines } of hunks) {
    for (const line of lines) {
      if (line.startsWith("+")) added++;
      else if (line.startsWith("-")) removed++;
    }
  }
  return { added, removed };
}
