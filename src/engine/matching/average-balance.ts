import { averageOf, type CurrentRule, holdsInMatch, holdsInTeam } from "./rule-check";
import { type TeamDraft } from "./team-draft";
import { type WaitingTable } from "./waiting-table";

/** Swaps tried for one match; each one brings the averages closer. */
const maxSwaps = 20;

/** Swaps that gain less than this are noise of the arithmetic. */
const smallestGain = 1e-9;

/** A party of one team and one of another that change places. */
interface Swap {
  readonly strong: TeamDraft;
  readonly strongAt: number;
  readonly weak: TeamDraft;
  readonly weakAt: number;
}

/**
 * Brings the averages of full teams together by swapping parties of equal size between the strongest and the weakest
 * team. Who plays does not change, only where.
 *
 * @param averageRules what the averages have to keep to
 * @param teamRules what each team has to keep to all the time
 * @returns true when all of them hold now; otherwise the teams are as they were
 */
export function balanceAverages(
  table: WaitingTable,
  teams: readonly TeamDraft[],
  averageRules: readonly CurrentRule[],
  teamRules: readonly CurrentRule[],
): boolean {
  const swaps: Swap[] = [];
  const attribute = averageRules[0]?.rule.attribute ?? 0;
  while (swaps.length < maxSwaps) {
    const swap = findSwap(table, teams, teamRules, attribute);
    if (!swap) break;
    exchange(swap.strong, swap.strongAt, swap.weak, swap.weakAt);
    if (holdsInMatch(table, averageRules, teams)) return true;
    swaps.push(swap);
  }
  for (const { strong, strongAt, weak, weakAt } of swaps.reverse()) exchange(strong, strongAt, weak, weakAt);
  return false;
}

/** The swap after which the two outermost teams are closest; undefined when none helps. */
function findSwap(
  table: WaitingTable,
  teams: readonly TeamDraft[],
  teamRules: readonly CurrentRule[],
  attribute: number,
): Swap | undefined {
  let strong: TeamDraft | undefined;
  let weak: TeamDraft | undefined;
  let highest = -Infinity;
  let lowest = Infinity;
  for (const team of teams) {
    const average = averageOf(table, team, attribute);
    if (average > highest) [strong, highest] = [team, average];
    if (average < lowest) [weak, lowest] = [team, average];
  }
  if (!strong || !weak || strong === weak) return undefined;
  const perValue = 1 / strong.slot.size + 1 / weak.slot.size;
  let bestGap = highest - lowest - smallestGain;
  let [bestStrong, bestWeak] = [-1, -1];
  for (let strongAt = 0; strongAt < strong.length; strongAt++) {
    for (let weakAt = 0; weakAt < weak.length; weakAt++) {
      const moved = getGain(table, strong.rows[strongAt] ?? 0, weak.rows[weakAt] ?? 0, attribute);
      const gap = Math.abs(highest - lowest - moved * perValue);
      if (!(gap < bestGap)) continue;
      if (!maySwap(table, strong, strongAt, weak, weakAt, teamRules)) continue;
      bestGap = gap;
      [bestStrong, bestWeak] = [strongAt, weakAt];
    }
  }
  return bestStrong < 0 ? undefined : { strong, strongAt: bestStrong, weak, weakAt: bestWeak };
}

/** By how much the sum of the strong team falls; NaN when the two cannot be swapped. */
function getGain(table: WaitingTable, strong: number, weak: number, attribute: number): number {
  if (table.size[strong] !== table.size[weak]) return NaN;
  const sums = table.sum[attribute];
  return (sums?.[strong] ?? NaN) - (sums?.[weak] ?? NaN);
}

function maySwap(
  table: WaitingTable,
  strong: TeamDraft,
  strongAt: number,
  weak: TeamDraft,
  weakAt: number,
  teamRules: readonly CurrentRule[],
): boolean {
  if (teamRules.length === 0) return true;
  exchange(strong, strongAt, weak, weakAt);
  const holds = holdsInTeam(table, teamRules, strong) && holdsInTeam(table, teamRules, weak);
  exchange(strong, strongAt, weak, weakAt);
  return holds;
}

function exchange(strong: TeamDraft, strongAt: number, weak: TeamDraft, weakAt: number): void {
  const fromStrong = strong.rows[strongAt] ?? 0;
  strong.rows[strongAt] = weak.rows[weakAt] ?? 0;
  weak.rows[weakAt] = fromStrong;
}
