/** Documents: one report in, one text out. */
export {
  createDocument,
  getFormatOfFile,
  type DocumentOptions,
  reportEndings,
  type ReportFormat,
  reportFormats,
} from "./create-document";
export { createSummary } from "./summary";
