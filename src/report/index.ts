/** Documents: one report in, one text out. */
export { createDocument, type DocumentOptions } from "./create-document";
export { getFormatOfFile, reportEndings, type ReportFormat, reportFormats } from "./report-format";
export { type PageFiles } from "./html/page-files";
export { createRunText } from "./codemod-text";
export { createGithub } from "./github-document";
export { createSummary } from "./summary";
