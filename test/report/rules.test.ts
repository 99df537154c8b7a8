import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { missingClientRule, otherRules } from "../../codemods/findings/rules";
import { rules } from "../../codemods/rules/registry";
import { reportRules } from "../../src/analysis/model/rule-table";
import { readOptions } from "../codemods/games/run-fixture";
import { ruleFixtures } from "./rule-fixtures";
import { analyse, report } from "./make-report";

const all = [...rules, ...otherRules, ...reportRules];

test("no fixture is made for what is no rule", () => {
  expect(Object.keys(ruleFixtures).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});

test("no id stands twice, and what takes a rule over is a rule", () => {
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { obsoleteBy } of all) if (obsoleteBy !== undefined) expect(ids).toContain(obsoleteBy);
});

test.each([...rules, ...otherRules])("$id names no backend: that is the target's", (rule) => {
  expect(JSON.stringify(rule)).not.toMatch(/colyseus|socket\.?io/i);
});

/** A missing client is found by a run that rewrites, which the fixtures of the codemod test. */
const ofReports = all.filter((rule) => rule !== missingClientRule);

test.each(ofReports.map(({ id }) => id))("%s has findings in each fixture that is made for it", (id) => {
  const fixtures = ruleFixtures[id] ?? [];
  expect(fixtures.length).toBeGreaterThan(0);
  for (const fixture of fixtures) {
    const folder = join(__dirname, "..", fixture);
    const input = join(folder, "input");
    const paths = [
      existsSync(input) ? input : join(__dirname, "../../examples", fixture.split("/").pop() ?? ""),
    ];
    const options = readOptions(folder);
    const found = new Set([
      ...report(paths, options).findings.map(({ rule }) => rule),
      ...analyse(paths, options).findings.map(({ rule }) => rule),
    ]);
    expect([...found]).toContain(id);
  }
});

const pages = (["en", "zh"] as const).map((language) => ({
  language,
  text: readFileSync(join(__dirname, "../../docs", language === "en" ? "report.md" : "zh/report.md"), "utf8"),
}));

test.each(all.map((rule) => [rule.id, rule] as const))(
  "the pages of the report explain the rule %s with its severity and effort",
  (id, { severity, effort, why, how }) => {
    for (const { language, text } of pages) {
      const section = text.split(`### ${id}\n`)[1]?.split("\n### ")[0] ?? "";
      expect(section).toMatch(new RegExp(`\\*\\*${severity}\\*\\*.*\\D${effort} (point|点)`));
      expect(section).toContain(why[language]);
      expect(section).toContain(how[language]);
    }
  },
);
