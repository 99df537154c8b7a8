import { openProject } from "../../codemods";
import { type CodemodResult, runCodemod } from "../../codemods/run/codemod-run";
import { createOutcome, createReport, type Report } from "../../src/analysis";
import { withClient } from "../codemods/games/memory-project";
import { clientFiles, type FixtureOptions, optionsOf } from "../codemods/games/run-fixture";

/** A codemod run that writes nothing. */
export function analyse(paths: readonly string[], options: FixtureOptions = {}): CodemodResult {
  const project = openProject(paths);
  return runCodemod(options.lacksClient ? project : withClient(project), optionsOf(options), clientFiles);
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

/** What a run of the codemod tells of itself, always of the same moment. */
export function outcomeOf(
  result: CodemodResult,
  given: Partial<Parameters<typeof createOutcome>[0]> = {},
): Report {
  return createOutcome({
    result,
    mode: "dry-run",
    folder: "/game",
    level: "messages",
    command: "",
    toolVersion: "0",
    startedAt: 0,
    getDuration: () => 0,
    ...given,
  });
}
