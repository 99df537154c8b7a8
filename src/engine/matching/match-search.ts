import { type CandidateFilter, CandidateIndex, toCandidateFilter } from "./candidate-index";
import { MatchBuilder } from "./match-builder";
import { type PartyKind } from "./party-kind";
import { RowList, sortByKey } from "./row-list";
import { type CurrentRule } from "./rule-check";
import { getRuleValue, type RuleSet } from "./rule-set";
import { type TeamDraft } from "./team-draft";
import { type WaitingTable } from "./waiting-table";

/** What follows from the rules at one state of relaxation. */
interface RuleState {
  readonly filter: CandidateFilter;
  readonly builder: MatchBuilder;
}

/** The rules as they are for somebody who has waited so long. */
export function getCurrentRules(ruleSet: RuleSet, waitedMs: number): CurrentRule[] {
  return ruleSet.rules.map((rule) => ({ rule, value: getRuleValue(rule, waitedMs) }));
}

/** Looks for matches in one queue, party by party. */
export class MatchSearch {
  /** When rules change, the latest first, and what they are from then on. */
  private readonly times: readonly number[];
  private readonly states: (RuleState | undefined)[] = [];
  private readonly candidates = new RowList();
  private distances = new Float64Array(64);
  private index: CandidateIndex;

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly table: WaitingTable,
    private readonly kinds: readonly PartyKind[],
  ) {
    const times = ruleSet.rules.flatMap((rule) => rule.steps.map((step) => step.afterMs));
    this.times = [...new Set([0, ...times])].sort((a, b) => b - a);
    this.index = new CandidateIndex(ruleSet, table, kinds);
  }

  /** To be called when the rows of the table have changed. */
  restart(): void {
    this.index = new CandidateIndex(this.ruleSet, this.table, this.kinds);
  }

  /** To be called when a party is gone. */
  remove(row: number): void {
    this.index.remove(row);
  }

  /**
   * The match of a party that has waited so long: first with those who wait longest, then with those whose values are
   * nearest. Valid until the next search.
   */
  find(anchor: number, waitedMs: number): readonly TeamDraft[] | undefined {
    const { filter, builder } = this.getState(waitedMs);
    const { candidates } = this;
    this.index.findCandidates(anchor, filter, candidates);
    if (candidates.players + (this.table.size[anchor] ?? 0) < this.ruleSet.seats) return undefined;
    if (!builder.canFillTeams(anchor, candidates)) return undefined;
    candidates.sortByRow();
    const teams = builder.build(anchor, candidates);
    if (teams || !builder.dependsOnOrder) return teams;
    this.sortByDistance(anchor);
    return builder.build(anchor, candidates);
  }

  private sortByDistance(anchor: number): void {
    const { rows, length } = this.candidates;
    if (this.distances.length < length) this.distances = new Float64Array(2 * length);
    this.index.measureDistances(anchor, this.candidates, this.distances);
    sortByKey(rows, this.distances, length);
  }

  private getState(waitedMs: number): RuleState {
    let number = this.times.length - 1;
    while (number > 0 && (this.times[number - 1] ?? 0) <= waitedMs) number--;
    let state = this.states[number];
    if (!state) {
      const rules = getCurrentRules(this.ruleSet, this.times[number] ?? 0);
      const builder = new MatchBuilder(this.ruleSet, this.table, rules);
      state = { filter: toCandidateFilter(rules), builder };
      this.states[number] = state;
    }
    return state;
  }
}
