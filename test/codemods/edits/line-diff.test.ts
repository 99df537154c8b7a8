import { createTwoFilesPatch, applyPatch } from "diff";
import { countChangedLines, createUnifiedDiff } from "../../../codemods/edits/unified-diff";

const numbered = (count: number, write = (line: number): string => `line ${line}`): string =>
  Array.from({ length: count }, (_, line) => `${write(line)}\n`).join("");

/** The same diff by the library's own search, without the two lines of the head. */
function expected(before: string, after: string): string[] {
  return createTwoFilesPatch("a", "b", before, after, undefined, undefined, { context: 3 })
    .split("\n")
    .slice(3);
}

describe("unified diffs", () => {
  test.each([
    ["one changed line", numbered(20), numbered(20, (line) => (line === 9 ? "new" : `line ${line}`))],
    [
      "the first and the last line",
      numbered(12),
      numbered(12, (line) => (line % 11 ? `line ${line}` : "new")),
    ],
    [
      "changes that share their context",
      numbered(20),
      numbered(20, (line) => (line === 4 || line === 10 ? "new" : `line ${line}`)),
    ],
    [
      "changes just too far apart",
      numbered(30),
      numbered(30, (line) => (line === 4 || line === 12 ? "new" : `line ${line}`)),
    ],
    [
      "added lines",
      numbered(9),
      numbered(9, (line) => (line === 5 ? "line 5\nmore\nand more" : `line ${line}`)),
    ],
    ["removed lines", numbered(9, (line) => (line === 5 ? "line 5\nmore" : `line ${line}`)), numbered(9)],
    ["a text out of nothing", "", numbered(3)],
    ["nothing left of a text", numbered(3), ""],
    ["a last line without an end", numbered(5) + "end", numbered(5) + "end\n"],
    ["two last lines without an end", numbered(5) + "end", numbered(5) + "other end"],
    [
      "Windows lines",
      numbered(9).replace(/\n/g, "\r\n"),
      numbered(9).replace("line 4", "new").replace(/\n/g, "\r\n"),
    ],
    ["equal lines that move", "a\n}\nb\n}\nc\n}\n", "b\n}\nc\n}\na\n}\n"],
  ])("of %s", (_what, before, after) => {
    const diff = createUnifiedDiff("game.ts", before, after);
    expect(diff.split("\n").slice(2)).toEqual(expected(before, after));
    expect(applyPatch(before, diff)).toBe(after);
  });

  test("changed lines are counted", () => {
    expect(countChangedLines("a\nb\nc\n", "a\nx\ny\nc\n")).toEqual({ added: 2, removed: 1 });
    expect(countChangedLines("a\n", "a\n")).toEqual({ added: 0, removed: 0 });
  });

  test("twenty thousand changed lines take no longer than reading them", () => {
    const before = numbered(20_000, (line) => (line % 4 ? `call(${line})` : "}"));
    const after = numbered(20_000, (line) => (line % 4 ? `send("call", ${line})` : "}"));
    expect(countChangedLines(before, after)).toEqual({ added: 15_000, removed: 15_000 });
    expect(applyPatch(before, createUnifiedDiff("many.ts", before, after))).toBe(after);
  });
});
