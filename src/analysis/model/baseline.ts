import { ToolError } from "../../contract";
import { type BaselineChange, type Report, type ReportFinding, reportSchemaVersion } from "./report";
import { isLeft } from "./is-left";

/** Reads an older report. Throws `ToolError` BAD_BASELINE for anything else. */
export function readBaseline(path: string, text: string): Report {
  let value: Partial<Report>;
  try {
    value = JSON.parse(text) as Partial<Report>;
  } catch (error) {
    throw new ToolError("BAD_BASELINE", {
      path,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  const isReport =
    typeof value?.schemaVersion === "string" && Array.isArray(value.findings) && !!value.totals;
  if (!isReport) throw new ToolError("BAD_BASELINE", { path, reason: "it is no report in JSON" });
  if (value.schemaVersion?.split(".")[0] !== reportSchemaVersion.split(".")[0]) {
    throw new ToolError("BAD_BASELINE", { path, reason: `its schema version is ${value.schemaVersion}` });
  }
  return value as Report;
}

/** What changed between two reports; findings are recognised by their ids. */
export function compareReports(before: Report, after: Report): BaselineChange {
  const then = before.findings.filter(isLeft);
  const now = after.findings.filter(isLeft);
  const thenIds = new Set(then.map(({ id }) => id));
  const nowIds = new Set(now.map(({ id }) => id));
  const rules = [...new Set([...then, ...now].map(({ rule }) => rule))].sort();
  return {
    time: before.run.time,
    left: { before: then.length, after: now.length },
    byHandEffort: { before: before.totals.effort.byHand, after: after.totals.effort.byHand },
    rules: rules
      .map((rule) => ({ rule, before: count(then, rule), after: count(now, rule) }))
      .filter((each) => each.before !== each.after),
    appeared: now.filter(({ id }) => !thenIds.has(id)).map(({ id }) => id),
    resolved: then
      .filter(({ id }) => !nowIds.has(id))
      .map(({ id, rule, file, line }) => ({
        id,
        rule,
        ...(file ? { file } : {}),
        ...(line ? { line } : {}),
      })),
  };
}

function count(findings: readonly ReportFinding[], rule: string): number {
  return findings.filter((each) => each.rule === rule).length;
}
