import { type RowList } from "./row-list";
import { type RuleSet } from "./rule-set";
import { type WaitingTable } from "./waiting-table";

/**
 * Tells when the sizes of parties can never add up to full teams, e.g. pairs alone in teams of three. A quick answer to
 * a question that trying all seats answers slowly.
 */
export class TeamSizes {
  private readonly counts: Int32Array;
  /** For each number of seats 1 when parties can fill it exactly. */
  private readonly reachable: Uint8Array;

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly table: WaitingTable,
  ) {
    this.counts = new Int32Array(ruleSet.largestTeam + 1);
    this.reachable = new Uint8Array(ruleSet.largestTeam + 1);
  }

  /** False when no match comes out, and so none of fewer candidates either; true is no promise. */
  canFill(anchor: number, candidates: RowList): boolean {
    const { counts, table, ruleSet } = this;
    const anchorSize = table.size[anchor] ?? 0;
    if (candidates.singles + anchorSize >= ruleSet.seats) return true;
    counts.fill(0);
    for (let i = 0; i < candidates.length; i++) {
      const size = table.size[candidates.rows[i] ?? 0] ?? 0;
      counts[size] = (counts[size] ?? 0) + 1;
    }
    this.findReachable();
    let fitsAnchor = false;
    let unreachable = 0;
    for (const { size } of ruleSet.teams) {
      if (size >= anchorSize && this.reachable[size - anchorSize] === 1) fitsAnchor = true;
      if (this.reachable[size] === 0) unreachable++;
    }
    // The team of the anchor may be one that the others alone cannot fill.
    return fitsAnchor && unreachable <= 1;
  }

  private findReachable(): void {
    const { counts, reachable } = this;
    const largest = reachable.length - 1;
    reachable.fill(0);
    reachable[0] = 1;
    for (let size = 1; size <= largest; size++) {
      const count = counts[size] ?? 0;
      for (let used = 0; used < count && used * size < largest; used++) {
        for (let sum = largest; sum >= size; sum--) if (reachable[sum - size] === 1) reachable[sum] = 1;
      }
    }
  }
}
