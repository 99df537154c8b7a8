import { createProject } from "../../codemods/project/code-project";
import { collectFiles } from "../../codemods/project/collect-files";
import { type Level } from "../../codemods/rules/rule";
import { type CodemodResult, runCodemod } from "../../codemods/run/codemod-run";
import { requireTarget } from "../../codemods/targets/registry";
import { createReport, type Report } from "../../src/report";

/** A codemod run that writes nothing, with a client that is never the vendored one. */
export function analyse(
  paths: readonly string[],
  level: Level = "messages",
  endpoint?: string,
): CodemodResult {
  return runCodemod(
    createProject(collectFiles(paths)),
    {
      rules: { level },
      target: requireTarget("colyseus"),
      includeGuesses: false,
      language: "en",
      client: "file",
      ...(endpoint ? { endpoint } : {}),
    },
    { script: () => "/* mgobe-migrate */", declaration: () => "/* mgobe-migrate */" },
  );
}

/** Report of some folders, always of the same moment. */
export function report(paths: readonly string[], level: Level = "messages"): Report {
  return createReport({
    result: analyse(paths, level),
    mode: "analysis",
    level,
    command: "mgobe-migrate report",
    toolVersion: "0.0.0",
    startedAt: 0,
    getDuration: () => 0,
  });
}
