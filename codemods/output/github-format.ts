import { type Language } from "../../src/contract";
import { escapeCommand } from "./failure-format";
import { describeNothingOf } from "./nothing-found";
import { type RunReport } from "./run-report";

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
