import { createHash } from "node:crypto";
import { apiMap, type Language } from "../../contract";
import { type Report, type ReportFinding } from "../../analysis/model/report";
import { words } from "../words";
import { pageCore } from "./page-core";
import { pageFindings } from "./page-findings";
import { pageOverview } from "./page-overview";
import { pageStyle } from "./page-style";
import { pageTables } from "./page-tables";
import { pageWords } from "./page-words";

/** Size that the page's data stays below, in UTF-16 units; long lines of code are cut until it does. */
const mostData = 2_700_000;
const lineLengths = [480, 200, 100, 40, 0];

/**
 * The report as one page: no request leaves it, and nothing of the game's code is ever parsed as HTML or script. A
 * content security policy allows the page's own script alone.
 */
export function createHtml(report: Report, language: Language): string {
  const script = [pageCore, pageFindings, pageOverview, pageTables].join("");
  const policy = `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(pageStyle)}'; img-src data:`;
  const title = escapeHtml(report.verdict.text[language]);
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header class="bar"><div class="wrap" id="bar"></div></header>
<main class="wrap" id="main"><noscript><h1>${title}</h1></noscript></main>
<script type="application/json" id="data">${encode(report, language)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function encode(report: Report, language: Language): string {
  const used = new Set(report.apis.map(({ id }) => id));
  const unused = apiMap.filter(({ id, kind }) => !used.has(id) && kind !== "constant").map(({ id }) => id);
  let text = "";
  for (const length of lineLengths) {
    const { files, findings } = shorten(report, length);
    const payload = {
      language,
      words: { ...words, ...pageWords },
      files,
      unused,
      report: { ...report, findings },
    };
    text = escapeScript(JSON.stringify(payload));
    if (text.length <= mostData) break;
  }
  return text;
}

/** Findings without what their rule says anyway, and with files as indices. */
function shorten(report: Report, longest: number): { files: string[]; findings: object[] } {
  const files: string[] = [];
  const indexByFile = new Map<string, number>();
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
  const findings = report.findings.map((finding: ReportFinding) => {
    const { file, message, severity, effort, snippet, after, ...rest } = finding;
    const rule = rules.get(finding.rule);
    if (file !== undefined && !indexByFile.has(file)) {
      indexByFile.set(file, files.length);
      files.push(file);
    }
    return {
      ...rest,
      ...(file === undefined ? {} : { file: indexByFile.get(file) }),
      ...(message.en === rule?.title.en ? {} : { message }),
      ...(severity === rule?.severity ? {} : { severity }),
      ...(effort === rule?.effort ? {} : { effort }),
      ...(snippet && longest > 0 ? { snippet: cut(snippet) } : {}),
      ...(after && longest > 0 ? { after: cut(after) } : {}),
    };
  });
  return { files, findings };
}

/** JSON inside of a script element: no `</script>`, no `<!--`, no line separators. */
function escapeScript(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
