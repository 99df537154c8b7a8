import { type WaitingParty } from "./party";
import { averagesOf, type CurrentRule, holdsInMatch, holdsInTeam, type TeamDraft } from "./rule-check";

/** Swaps tried for one match; each one brings the averages closer. */
const maxSwaps = 20;

/** Swaps that gain less than this are noise of the arithmetic. */
const smallestGain = 1e-9;

/**
 * Brings the averages of full teams together by swapping parties of equal size between the strongest and the weakest
 * team. Who plays does not change, only where.
 *
 * @param averageRules what the averages have to keep to
 * @param teamRules what each team has to keep to all the time
 * @returns true when all of them hold now; otherwise the teams are as they were
 */
export function balanceAverages(
  teams: readonly TeamDraft[],
  averageRules: readonly CurrentRule[],
  teamRules: readonly CurrentRule[],
): boolean {
  const swaps: (() => void)[] = [];
  const attribute = averageRules[0]?.rule.attribute ?? 0;
  while (swaps.length < maxSwaps) {
    const undo = swapOnce(teams, teamRules, attribute);
    if (!undo) break;
    if (holdsInMatch(averageRules, teams)) return true;
    swaps.push(undo);
  }
  for (const undo of swaps.reverse()) undo();
  return false;
}

/**
 * Makes the swap after which the two outermost teams are closest.
 *
 * @returns what takes it back; undefined when no swap helps
 */
function swapOnce(
  teams: readonly TeamDraft[],
  teamRules: readonly CurrentRule[],
  attribute: number,
): (() => void) | undefined {
  const averages = averagesOf(teams, attribute);
  const highest = Math.max(...averages);
  const lowest = Math.min(...averages);
  const strong = teams[averages.indexOf(highest)];
  const weak = teams[averages.indexOf(lowest)];
  if (!strong || !weak || strong === weak) return undefined;
  const perValue = 1 / strong.slot.size + 1 / weak.slot.size;
  let bestGap = highest - lowest - smallestGain;
  let best: (() => void) | undefined;
  for (let strongAt = 0; strongAt < strong.parties.length; strongAt++) {
    for (let weakAt = 0; weakAt < weak.parties.length; weakAt++) {
      const moved = getGain(strong.parties[strongAt], weak.parties[weakAt], attribute);
      const gap = Math.abs(highest - lowest - moved * perValue);
      if (!(gap < bestGap)) continue;
      if (!maySwap(strong, strongAt, weak, weakAt, teamRules)) continue;
      bestGap = gap;
      best = () => exchange(strong, strongAt, weak, weakAt);
    }
  }
  best?.();
  return best;
}

/** By how much the sum of the strong team falls; NaN when the two cannot be swapped. */
function getGain(
  strong: WaitingParty | undefined,
  weak: WaitingParty | undefined,
  attribute: number,
): number {
  if (strong?.size !== weak?.size) return NaN;
  return (strong?.sum[attribute] ?? NaN) - (weak?.sum[attribute] ?? NaN);
}

function maySwap(
  strong: TeamDraft,
  strongAt: number,
  weak: TeamDraft,
  weakAt: number,
  teamRules: readonly CurrentRule[],
): boolean {
  if (teamRules.length === 0) return true;
  exchange(strong, strongAt, weak, weakAt);
  const holds = holdsInTeam(teamRules, strong) && holdsInTeam(teamRules, weak);
  exchange(strong, strongAt, weak, weakAt);
  return holds;
}

function exchange(strong: TeamDraft, strongAt: number, weak: TeamDraft, weakAt: number): void {
  const fromStrong = strong.parties[strongAt];
  const fromWeak = weak.parties[weakAt];
  if (!fromStrong || !fromWeak) return;
  strong.parties[strongAt] = fromWeak;
  weak.parties[weakAt] = fromStrong;
}
