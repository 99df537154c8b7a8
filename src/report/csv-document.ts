import { type Language } from "../contract";
import { type Report } from "../analysis/model/report";

/** The findings as CSV (RFC 4180), with a byte order mark, as spreadsheets want it. */
export function createCsv(report: Report, language: Language): string {
  const head = [
    "id",
    "kind",
    "member",
    "certainty",
    "rule",
    "severity",
    "effort",
    "state",
    "file",
    "line",
    "column",
    "api",
    "message",
    "reason",
    "snippet",
    "after",
  ];
  const rows = report.findings.map((each) => [
    each.id,
    each.kind,
    each.member ?? "",
    each.certainty,
    each.rule,
    each.severity,
    String(each.effort),
    each.state,
    each.file ?? "",
    String(each.line ?? ""),
    String(each.column ?? ""),
    each.api ?? "",
    each.message[language],
    each.reason ?? "",
    each.snippet ?? "",
    each.after ?? "",
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
}

/** A cell; one that a spreadsheet would take for a formula is led by an apostrophe. */
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
