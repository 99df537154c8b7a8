import { type BilingualText, type Language, translate } from "../contract";
import { escapeCommand } from "../../codemods/output/failure-format";
import { type Report, type ReportFinding } from "../analysis/model/report";
import { isTodo } from "../analysis/model/is-left";

const pending: BilingualText = {
  en: "{what}: codemod rewrites it",
  zh: "{what}：codemod 可自动改写",
};

function escapeProperty(text: string): string {
  return escapeCommand(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

/**
 * A run of the codemod as annotations of GitHub Actions: an error for what was not read, a warning for what is to do by hand,
 * a notice for what the codemod would rewrite; each at its place, or at the file where it is about that as a whole.
 */
export function createGithub({ findings, verdict }: Report, language: Language): string {
  const annotate = (kind: string, finding: ReportFinding, text: string): string => {
    const { file, line, column, rule } = finding;
    const place = { file, line, col: line === undefined ? undefined : column, title: rule };
    const properties = Object.entries(place).flatMap(([name, value]) =>
      value === undefined ? [] : `${name}=${escapeProperty(String(value))}`,
    );
    return `::${kind} ${properties.join(",")}::${escapeCommand(text)}`;
  };
  const lines = findings.flatMap((finding) => {
    const { state, message } = finding;
    const what = message[language];
    if (state === "unread") return annotate("error", finding, what);
    if (isTodo(finding)) return annotate("warning", finding, what);
    if (state === "automatic" || state === "declined")
      return annotate("notice", finding, translate(pending, language, { what }));
    return [];
  });
  if (verdict.kind === "nothing-found") lines.unshift(`::warning::${escapeCommand(verdict.text[language])}`);
  return lines.map((line) => `${line}\n`).join("");
}
