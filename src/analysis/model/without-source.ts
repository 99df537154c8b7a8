import { type Report, type ReportFinding } from "./report";

/**
 * The same report with no code in it: no lines, no names or values from the code, no comments. Files, places, rules and
 * API members stay.
 */
export function withoutSource(report: Report): Report {
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  const strip = (finding: ReportFinding): ReportFinding => {
    const { snippet: _snippet, after: _after, reason: _reason, ...rest } = finding;
    return { ...rest, message: titles.get(finding.rule) ?? finding.message };
  };
  let number = 0;
  return {
    ...report,
    run: { ...report.run, hasSource: false },
    files: {
      ...report.files,
      notParsed: report.files.notParsed.map((each) => ({ ...each, reason: hidden })),
    },
    findings: report.findings.map(strip),
    ...(report.changes ? { changes: report.changes.map(({ diff: _diff, ...rest }) => rest) } : {}),
    messages: report.messages.map((each) => ({
      ...each,
      key: each.key === "" ? "" : "key",
      value: each.value === "*" ? "*" : `#${++number}`,
    })),
    settings: {
      entries: report.settings.entries.map((each) => ({
        ...each,
        key: each.key.replace(/^matchRules\..*$/, "matchRules.<code>"),
        why: each.key.startsWith("matchRules.") ? { en: "a match code", zh: "匹配 Code" } : each.why,
      })),
      config: report.settings.entries.some(({ key, isSet }) => key.startsWith("matchRules.") && !isSet)
        ? withoutMatchCodes(report.settings.config)
        : report.settings.config,
    },
  };
}

const hidden = { en: "was not read", zh: "未读取" };

function withoutMatchCodes(config: string): string {
  const value = JSON.parse(config) as Record<string, unknown>;
  if (typeof value.matchRules === "object" && value.matchRules !== null) {
    const rules = Object.values(value.matchRules);
    value.matchRules = Object.fromEntries(rules.map((rule, index) => [`<code ${index + 1}>`, rule]));
  }
  return JSON.stringify(value, undefined, 2);
}
