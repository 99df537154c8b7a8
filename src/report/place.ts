import { type ReportFinding } from "../analysis/model/report";

/**
 * `file:line:column`, as terminals and editors open it; the file alone where a finding is about it as a whole, and undefined
 * where it is about the whole game.
 */
export function describePlace({
  file,
  line,
  column,
}: Pick<ReportFinding, "file" | "line" | "column">): string | undefined {
  if (file === undefined || line === undefined) return file;
  return `${file}:${line}:${column ?? 1}`;
}
