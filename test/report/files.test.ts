import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../codemods/support/cli";
import { report } from "./support";

let folder: string;

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that is not UTF-8 stops the game as one that does not parse does, and is not merely skipped", () => {
  folder = makeFolder({ "a.js": "new MGOBE.Room();\n" });
  writeFileSync(join(folder, "utf16.js"), Buffer.from("\ufeffnew MGOBE.Room();\n", "utf16le"));
  const { files, findings } = report([folder]);
  expect(files).toMatchObject({ read: 1, unchanged: 1, failed: 1, skipped: [] });
  expect(files.notParsed).toEqual([
    { file: "utf16.js", line: 1, column: 1, reason: "the file is not UTF-8 text; save it as UTF-8" },
  ]);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "not-parsed", file: "utf16.js", severity: "mandatory" }),
  );
});

test("an SDK file that the drop-in client replaces is a finding without the client's text in it", () => {
  folder = makeFolder({ "MGOBE.js": "/*v1.3.9_1*/!function(){}();" });
  const { findings } = report([folder]);
  const [finding] = findings.filter(({ rule }) => rule === "replace-sdk");
  expect(finding).toMatchObject({ file: "MGOBE.js", state: "automatic" });
  expect(finding).not.toHaveProperty("after");
});
