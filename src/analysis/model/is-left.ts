import { type ReportFinding } from "./report";

/** Whether a finding is work that remains. */
export function isLeft({ state, severity }: Pick<ReportFinding, "state" | "severity">): boolean {
  return severity !== "info" && state !== "done" && state !== "ignored";
}
