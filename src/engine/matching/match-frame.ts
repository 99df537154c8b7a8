import { meanOf, type WaitingParty } from "./party";
import { type CurrentRule, isInside } from "./rule-check";
import { type Interval } from "./rule-set";

/** Bounds that every party of a match has to keep to; `mean` compares the party's average only. */
interface Bound {
  readonly attribute: number;
  readonly interval: Interval;
  readonly mean: boolean;
}

/** One way to satisfy all rules that look at the whole match. */
export type MatchFrame = readonly Bound[];

/** Frames tried for one party in one pass. */
const maxFrames = 64;

/**
 * The frames in which the anchor fits. A segment rule leaves the intervals around the anchor's values; a deviation rule
 * leaves the windows of that width that start at somebody's value, those with the longest-waiting others first.
 * Segments of averages come as a bound on each party, which is more than the rule asks, then without any bound.
 */
export function findFrames(
  anchor: WaitingParty,
  candidates: readonly WaitingParty[],
  rules: readonly CurrentRule[],
): MatchFrame[] {
  let frames: MatchFrame[] = [[]];
  for (const current of rules) {
    const options = findBounds(current, anchor, candidates);
    if (options === undefined) continue;
    frames = frames.flatMap((frame) => options.map((bound) => [...frame, ...bound]));
    if (frames.length > maxFrames) frames = frames.slice(0, maxFrames);
  }
  return frames;
}

/** True when the party keeps to all bounds. */
export function fitsFrame(frame: MatchFrame, party: WaitingParty): boolean {
  for (const { attribute, interval, mean } of frame) {
    const average = mean ? meanOf(party, attribute) : 0;
    const low = mean ? average : (party.low[attribute] ?? 0);
    const high = mean ? average : (party.high[attribute] ?? 0);
    if (!isInside(interval, low, high)) return false;
  }
  return true;
}

function findBounds(
  { rule, value }: CurrentRule,
  anchor: WaitingParty,
  candidates: readonly WaitingParty[],
): Bound[][] | undefined {
  const { attribute } = rule;
  if (rule.scope.kind === "average" && value.kind === "segment") {
    const mean = meanOf(anchor, attribute);
    const around = value.intervals.filter((interval) => isInside(interval, mean, mean));
    return [...around.map((interval) => [{ attribute, interval, mean: true }]), []];
  }
  if (rule.scope.kind !== "all") return undefined;
  const low = anchor.low[attribute] ?? 0;
  const high = anchor.high[attribute] ?? 0;
  const intervals =
    value.kind === "segment"
      ? value.intervals.filter((interval) => isInside(interval, low, high))
      : findWindows(anchor, candidates, attribute, value.difference);
  return intervals.map((interval) => [{ attribute, interval, mean: false }]);
}

/** Windows of a width that hold the anchor. Candidates come in the order of their waiting, and so do the windows. */
function findWindows(
  anchor: WaitingParty,
  candidates: readonly WaitingParty[],
  attribute: number,
  width: number,
): Interval[] {
  const anchorLow = anchor.low[attribute] ?? 0;
  const earliest = (anchor.high[attribute] ?? 0) - width;
  const starts = new Set<number>();
  for (const candidate of candidates) {
    const low = candidate.low[attribute] ?? 0;
    // A candidate above the anchor is first served by the window that the anchor itself starts.
    if (low >= anchorLow) starts.add(anchorLow);
    else if (low >= earliest) starts.add(low);
  }
  starts.add(anchorLow);
  return [...starts].map((start) => [start, start + width]);
}
