import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { isLeft, type Report } from "../../src/analysis";
import { createDocument } from "../../src/report";
import { listTodos } from "../codemods/games/run-fixture";
import { analyse, report } from "./make-report";

const root = join(__dirname, "fixtures");
const examples = join(__dirname, "../../examples");
// A fixture without input is the golden report of an example.
const cases = readdirSync(root).map((name): [string, string[]] => {
  const input = join(root, name, "input");
  return [name, [existsSync(input) ? input : join(examples, name)]];
});
const schema = JSON.parse(readFileSync(join(__dirname, "../../schemas/report.schema.json"), "utf8"));
const validate = new Ajv({ allErrors: true }).compile(schema);

/** Golden file of a case; written anew with UPDATE_FIXTURES. */
function golden(name: string): string {
  return join(root, name, "expected.json");
}

describe.each(cases)("report of %s", (name, paths) => {
  let made: Report;
  beforeAll(() => {
    made = report(paths);
  });

  test("is the golden one, to the byte", () => {
    const text = createDocument(made, { format: "json", language: "en" });
    if (process.env.UPDATE_FIXTURES) writeFileSync(golden(name), text);
    expect(text).toBe(readFileSync(golden(name), "utf8"));
    expect(createDocument(report(paths), { format: "json", language: "en" })).toBe(text);
  });

  test("follows the published schema, with and without source", () => {
    for (const noSource of [false, true]) {
      validate(JSON.parse(createDocument(made, { format: "json", language: "zh", noSource })));
      expect(validate.errors).toBeNull();
    }
  });

  test("adds up: every site that the codemod rewrites, marks or leaves is one finding", () => {
    const run = analyse(paths);
    const { changes } = run;
    const todos = listTodos(run);
    const isOfCodemod = new Set([
      ...todos.map(({ rule }) => rule),
      ...changes.flatMap(({ edits }) => edits.map(({ rule }) => rule)),
    ]);
    const own = made.findings.filter(
      ({ rule, state }) => isOfCodemod.has(rule) && /automatic|marker|by-hand/.test(state),
    );
    const touched = new Set(changes.map(({ path }) => path));
    expect(own.filter(({ state }) => state !== "automatic")).toHaveLength(todos.length);
    expect(
      new Set(own.filter(({ state }) => state === "automatic").map(({ file }) => file)).size,
    ).toBeLessThanOrEqual(touched.size);
    const { totals, findings } = made;
    expect(totals.left).toBe(findings.filter(isLeft).length);
    expect(Object.values(totals.byState).reduce((sum, each) => sum + each, 0)).toBe(findings.length);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });
});
