import { readFileSync } from "node:fs";
import { join } from "node:path";

test.each(["docs/report.md", "docs/zh/report.md"])("%s names every field of the schema", (name) => {
  const page = readFileSync(join(__dirname, "../..", name), "utf8");
  const schema = JSON.parse(readFileSync(join(__dirname, "../../schemas/report.schema.json"), "utf8"));
  for (const name of Object.keys(schema.properties)) expect(page).toMatch(new RegExp(`\\| \`${name}`));
  for (const name of Object.keys(schema.properties.findings.items.properties))
    expect(page).toContain(`\`${name}\``);
});
