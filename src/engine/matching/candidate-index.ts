import { type PartyKind } from "./party-kind";
import { type RowList, sortByKey } from "./row-list";
import { type CurrentRule, isInside } from "./rule-check";
import { getRuleValue, type MatchRule, type RuleSet, type RuleValue } from "./rule-set";
import { type WaitingTable } from "./waiting-table";

/** Parties of one kind, sorted by the attribute that matters most. A place is an index into these arrays. */
interface Partition {
  readonly kind: PartyKind;
  readonly rows: Int32Array;
  /** Sort value of each party. */
  readonly values: Float64Array;
  /** Next place that is still taken, to the right and to the left; the number of places and -1 are the ends. */
  readonly right: Int32Array;
  readonly left: Int32Array;
  /** Lowest and highest value per attribute; empty where no rule asks for them. */
  readonly low: readonly number[];
  readonly high: readonly number[];
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
  private readonly partitions: readonly Partition[];
  /** Index of each party's partition, and its place there. */
  private readonly partitionOf: Int32Array;
  private readonly placeOf: Int32Array;
  /** First place in its partition of those that have the same sort value as this party. */
  private readonly firstOf: Int32Array;
  /** There are rules over all players, and so partitions that some anchor need not look into. */
  private readonly isBounded: boolean;
  /** The attribute that partitions are sorted by; undefined = by waiting time. */
  private readonly sortAttribute: number | undefined;

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly table: WaitingTable,
    kinds: readonly PartyKind[],
  ) {
    this.sortAttribute = getSortAttribute(ruleSet);
    this.partitionOf = new Int32Array(table.length);
    this.placeOf = new Int32Array(table.length);
    this.firstOf = new Int32Array(table.length);
    const members = this.divide(kinds.length);
    this.isBounded = members.length > 1 && ruleSet.rules.some(({ scope }) => scope.kind === "all");
    this.partitions = members.map(({ kind, rows }) => this.createPartition(kinds[kind], rows));
  }

  /** Takes a party out, e.g. as it has found its match. */
  remove(row: number): void {
    const partition = this.partitions[this.partitionOf[row] ?? 0];
    const place = this.placeOf[row] ?? 0;
    if (!partition) return;
    partition.right[place] = place + 1;
    partition.left[place] = place - 1;
  }

  /**
   * Puts into `found` those parties that may be in a match with `anchor`, itself left out. From each partition come
   * those nearest to its value, a few more than a match needs on either side.
   */
  findCandidates(anchor: number, { bounds, reach }: CandidateFilter, found: RowList): void {
    found.clear();
    const partitions = this.choosePartitions(anchor, bounds);
    const own = this.partitions[this.partitionOf[anchor] ?? 0];
    const value = this.getSortValues()[anchor] ?? 0;
    for (const partition of partitions) {
      const parties = Math.ceil(this.ruleSet.seats / partition.kind.size);
      // Of many partitions the others have to give less, so that one party never looks at very many.
      const spare =
        partitions.length <= 2 ? parties + 4 : Math.ceil(parties / 2) + (partition === own ? 4 : 0);
      const middle = partition === own ? (this.firstOf[anchor] ?? 0) : findPlace(partition.values, value);
      collect(partition, anchor, value, middle, reach, Math.max(3, spare), found);
    }
  }

  /** Writes down how far the sort value of each candidate is from that of the anchor. */
  measureDistances(anchor: number, candidates: RowList, distances: Float64Array): void {
    const values = this.getSortValues();
    const value = values[anchor] ?? 0;
    for (let i = 0; i < candidates.length; i++) {
      distances[i] = Math.abs((values[candidates.rows[i] ?? 0] ?? 0) - value);
    }
  }

  private getSortValues(): Float64Array {
    const { mean, order } = this.table;
    return (this.sortAttribute === undefined ? undefined : mean[this.sortAttribute]) ?? order;
  }

  /** Rows of each kind, the kinds in the order of their first party; notes the partition of each row. */
  private divide(kinds: number): { readonly kind: number; readonly rows: Int32Array }[] {
    const { kind, length } = this.table;
    const counts = new Int32Array(kinds);
    for (let row = 0; row < length; row++) counts[kind[row] ?? 0] = (counts[kind[row] ?? 0] ?? 0) + 1;
    const numbers = new Int32Array(kinds).fill(-1);
    const members: { kind: number; rows: Int32Array; length: number }[] = [];
    for (let row = 0; row < length; row++) {
      const own = kind[row] ?? 0;
      let number = numbers[own] ?? -1;
      if (number < 0) {
        number = members.push({ kind: own, rows: new Int32Array(counts[own] ?? 0), length: 0 }) - 1;
        numbers[own] = number;
      }
      const member = members[number];
      if (member) member.rows[member.length++] = row;
      this.partitionOf[row] = number;
    }
    return members;
  }

  private createPartition(kind: PartyKind | undefined, rows: Int32Array): Partition {
    const { length } = rows;
    const values = new Float64Array(length);
    const sortValues = this.getSortValues();
    for (let i = 0; i < length; i++) values[i] = sortValues[rows[i] ?? 0] ?? 0;
    // Rows come in the order of joining, which a stable sort keeps among equals.
    if (this.sortAttribute !== undefined) sortByKey(rows, values, length);
    const right = new Int32Array(length);
    const left = new Int32Array(length);
    let first = 0;
    for (let place = 0; place < length; place++) {
      if (values[place] !== values[first]) first = place;
      this.placeOf[rows[place] ?? 0] = place;
      this.firstOf[rows[place] ?? 0] = first;
      right[place] = place;
      left[place] = place;
    }
    const low = this.isBounded ? this.table.low.map((column) => getLowest(column, rows)) : [];
    const high = this.isBounded ? this.table.high.map((column) => getHighest(column, rows)) : [];
    return { kind: kind ?? { size: 1, segments: "" }, rows, values, right, left, low, high };
  }

  /** Partitions with the anchor's own segments first: they hold its likeliest team mates. */
  private choosePartitions(anchor: number, bounds: readonly CurrentRule[]): readonly Partition[] {
    const { length } = this.partitions;
    if (length === 1 || (bounds.length === 0 && length <= maxPartitions)) return this.partitions;
    const possible: Partition[] = [];
    for (const partition of this.partitions)
      if (this.mayMeet(bounds, anchor, partition)) possible.push(partition);
    if (possible.length <= maxPartitions) return possible;
    const segments = this.partitions[this.partitionOf[anchor] ?? 0]?.kind.segments;
    const isNear = (partition: Partition): boolean => partition.kind.segments === segments;
    return [...possible.filter(isNear), ...possible.filter((partition) => !isNear(partition))].slice(
      0,
      maxPartitions,
    );
  }

  private mayMeet(bounds: readonly CurrentRule[], anchor: number, partition: Partition): boolean {
    for (const { rule, value } of bounds) {
      const low = this.table.low[rule.attribute]?.[anchor] ?? 0;
      const high = this.table.high[rule.attribute]?.[anchor] ?? 0;
      const lowest = partition.low[rule.attribute] ?? 0;
      const highest = partition.high[rule.attribute] ?? 0;
      if (!mayStandTogether(value, low, high, lowest, highest)) return false;
    }
    return true;
  }
}

