import { toUri } from "../../codemods/project/project-path";
import { type Language } from "../contract";
import { type Report, type ReportFinding, type ReportRule, type Severity } from "../analysis/model/report";
import { isDone } from "../analysis/model/is-left";

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
              help: { text: describeHelp(rule, language) },
              defaultConfiguration: { level: levels[rule.severity] },
              properties: { area: rule.area, effort: rule.effort, severity: rule.severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: report.findings
          .filter((finding) => !isDone(finding) && finding.state !== "kept")
          .map((finding) => createResult(finding, ruleIndex.get(finding.rule) ?? -1, language)),
        invocations: [
          {
            executionSuccessful: true,
            commandLine: report.run.command,
            startTimeUtc: report.run.time.replace(/\/.*$/, ""),
            ...(report.verdict.kind === "nothing-found"
              ? { toolExecutionNotifications: [createNotice(report.verdict.text[language])] }
              : {}),
          },
        ],
        properties: { verdict: report.verdict.text[language] },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** States in which somebody has to do something. */
const isToDo = /^(marker|by-hand|unread)$/;

function createNotice(text: string): object {
  return { level: "warning", message: { text } };
}

/** What to do, with the example. */
function describeHelp({ how, before, after }: ReportRule, language: Language): string {
  const example = [before && `- ${before}`, after && `+ ${after}`].filter(Boolean);
  return [how[language], ...example].join("\n");
}

function createResult(finding: ReportFinding, ruleIndex: number, language: Language): object {
  const { id, kind, rule, severity, message, state, effort, api, member, certainty, reason } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity === "optional" && isToDo.test(state) ? "warning" : levels[severity],
    message: { text: message[language] },
    ...createLocations(finding),
    partialFingerprints: { "mgobe-migrate/v2": id },
    ...(state === "ignored"
      ? { suppressions: [{ kind: "inSource", ...(reason ? { justification: reason } : {}) }] }
      : {}),
    properties: {
      kind,
      state,
      certainty,
      effort,
      severity,
      ...(member ? { member } : {}),
      ...(api ? { api } : {}),
    },
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
