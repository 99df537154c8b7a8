import { type BilingualText, ToolError } from "../../contract";
import { type BaselineChange, type Report, type ReportFinding, reportSchemaVersion } from "./report";
import { isLeft } from "./is-left";

/**
 * First numbers of the schemas whose reports can be compared with. What version 3 changed, files that were not parsed, takes
 * no part in the comparison.
 */
const comparable: ReadonlySet<string> = new Set(["2", reportSchemaVersion.split(".")[0] ?? ""]);

/** What a comparison takes of a report; the rest may be of an older shape. */
export type Baseline = Pick<Report, "findings"> & {
  readonly run: Pick<Report["run"], "time">;
  readonly totals: Pick<Report["totals"], "effort">;
};

/** Reads an older report. Throws `ToolError` BAD_BASELINE for anything else. */
export function readBaseline(path: string, text: string): Baseline {
  const value = parse(path, text);
  if ((value as { ok?: boolean } | null)?.ok === false) throw refuse(path, reasons.failed);
  if (typeof value?.schemaVersion !== "string" || !Array.isArray(value.findings) || !value.totals) {
    throw refuse(path, reasons.noReport);
  }
  const [major = "", ...rest] = value.schemaVersion.split(".");
  if (rest.length === 0 || !/^\d+$/.test(major)) throw refuse(path, reasons.noReport);
  if (!comparable.has(major)) {
    const isNewer = Number(major) > Number(reportSchemaVersion.split(".")[0]);
    const { en, zh } = isNewer ? reasons.newer : reasons.older;
    const fill = (reason: string): string => reason.replace("{version}", value.schemaVersion ?? "");
    throw refuse(path, { en: fill(en), zh: fill(zh) });
  }
  if (!isWhole(value)) throw refuse(path, reasons.damaged);
  return value;
}

function parse(path: string, text: string): Partial<Report> | null {
  try {
    // Windows' own editors begin a file with a mark.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as Partial<Report> | null;
  } catch (cause) {
    throw refuse(path, reasons.noJson, cause);
  }
}

function isWhole(value: Partial<Report>): value is Partial<Report> & Baseline {
  const { findings = [], run, totals } = value;
  return (
    typeof run?.time === "string" &&
    typeof totals?.effort?.byHand === "number" &&
    findings.every(
      (each) =>
        [each?.id, each?.rule, each?.state, each?.severity].every((field) => typeof field === "string") &&
        (each.file === undefined || typeof each.file === "string"),
    )
  );
}

function refuse(path: string, reason: BilingualText, cause?: unknown): ToolError {
  return new ToolError("BAD_BASELINE", { path, reason }, { cause });
}

const reasons = {
  noJson: { en: "it is no JSON", zh: "它不是 JSON" },
  noReport: { en: "it is no report in JSON", zh: "它不是 JSON 格式的报告" },
  failed: {
    en: "it tells of a run that failed, and holds no report",
    zh: "它记录的是一次失败的运行，其中没有报告",
  },
  damaged: { en: "parts of the report are missing", zh: "报告缺少部分内容" },
  older: {
    en: "its schema version is {version}, of an mgobe-migrate too old to be compared with; write it anew from the code of that time",
    zh: "其 schema 版本为 {version}，来自过旧的 mgobe-migrate，无法比较；请用当时的代码重新生成",
  },
  newer: {
    en: "its schema version is {version}, of a newer mgobe-migrate than this; use that one",
    zh: "其 schema 版本为 {version}，来自比当前更新的 mgobe-migrate；请使用该版本",
  },
} satisfies Record<string, BilingualText>;

/** What changed between two reports; findings are recognised by their ids. */
export function compareReports(before: Baseline, after: Report): BaselineChange {
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
