import { extname } from "../../codemods/project/project-path";
import { type Language } from "../contract";
import { type Report } from "../analysis/model/report";
import { withoutSource } from "../analysis/model/without-source";
import { createCsv } from "./csv-document";
import { createHtml } from "./html/html-document";
import { createJson } from "./json-document";
import { createMarkdown } from "./markdown-document";
import { createSarif } from "./sarif-document";
import { createSummary } from "./summary";

/** Formats of a report. */
export const reportFormats = ["text", "html", "markdown", "json", "csv", "sarif"] as const;

/** Name of a format. */
export type ReportFormat = (typeof reportFormats)[number];

const formatByEnding: Readonly<Record<string, ReportFormat>> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".json": "json",
  ".csv": "csv",
  ".sarif": "sarif",
};

/** Endings that name a format. */
export const reportEndings: readonly string[] = Object.keys(formatByEnding);

/** Format that a file's ending names; undefined for any other ending. */
export function getFormatOfFile(path: string): ReportFormat | undefined {
  return formatByEnding[extname(path).toLowerCase()];
}

const writers: Readonly<Record<ReportFormat, (report: Report, language: Language) => string>> = {
  text: createSummary,
  html: createHtml,
  markdown: createMarkdown,
  json: createJson,
  csv: createCsv,
  sarif: createSarif,
};

/** How a report is written. */
export interface DocumentOptions {
  readonly format: ReportFormat;
  readonly language: Language;
  /** Leave all code out. */
  readonly noSource?: boolean;
}

/**
 * Writes a report in one format.
 *
 * @example
 * createDocument(report, { format: "markdown", language: "en" });
 */
export function createDocument(report: Report, { format, language, noSource }: DocumentOptions): string {
  return writers[format](noSource ? withoutSource(report) : report, language);
}
