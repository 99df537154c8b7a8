import { runCodemod } from "../../codemods/run/codemod-run";
import { createRunText } from "../../src/report";
import { projectOf } from "../codemods/games/memory-project";
import { outcomeOf } from "./make-report";
import { noClientFiles, optionsOf } from "../codemods/games/run-fixture";

test("what is to do in the same words is told once, with its places", () => {
  const init = "MGOBE.Listener.init({} as any, { url: env.host }, () => {});\n";
  const code = `export {};\ndeclare const env: any;\n${init}${init}`;
  const result = runCodemod(projectOf({ "a.ts": code, "b.ts": code }), optionsOf(), noClientFiles);
  const report = outcomeOf(result, { mode: "written" });
  const text = createRunText(report, "en");
  expect(text.match(/the address is not written in the code/g)).toHaveLength(1);
  expect(text).toMatch(/^ {2}a\.ts:3:1 {2}endpoint .*\n {2}a\.ts:4:1\n {2}b\.ts:3:1\n {2}b\.ts:4:1\n/m);
  expect(text).toContain("4 to do");
});

test("a marker of a rule that this version does not have is told in every output", () => {
  const code = "new MGOBE.Room();\n/* @mgobe-migrate TODO(gone-rule): do it */\nstart();\n";
  const result = runCodemod(projectOf({ "a.ts": code }), optionsOf(), noClientFiles);
  const report = outcomeOf(result);
  expect(report.findings).toContainEqual(
    expect.objectContaining({
      rule: "gone-rule",
      state: "marker",
      line: 2,
      message: { en: "do it", zh: "do it" },
    }),
  );
  expect(createRunText(report, "en")).toContain("  a.ts:2:1  gone-rule  do it");
});
