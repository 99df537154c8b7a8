import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asIsRule, unreadRule } from "../../codemods/findings/rules";
import { rules } from "../../codemods/rules/registry";
import { reportRules } from "../../src/analysis/model/rule-table";
import { readOptions } from "../codemods/support/run-fixture";
import { analyse, report } from "./support";

const all = [...rules, asIsRule, unreadRule, ...reportRules];

test("no id stands twice, and what takes a rule over is a rule", () => {
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { obsoleteBy } of all) if (obsoleteBy !== undefined) expect(ids).toContain(obsoleteBy);
});

test.each(all.map((rule) => [rule.id, rule.fixtures] as const))(
  "%s has findings in each fixture that it names",
  (id, fixtures) => {
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
  },
);

const page = readFileSync(join(__dirname, "../../docs/report.md"), "utf8");

test.each(all.map((rule) => [rule.id, rule] as const))(
  "docs/report.md explains the rule %s with its severity and effort",
  (id, { severity, effort, why }) => {
    const section = page.split(`### ${id}\n`)[1]?.split("\n### ")[0] ?? "";
    expect(section).toContain(`**${severity}**, ${effort} point`);
    expect(section).toContain(why.en);
  },
);
