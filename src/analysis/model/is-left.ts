import { type FindingState, type ReportFinding } from "./report";

const leftStates: ReadonlySet<FindingState> = new Set([
  "automatic",
  "declined",
  "marker",
  "by-hand",
  "unread",
]);

/** Whether a finding is done, by this run or before. */
export function isDone({ state }: Pick<ReportFinding, "state">): boolean {
  return state === "done" || state === "rewritten";
}

/** Whether somebody has to do it, in code that was read. */
export function isTodo({ state }: Pick<ReportFinding, "state">): boolean {
  return state === "marker" || state === "by-hand";
}

/** Whether a finding is work that remains. */
export function isLeft({ state, severity }: Pick<ReportFinding, "state" | "severity">): boolean {
  return severity !== "info" && leftStates.has(state);
}
