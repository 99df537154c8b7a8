/** Analysis of a game: what the codemod found, the game server, messages, settings, keys; one list, one model of a report. */
export { createOutcome, createReport, findBase } from "./create-report";
export { type ReportInput } from "./describe-run";
export { findLoginValues, type LoginValues } from "./login-values";
export { type Baseline, compareReports, readBaseline } from "./model/baseline";
export * from "./model/report";
export { isDone, isLeft, isTodo } from "./model/is-left";
