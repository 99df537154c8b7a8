import { ErrCode, type MatchAttribute } from "../../contract";
import { type CandidateFilter, CandidateIndex, toCandidateFilter } from "./candidate-index";
import { MatchBuilder } from "./match-builder";
import {
  getAttribute,
  type MatchPlayer,
  type Party,
  sortByOrder,
  toWaitingParty,
  type WaitingParty,
} from "./party";
import { fillWithRobots } from "./robot-fill";
import { allows, type CurrentRule, type TeamDraft } from "./rule-check";
import { getRuleValue, type MatchRule, type RuleSet } from "./rule-set";

/** A team of a finished match. */
export interface MatchedTeam {
  /** "0", "1", … in the order of the rule set. */
  readonly id: string;
  /** Name of the team type. */
  readonly name: string;
  readonly size: number;
  readonly players: readonly MatchPlayer[];
  /** Empty seats that robots take; only in a match that timed out. */
  readonly robots: number;
}

/** A finished match. */
export interface Match {
  readonly matchCode: string;
  /** Parties in the order of their waiting, the longest first. */
  readonly parties: readonly Party[];
  readonly teams: readonly MatchedTeam[];
  /** What robots bring: the rounded averages of the people in the match. Empty when there are no robots. */
  readonly robotAttributes: readonly MatchAttribute[];
}

/** What one pass brought. */
export interface PassResult {
  readonly matches: readonly Match[];
  /** Parties whose time is up (code 30001). */
  readonly timeouts: readonly Party[];
}

interface Queue {
  readonly matchCode: string;
  readonly ruleSet: RuleSet;
  /** In the order of joining; may hold parties that are gone until the next pass. */
  waiting: WaitingParty[];
  /** Somebody joined since the last pass. */
  changed: boolean;
}

/**
 * Matching by rule sets (spec mgobe-client §3.9), without a clock of its own and without chance: the same calls give
 * the same matches.
 *
 * **Who is served first.** In each pass and for each match code, waiting parties take their turn in the order of
 * joining. The one whose turn it is gets a match if one can be found among those who still wait, and its team mates and
 * opponents are again those who wait longest, as far as the rules allow. So nobody gets a match before somebody who
 * waits longer for the same code, unless no match was found for that one, or one still older chose otherwise. How far a
 * rule is relaxed follows the wait of the party whose turn it is. No one waits longer than the rule set's `timeout`.
 *
 * **What it costs.** n log n for sorting, then a bounded number of neighbours and choices per party. The bound means
 * that in rare constellations of parties and averages an existing match is only found in a later pass, as others come.
 */
export class Matcher {
  private readonly queues = new Map<string, Queue>();
  private readonly byPlayer = new Map<string, WaitingParty>();
  private nextOrder = 0;

  constructor(ruleSets: Readonly<Record<string, RuleSet>>) {
    for (const [matchCode, ruleSet] of Object.entries(ruleSets)) {
      this.queues.set(matchCode, { matchCode, ruleSet: simplify(ruleSet), waiting: [], changed: false });
    }
  }

  /** Number of players who wait. */
  get playerCount(): number {
    return this.byPlayer.size;
  }

  /** The party that a player waits in. */
  getParty(playerId: string): Party | undefined {
    return this.byPlayer.get(playerId)?.party;
  }

  /**
   * Puts a party into the queue of its match code. Codes: 30109 no such rule set, 30044 more players than a team has,
   * 30045 a player twice, 30011 somebody waits already, 30108 an attribute is missing, 30110 no segment holds a value.
   */
  join(party: Party): ErrCode {
    const queue = this.queues.get(party.matchCode);
    if (!queue) return ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND;
    const { ruleSet } = queue;
    const ids = new Set(party.players.map((player) => player.id));
    if (ids.size === 0) return ErrCode.EC_INVALID_PARAMS_PLAYER_LIST;
    if (ids.size < party.players.length) return ErrCode.EC_MATCH_PLAYER_ID_IS_REPEATED;
    if (ids.size > ruleSet.largestTeam) return ErrCode.EC_MATCH_GROUP_NUM_EXCEED_LIMIT;
    for (const id of ids) if (this.byPlayer.has(id)) return ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH;
    for (const player of party.players) {
      if (ruleSet.attributes.some((name) => getAttribute(player, name) === undefined)) {
        return ErrCode.EC_MATCH_PLAY_ATTR_NOT_FOUND;
      }
    }
    const waiting = toWaitingParty(party, ruleSet, this.nextOrder++);
    if (!ruleSet.rules.every((rule) => mayEverHold(rule, waiting, ruleSet))) {
      return ErrCode.EC_MATCH_PLAY_RULE_ATTR_SEGMENT_NOT_FOUND;
    }
    for (const id of ids) this.byPlayer.set(id, waiting);
    queue.waiting.push(waiting);
    queue.changed = true;
    return ErrCode.EC_OK;
  }

