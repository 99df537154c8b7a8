import { ErrCode, type MatchAttribute } from "../../contract";
import { getCurrentRules, MatchSearch } from "./match-search";
import { getAttribute, getPartyValues, type MatchPlayer, type Party, type PartyValues } from "./party";
import { PartyKinds } from "./party-kind";
import { fillWithRobots } from "./robot-fill";
import { RowList } from "./row-list";
import { allows } from "./rule-check";
import { type MatchRule, type RuleSet } from "./rule-set";
import { type TeamDraft } from "./team-draft";
import { type WaitingParty, WaitingTable } from "./waiting-table";

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

/** A queue as it stands. Times are ms. */
export interface MatchQueuePicture {
  readonly matchCode: string;
  readonly parties: number;
  readonly players: number;
  /** Seats of one match. */
  readonly seats: number;
  /** After so long a party has waited in vain. */
  readonly timeoutMs: number;
  /** How long the first party has waited; 0 when there is none. */
  readonly longestMs: number;
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

const noAttributes: readonly MatchAttribute[] = [];

interface Queue {
  readonly matchCode: string;
  readonly ruleSet: RuleSet;
  readonly kinds: PartyKinds;
  /** Those who wait, in the order of joining. */
  readonly table: WaitingTable;
  readonly search: MatchSearch;
  /** The rows of the match that is being written down. */
  readonly seated: RowList;
  /** Somebody joined since the last pass. */
  changed: boolean;
  /** When the last pass was that looked at everybody. */
  seenAt: number;
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
      this.queues.set(matchCode, createQueue(matchCode, simplify(ruleSet)));
    }
  }

  /** Number of players who wait. */
  get playerCount(): number {
    return this.byPlayer.size;
  }

  /** Who waits, by match code; queues without anybody included. */
  describeQueues(now: number): MatchQueuePicture[] {
    return [...this.queues.values()].map(({ matchCode, table, ruleSet }) => {
      let [parties, first] = [0, now];
      for (let row = 0; row < table.length; row++) {
        if (table.gone[row] === 1) continue;
        parties++;
        first = Math.min(first, table.joinedAt[row] ?? now);
      }
      const { seats, timeoutMs } = ruleSet;
      return { matchCode, parties, players: table.countPlayers(), seats, timeoutMs, longestMs: now - first };
    });
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
    const values = getPartyValues(party, ruleSet.attributes);
    if (!ruleSet.rules.every((rule) => mayEverHold(rule, values, ruleSet))) {
      return ErrCode.EC_MATCH_PLAY_RULE_ATTR_SEGMENT_NOT_FOUND;
    }
    this.insert(queue, queue.table.length, party, values, this.nextOrder++);
    return ErrCode.EC_OK;
  }

  /**
   * Puts a party back that had left the queue with a match that came to nothing; it keeps its place before everybody
   * who joined later. Silently skipped when one of its players waits again.
   */
  putBack(party: Party): void {
    const queue = this.queues.get(party.matchCode);
    if (!queue || party.players.some((player) => this.byPlayer.has(player.id))) return;
    const { table, ruleSet } = queue;
    let row = 0;
    while (row < table.length && (table.joinedAt[row] ?? 0) <= party.joinedAt) row++;
    const order = row < table.length ? (table.order[row] ?? 0) - 0.5 : this.nextOrder++;
    this.insert(queue, row, party, getPartyValues(party, ruleSet.attributes), order);
  }

  /** Takes everybody out of all queues. */
  clear(): Party[] {
    const parties = new Set([...this.byPlayer.values()].map(({ party }) => party));
    for (const { players } of parties) if (players[0]) this.cancel(players[0].id);
    return [...parties];
  }

  /** Takes the party of a player out of its queue. */
  cancel(playerId: string): Party | undefined {
    const waiting = this.byPlayer.get(playerId);
    if (!waiting) return undefined;
    this.queues.get(waiting.party.matchCode)?.table.release(waiting.row);
    this.forgetParty(waiting.party);
    return waiting.party;
  }

  /** One pass over all queues. @param now ms, on the same scale as `Party.joinedAt` */
  tick(now: number): PassResult {
    const matches: Match[] = [];
    const timeouts: Party[] = [];
    for (const queue of this.queues.values()) {
      queue.table.compact();
      if (queue.table.length === 0) continue;
      if (queue.changed || isRelaxed(queue, now)) this.match(queue, now, matches);
      queue.changed = false;
      this.expire(queue, now, matches, timeouts);
      queue.seenAt = now;
    }
    this.forget(matches, timeouts);
    return { matches, timeouts };
  }

  private insert(queue: Queue, row: number, party: Party, values: PartyValues, order: number): void {
    const kind = queue.kinds.getNumber(party.players.length, values);
    const waiting = queue.table.insert(row, party, values, kind, order);
    for (const { id } of party.players) this.byPlayer.set(id, waiting);
    queue.changed = true;
  }

  private match(queue: Queue, now: number, matches: Match[]): void {
    const { ruleSet, table, search } = queue;
    search.restart();
    let left = table.countPlayers();
    for (let anchor = 0; anchor < table.length; anchor++) {
      if (left < ruleSet.seats) break;
      if (table.gone[anchor] === 1) continue;
      const teams = search.find(anchor, now - (table.joinedAt[anchor] ?? 0));
      if (!teams) continue;
      matches.push(toMatch(queue, teams));
      for (const team of teams) {
        for (let i = 0; i < team.length; i++) {
          search.remove(team.rows[i] ?? 0);
          table.release(team.rows[i] ?? 0);
        }
      }
      left -= ruleSet.seats;
    }
    table.compact();
  }

  private expire(queue: Queue, now: number, matches: Match[], timeouts: Party[]): void {
    const { ruleSet, table } = queue;
    const late: number[] = [];
    for (let row = 0; row < table.length; row++) {
      if (now - (table.joinedAt[row] ?? 0) >= ruleSet.timeoutMs) late.push(row);
    }
    if (late.length === 0) return;
    if (ruleSet.robots !== undefined) {
      const rules = getCurrentRules(ruleSet, ruleSet.timeoutMs);
      for (const teams of fillWithRobots(ruleSet, table, rules, late)) matches.push(toMatch(queue, teams));
    }
    for (const row of late) {
      table.release(row);
      const party = table.parties[row];
      if (party && ruleSet.robots === undefined) timeouts.push(party);
    }
    table.compact();
  }

  /**
   * Forgets the players who were taken out in a pass. When they are most of those who waited, which is usual, it is
   * many times faster to write down anew who is left.
   */
  private forget(matches: readonly Match[], timeouts: readonly Party[]): void {
    if (matches.length === 0 && timeouts.length === 0) return;
    const { byPlayer } = this;
    const tables = [...this.queues.values()].map(({ table }) => table);
    const left = tables.reduce((sum, table) => sum + table.countPlayers(), 0);
    if (2 * left < byPlayer.size) {
      byPlayer.clear();
      for (const { waiting } of tables) {
        for (const member of waiting) for (const { id } of member.party.players) byPlayer.set(id, member);
      }
      return;
    }
    for (const { parties } of matches) parties.forEach((party) => this.forgetParty(party));
    timeouts.forEach((party) => this.forgetParty(party));
  }

  private forgetParty(party: Party): void {
    for (const { id } of party.players) this.byPlayer.delete(id);
  }
}

