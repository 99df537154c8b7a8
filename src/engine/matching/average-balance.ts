import { averageOf, type CurrentRule, holdsInMatch, holdsInTeam } from "./rule-check";
import { type TeamDraft } from "./team-draft";
import { type WaitingTable } from "./waiting-table";

/** Swaps tried for one match; each one brings the averages closer. */
const maxSwaps = 20;

/** Swaps that gain less than this are noise of the arithmetic. */
const smallestGain = 1e-9;

/** A party of one team and one of another that change places. */
interface Swap {
  /** By how much the averages of the two teams differ before. */
  difference: number;
  strong: TeamDraft | undefined;
  weak: TeamDraft | undefined;
  strongAt: number;
  weakAt: number;
}

/**
 * Brings the averages of full teams together by swapping parties of equal size between the strongest and the weakest
 * team. Who plays does not change, only where.
 */
export class AverageBalance {
  private readonly attribute: number;
  /** The swaps of one match, to take them back. */
  private readonly swaps: readonly Swap[];

  /**
   * @param averageRules what the averages have to keep to
   * @param teamRules what each team has to keep to all the time
   */
  constructor(
    private readonly table: WaitingTable,
    private readonly averageRules: readonly CurrentRule[],
    private readonly teamRules: readonly CurrentRule[],
  ) {
    this.attribute = averageRules[0]?.rule.attribute ?? 0;
    this.swaps = Array.from({ length: maxSwaps }, () => {
      return { difference: 0, strong: undefined, weak: undefined, strongAt: 0, weakAt: 0 };
    });
  }

  /** True when the rules over averages hold now; otherwise the teams are as they were. */
  balance(teams: readonly TeamDraft[]): boolean {
    let count = 0;
    while (!holdsInMatch(this.table, this.averageRules, teams)) {
      const swap = this.swaps[count];
      if (!swap || !this.findSwap(teams, swap)) {
        while (count > 0) exchange(this.swaps[--count]);
        return false;
      }
      exchange(swap);
      count++;
    }
    return true;
  }

  /** Looks for the swap after which the two outermost teams are closest; false when none helps. */
  private findSwap(teams: readonly TeamDraft[], swap: Swap): boolean {
    let highest = -Infinity;
    let lowest = Infinity;
    for (const team of teams) {
      const average = averageOf(this.table, team, this.attribute);
      if (average > highest) {
        swap.strong = team;
        highest = average;
      }
      if (average < lowest) {
        swap.weak = team;
        lowest = average;
      }
    }
    swap.difference = highest - lowest;
    return this.chooseParties(swap);
  }

  private chooseParties(swap: Swap): boolean {
    const { strong, weak, difference } = swap;
    const sums = this.table.sum[this.attribute];
    if (!strong || !weak || !sums || strong === weak) return false;
    const { size } = this.table;
    const perValue = 1 / strong.slot.size + 1 / weak.slot.size;
    let bestGap = difference - smallestGain;
    let [bestStrong, bestWeak] = [-1, -1];
    for (let strongAt = 0; strongAt < strong.length; strongAt++) {
      const strongRow = strong.rows[strongAt] ?? 0;
      for (let weakAt = 0; weakAt < weak.length; weakAt++) {
        const weakRow = weak.rows[weakAt] ?? 0;
        if (size[strongRow] !== size[weakRow]) continue;
        const moved = (sums[strongRow] ?? 0) - (sums[weakRow] ?? 0);
        const gap = Math.abs(difference - moved * perValue);
        if (!(gap < bestGap)) continue;
        swap.strongAt = strongAt;
        swap.weakAt = weakAt;
        if (!this.maySwap(swap)) continue;
        bestGap = gap;
        bestStrong = strongAt;
        bestWeak = weakAt;
      }
    }
    swap.strongAt = bestStrong;
    swap.weakAt = bestWeak;
    return bestStrong >= 0;
  }

  private maySwap(swap: Swap): boolean {
    const { strong, weak } = swap;
    if (this.teamRules.length === 0) return true;
    if (!strong || !weak) return false;
    exchange(swap);
    const holds =
      holdsInTeam(this.table, this.teamRules, strong) && holdsInTeam(this.table, this.teamRules, weak);
    exchange(swap);
    return holds;
  }
}

function exchange(swap: Swap | undefined): void {
  if (!swap?.strong || !swap.weak) return;
  const { strong, strongAt, weak, weakAt } = swap;
  const fromStrong = strong.rows[strongAt] ?? 0;
  strong.rows[strongAt] = weak.rows[weakAt] ?? 0;
  weak.rows[weakAt] = fromStrong;
}
