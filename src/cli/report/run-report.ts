import { readFileSync } from "node:fs";
import { getReason, writeFiles } from "../../../codemods/edits/write-files";
import { createProject } from "../../../codemods/project/code-project";
import { dirname, relative, toProjectPath } from "../../../codemods/project/project-path";
import { type ClientFiles } from "../../../codemods/rules/rule";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { ToolError } from "../../contract";
import { compareReports, createReport, findBase, isLeft, readBaseline, type Report } from "../../analysis";
import { createDocument, createSummary, getFormatOfFile } from "../../report";
import { builtClient } from "../codemod/client-files";
import { collectSources } from "../collect-sources";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { readVersion } from "../version";
import { type ReportOptions } from "./report-options";

/** Runs `mgobe-migrate report`; returns the exit code. Throws `ToolError` for what the user can mend. */
export function runReport(paths: readonly string[], options: ReportOptions, terminal: Terminal): number {
  const { output, baseline, source } = options;
  const older = baseline === undefined ? undefined : readOlder(baseline);
  const { report, folder } = analyse(paths, options, terminal);
  const whole = older ? { ...report, baseline: compareReports(older, report) } : report;
  const format = options.format ?? getFormatOfFile(output ?? "") ?? "text";
  const text = createDocument(whole, {
    format,
    language: terminal.language,
    noSource: source === false,
    ...(output === undefined ? {} : { folder: relative(dirname(toProjectPath(output)), folder) }),
  });
  if (output === undefined) process.stdout.write(text);
  else {
    writeFiles([{ path: toProjectPath(output), text }]);
    process.stderr.write(createSummary(whole, terminal.language));
  }
  return whole.findings.some(isLeft) ? ExitCode.findings : ExitCode.done;
}

function analyse(
  paths: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
): { report: Report; folder: string } {
  const startedAt = Date.now();
  const { level = "messages" } = options;
  const collected = collectSources(paths, options);
  const codemod = {
    rules: { level },
    target: requireTarget("colyseus"),
    includeGuesses: false,
    language: terminal.language,
    client: "file",
    isAnalysis: true,
  } as const;
  const result = runCodemod(createProject(collected), codemod, tolerantClient);
  const report = createReport({
    result,
    mode: "analysis",
    level,
    command: ["mgobe-migrate", ...process.argv.slice(2)].join(" "),
    toolVersion: readVersion(),
    startedAt,
    getDuration: () => Date.now() - startedAt,
  });
  return { report, folder: findBase(result.project.roots) };
}

/** The built client; where it is not built, any SDK file counts as one to replace, and nothing is written anyway. */
const tolerantClient: ClientFiles = {
  script: () => readOrNothing(builtClient.script),
  declaration: () => readOrNothing(builtClient.declaration),
};

function readOrNothing(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof ToolError && error.code === "CLIENT_NOT_BUILT") return "";
    throw error;
  }
}

function readOlder(path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ToolError("BAD_BASELINE", { path, reason: getReason(error) }, { cause: error });
  }
  return readBaseline(path, text);
}
