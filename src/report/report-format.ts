import { extname } from "../../codemods/project/project-path";

/** Formats of a report. */
export const reportFormats = ["text", "html", "markdown", "json", "jsonl", "csv", "sarif"] as const;

/** Name of a format. */
export type ReportFormat = (typeof reportFormats)[number];

const formatByEnding: Readonly<Record<string, ReportFormat>> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".json": "json",
  ".jsonl": "jsonl",
  ".csv": "csv",
  ".sarif": "sarif",
};

/** Endings that name a format. */
export const reportEndings: readonly string[] = Object.keys(formatByEnding);

/** Format that a file's ending names; undefined for any other ending. */
export function getFormatOfFile(path: string): ReportFormat | undefined {
  return formatByEnding[extname(path).toLowerCase()];
}
