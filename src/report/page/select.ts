import { type ReportFinding } from "../../analysis/model/report";
import { getMember, type ReportIndex } from "./index-of-report";
import { severities, type Sort, states, type View } from "./view";

/** What a view chooses of the findings. */
export interface Selection {
  readonly found: readonly ReportFinding[];
  /** How many findings each severity and each state would add, as the other filters stand. */
  readonly counts: ReadonlyMap<string, number>;
}

type Filter = "severity" | "state";

/** Searches, filters and sorts the findings. */
export function select(index: ReportIndex, view: View): Selection {
  const terms = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = terms.length > 0 ? index.getHaystack() : [];
  const hits = index.report.findings.filter(
    (each, position) =>
      terms.every((term) => haystack[position]?.includes(term)) &&
      (!view.rule || each.rule === view.rule) &&
      (!view.file || each.file === view.file) &&
      (!view.api || getMember(each) === view.api),
  );
  const passes = (finding: ReportFinding, filter: Filter): boolean =>
    filter === "severity"
      ? view.severity.size === 0 || view.severity.has(finding.severity)
      : view.state.size === 0 || view.state.has(finding.state);
  const counts = new Map<string, number>();
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const found: ReportFinding[] = [];
  for (const each of hits) {
    const [isSeverity, isState] = [passes(each, "severity"), passes(each, "state")];
    if (isState) add(each.severity);
    if (isSeverity) add(each.state);
    if (isSeverity && isState) found.push(each);
  }
  return { found: sort(found, view.sort), counts };
}

/** Sorting is stable: what is equal stays in the order of the places. */
function sort(findings: ReportFinding[], by: Sort): ReportFinding[] {
  const ranks: Readonly<
    Record<Exclude<Sort, "place">, (one: ReportFinding, other: ReportFinding) => number>
  > = {
    severity: (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
    effort: (one, other) => other.effort - one.effort,
    rule: (one, other) => (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0),
    state: (one, other) => states.indexOf(one.state) - states.indexOf(other.state),
  };
  return by === "place" ? findings : findings.sort(ranks[by]);
}
