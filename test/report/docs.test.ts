import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../codemods/rules/registry";
import { describeCodemodRule } from "../../src/report/model/codemod-rules";
import { reportRules } from "../../src/report/model/rule-table";

const page = readFileSync(join(__dirname, "../../docs/report.md"), "utf8");

test.each([...rules.map(({ id }) => id), ...reportRules.map(({ id }) => id)])(
  "docs/report.md explains the rule %s with its severity and effort",
  (id) => {
    const rule = describeCodemodRule(id) ?? reportRules.find((each) => each.id === id);
    const section = page.split(`### ${id}\n`)[1]?.split("\n### ")[0] ?? "";
    expect(section).toContain(`**${rule?.severity}**, ${rule?.effort} point`);
    expect(section).toContain(rule?.why.en);
  },
);

test("docs/report.md names every field of the schema", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "../../schemas/report.schema.json"), "utf8"));
  for (const name of Object.keys(schema.properties)) expect(page).toMatch(new RegExp(`\\| \`${name}`));
  for (const name of Object.keys(schema.properties.findings.items.properties))
    expect(page).toContain(`\`${name}\``);
});
