/** Analysis of a game: what the codemod found, the game server, messages, settings, keys; one list, one model of a report. */
export { createReport, findBase, type ReportInput } from "./create-report";
export { compareReports, readBaseline } from "./model/baseline";
export * from "./model/report";
export { isLeft } from "./model/is-left";