/** Goes from a place in both directions until there are enough or they are too far away. */
function collect(
  { kind: { size }, rows, values, right, left }: Partition,
  anchor: number,
  value: number,
  middle: number,
  reach: number,
  wanted: number,
  found: RowList,
): void {
  let count = 0;
  for (let at = findFree(right, middle, 1); at < values.length; at = findFree(right, at + 1, 1)) {
    if ((values[at] ?? 0) - value > reach || count++ >= wanted) break;
    const row = rows[at] ?? 0;
    if (row !== anchor) found.push(row, size);
  }
  count = 0;
  for (let at = findFree(left, middle - 1, -1); at >= 0; at = findFree(left, at - 1, -1)) {
    if (value - (values[at] ?? 0) > reach || count++ >= wanted) break;
    found.push(rows[at] ?? 0, size);
  }
}

function getLowest(column: Float64Array, rows: Int32Array): number {
  let lowest = Infinity;
  for (const row of rows) lowest = Math.min(lowest, column[row] ?? 0);
  return lowest;
}

function getHighest(column: Float64Array, rows: Int32Array): number {
  let highest = -Infinity;
  for (const row of rows) highest = Math.max(highest, column[row] ?? 0);
  return highest;
}

/** The attribute of the rule that narrows the choice most: a deviation among all, of averages, within a team. */
function getSortAttribute(ruleSet: RuleSet): number | undefined {
  const deviations = ruleSet.rules.filter((rule) => getRuleValue(rule, 0).kind === "deviation");
  const among = (kind: string): MatchRule | undefined => deviations.find(({ scope }) => scope.kind === kind);
  return (among("all") ?? among("average") ?? deviations[0])?.attribute;
}

/** True when some party with values from `lowest` to `highest` may be allowed beside one from `low` to `high`. */
function mayStandTogether(
  value: RuleValue,
  low: number,
  high: number,
  lowest: number,
  highest: number,
): boolean {
  if (value.kind === "deviation")
    return lowest <= low + value.difference && highest >= high - value.difference;
  return value.intervals.some(
    (interval) => isInside(interval, low, high) && lowest <= interval[1] && highest >= interval[0],
  );
}

/** First place whose value is not less. */
function findPlace(values: Float64Array, value: number): number {
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
function findFree(links: Int32Array, start: number, step: 1 | -1): number {
  let end = start;
  while (end >= 0 && end < links.length && links[end] !== end) end = links[end] ?? end + step;
  for (let at = start; at !== end && at >= 0 && at < links.length;) {
    const next = links[at] ?? end;
    links[at] = end;
    at = next;
  }
  return end;
}
