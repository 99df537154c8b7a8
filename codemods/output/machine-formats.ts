import { type Language, showName } from "../../src/contract";
import { toUri } from "../project/project-path";
import { rules } from "../rules/registry";
import { escapeCommand } from "./failure-format";
import { describeNothingOf } from "./nothing-found";
import { type RunReport } from "./run-report";

/** Address of the format's definition. */
const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json";

function localise(report: RunReport, language: Language) {
  return { ...report, todos: report.todos.map((todo) => ({ ...todo, message: todo.message[language] })) };
}

/** The whole run as one JSON document. */
export function formatJson(report: RunReport, language: Language): string {
  return JSON.stringify(localise(report, language), null, 2);
}

/** One JSON document a line: changes, things to do, files not parsed, and the counts last. */
export function formatJsonLines(report: RunReport, language: Language): string {
  const { changes, todos, notParsed, sdk, ...summary } = localise(report, language);
  return [
    ...sdk.map((item) => ({ type: "sdk", ...item })),
    ...changes.map((item) => ({ type: "change", ...item })),
    ...todos.map((item) => ({ type: "todo", ...item })),
    ...notParsed.map((item) => ({ type: "not-parsed", ...item })),
    { type: "summary", ...summary },
  ]
    .map((item) => JSON.stringify(item))
    .join("\n");
}

function createSarifResult(
  ruleId: string,
  level: string,
  text: string,
  path: string,
  line: number,
  column: number,
) {
  const region = { startLine: line, startColumn: column };
  const artifactLocation = { uri: toUri(path) };
  return {
    ruleId,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation, region } }],
  };
}

function createNotice(text: string) {
  return { level: "warning", message: { text } };
}

/** SARIF 2.1.0: things to do as warnings, files not parsed as errors, pending edits as notes. */
export function formatSarif(report: RunReport, language: Language): string {
  const pending = report.mode === "write" ? [] : report.changes;
  const results = [
    ...report.todos.map(({ rule, message, path, line, column }) =>
      createSarifResult(rule, "warning", message[language], path, line, column),
    ),
    ...report.notParsed.map(({ path, line, column, reason }) =>
      createSarifResult("not-parsed", "error", reason, path, line, column),
    ),
    ...pending.flatMap(({ path, rules: ids }) =>
      ids.map((id) => createSarifResult(id, "note", "This file would be rewritten.", path, 1, 1)),
    ),
  ];
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  const described = ids.map((id) => {
    const title = rules.find((rule) => rule.id === id)?.title[language] ?? id;
    return { id, shortDescription: { text: title } };
  });
  const driver = { name: "mgobe-migrate", version: report.version, rules: described };
  const notices = report.hasMgobe
    ? {}
    : { toolExecutionNotifications: [createNotice(describeNothingOf(report)[language])] };
  const invocations = [{ executionSuccessful: true, ...notices }];
  return JSON.stringify(
    { $schema: sarifSchema, version: "2.1.0", runs: [{ tool: { driver }, invocations, results }] },
    null,
    2,
  );
}

function escapeProperty(text: string): string {
  return escapeCommand(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

/** Annotations of GitHub Actions. */
export function formatGithub(report: RunReport, language: Language): string {
  const annotate = (
    kind: string,
    title: string,
    text: string,
    path: string,
    line: number,
    column: number,
  ): string =>
    `::${kind} file=${escapeProperty(path)},line=${line},col=${column},title=${escapeProperty(title)}::${escapeCommand(text)}`;
  return [
    ...(report.hasMgobe ? [] : [`::warning::${escapeCommand(describeNothingOf(report)[language])}`]),
    ...report.notParsed.map(({ path, line, column, reason }) =>
      annotate("error", "not parsed", reason, path, line, column),
    ),
    ...report.todos.map(({ rule, message, path, line, column }) =>
      annotate("warning", rule, message[language], path, line, column),
    ),
    ...(report.mode === "write" ? [] : report.changes).map(({ path, edits, rules: ids }) =>
      annotate("notice", ids.join(" "), `${edits} edits pending`, path, 1, 1),
    ),
  ].join("\n");
}

function escapeCell(text: string): string {
  return showName(text.replace(/\n/g, " ")).replace(/\|/g, "\\|");
}

/** A page for a pull request. */
export function formatMarkdown(report: RunReport, language: Language): string {
  const { counts } = report;
  const lines = [
    "# mgobe-migrate codemod",
    "",
    `${counts.changed} files changed, ${counts.edits} edits (+${counts.added} -${counts.removed}), ${counts.todos} to do, ${counts.notParsed} not parsed.`,
    ...(report.hasMgobe ? [] : ["", describeNothingOf(report)[language]]),
  ];
  const addTable = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): void => {
    if (rows.length === 0) return;
    lines.push("", `## ${title}`, "", `| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`);
    for (const row of rows) lines.push(`| ${row.map(escapeCell).join(" | ")} |`);
  };
  addTable(
    "Changes",
    ["file", "edits", "lines", "rules"],
    report.changes.map(({ path, edits, added, removed, rules: ids }) => [
      `\`${path}\``,
      String(edits),
      `+${added} -${removed}`,
      ids.join(", "),
    ]),
  );
  addTable(
    "To do",
    ["place", "rule", "what"],
    report.todos.map(({ path, line, rule, message }) => [`\`${path}:${line}\``, rule, message[language]]),
  );
  addTable(
    "Not parsed",
    ["place", "reason"],
    report.notParsed.map(({ path, line, reason }) => [`\`${path}:${line}\``, reason]),
  );
  return lines.join("\n");
}
