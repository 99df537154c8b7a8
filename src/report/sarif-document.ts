import { toUri } from "../../codemods/project/project-path";
import { type Language } from "../contract";
import { type Report, type ReportFinding, type Severity } from "../analysis/model/report";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  mandatory: "error",
  potential: "warning",
  optional: "note",
  info: "note",
};

/** The findings as SARIF 2.1.0; finished ones are left out, ignored ones are suppressed results. */
export function createSarif(report: Report, language: Language): string {
  const ruleIndex = new Map(report.rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            rules: report.rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title[language] },
              fullDescription: { text: rule.why[language] },
              help: { text: rule.how[language] },
              defaultConfiguration: { level: levels[rule.severity] },
              properties: { area: rule.area, effort: rule.effort, severity: rule.severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: report.findings
          .filter(({ state }) => state !== "done")
          .map((finding) => createResult(finding, ruleIndex.get(finding.rule) ?? -1, language)),
        invocations: [
          {
            executionSuccessful: true,
            commandLine: report.run.command,
            startTimeUtc: report.run.time.replace(/\/.*$/, ""),
          },
        ],
        properties: { verdict: report.verdict.text[language] },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function createResult(finding: ReportFinding, ruleIndex: number, language: Language): object {
  const { id, rule, severity, message, state, effort, api, reason } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message[language] },
    ...createLocations(finding),
    partialFingerprints: { "mgobe-migrate/v1": id },
    ...(state === "ignored"
      ? { suppressions: [{ kind: "inSource", ...(reason ? { justification: reason } : {}) }] }
      : {}),
    properties: { state, effort, severity, ...(api ? { api } : {}) },
  };
}

function createLocations({ file, line, column, snippet }: ReportFinding): object {
  if (!file) return {};
  const region = line
    ? {
        region: {
          startLine: line,
          ...(column ? { startColumn: column } : {}),
          ...(snippet ? { snippet: { text: snippet } } : {}),
        },
      }
    : {};
  return { locations: [{ physicalLocation: { artifactLocation: { uri: toUri(file) }, ...region } }] };
}