function createQueue(matchCode: string, ruleSet: RuleSet): Queue {
  const kinds = new PartyKinds(ruleSet);
  const table = new WaitingTable(ruleSet.attributes.length);
  const search = new MatchSearch(ruleSet, table, kinds.kinds);
  const seated = new RowList();
  return { matchCode, ruleSet, kinds, table, search, seated, changed: false, seenAt: -Infinity };
}

/** True when a rule has become wider for somebody since the last pass. */
function isRelaxed({ ruleSet, table, seenAt }: Queue, now: number): boolean {
  const times = ruleSet.rules.flatMap((rule) => rule.steps.slice(1).map((step) => step.afterMs));
  const { joinedAt, length } = table;
  return times.some((time) => {
    for (let row = 0; row < length; row++) {
      const due = (joinedAt[row] ?? 0) + time;
      if (due <= now && due > seenAt) return true;
    }
    return false;
  });
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
function mayEverHold({ scope, attribute, steps }: MatchRule, values: PartyValues, ruleSet: RuleSet): boolean {
  if (scope.kind === "average") return true;
  if (scope.kind === "type" && ruleSet.teams.some((team) => team.type !== scope.type)) return true;
  const low = values.low[attribute] ?? 0;
  const high = values.high[attribute] ?? 0;
  return steps.some(({ value }) => value.kind === "deviation" || allows(value, low, high));
}

/**
 * Writes a match down. Lists are made as long as they get: a list that grows by `push` reserves room for 17 entries, and
 * most of what a pass costs the garbage collector is what it returns.
 */
function toMatch({ matchCode, ruleSet, table, seated }: Queue, drafts: readonly TeamDraft[]): Match {
  seated.clear();
  const teams = new Array<MatchedTeam>(drafts.length);
  for (let team = 0; team < teams.length; team++) {
    const draft = drafts[team];
    if (!draft) continue;
    const { id, name, size } = draft.slot;
    for (let i = 0; i < draft.length; i++)
      seated.push(draft.rows[i] ?? 0, table.size[draft.rows[i] ?? 0] ?? 0);
    teams[team] = { id, name, size, players: getPlayers(table, draft), robots: size - draft.players };
  }
  seated.sortByRow();
  const parties = new Array<Party>(seated.length);
  for (let i = 0; i < parties.length; i++) {
    const party = table.parties[seated.rows[i] ?? 0];
    if (party) parties[i] = party;
  }
  const robotAttributes =
    seated.players === ruleSet.seats ? noAttributes : getAverages(ruleSet, table, seated);
  return { matchCode, parties, teams, robotAttributes };
}

/** A party that is a team by itself lends its list of players to the match; nobody changes either. */
function getPlayers(table: WaitingTable, draft: TeamDraft): readonly MatchPlayer[] {
  if (draft.length === 1) return table.players[draft.rows[0] ?? 0] ?? [];
  const players = new Array<MatchPlayer>(draft.players);
  let count = 0;
  for (let i = 0; i < draft.length; i++) {
    for (const player of table.players[draft.rows[i] ?? 0] ?? []) players[count++] = player;
  }
  return players;
}

function getAverages({ attributes }: RuleSet, table: WaitingTable, seated: RowList): MatchAttribute[] {
  return attributes.map((name, attribute) => {
    let sum = 0;
    for (let i = 0; i < seated.length; i++) sum += table.sum[attribute]?.[seated.rows[i] ?? 0] ?? 0;
    return { name, value: Math.round(sum / seated.players) };
  });
}
