import { readFileSync } from "node:fs";
import { getReason, writeFiles } from "../../../codemods/edits/write-files";
import { dirname, relative, toProjectPath } from "../../../codemods/project/project-path";
import { ToolError } from "../../contract";
import { type Baseline, compareReports, isLeft, readBaseline } from "../../analysis";
import { createDocument, createSummary, getFormatOfFile } from "../../report";
import { analyseSources } from "../analyse-sources";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { type ReportOptions } from "./report-settings";

/** Runs `mgobe-migrate report`; returns the exit code. Throws `ToolError` for what the user can mend. */
export function runReport(paths: readonly string[], options: ReportOptions, terminal: Terminal): number {
  const { output, baseline, source } = options;
  const { context } = terminal;
  const older =
    baseline === undefined ? undefined : readOlder(toProjectPath(baseline, context.folder), baseline);
  const { report, folder } = analyseSources(paths, options, terminal);
  const whole = older ? { ...report, baseline: compareReports(older, report) } : report;
  const format = options.format ?? getFormatOfFile(output ?? "") ?? "text";
  const text = createDocument(whole, {
    format,
    language: terminal.language,
    noSource: source === false,
    ...(output === undefined
      ? {}
      : { folder: relative(dirname(toProjectPath(output, context.folder)), folder) }),
  });
  if (output === undefined) context.stdout.write(text);
  else {
    writeFiles([{ path: toProjectPath(output, context.folder), text }]);
    context.stderr.write(createSummary(whole, terminal.language));
  }
  return whole.findings.some(isLeft) ? ExitCode.findings : ExitCode.done;
}

/** @param shown the path as the user wrote it */
function readOlder(path: string, shown: string): Baseline {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ToolError("BAD_BASELINE", { path: shown, reason: getReason(error) }, { cause: error });
  }
  return readBaseline(shown, text);
}
