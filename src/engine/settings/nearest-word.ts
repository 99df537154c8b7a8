/**
 * The word that somebody who wrote `written` most likely meant; undefined when none is near.
 *
 * @param allowed letters by which the two may differ; a third of them when left out
 * @example
 * findNearestWord("frameRat", ["frameRate", "gameId"]); // "frameRate"
 */
export function findNearestWord(
  written: string,
  words: readonly string[],
  allowed = Math.max(1, Math.floor(written.length / 3)),
): string | undefined {
  let nearest: string | undefined;
  let least = allowed + 1;
  for (const word of words) {
    const distance = editDistance(written.toLowerCase(), word.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    nearest = word;
  }
  return nearest;
}

/** Letters to insert, delete, change, or swap with their neighbour. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 0; i <= from.length; i++) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= to.length; j++) {
      if (i === 0 || j === 0) {
        row.push(i + j);
        continue;
      }
      const change = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = swapped ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(change, swap, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(from.length, to.length);
}