  /**
   * Puts a party back that had left the queue with a match that came to nothing; it keeps its place before everybody
   * who joined later. Silently skipped when one of its players waits again.
   */
  putBack(party: Party): void {
    const queue = this.queues.get(party.matchCode);
    if (!queue || party.players.some((player) => this.byPlayer.has(player.id))) return;
    const next = queue.waiting.find((other) => other.party.joinedAt > party.joinedAt);
    const order = next ? next.order - 0.5 : this.nextOrder++;
    const waiting = toWaitingParty(party, queue.ruleSet, order);
    for (const player of party.players) this.byPlayer.set(player.id, waiting);
    queue.waiting.splice(next ? queue.waiting.indexOf(next) : queue.waiting.length, 0, waiting);
    queue.changed = true;
  }

  /** Takes the party of a player out of its queue. */
  cancel(playerId: string): Party | undefined {
    const waiting = this.byPlayer.get(playerId);
    if (!waiting) return undefined;
    this.release(waiting);
    return waiting.party;
  }

  /** One pass over all queues. @param now ms, on the same scale as `Party.joinedAt` */
  tick(now: number): PassResult {
    const matches: Match[] = [];
    const timeouts: Party[] = [];
    for (const queue of this.queues.values()) {
      queue.waiting = queue.waiting.filter((waiting) => !waiting.gone);
      if (queue.waiting.length === 0) continue;
      if (queue.changed || this.isRelaxed(queue, now)) this.match(queue, now, matches);
      queue.changed = false;
      this.expire(queue, now, matches, timeouts);
      for (const waiting of queue.waiting) waiting.seenAt = now;
    }
    return { matches, timeouts };
  }

  /** True when a rule has become wider for somebody since the last pass. */
  private isRelaxed({ ruleSet, waiting }: Queue, now: number): boolean {
    const times = ruleSet.rules.flatMap((rule) => rule.steps.slice(1).map((step) => step.afterMs));
    return waiting.some(({ party, seenAt }) =>
      times.some((time) => party.joinedAt + time <= now && party.joinedAt + time > seenAt),
    );
  }

  private match(queue: Queue, now: number, matches: Match[]): void {
    const { ruleSet, waiting } = queue;
    const index = new CandidateIndex(ruleSet, waiting);
    const states = new RuleStates(ruleSet);
    let left = 0;
    for (const { size } of waiting) left += size;
    for (const anchor of waiting) {
      if (left < ruleSet.seats) break;
      if (anchor.gone) continue;
      const { filter, builder } = states.get(now - anchor.party.joinedAt);
      const teams = findMatch(ruleSet, index, builder, filter, anchor);
      if (!teams) continue;
      for (const { parties } of teams) {
        for (const party of parties) {
          index.remove(party);
          this.release(party);
        }
      }
      left -= ruleSet.seats;
      matches.push(toMatch(queue.matchCode, ruleSet, teams));
    }
    queue.waiting = waiting.filter((party) => !party.gone);
  }

  private expire(queue: Queue, now: number, matches: Match[], timeouts: Party[]): void {
    const { ruleSet, matchCode } = queue;
    const late = queue.waiting.filter(({ party }) => now - party.joinedAt >= ruleSet.timeoutMs);
    if (late.length === 0) return;
    for (const waiting of late) this.release(waiting);
    queue.waiting = queue.waiting.filter((party) => !party.gone);
    if (ruleSet.robots === undefined) {
      timeouts.push(...late.map(({ party }) => party));
      return;
    }
    const rules = getCurrentRules(ruleSet, ruleSet.timeoutMs);
    for (const teams of fillWithRobots(ruleSet, rules, late))
      matches.push(toMatch(matchCode, ruleSet, teams));
  }

