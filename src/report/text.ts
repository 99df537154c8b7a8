import { type ReportTotals } from "../analysis/model/report";

/** The degree of readiness for a reader; a dash where there is nothing to be ready. */
export function describeReadiness({ readiness }: ReportTotals): string {
  return readiness === null ? "–" : `${readiness} %`;
}
