import { type CurrentRule } from "./rule-check";
import { type WaitingTable } from "./waiting-table";

/**
 * A rule over the whole match leaves a choice of intervals; once one is chosen, every party either lies in it or cannot
 * take part. That makes such rules cheap: no set of parties from one interval can break them.
 */

/** True for rules that bound each party of the match: all but those within teams and deviations of averages. */
export function isBound({ rule: { scope }, value }: CurrentRule): boolean {
  return scope.kind === "all" || (scope.kind === "average" && value.kind === "segment");
}

/** Lowest value of a party that a bounding rule looks at. */
export function getBoundLow(table: WaitingTable, { rule }: CurrentRule, row: number): number {
  if (rule.scope.kind === "average") return table.getMean(row, rule.attribute);
  return table.low[rule.attribute]?.[row] ?? 0;
}

/** Highest value of a party that a bounding rule looks at. */
export function getBoundHigh(table: WaitingTable, { rule }: CurrentRule, row: number): number {
  if (rule.scope.kind === "average") return table.getMean(row, rule.attribute);
  return table.high[rule.attribute]?.[row] ?? 0;
}
