import { type Language } from "../contract";
import { type Report } from "../analysis/model/report";
import { withoutSource } from "../analysis/model/without-source";
import { createCsv } from "./csv-document";
import { createHtml } from "./html/html-document";
import { type PageFiles, readPageFiles } from "./html/page-files";
import { createJson } from "./json-document";
import { createJsonLines } from "./json-lines-document";
import { createMarkdown } from "./markdown-document";
import { type ReportFormat } from "./report-format";
import { createSarif } from "./sarif-document";
import { createSummary } from "./summary";

const writers: Readonly<Record<ReportFormat, (report: Report, options: DocumentOptions) => string>> = {
  text: (report, { language }) => createSummary(report, language),
  html: (report, { language, page = readPageFiles(), folder }) => createHtml(report, language, page, folder),
  markdown: (report, { language }) => createMarkdown(report, language),
  json: createJson,
  jsonl: createJsonLines,
  csv: (report, { language }) => createCsv(report, language),
  sarif: (report, { language }) => createSarif(report, language),
};

/** How a report is written. */
export interface DocumentOptions {
  readonly format: ReportFormat;
  readonly language: Language;
  /** Leave all code out. */
  readonly noSource?: boolean;
  /**
   * Folder that the report's paths are relative to, as seen from the folder that the page lies in (`../game`): places in
   * the page then open in an editor. An absolute path holds, too, but says where the game lies to whoever gets the page.
   */
  readonly folder?: string;
  /** The page's program and style; the built ones of this package when left out. */
  readonly page?: PageFiles;
}

/**
 * Writes a report in one format. Throws `ToolError` NOT_BUILT for a page in a checkout that is not built.
 *
 * @example
 * createDocument(report, { format: "markdown", language: "en" });
 */
export function createDocument(report: Report, options: DocumentOptions): string {
  return writers[options.format](options.noSource ? withoutSource(report) : report, options);
}
