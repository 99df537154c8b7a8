import { type Party, type PartyValues } from "./party";

/** A party in a queue. */
export interface WaitingParty {
  readonly party: Party;
  /** Its row in the table of its queue; -1 once it no longer waits. */
  row: number;
}

type Column = Int32Array | Float64Array;

/**
 * The parties of one queue in the order of joining, as columns of numbers. A pass looks at each party and its neighbours
 * many times; in columns they lie close together, while thousands of objects would have to be fetched from all over
 * the memory. Within a pass a party is its row, and a smaller row has waited longer.
 */
export class WaitingTable {
  length = 0;
  readonly parties: WaitingParty[] = [];
  /** 1 = no longer in the queue: matched, cancelled or timed out. Such rows stay until {@link compact}. */
  gone: Uint8Array = new Uint8Array(16);
  /** Number of players. */
  size: Int32Array = new Int32Array(16);
  /** Number of its `PartyKind`. */
  kind: Int32Array = new Int32Array(16);
  /** Order of joining over all queues; a smaller one has waited longer. */
  order: Float64Array = new Float64Array(16);
  /** ms on the matcher's time scale. */
  joinedAt: Float64Array = new Float64Array(16);
  /** Lowest, highest and sum of the players' values: one column per attribute of the rule set. */
  readonly low: Float64Array[];
  readonly high: Float64Array[];
  readonly sum: Float64Array[];
  private goneCount = 0;

  constructor(attributes: number) {
    const create = (): Float64Array[] => Array.from({ length: attributes }, () => new Float64Array(16));
    [this.low, this.high, this.sum] = [create(), create(), create()];
  }

  /** Average value of a party. */
  getMean(row: number, attribute: number): number {
    return (this.sum[attribute]?.[row] ?? 0) / (this.size[row] ?? 1);
  }

  /** Puts a party into a row; those from there on wait behind it. */
  insert(row: number, party: Party, values: PartyValues, kind: number, order: number): WaitingParty {
    if (this.length === this.gone.length) this.grow();
    for (const column of [this.gone, ...this.getColumns()]) column.copyWithin(row + 1, row, this.length);
    this.gone[row] = 0;
    this.size[row] = party.players.length;
    this.kind[row] = kind;
    this.order[row] = order;
    this.joinedAt[row] = party.joinedAt;
    this.low.forEach((column, attribute) => (column[row] = values.low[attribute] ?? 0));
    this.high.forEach((column, attribute) => (column[row] = values.high[attribute] ?? 0));
    this.sum.forEach((column, attribute) => (column[row] = values.sum[attribute] ?? 0));
    const waiting = { party, row };
    this.parties.splice(row, 0, waiting);
    this.length++;
    for (let behind = row + 1; behind < this.length; behind++) {
      const other = this.parties[behind];
      if (other && other.row >= 0) other.row = behind;
    }
    return waiting;
  }

  /** Marks a party as gone and gives it back. */
  release(row: number): WaitingParty | undefined {
    const waiting = this.parties[row];
    if (!waiting || this.gone[row] === 1) return undefined;
    waiting.row = -1;
    this.gone[row] = 1;
    this.goneCount++;
    return waiting;
  }

  /** Takes out the rows that are gone; the others move up. */
  compact(): void {
    if (this.goneCount === 0) return;
    const kept = new Int32Array(this.length - this.goneCount);
    for (let row = 0, to = 0; row < this.length; row++) if (this.gone[row] === 0) kept[to++] = row;
    for (const column of this.getColumns()) moveUp(column, kept);
    kept.forEach((row, to) => {
      const waiting = this.parties[row];
      if (!waiting) return;
      waiting.row = to;
      this.parties[to] = waiting;
    });
    this.parties.length = kept.length;
    this.length = kept.length;
    this.gone.fill(0);
    this.goneCount = 0;
  }

  private getColumns(): Column[] {
    return [this.size, this.kind, this.order, this.joinedAt, ...this.low, ...this.high, ...this.sum];
  }

  private grow(): void {
    const capacity = 2 * this.gone.length;
    const grow = (column: Float64Array): Float64Array => copyTo(new Float64Array(capacity), column);
    this.gone = copyTo(new Uint8Array(capacity), this.gone);
    this.size = copyTo(new Int32Array(capacity), this.size);
    this.kind = copyTo(new Int32Array(capacity), this.kind);
    this.order = grow(this.order);
    this.joinedAt = grow(this.joinedAt);
    for (const columns of [this.low, this.high, this.sum]) {
      columns.forEach((column, attribute) => (columns[attribute] = grow(column)));
    }
  }
}

function copyTo<T extends Column | Uint8Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

function moveUp(column: Column, kept: Int32Array): void {
  for (let to = 0; to < kept.length; to++) column[to] = column[kept[to] ?? 0] ?? 0;
}
