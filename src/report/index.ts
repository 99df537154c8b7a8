/** Documents: one report in, one text out. */
export {
  createDocument,
  getFormatOfFile,
  type DocumentOptions,
  reportEndings,
  type ReportFormat,
  reportFormats,
} from "./create-document";
export { type PageFiles } from "./html/page-files";
export { createRunText } from "./codemod-text";
export { createGithub } from "./github-document";
export { createSummary } from "./summary";