  private release(waiting: WaitingParty): void {
    waiting.gone = true;
    for (const { id } of waiting.party.players) this.byPlayer.delete(id);
  }
}

/** First with those who wait longest, then with those whose values are nearest. */
function findMatch(
  ruleSet: RuleSet,
  index: CandidateIndex,
  builder: MatchBuilder,
  filter: CandidateFilter,
  anchor: WaitingParty,
): TeamDraft[] | undefined {
  const candidates = index.findCandidates(anchor, filter);
  let players = anchor.size;
  for (const { size } of candidates) players += size;
  if (players < ruleSet.seats) return undefined;
  const teams = builder.build(anchor, candidates);
  if (teams || !builder.dependsOnOrder) return teams;
  candidates.sort((a, b) => a.distance - b.distance);
  return builder.build(anchor, candidates);
}

interface RuleState {
  readonly filter: CandidateFilter;
  readonly builder: MatchBuilder;
}

/** What follows from the rules, for each state of relaxation; a rule set has few of them. */
class RuleStates {
  private readonly states = new Map<number, RuleState>();
  private readonly times: readonly number[];

  constructor(private readonly ruleSet: RuleSet) {
    const times = ruleSet.rules.flatMap((rule) => rule.steps.map((step) => step.afterMs));
    this.times = [...new Set(times)].sort((a, b) => b - a);
  }

  get(waitedMs: number): RuleState {
    const reached = this.times.find((time) => time <= waitedMs) ?? 0;
    let state = this.states.get(reached);
    if (!state) {
      const rules = getCurrentRules(this.ruleSet, reached);
      state = { filter: toCandidateFilter(rules), builder: new MatchBuilder(this.ruleSet, rules) };
      this.states.set(reached, state);
    }
    return state;
  }
}

function getCurrentRules(ruleSet: RuleSet, waitedMs: number): CurrentRule[] {
  return ruleSet.rules.map((rule) => ({ rule, value: getRuleValue(rule, waitedMs) }));
}

/** With one player per team an average is that player's value, and the whole match can be looked at at once. */
function simplify(ruleSet: RuleSet): RuleSet {
  if (ruleSet.largestTeam > 1) return ruleSet;
  const rules = ruleSet.rules.map((rule): MatchRule =>
    rule.scope.kind === "average" ? { ...rule, scope: { kind: "all" } } : rule,
  );
  return { ...ruleSet, rules };
}

/** False when no step of a rule could ever take the party, e.g. as its level lies in no segment. */
function mayEverHold({ scope, attribute, steps }: MatchRule, party: WaitingParty, ruleSet: RuleSet): boolean {
  if (scope.kind === "average") return true;
  if (scope.kind === "type" && ruleSet.teams.some((team) => team.type !== scope.type)) return true;
  const low = party.low[attribute] ?? 0;
  const high = party.high[attribute] ?? 0;
  return steps.some(({ value }) => value.kind === "deviation" || allows(value, low, high));
}

function toMatch(matchCode: string, ruleSet: RuleSet, drafts: readonly TeamDraft[]): Match {
  const waiting: WaitingParty[] = [];
  const teams: MatchedTeam[] = [];
  let people = 0;
  for (const { slot, parties } of drafts) {
    const players: MatchPlayer[] = [];
    for (const member of parties) {
      waiting.push(member);
      for (const player of member.party.players) players.push(player);
    }
    people += players.length;
    teams.push({
      id: slot.id,
      name: slot.name,
      size: slot.size,
      players,
      robots: slot.size - players.length,
    });
  }
  sortByOrder(waiting);
  const robotAttributes = people === ruleSet.seats ? [] : getAverages(ruleSet, waiting, people);
  return { matchCode, parties: waiting.map(({ party }) => party), teams, robotAttributes };
}

function getAverages(ruleSet: RuleSet, waiting: readonly WaitingParty[], people: number): MatchAttribute[] {
  return ruleSet.attributes.map((name, attribute) => {
    const sum = waiting.reduce((total, party) => total + (party.sum[attribute] ?? 0), 0);
    return { name, value: Math.round(sum / people) };
  });
}
