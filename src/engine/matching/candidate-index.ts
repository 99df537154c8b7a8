import { meanOf, sortByOrder, type WaitingParty } from "./party";
import { type CurrentRule, isInside } from "./rule-check";
import { getRuleValue, type MatchRule, type RuleSet, type RuleValue } from "./rule-set";

/** Parties of one size whose values lie in the same segments, sorted by the attribute that matters most. */
interface Partition {
  readonly key: string;
  readonly size: number;
  readonly parties: WaitingParty[];
  /** Sort value of each party. */
  readonly values: number[];
  /** Next party that is still there, to the right and to the left; `parties.length` and -1 are the ends. */
  readonly right: number[];
  readonly left: number[];
  /** Lowest and highest value per attribute. */
  readonly low: number[];
  readonly high: number[];
}

/** The part of the rules that decides who can be a candidate at all. */
export interface CandidateFilter {
  /** Rules over all players of the match. */
  readonly bounds: readonly CurrentRule[];
  /** How far from the anchor's value the value of a candidate may be. */
  readonly reach: number;
}

/** What rules ask of candidates. */
export function toCandidateFilter(rules: readonly CurrentRule[]): CandidateFilter {
  const bounds = rules.filter(({ rule }) => rule.scope.kind === "all");
  const deviation = bounds.find(({ value }) => value.kind === "deviation")?.value;
  return { bounds, reach: deviation?.kind === "deviation" ? deviation.difference : Infinity };
}

/** Partitions that one anchor looks into; only rule sets with very many segments have more. */
const maxPartitions = 32;

/**
 * Finds for a party those that could be in a match with it, without looking at everybody: a few neighbours from each
 * partition. Built once per pass in n log n; each question costs the same, however many wait.
 */
export class CandidateIndex {
  private readonly partitions: Partition[] = [];
  private readonly segmentRules: readonly MatchRule[];
  /** The attribute that partitions are sorted by; undefined = by waiting time. */
  private readonly sortAttribute: number | undefined;

  constructor(
    private readonly ruleSet: RuleSet,
    waiting: readonly WaitingParty[],
  ) {
    this.segmentRules = ruleSet.rules.filter((rule) => getRuleValue(rule, 0).kind === "segment");
    this.sortAttribute = getSortAttribute(ruleSet);
    this.fill(waiting);
  }

  /** Takes a party out, e.g. as it has found its match. */
  remove(party: WaitingParty): void {
    const partition = this.partitions[party.partition];
    if (!partition) return;
    partition.right[party.place] = party.place + 1;
    partition.left[party.place] = party.place - 1;
  }

  /**
   * Parties that may be in a match with `anchor`, itself left out, those who wait longest first. From each partition
   * come those nearest to its value, a few more than a match needs on either side.
   */
  findCandidates(anchor: WaitingParty, { bounds, reach }: CandidateFilter): WaitingParty[] {
    const found: WaitingParty[] = [];
    const partitions = this.choosePartitions(anchor, bounds);
    for (const partition of partitions) {
      const parties = Math.ceil(this.ruleSet.seats / partition.size);
      const isOwn = partition.key === this.partitions[anchor.partition]?.key;
      // Of many partitions the others have to give less, so that one party never looks at very many.
      const spare = partitions.length <= 2 ? parties + 4 : Math.ceil(parties / 2) + (isOwn ? 4 : 0);
      const wanted = Math.max(3, spare);
      this.collect(partition, anchor, reach, wanted, found);
    }
    return sortByOrder(found);
  }

  private getSortValue(party: WaitingParty): number {
    return this.sortAttribute === undefined ? party.order : meanOf(party, this.sortAttribute);
  }

  private fill(waiting: readonly WaitingParty[]): void {
    const byKey = new Map<string, Partition>();
    for (const party of waiting) {
      const key = this.getKey(party);
      let partition = byKey.get(key);
      if (!partition) {
        const { low, high, size } = party;
        partition = {
          key,
          size,
          parties: [],
          values: [],
          right: [],
          left: [],
          low: [...low],
          high: [...high],
        };
        byKey.set(key, partition);
        this.partitions.push(partition);
      }
      partition.parties.push(party);
    }
    this.partitions.forEach((partition, index) => this.sort(partition, index));
  }

