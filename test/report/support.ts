import { openProject } from "../../codemods";
import { type CodemodResult, runCodemod } from "../../codemods/run/codemod-run";
import { createReport, type Report } from "../../src/analysis";
import { type FixtureOptions, optionsOf } from "../codemods/support/run-fixture";

/** The client that the codemod's fixtures put in place. */
const clientFiles = {
  script: () => "/* drop-in client of a test */\nvar MGOBE = {};\n",
  declaration: () => "/* drop-in types of a test */\ndeclare namespace MGOBE {}\n",
};

/** A codemod run that writes nothing. */
export function analyse(paths: readonly string[], options: FixtureOptions = {}): CodemodResult {
  return runCodemod(openProject(paths), optionsOf(options), clientFiles);
}

/** Report of some folders, always of the same moment. */
export function report(paths: readonly string[], options: FixtureOptions = {}): Report {
  return createReport({
    result: analyse(paths, options),
    mode: "analysis",
    level: options.level ?? "messages",
    command: "mgobe-migrate report",
    toolVersion: "0.0.0",
    startedAt: 0,
    getDuration: () => 0,
  });
}
