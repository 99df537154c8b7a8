import { balanceAverages } from "./average-balance";
import { findFrames, fitsFrame } from "./match-frame";
import { type WaitingParty } from "./party";
import { type CurrentRule, holdsInMatch, holdsInTeam, isFull, type TeamDraft } from "./rule-check";
import { type RuleSet } from "./rule-set";

/** Choices that may be tried for one anchor, beyond one for each seat; it bounds the cost of a pass. */
const extraChoices = 300;

/** How often averages are balanced by swapping, for one anchor. */
const maxBalances = 3;

/**
 * Puts one match together around an anchor. Parties are seated one after the other in the order given; when a choice
 * leads nowhere the next one is tried, within a fixed number of choices.
 */
export class MatchBuilder {
  private choicesLeft = 0;
  private balancesLeft = 0;
  private readonly averageRules: readonly CurrentRule[];

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly rules: readonly CurrentRule[],
  ) {
    this.averageRules = rules.filter(({ rule }) => rule.scope.kind === "average");
  }

  /**
   * Full teams, the anchor among them, for which all rules hold; undefined when none were found.
   *
   * @param candidates the others, those to be preferred first
   */
  build(anchor: WaitingParty, candidates: readonly WaitingParty[]): TeamDraft[] | undefined {
    this.choicesLeft = extraChoices + 4 * this.ruleSet.seats;
    this.balancesLeft = maxBalances;
    for (const frame of findFrames(anchor, candidates, this.rules)) {
      const fitting = candidates.filter((candidate) => fitsFrame(frame, candidate));
      if (countPlayers(fitting) + anchor.size < this.ruleSet.seats) continue;
      const teams = this.seat(anchor, fitting);
      if (teams) return teams;
      if (this.choicesLeft <= 0) return undefined;
    }
    return undefined;
  }

  /** Tries the anchor in one team of each type. */
  private seat(anchor: WaitingParty, candidates: readonly WaitingParty[]): TeamDraft[] | undefined {
    const triedTypes = new Set<number>();
    for (const { type, size } of this.ruleSet.teams) {
      if (triedTypes.has(type) || anchor.size > size) continue;
      triedTypes.add(type);
      const teams = this.ruleSet.teams.map((slot): TeamDraft => ({ slot, parties: [] }));
      const first = teams.findIndex((team) => team.slot.type === type);
      teams[first]?.parties.push(anchor);
      const order = [...teams.slice(first, first + 1), ...teams.filter((_, index) => index !== first)];
      const own = order[0];
      if (!own || !holdsInTeam(this.rules, own)) continue;
      const search = new SeatSearch(candidates, order);
      if (this.fillTeam(search, 0, 0)) return teams;
    }
    return undefined;
  }

  private fillTeam(search: SeatSearch, teamIndex: number, from: number): boolean {
    const team = search.teams[teamIndex];
    if (!team) return this.finish(search);
    const free = team.slot.size - countPlayers(team.parties);
    if (free === 0) return this.fillTeam(search, teamIndex + 1, 0);
    for (let index = from; index < search.candidates.length; index++) {
      const candidate = search.candidates[index];
      if (!candidate || search.seated[index] || candidate.size > free) continue;
      if (--this.choicesLeft < 0) return false;
      team.parties.push(candidate);
      search.seated[index] = true;
      if (holdsInTeam(this.rules, team) && this.fillTeam(search, teamIndex, index + 1)) return true;
      team.parties.pop();
      search.seated[index] = false;
    }
    return false;
  }

  /** All seats are taken: the rules over averages decide, and they may be helped by swapping players of equal parties. */
  private finish({ teams }: SeatSearch): boolean {
    if (this.averageRules.length > 0 && !holdsInMatch(this.averageRules, teams)) {
      if (!balanceAverages(teams, this.rules)) {
        // The next choices differ in one party only and would hardly do better.
        if (--this.balancesLeft === 0) this.choicesLeft = 0;
        return false;
      }
    }
    return isFull(this.ruleSet, teams) && holdsInMatch(this.rules, teams);
  }
}

/** Who sits where at one moment of the search. */
class SeatSearch {
  readonly seated: boolean[];

  constructor(
    readonly candidates: readonly WaitingParty[],
    readonly teams: readonly TeamDraft[],
  ) {
    this.seated = candidates.map(() => false);
  }
}

function countPlayers(parties: readonly WaitingParty[]): number {
  let count = 0;
  for (const { size } of parties) count += size;
  return count;
}
