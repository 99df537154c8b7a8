/** Up to so many entries are sorted by moving them by hand, which is faster than anything cleverer. */
const maxInsertions = 40;

/**
 * A list of rows of a `WaitingTable` that is filled anew for each search: it keeps its memory, where a new array for
 * each party of a long queue would keep the garbage collector busy.
 */
export class RowList {
  rows = new Int32Array(64);
  length = 0;
  /** Players of all parties in the list. */
  players = 0;
  /** Parties of one player. */
  singles = 0;

  clear(): void {
    this.length = 0;
    this.players = 0;
    this.singles = 0;
  }

  /** Appends a party of so many players. */
  push(row: number, size: number): void {
    if (this.length === this.rows.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.rows);
      this.rows = grown;
    }
    this.rows[this.length++] = row;
    this.players += size;
    if (size === 1) this.singles++;
  }

  /** Puts those who wait longest first: rows are in the order of joining. */
  sortByRow(): void {
    const { rows, length } = this;
    if (length > maxInsertions) {
      rows.subarray(0, length).sort();
      return;
    }
    for (let from = 1; from < length; from++) {
      const row = rows[from] ?? 0;
      let to = from;
      for (; to > 0 && (rows[to - 1] ?? 0) > row; to--) rows[to] = rows[to - 1] ?? 0;
      rows[to] = row;
    }
  }
}

/** Sorts the first so many rows and their keys by key, in place; equal keys keep their order. n log n. */
export function sortByKey(rows: Int32Array, keys: Float64Array, length: number): void {
  for (let start = 0; start < length; start += maxInsertions) {
    insertInOrder(rows, keys, start, Math.min(start + maxInsertions, length));
  }
  if (length <= maxInsertions) return;
  const spare = { rows: new Int32Array(length), keys: new Float64Array(length) };
  for (let width = maxInsertions; width < length; width *= 2) {
    for (let start = 0; start + width < length; start += 2 * width) {
      merge(rows, keys, start, start + width, Math.min(start + 2 * width, length), spare);
    }
  }
}

function insertInOrder(rows: Int32Array, keys: Float64Array, start: number, end: number): void {
  for (let from = start + 1; from < end; from++) {
    const key = keys[from] ?? 0;
    const row = rows[from] ?? 0;
    let to = from;
    for (; to > start && (keys[to - 1] ?? 0) > key; to--) {
      keys[to] = keys[to - 1] ?? 0;
      rows[to] = rows[to - 1] ?? 0;
    }
    keys[to] = key;
    rows[to] = row;
  }
}

/** Merges two neighbouring sorted stretches. */
function merge(
  rows: Int32Array,
  keys: Float64Array,
  start: number,
  middle: number,
  end: number,
  spare: { readonly rows: Int32Array; readonly keys: Float64Array },
): void {
  if ((keys[middle - 1] ?? 0) <= (keys[middle] ?? 0)) return;
  const { rows: leftRows, keys: leftKeys } = spare;
  const leftEnd = middle - start;
  for (let i = 0; i < leftEnd; i++) {
    leftRows[i] = rows[start + i] ?? 0;
    leftKeys[i] = keys[start + i] ?? 0;
  }
  for (let left = 0, right = middle, to = start; left < leftEnd; to++) {
    if (right < end && (keys[right] ?? 0) < (leftKeys[left] ?? 0)) {
      rows[to] = rows[right] ?? 0;
      keys[to] = keys[right++] ?? 0;
    } else {
      rows[to] = leftRows[left] ?? 0;
      keys[to] = leftKeys[left++] ?? 0;
    }
  }
}
