import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isLeft, type Report } from "../../src/analysis";
import { listTodos, migrateFolder, readOptions, withCopy } from "../codemods/games/run-fixture";
import { report } from "./make-report";

const root = join(__dirname, "../codemods/fixtures");

function countStates({ findings }: Report): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of findings) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function countLeft({ findings }: Report): number {
  return findings.filter(isLeft).length;
}

// The numbers of the report and those of the codemod are about the same sites: what the report calls automatic is gone
// after the run, and nothing that was left comes back under another name.
describe.each(readdirSync(root))("fixture %s of the codemod", (name) => {
  test("has fewer findings after the run, and none of them automatic", () => {
    const fixture = join(root, name);
    const options = readOptions(fixture);
    withCopy(join(fixture, "input"), (copy) => {
      const before = report([copy], options);
      const run = migrateFolder(copy, options);
      const { changes } = run;
      const after = report([copy], options);
      expect(countStates(after).automatic ?? 0).toBe(0);
      expect(countLeft(after)).toBeLessThanOrEqual(countLeft(before));
      expect(after.totals.effort.byHand).toBeLessThanOrEqual(before.totals.effort.byHand);
      if (changes.length === 0) expect(countStates(before).automatic ?? 0).toBe(0);
      // Markers are the same ones, whether they are about to be set or stand in the code.
      expect(countStates(after).marker ?? 0).toBe(countStates(before).marker ?? 0);
      expect(countStates(before).marker ?? 0).toBe(
        listTodos(run).filter(({ state }) => state === "marker").length,
      );
    });
  });
});
