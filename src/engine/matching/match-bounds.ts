import { meanOf, type WaitingParty } from "./party";
import { type CurrentRule, isInside } from "./rule-check";
import { type Interval } from "./rule-set";

/**
 * A rule over the whole match leaves a choice of intervals; once one is chosen, every party either lies in it or cannot
 * take part. That makes such rules cheap: no set of parties from one interval can break them.
 */

/** True for rules that bound each party of the match: all but those within teams and deviations of averages. */
export function isBound({ rule: { scope }, value }: CurrentRule): boolean {
  return scope.kind === "all" || (scope.kind === "average" && value.kind === "segment");
}

/**
 * The intervals in which the anchor fits. A segment rule leaves those around its values; a deviation rule the windows
 * of that width that start at somebody's value, those of the first candidates first. The end of the choice for segments
 * of averages is `undefined`, no bound at all: an average may lie in a segment that not all players lie in.
 */
export function* findIntervals(
  { rule: { scope, attribute }, value }: CurrentRule,
  anchor: WaitingParty,
  candidates: readonly WaitingParty[],
): Generator<Interval | undefined> {
  const isMean = scope.kind === "average";
  const low = isMean ? meanOf(anchor, attribute) : (anchor.low[attribute] ?? 0);
  const high = isMean ? low : (anchor.high[attribute] ?? 0);
  if (value.kind === "segment") {
    for (const interval of value.intervals) if (isInside(interval, low, high)) yield interval;
    if (isMean) yield undefined;
    return;
  }
  const width = value.difference;
  const tried: number[] = [];
  for (const candidate of candidates) {
    // Who is above the anchor is first served by the window that starts at the anchor.
    const start = Math.min(low, candidate.low[attribute] ?? 0);
    if (start < high - width || tried.includes(start)) continue;
    tried.push(start);
    yield [start, start + width];
  }
  if (!tried.includes(low)) yield [low, low + width];
}

/** The parties that lie in the interval. */
export function keepInside(
  { rule: { scope, attribute } }: CurrentRule,
  interval: Interval,
  candidates: readonly WaitingParty[],
): WaitingParty[] {
  const kept: WaitingParty[] = [];
  const isMean = scope.kind === "average";
  for (const party of candidates) {
    const low = isMean ? meanOf(party, attribute) : (party.low[attribute] ?? 0);
    if (isInside(interval, low, isMean ? low : (party.high[attribute] ?? 0))) kept.push(party);
  }
  return kept;
}
