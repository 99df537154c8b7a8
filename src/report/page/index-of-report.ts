import { isLeft } from "../../analysis/model/is-left";
import {
  type FindingState,
  type Report,
  type ReportFinding,
  type ReportRule,
} from "../../analysis/model/report";

/** A state, or `info` for what is only good to know: that is no work, and has a colour of its own. */
export type ShownState = FindingState | "info";

/** Order of the states in a bar. */
export const barStates: readonly ShownState[] = [
  "done",
  "rewritten",
  "automatic",
  "declined",
  "marker",
  "by-hand",
  "unread",
  "ignored",
  "info",
  "kept",
];

/** Member of the API that a finding is a use of, or is about. */
export function getMember({ member, api }: ReportFinding): string | undefined {
  return member ?? api;
}

/** State of a finding as it is shown. */
export function getShownState({ severity, state }: ReportFinding): ShownState {
  return severity === "info" && state === "by-hand" ? "info" : state;
}

/** How many findings are in each state. */
export function countStates(findings: readonly ReportFinding[]): Record<ShownState, number> {
  const counts = Object.fromEntries(barStates.map((state) => [state, 0])) as Record<ShownState, number>;
  for (const each of findings) counts[getShownState(each)]++;
  return counts;
}

/** Points of what is left. */
export function sumPoints(findings: readonly ReportFinding[]): number {
  return findings.reduce((sum, each) => sum + (isLeft(each) ? each.effort : 0), 0);
}

/** Findings by the value of a field; those without it are left out. */
export function groupBy(
  findings: readonly ReportFinding[],
  key: "rule" | "file" | "api",
): Map<string, ReportFinding[]> {
  const groups = new Map<string, ReportFinding[]>();
  for (const each of findings) {
    const name = key === "api" ? getMember(each) : each[key];
    if (!name) continue;
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return groups;
}

/** A report with what is looked up in it again and again. */
export class ReportIndex {
  readonly left: readonly ReportFinding[];
  private readonly rules: ReadonlyMap<string, ReportRule>;
  private readonly groups = new Map<string, Map<string, ReportFinding[]>>();
  private haystack: readonly string[] | undefined;

  constructor(readonly report: Report) {
    this.left = report.findings.filter(isLeft);
    this.rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  }

  /** Rule of an id; throws for one that the report does not have. */
  requireRule(id: string): ReportRule {
    const rule = this.rules.get(id);
    if (!rule) throw new Error(`the report has no rule ${id}`);
    return rule;
  }

  /** All findings by a field. */
  by(key: "rule" | "file" | "api"): ReadonlyMap<string, readonly ReportFinding[]> {
    let groups = this.groups.get(key);
    if (!groups) {
      groups = groupBy(this.report.findings, key);
      this.groups.set(key, groups);
    }
    return groups;
  }

  /** For each finding, in the order of the report, what a search looks through, in lower case. */
  getHaystack(): readonly string[] {
    return (this.haystack ??= this.report.findings.map((each) =>
      [
        each.id,
        each.rule,
        each.message.en,
        each.message.zh,
        each.file,
        getMember(each),
        each.snippet,
        each.after,
      ]
        .join("\n")
        .toLowerCase(),
    ));
  }
}
