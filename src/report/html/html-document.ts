import { createHash } from "node:crypto";
import { ownReportMark } from "../../../codemods/project/collect-files";
import { apiMap, type Language } from "../../contract";
import { type Report } from "../../analysis/model/report";
import { words } from "../words";
import { type PageFiles } from "./page-files";
import { encodePayload } from "./payload";

/**
 * The report as one page: no request leaves it, and nothing of the game's code is ever parsed as HTML or script. A
 * content security policy allows the page's own script alone.
 *
 * @param folder what the report's paths are relative to, as seen from the page, for links that open an editor
 */
export function createHtml(report: Report, language: Language, files: PageFiles, folder?: string): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(files.script)}'`,
    `style-src '${hash(files.style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = escapeHtml(report.verdict.text[language]);
  const used = new Set(report.apis.map(({ id }) => id));
  const unused = apiMap.filter(({ id, kind }) => !used.has(id) && kind !== "constant").map(({ id }) => id);
  const data = encodePayload(report, { language, unused, ...(folder === undefined ? {} : { folder }) });
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${ownReportMark}
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${files.style}</style>
</head>
<body>
<div id="page"><noscript><main class="wrap"><h1>${title}</h1><p>${words.needsScript.en}</p><p lang="zh-CN">${words.needsScript.zh}</p></main></noscript></div>
<script type="application/json" id="data">${data}</script>
<script>${files.script}</script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
