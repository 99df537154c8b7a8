/**
 * The tool as a library: finding MGOBE's uses in a game's client code, the code base they are found in, and the report of
 * what is done and left.
 */
export * from "../codemods";
export { type ClientFiles } from "../codemods/rules/rule";
export { runCodemod, type CodemodOptions, type CodemodResult } from "../codemods/run/codemod-run";
export { requireTarget } from "../codemods/targets/registry";
export {
  compareReports,
  createReport,
  isLeft,
  readBaseline,
  type Report,
  type ReportFinding,
  type ReportInput,
  type ReportRule,
} from "./analysis";
export { createDocument, reportFormats, type DocumentOptions, type ReportFormat } from "./report";
