import { type Report } from "../analysis/model/report";

/** The report as JSON, as `schemas/report.schema.json` describes it. */
export function createJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
