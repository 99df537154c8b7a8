import { type WaitingParty } from "./party";
import { averagesOf, type CurrentRule, holdsInMatch, holdsInTeam, type TeamDraft } from "./rule-check";

/** Swaps tried for one match; each one brings the averages closer. */
const maxSwaps = 20;

/**
 * Brings the averages of full teams together by swapping parties of equal size between the strongest and the weakest
 * team. Who plays does not change, only where.
 *
 * @returns true when all rules hold now; otherwise the teams are as they were
 */
export function balanceAverages(teams: readonly TeamDraft[], rules: readonly CurrentRule[]): boolean {
  const before = teams.map((team) => [...team.parties]);
  const attribute = rules.find(({ rule }) => rule.scope.kind === "average")?.rule.attribute ?? 0;
  for (let swap = 0; swap < maxSwaps; swap++) {
    if (!swapOnce(teams, rules, attribute)) break;
    if (holdsInMatch(rules, teams)) return true;
  }
  teams.forEach((team, index) => team.parties.splice(0, Infinity, ...(before[index] ?? [])));
  return false;
}

interface Swap {
  readonly strongAt: number;
  readonly weakAt: number;
}

/** Makes the swap after which the two outermost teams are closest; false when none helps. */
function swapOnce(teams: readonly TeamDraft[], rules: readonly CurrentRule[], attribute: number): boolean {
  const averages = averagesOf(teams, attribute);
  const strong = teams[averages.indexOf(Math.max(...averages))];
  const weak = teams[averages.indexOf(Math.min(...averages))];
  if (!strong || !weak || strong === weak) return false;
  const gap = Math.max(...averages) - Math.min(...averages);
  const perValue = 1 / strong.slot.size + 1 / weak.slot.size;
  const sum = (party: WaitingParty): number => party.sum[attribute] ?? 0;
  const swaps: (Swap & { readonly gapAfter: number })[] = [];
  strong.parties.forEach((strongParty, strongAt) =>
    weak.parties.forEach((weakParty, weakAt) => {
      if (strongParty.size !== weakParty.size) return;
      const gapAfter = Math.abs(gap - (sum(strongParty) - sum(weakParty)) * perValue);
      if (gapAfter < gap - 1e-9) swaps.push({ strongAt, weakAt, gapAfter });
    }),
  );
  swaps.sort((a, b) => a.gapAfter - b.gapAfter);
  return swaps.some((swap) => trySwap(strong, weak, swap, rules));
}

function trySwap(strong: TeamDraft, weak: TeamDraft, swap: Swap, rules: readonly CurrentRule[]): boolean {
  exchange(strong, weak, swap);
  if (holdsInTeam(rules, strong) && holdsInTeam(rules, weak)) return true;
  exchange(strong, weak, swap);
  return false;
}

function exchange(strong: TeamDraft, weak: TeamDraft, { strongAt, weakAt }: Swap): void {
  const fromStrong = strong.parties[strongAt];
  const fromWeak = weak.parties[weakAt];
  if (!fromStrong || !fromWeak) return;
  strong.parties[strongAt] = fromWeak;
  weak.parties[weakAt] = fromStrong;
}
