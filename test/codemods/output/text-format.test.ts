import { createReport } from "../../../codemods/output/run-report";
import { formatText } from "../../../codemods/output/text-format";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../support/memory-project";
import { optionsOf } from "../support/run-fixture";

test("what is to do in the same words is told once, with its places", () => {
  const init = "MGOBE.Listener.init({} as any, { url: env.host }, () => {});\n";
  const code = `export {};\ndeclare const env: any;\n${init}${init}`;
  const result = runCodemod(projectOf({ "a.ts": code, "b.ts": code }), optionsOf(), {
    script: () => "",
    declaration: () => "",
  });
  const facts = {
    version: "0",
    level: "messages",
    target: "colyseus",
    mode: "write",
    durationMs: 0,
  } as const;
  const text = formatText(createReport(result, { ...facts, folder: "/game", withDiffs: false }), "en");
  expect(text.match(/the address is not written in the code/g)).toHaveLength(1);
  expect(text).toMatch(/^ {2}a\.ts:3:1 {2}endpoint .*\n {2}a\.ts:4:1\n {2}b\.ts:3:1\n {2}b\.ts:4:1\n/m);
  expect(text).toContain("4 to do");
});
