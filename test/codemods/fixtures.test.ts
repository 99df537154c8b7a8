import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findUses } from "../../codemods";
import { countChangedLines } from "../../codemods/edits/unified-diff";
import {
  describeResult,
  listTodos,
  migrateFolder,
  readOptions,
  readTree,
  updateGolden,
  withCopy,
} from "./games/run-fixture";

const root = join(__dirname, "fixtures");

// A fixture is a folder with input/, expected/ (absent where nothing may change) and findings.txt.
describe.each(readdirSync(root))("fixture %s", (name) => {
  const fixture = join(root, name);
  const input = join(fixture, "input");
  const expected = existsSync(join(fixture, "expected")) ? join(fixture, "expected") : input;

  test("gives exactly the expected files and findings, and nothing more on a second run", () => {
    withCopy(input, (copy) => {
      const first = migrateFolder(copy, readOptions(fixture));
      if (process.env.UPDATE_FIXTURES && first.changes.length > 0) {
        rmSync(join(fixture, "expected"), { recursive: true, force: true });
        cpSync(copy, join(fixture, "expected"), { recursive: true });
      }
      const golden = join(fixture, "findings.txt");
      updateGolden(golden, describeResult(first, copy));
      expect(Object.fromEntries(readTree(copy))).toEqual(Object.fromEntries(readTree(expected)));
      expect(describeResult(first, copy)).toBe(readFileSync(golden, "utf8"));

      const second = migrateFolder(copy, readOptions(fixture));
      expect(second.changes).toEqual([]);
      expect(listTodos(second).length).toBe(listTodos(first).length);
    });
  });

  test("lists each use once, and every edit names a finding that is rewritten or marked", () => {
    withCopy(input, (copy) => {
      const { findings, changes, project } = migrateFolder(copy, readOptions(fixture));
      expect(findings.flatMap(({ use }) => use?.id ?? []).sort((a, b) => a - b)).toEqual(
        findUses(project).map(({ id }) => id),
      );
      const states = new Map(findings.map(({ id, state }) => [id, state]));
      const served = new Set(changes.flatMap(({ edits }) => edits.map(({ finding }) => finding)));
      for (const id of served) expect(states.get(id)).toMatch(/^(automatic|marker|by-hand)$/);
      for (const { id, state } of findings) if (state === "automatic") expect(served).toContain(id);
    });
  });

  test("changes no line outside a recorded edit", () => {
    withCopy(input, (copy) => {
      for (const { before, after, edits } of migrateFolder(copy, readOptions(fixture)).changes) {
        const { removed } = countChangedLines(before, after);
        const touched = new Set<number>();
        for (const { start, end } of edits) {
          const first = before.slice(0, start).split("\n").length;
          const last = before.slice(0, end).split("\n").length;
          for (let line = first; line <= last; line++) touched.add(line);
        }
        expect(removed).toBeLessThanOrEqual(touched.size);
      }
    });
  });
});
