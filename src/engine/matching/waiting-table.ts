import { type MatchPlayer, type Party, type PartyValues } from "./party";

/** A party in a queue, as those outside a pass know it. */
export interface WaitingParty {
  readonly party: Party;
  /** Its row in the table of its queue. */
  row: number;
}

type Column = Uint8Array | Int32Array | Float64Array;

/**
 * The parties of one queue in the order of joining, as columns of numbers. A pass looks at each party and its neighbours
 * many times; in columns they lie close together, while thousands of objects would have to be fetched from all over
 * the memory. Within a pass a party is its row, and a smaller row has waited longer.
 */
export class WaitingTable {
  length = 0;
  readonly waiting: WaitingParty[] = [];
  /** Party and players of each row once more: to write down a match nothing else has to be fetched. */
  readonly parties: Party[] = [];
  readonly players: (readonly MatchPlayer[])[] = [];
  /** 1 = no longer in the queue: matched, cancelled or timed out. Such rows stay until {@link compact}. */
  gone: Uint8Array = new Uint8Array(16);
  /** Number of players; a room has a hundred seats at most. */
  size: Uint8Array = new Uint8Array(16);
  /** Number of its `PartyKind`. */
  kind: Int32Array = new Int32Array(16);
  /** Order of joining over all queues; a smaller one has waited longer. */
  order: Float64Array = new Float64Array(16);
  /** ms on the matcher's time scale. */
  joinedAt: Float64Array = new Float64Array(16);
  /** Lowest, highest, sum and average of the players' values: one column per attribute of the rule set. */
  readonly low: Float64Array[];
  readonly high: Float64Array[];
  readonly sum: Float64Array[];
  readonly mean: Float64Array[];
  private goneCount = 0;

  constructor(attributes: number) {
    const create = (): Float64Array[] => Array.from({ length: attributes }, () => new Float64Array(16));
    [this.low, this.high, this.sum, this.mean] = [create(), create(), create(), create()];
  }

  /** Number of players in rows that are not gone. */
  countPlayers(): number {
    let count = 0;
    for (let row = 0; row < this.length; row++) if (this.gone[row] === 0) count += this.size[row] ?? 0;
    return count;
  }

  /** Puts a party into a row; those from there on wait behind it. */
  insert(row: number, party: Party, values: PartyValues, kind: number, order: number): WaitingParty {
    if (this.length === this.gone.length) this.grow();
    if (row < this.length) this.moveDown(row);
    this.length++;
    const size = party.players.length;
    this.gone[row] = 0;
    this.size[row] = size;
    this.kind[row] = kind;
    this.order[row] = order;
    this.joinedAt[row] = party.joinedAt;
    for (let attribute = 0; attribute < this.sum.length; attribute++) {
      const sum = values.sum[attribute] ?? 0;
      setIn(this.low[attribute], row, values.low[attribute] ?? 0);
      setIn(this.high[attribute], row, values.high[attribute] ?? 0);
      setIn(this.sum[attribute], row, sum);
      setIn(this.mean[attribute], row, sum / size);
    }
    const waiting = { party, row };
    this.setParty(row, waiting);
    return waiting;
  }

  /** Marks a party as gone. */
  release(row: number): void {
    if (this.gone[row] === 1) return;
    this.gone[row] = 1;
    this.goneCount++;
  }

  /** Takes out the rows that are gone; the others move up. */
  compact(): void {
    if (this.goneCount === 0) return;
    const kept = new Int32Array(this.length - this.goneCount);
    for (let row = 0, to = 0; row < this.length; row++) if (this.gone[row] === 0) kept[to++] = row;
    for (const column of this.getColumns()) moveUp(column, kept);
    for (let to = 0; to < kept.length; to++) {
      const waiting = this.waiting[kept[to] ?? 0];
      if (waiting) this.setParty(to, waiting);
    }
    this.waiting.length = kept.length;
    this.parties.length = kept.length;
    this.players.length = kept.length;
    this.length = kept.length;
    this.gone.fill(0);
    this.goneCount = 0;
  }

  /** Makes room for a row. */
  private moveDown(row: number): void {
    for (const column of [this.gone, ...this.getColumns()]) column.copyWithin(row + 1, row, this.length);
    for (let to = this.length; to > row; to--) {
      const waiting = this.waiting[to - 1];
      if (waiting) this.setParty(to, waiting);
    }
  }

  private setParty(row: number, waiting: WaitingParty): void {
    waiting.row = row;
    this.waiting[row] = waiting;
    this.parties[row] = waiting.party;
    this.players[row] = waiting.party.players;
  }

  private getColumns(): Column[] {
    const { size, kind, order, joinedAt, low, high, sum, mean } = this;
    return [size, kind, order, joinedAt, ...low, ...high, ...sum, ...mean];
  }

  private grow(): void {
    const capacity = 2 * this.gone.length;
    const grow = (column: Float64Array): Float64Array => copyTo(new Float64Array(capacity), column);
    this.gone = copyTo(new Uint8Array(capacity), this.gone);
    this.size = copyTo(new Uint8Array(capacity), this.size);
    this.kind = copyTo(new Int32Array(capacity), this.kind);
    this.order = grow(this.order);
    this.joinedAt = grow(this.joinedAt);
    for (const columns of [this.low, this.high, this.sum, this.mean]) {
      columns.forEach((column, attribute) => (columns[attribute] = grow(column)));
    }
  }
}

function copyTo<T extends Column>(target: T, source: T): T {
  target.set(source);
  return target;
}

function moveUp(column: Column, kept: Int32Array): void {
  for (let to = 0; to < kept.length; to++) column[to] = column[kept[to] ?? 0] ?? 0;
}

function setIn(column: Float64Array | undefined, row: number, value: number): void {
  if (column) column[row] = value;
}
