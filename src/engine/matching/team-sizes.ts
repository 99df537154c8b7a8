import { type WaitingParty } from "./party";
import { type RuleSet } from "./rule-set";

/**
 * False when the sizes of the parties can never add up to full teams, e.g. pairs alone in teams of three. A quick
 * answer to a question that trying all seats answers slowly; true is no promise.
 */
export function canFillTeams(
  ruleSet: RuleSet,
  anchorSize: number,
  candidates: readonly WaitingParty[],
): boolean {
  const counts: number[] = [];
  for (const { size } of candidates) counts[size] = (counts[size] ?? 0) + 1;
  const singles = counts[1] ?? 0;
  if (singles + anchorSize >= ruleSet.seats) return true;
  const reachable = findReachableSums(counts, ruleSet.largestTeam);
  const fitsAnchor = ruleSet.teams.some(({ size }) => reachable[size - anchorSize]);
  if (!fitsAnchor) return false;
  return ruleSet.teams.filter(({ size }) => !reachable[size]).length <= 1;
}

/** For each number of seats whether parties can fill it exactly. */
function findReachableSums(counts: readonly number[], largest: number): boolean[] {
  const reachable: boolean[] = [true];
  counts.forEach((count, size) => {
    for (let used = 0; used < count && used * size < largest; used++) {
      for (let sum = largest; sum >= size; sum--) {
        if (reachable[sum - size]) reachable[sum] = true;
      }
    }
  });
  return reachable;
}
