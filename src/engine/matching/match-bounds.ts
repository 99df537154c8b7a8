import { type CurrentRule } from "./rule-check";
import { type WaitingTable } from "./waiting-table";

/**
 * A rule over the whole match leaves a choice of intervals; once one is chosen, every party either lies in it or cannot
 * take part. That makes such rules cheap: no set of parties from one interval can break them.
 */

const noValues = new Float64Array(0);

/** True for rules that bound each party of the match: all but those within teams and deviations of averages. */
export function isBound({ rule: { scope }, value }: CurrentRule): boolean {
  return scope.kind === "all" || (scope.kind === "average" && value.kind === "segment");
}

/** Lowest value of each party that a bounding rule looks at. */
export function getBoundLows(table: WaitingTable, { rule }: CurrentRule): Float64Array {
  return (rule.scope.kind === "average" ? table.mean : table.low)[rule.attribute] ?? noValues;
}

/** Highest value of each party that a bounding rule looks at. */
export function getBoundHighs(table: WaitingTable, { rule }: CurrentRule): Float64Array {
  return (rule.scope.kind === "average" ? table.mean : table.high)[rule.attribute] ?? noValues;
}
