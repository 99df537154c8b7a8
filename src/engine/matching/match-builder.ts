import { AverageBalance } from "./average-balance";
import { getBoundHighs, getBoundLows, isBound } from "./match-bounds";
import { RowList } from "./row-list";
import { type CurrentRule, holdsInMatch, holdsInTeam, isInside } from "./rule-check";
import { type RuleSet } from "./rule-set";
import { TeamDraft } from "./team-draft";
import { TeamSizes } from "./team-sizes";
import { type WaitingTable } from "./waiting-table";

/** Choices that may be tried for one anchor, beyond some for each seat; it bounds the cost of a pass. */
const extraChoices = 200;

/** Intervals tried for one anchor. */
const maxIntervals = 64;

/** How often averages are balanced by swapping, for one anchor and order. */
const maxBalances = 2;

/** A rule that bounds the match, and room for what it leaves. */
interface BoundLevel {
  readonly current: CurrentRule;
  /** Candidates in the interval that is being tried. */
  readonly inside: RowList;
  /** Where the intervals tried so far start. */
  readonly starts: Float64Array;
}

/**
 * Puts one match together around an anchor. Parties are seated one after the other in the order given; when a choice
 * leads nowhere the next one is tried, within a fixed number of choices.
 */
export class MatchBuilder {
  /** The teams of the last match that came out, valid until the next search. */
  readonly teams: readonly TeamDraft[];
  /** True when it may help to offer the candidates in another order. */
  readonly dependsOnOrder: boolean;
  private choicesLeft = 0;
  private intervalsLeft = 0;
  private balancesLeft = 0;
  private readonly sizes: TeamSizes;
  private readonly levels: readonly BoundLevel[];
  private readonly teamRules: readonly CurrentRule[];
  /** Absent when there are no rules over averages. */
  private readonly balance: AverageBalance | undefined;
  private readonly matchRules: readonly CurrentRule[];
  /** The teams in the order in which they are filled, for each type of team that the anchor may be in. */
  private readonly orders: readonly (readonly TeamDraft[])[];
  /** 1 = the candidate at this place has a seat. */
  private seated = new Uint8Array(64);

  constructor(
    private readonly ruleSet: RuleSet,
    private readonly table: WaitingTable,
    rules: readonly CurrentRule[],
  ) {
    const teams = ruleSet.teams.map((slot) => new TeamDraft(slot));
    this.teams = teams;
    this.sizes = new TeamSizes(ruleSet, table);
    this.levels = rules.filter(isBound).map((current) => {
      return { current, inside: new RowList(), starts: new Float64Array(maxIntervals) };
    });
    this.matchRules = rules.filter(({ rule: { scope } }) => scope.kind === "all");
    this.teamRules = rules.filter(({ rule: { scope } }) => scope.kind === "each" || scope.kind === "type");
    const averageRules = rules.filter(({ rule: { scope } }) => scope.kind === "average");
    if (averageRules.length > 0) this.balance = new AverageBalance(table, averageRules, this.teamRules);
    this.dependsOnOrder = averageRules.length > 0 || this.teamRules.length > 0;
    // Teams of one type stand together and are alike.
    const firsts = teams.filter((team, index) => team.slot.type !== teams[index - 1]?.slot.type);
    this.orders = firsts.map((first) => [first, ...teams.filter((team) => team !== first)]);
  }

  /** False when the sizes of the candidates rule a match out, whatever their values and order. */
  canFillTeams(anchor: number, candidates: RowList): boolean {
    return this.sizes.canFill(anchor, candidates);
  }

  /**
   * Full teams, the anchor among them, for which all rules hold; undefined when none were found.
   *
   * @param candidates the others, those to be preferred first; `canFillTeams` is true for them
   */
  build(anchor: number, candidates: RowList): readonly TeamDraft[] | undefined {
    this.choicesLeft = extraChoices + 4 * this.ruleSet.seats;
    this.intervalsLeft = maxIntervals;
    this.balancesLeft = maxBalances;
    return this.narrow(anchor, candidates, 0) ? this.teams : undefined;
  }

  /** Chooses an interval for one rule after the other. */
  private narrow(anchor: number, candidates: RowList, depth: number): boolean {
    if (candidates.players + (this.table.size[anchor] ?? 0) < this.ruleSet.seats) return false;
    const level = this.levels[depth];
    if (!level) return this.seatSingles(anchor, candidates) || this.seat(anchor, candidates, depth);
    const { value } = level.current;
    if (value.kind === "deviation") {
      return this.tryWindows(anchor, candidates, depth, level, value.difference);
    }
    const low = getBoundLows(this.table, level.current)[anchor] ?? 0;
    const high = getBoundHighs(this.table, level.current)[anchor] ?? 0;
    for (const interval of value.intervals) {
      if (!isInside(interval, low, high)) continue;
      if (!this.mayTryInterval()) return false;
      if (this.tryInterval(anchor, candidates, depth, level, interval[0], interval[1])) return true;
    }
    // An average may lie in a segment that not all players lie in, so the last choice is no bound at all.
    if (level.current.rule.scope.kind !== "average" || !this.mayTryInterval()) return false;
    return this.narrow(anchor, candidates, depth + 1);
  }

