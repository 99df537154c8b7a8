/** The migration report: findings in, documents out. */
export { createReport, type ReportInput } from "./create-report";
export {
  createDocument,
  getFormatOfFile,
  type DocumentOptions,
  reportEndings,
  type ReportFormat,
  reportFormats,
} from "./documents";
export { createSummary } from "./documents/summary";
export { compareReports, readBaseline } from "./model/baseline";
export * from "./model/report";
export { isLeft } from "./model/totals";