  private sort(partition: Partition, index: number): void {
    const { parties, values, right, left, low, high } = partition;
    // They come in the order of joining, which a stable sort keeps among equals.
    if (this.sortAttribute !== undefined) parties.sort((a, b) => this.getSortValue(a) - this.getSortValue(b));
    parties.forEach((party, place) => {
      party.partition = index;
      party.place = place;
      values.push(this.getSortValue(party));
      right.push(place);
      left.push(place);
      for (let i = 0; i < low.length; i++) {
        low[i] = Math.min(low[i] ?? 0, party.low[i] ?? 0);
        high[i] = Math.max(high[i] ?? 0, party.high[i] ?? 0);
      }
    });
  }

  private getKey(party: WaitingParty): string {
    let key = String(party.size);
    for (const rule of this.segmentRules) {
      const value = getRuleValue(rule, 0);
      const isMean = rule.scope.kind === "average";
      const mean = meanOf(party, rule.attribute);
      const low = isMean ? mean : (party.low[rule.attribute] ?? 0);
      const high = isMean ? mean : (party.high[rule.attribute] ?? 0);
      const intervals = value.kind === "segment" ? value.intervals : [];
      key += `,${intervals.findIndex((interval) => isInside(interval, low, high))}`;
    }
    return key;
  }

  /** Partitions with the anchor's own segments first: they hold its likeliest team mates. */
  private choosePartitions(anchor: WaitingParty, bounds: readonly CurrentRule[]): readonly Partition[] {
    const { length } = this.partitions;
    if (length === 1 || (bounds.length === 0 && length <= maxPartitions)) return this.partitions;
    const own = this.partitions[anchor.partition];
    const segments = own?.key.replace(/^\d+/, "");
    const possible = this.partitions.filter((partition) =>
      bounds.every(({ rule, value }) => mayMeet(value, anchor, partition, rule.attribute)),
    );
    if (possible.length <= maxPartitions) return possible;
    const isNear = (partition: Partition): boolean => partition.key.endsWith(segments ?? "");
    return [...possible.filter(isNear), ...possible.filter((p) => !isNear(p))].slice(0, maxPartitions);
  }

  private collect(
    partition: Partition,
    anchor: WaitingParty,
    reach: number,
    wanted: number,
    found: WaitingParty[],
  ): void {
    const { parties, values } = partition;
    const value = this.getSortValue(anchor);
    const middle = findPlace(values, value);
    let count = 0;
    for (let at = findFree(partition.right, middle, 1); at < parties.length;) {
      const distance = (values[at] ?? 0) - value;
      if (distance > reach || count++ >= wanted) break;
      keep(parties[at], anchor, distance, found);
      at = findFree(partition.right, at + 1, 1);
    }
    count = 0;
    for (let at = findFree(partition.left, middle - 1, -1); at >= 0;) {
      const distance = value - (values[at] ?? 0);
      if (distance > reach || count++ >= wanted) break;
      keep(parties[at], anchor, distance, found);
      at = findFree(partition.left, at - 1, -1);
    }
  }
}

/** The attribute of the rule that narrows the choice most: a deviation among all, of averages, within a team. */
function getSortAttribute(ruleSet: RuleSet): number | undefined {
  const deviations = ruleSet.rules.filter((rule) => getRuleValue(rule, 0).kind === "deviation");
  const among = (kind: string): MatchRule | undefined => deviations.find(({ scope }) => scope.kind === kind);
  return (among("all") ?? among("average") ?? deviations[0])?.attribute;
}

function keep(
  party: WaitingParty | undefined,
  anchor: WaitingParty,
  distance: number,
  found: WaitingParty[],
): void {
  if (!party || party === anchor) return;
  party.distance = distance;
  found.push(party);
}

function mayMeet(value: RuleValue, anchor: WaitingParty, partition: Partition, attribute: number): boolean {
  const low = anchor.low[attribute] ?? 0;
  const high = anchor.high[attribute] ?? 0;
  const lowest = partition.low[attribute] ?? 0;
  const highest = partition.high[attribute] ?? 0;
  if (value.kind === "deviation")
    return lowest <= low + value.difference && highest >= high - value.difference;
  return value.intervals.some(
    (interval) => isInside(interval, low, high) && lowest <= interval[1] && highest >= interval[0],
  );
}

/** First place whose value is not less. */
function findPlace(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First place from `start` on in one direction that is not removed; shortens the way for the next one. */
function findFree(links: number[], start: number, step: 1 | -1): number {
  let end = start;
  while (end >= 0 && end < links.length && links[end] !== end) end = links[end] ?? end + step;
  for (let at = start; at !== end && at >= 0 && at < links.length;) {
    const next = links[at] ?? end;
    links[at] = end;
    at = next;
  }
  return end;
}