  /** Tries the windows around the anchor that start at somebody's value, those of the first candidates first. */
  private tryWindows(
    anchor: number,
    candidates: RowList,
    depth: number,
    level: BoundLevel,
    width: number,
  ): boolean {
    const { current, starts } = level;
    const lows = getBoundLows(this.table, current);
    const low = lows[anchor] ?? 0;
    const high = getBoundHighs(this.table, current)[anchor] ?? 0;
    let tried = 0;
    for (let i = 0; i <= candidates.length; i++) {
      // Who is above the anchor is first served by the window that starts at the anchor. So is everybody in the end.
      const isLast = i === candidates.length;
      const start = isLast ? low : Math.min(low, lows[candidates.rows[i] ?? 0] ?? 0);
      if ((start < high - width && !isLast) || isAmong(starts, tried, start)) continue;
      if (!this.mayTryInterval()) return false;
      starts[tried++] = start;
      if (this.tryInterval(anchor, candidates, depth, level, start, start + width)) return true;
    }
    return false;
  }

  private mayTryInterval(): boolean {
    return --this.intervalsLeft >= 0 && this.choicesLeft > 0;
  }

  /** Goes on with the candidates that lie between two values. */
  private tryInterval(
    anchor: number,
    candidates: RowList,
    depth: number,
    { current, inside }: BoundLevel,
    low: number,
    high: number,
  ): boolean {
    const { size } = this.table;
    const lows = getBoundLows(this.table, current);
    const highs = getBoundHighs(this.table, current);
    // Once the first so many came alone and no rule is left, nobody looks at the others.
    const enough =
      this.dependsOnOrder || depth + 1 < this.levels.length || size[anchor] !== 1
        ? Infinity
        : this.ruleSet.seats - 1;
    inside.clear();
    for (let i = 0; i < candidates.length; i++) {
      const row = candidates.rows[i] ?? 0;
      if ((lows[row] ?? 0) >= low && (highs[row] ?? 0) <= high) inside.push(row, size[row] ?? 0);
      if (inside.length >= enough && inside.singles === inside.length) break;
    }
    return this.narrow(anchor, inside, depth + 1);
  }

  /**
   * The usual case, without any search: players who came alone, and no rule left to look at. False when this is not the
   * case.
   */
  private seatSingles(anchor: number, candidates: RowList): boolean {
    const { table, ruleSet, teams } = this;
    const others = ruleSet.seats - 1;
    if (this.dependsOnOrder || table.size[anchor] !== 1 || candidates.length < others) return false;
    if (candidates.singles < candidates.length) {
      for (let i = 0; i < others; i++) if (table.size[candidates.rows[i] ?? 0] !== 1) return false;
    }
    let next = -1;
    for (const team of teams) {
      team.clear();
      for (let seat = 0; seat < team.slot.size; seat++, next++) {
        team.add(next < 0 ? anchor : (candidates.rows[next] ?? 0), 1);
      }
    }
    return true;
  }

  /** Tries the anchor in one team of each type. */
  private seat(anchor: number, candidates: RowList, depth: number): boolean {
    if (depth > 0 && !this.canFillTeams(anchor, candidates)) return false;
    const size = this.table.size[anchor] ?? 0;
    for (const order of this.orders) {
      const own = order[0];
      if (!own || size > own.slot.size) continue;
      for (const team of this.teams) team.clear();
      own.add(anchor, size);
      if (!this.holdsInTeam(own)) continue;
      this.freeSeats(candidates.length);
      if (this.fillTeam(candidates, order, 0, 0)) return true;
    }
    return false;
  }

  private freeSeats(candidates: number): void {
    if (this.seated.length < candidates) this.seated = new Uint8Array(2 * candidates);
    else this.seated.fill(0);
  }

  private fillTeam(
    candidates: RowList,
    order: readonly TeamDraft[],
    teamIndex: number,
    from: number,
  ): boolean {
    const team = order[teamIndex];
    if (!team) return this.finish(order);
    const free = team.slot.size - team.players;
    if (free === 0) return this.fillTeam(candidates, order, teamIndex + 1, 0);
    for (let index = from; index < candidates.length; index++) {
      const row = candidates.rows[index] ?? 0;
      const size = this.table.size[row] ?? 0;
      if (this.seated[index] === 1 || size > free) continue;
      if (--this.choicesLeft < 0) return false;
      team.add(row, size);
      this.seated[index] = 1;
      if (this.holdsInTeam(team) && this.fillTeam(candidates, order, teamIndex, index + 1)) return true;
      team.removeLast(size);
      this.seated[index] = 0;
    }
    return false;
  }

  private holdsInTeam(team: TeamDraft): boolean {
    return this.teamRules.length === 0 || holdsInTeam(this.table, this.teamRules, team);
  }

  /**
   * All seats are taken, and the rules within teams hold: the rules over averages decide, and they may be helped by
   * swapping parties of equal size.
   */
  private finish(order: readonly TeamDraft[]): boolean {
    if (this.balance && !this.balance.balance(order)) {
      // The next choices differ in one party only and would hardly do better.
      if (--this.balancesLeft === 0) this.choicesLeft = 0;
      return false;
    }
    return holdsInMatch(this.table, this.matchRules, order);
  }
}

function isAmong(values: Float64Array, count: number, value: number): boolean {
  for (let i = 0; i < count; i++) if (values[i] === value) return true;
  return false;
}
