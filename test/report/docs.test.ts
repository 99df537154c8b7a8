import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../../docs/report.md"), "utf8");

test("docs/report.md names every field of the schema", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "../../schemas/report.schema.json"), "utf8"));
  for (const name of Object.keys(schema.properties)) expect(page).toMatch(new RegExp(`\\| \`${name}`));
  for (const name of Object.keys(schema.properties.findings.items.properties))
    expect(page).toContain(`\`${name}\``);
});
