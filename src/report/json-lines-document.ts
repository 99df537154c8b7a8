import { type Report } from "../analysis/model/report";

/** One JSON document a line: files of the SDK, changes, findings, and the sums last. */
export function createJsonLines(report: Report): string {
  const { schemaVersion, ok, tool, run, verdict, totals, files, coverage } = report;
  const lines = [
    ...report.project.sdk.map((each) => ({ type: "sdk", ...each })),
    ...(report.changes ?? []).map((each) => ({ type: "change", ...each })),
    ...report.findings.map((each) => ({ type: "finding", ...each })),
    { type: "summary", schemaVersion, ok, tool, run, verdict, totals, files, coverage },
  ];
  return `${lines.map((each) => JSON.stringify(each)).join("\n")}\n`;
}
