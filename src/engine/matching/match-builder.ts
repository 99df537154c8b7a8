import { balanceAverages } from "./average-balance";
import { findIntervals, isBound, keepInside } from "./match-bounds";
import { type WaitingParty } from "./party";
import { type CurrentRule, holdsInMatch, holdsInTeam, isFull, type TeamDraft } from "./rule-check";
import { type RuleSet } from "./rule-set";
import { canFillTeams } from "./team-sizes";

/** Choices that may be tried for one anchor, beyond some for each seat; it bounds the cost of a pass. */
const extraChoices = 200;

/** Intervals tried for one anchor. */
const maxIntervals = 64;

/** How often averages are balanced by swapping, for one anchor and order. */
const maxBalances = 2;

/**
 * Puts one match together around an anchor. Parties are seated one after the other in the order given; when a choice
 * leads nowhere the next one is tried, within a fixed number of choices.
 */
export class MatchBuilder {
  private choicesLeft = 0;
  private intervalsLeft = 0;
  private balancesLeft = 0;
  private readonly boundRules: readonly CurrentRule[];
  private readonly teamRules: readonly CurrentRule[];
  private readonly averageRules: readonly CurrentRule[];
  /** True when it may help to offer the candidates in another order. */
  readonly dependsOnOrder: boolean;

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly rules: readonly CurrentRule[],
  ) {
    this.boundRules = rules.filter(isBound);
    this.averageRules = rules.filter(({ rule }) => rule.scope.kind === "average");
    this.teamRules = rules.filter(({ rule: { scope } }) => scope.kind === "each" || scope.kind === "type");
    this.dependsOnOrder = this.averageRules.length > 0 || this.teamRules.length > 0;
  }

  /**
   * Full teams, the anchor among them, for which all rules hold; undefined when none were found.
   *
   * @param candidates the others, those to be preferred first
   */
  build(anchor: WaitingParty, candidates: readonly WaitingParty[]): TeamDraft[] | undefined {
    this.choicesLeft = extraChoices + 4 * this.ruleSet.seats;
    this.intervalsLeft = maxIntervals;
    this.balancesLeft = maxBalances;
    return this.narrow(anchor, candidates, 0);
  }

  /** Chooses an interval for one rule after the other. */
  private narrow(
    anchor: WaitingParty,
    candidates: readonly WaitingParty[],
    ruleIndex: number,
  ): TeamDraft[] | undefined {
    if (countPlayers(candidates) + anchor.size < this.ruleSet.seats) return undefined;
    const current = this.boundRules[ruleIndex];
    if (!current) return this.seatSingles(anchor, candidates) ?? this.seat(anchor, candidates);
    for (const interval of findIntervals(current, anchor, candidates)) {
      if (--this.intervalsLeft < 0 || this.choicesLeft <= 0) return undefined;
      const inside = interval ? keepInside(current, interval, candidates) : candidates;
      const teams = this.narrow(anchor, inside, ruleIndex + 1);
      if (teams) return teams;
    }
    return undefined;
  }

  /**
   * The usual case, without any search: players who came alone, and no rule left to look at. Undefined when this is not
   * the case.
   */
  private seatSingles(anchor: WaitingParty, candidates: readonly WaitingParty[]): TeamDraft[] | undefined {
    const { seats, teams } = this.ruleSet;
    if (this.dependsOnOrder || anchor.size > 1) return undefined;
    for (let index = 0; index < seats - 1; index++) if (candidates[index]?.size !== 1) return undefined;
    let next = -1;
    const drafts: TeamDraft[] = [];
    for (const slot of teams) {
      const parties: WaitingParty[] = [];
      for (let seat = 0; seat < slot.size; seat++, next++) parties.push(candidates[next] ?? anchor);
      drafts.push({ slot, parties });
    }
    return drafts;
  }

  /** Tries the anchor in one team of each type. */
  private seat(anchor: WaitingParty, candidates: readonly WaitingParty[]): TeamDraft[] | undefined {
    if (!canFillTeams(this.ruleSet, anchor.size, candidates)) return undefined;
    let triedType = -1;
    for (const [first, { type, size }] of this.ruleSet.teams.entries()) {
      // Teams of one type stand together and are alike.
      if (type === triedType || anchor.size > size) continue;
      triedType = type;
      const teams = this.ruleSet.teams.map((slot): TeamDraft => ({ slot, parties: [] }));
      const own = teams[first];
      if (!own) continue;
      own.parties.push(anchor);
      if (!this.holdsInTeam(own)) continue;
      const order = first === 0 ? teams : [own, ...teams.filter((team) => team !== own)];
      if (this.fillTeam(new SeatSearch(candidates, order), 0, 0)) return teams;
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
      if (this.holdsInTeam(team) && this.fillTeam(search, teamIndex, index + 1)) return true;
      team.parties.pop();
      search.seated[index] = false;
    }
    return false;
  }

  private holdsInTeam(team: TeamDraft): boolean {
    return this.teamRules.length === 0 || holdsInTeam(this.teamRules, team);
  }

  /** All seats are taken: the rules over averages decide, and they may be helped by swapping parties of equal size. */
  private finish({ teams }: SeatSearch): boolean {
    if (this.averageRules.length > 0 && !holdsInMatch(this.averageRules, teams)) {
      if (!balanceAverages(teams, this.averageRules, this.teamRules)) {
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
  readonly seated: boolean[] = [];

  constructor(
    readonly candidates: readonly WaitingParty[],
    readonly teams: readonly TeamDraft[],
  ) {}
}

function countPlayers(parties: readonly WaitingParty[]): number {
  let count = 0;
  for (const { size } of parties) count += size;
  return count;
}
