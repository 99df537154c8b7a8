import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSettingsSchema } from "../../src/cli/codemod/codemod-settings";
import { parseConfig } from "../../src/engine/settings/config-file";
import { checkBySchema } from "../../src/engine/settings/schema-check";
import { root } from "./markdown";

/** The examples of one file's part of the page, each as a file that holds nothing else. */
function readExamples(heading: string): string[] {
  const page = readFileSync(join(root, "docs/reference/configuration.md"), "utf8");
  const part = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  return [...part.matchAll(/^\|(?:.+\|){4} `(.+)` \|$/gm)].map(([, cell = ""]) => `{${cell}}`);
}

const examples = readExamples("mgobe.config.json");
const codemodExamples = readExamples("mgobe-migrate.config.json");

test("both files have their examples on the page", () => {
  expect(examples.length).toBeGreaterThan(40);
  expect(codemodExamples.length).toBeGreaterThan(15);
});

test.each(examples)("%s is a configuration of a game", (text) => {
  expect(() => parseConfig(text, "example")).not.toThrow();
});

test.each(codemodExamples)("%s is a configuration of codemod", (text) => {
  expect(checkBySchema(createSettingsSchema(), JSON.parse(text))).toEqual([]);
});
