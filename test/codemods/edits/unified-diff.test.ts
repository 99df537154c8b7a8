import { diffLines } from "../../../codemods/edits/line-diff";
import { countChangedLines } from "../../../codemods/edits/unified-diff";

test.each([
  ["a\nb\nc\n", "a\nB\nc\n", 1, 1],
  ["a\nb\n", "a\nb\n", 0, 0],
  ["a\nb", "a\nb\n", 1, 1],
  ["", "a\nb\n", 2, 0],
  ["a\n", "", 0, 1],
  ["a\na\n", "a\na\na\n", 1, 0],
  ["a\r\nb\r\n", "a\nb\r\n", 1, 1],
])("counts lines from %j to %j", (before, after, added, removed) => {
  expect(countChangedLines(before, after)).toEqual({ added, removed });
});

test("counts what a comparison of the whole texts counts", () => {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const write = (): string =>
    Array.from({ length: next(8) }, () => "abc".slice(next(3), 3) + (next(4) ? "\n" : "\r\n")).join("") +
    "xy".slice(next(3));
  const sum = (flags: Uint8Array): number => flags.reduce((total, flag) => total + flag, 0);
  for (let round = 0; round < 2_000; round++) {
    const before = write();
    const cut = next(before.length + 1);
    const after = next(2) ? write() : before.slice(0, cut) + write() + before.slice(cut + next(3));
    const { added, removed } = diffLines(before, after);
    expect({ before, after, ...countChangedLines(before, after) }).toEqual({
      before,
      after,
      added: sum(added),
      removed: sum(removed),
    });
  }
});
