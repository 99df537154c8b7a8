import { type MatchAttribute } from "../../contract";
import { type RuleSet } from "./rule-set";

/** A player who looks for a match. */
export interface MatchPlayer {
  readonly id: string;
  readonly name: string;
  readonly customPlayerStatus: number;
  readonly customProfile: string;
  readonly matchAttributes: readonly MatchAttribute[];
}

/** Players who want to be in one team: one from `matchPlayers`, several from `matchGroup`. */
export interface Party {
  readonly matchCode: string;
  readonly players: readonly MatchPlayer[];
  /** When it joined, ms on the matcher's time scale. */
  readonly joinedAt: number;
}

/** What rules look at: lowest, highest and sum of the players' values, one entry per attribute of the rule set. */
export interface Values {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly sum: readonly number[];
}

/** A party in a queue. */
export interface WaitingParty extends Values {
  readonly party: Party;
  /** Order of joining; a smaller one has waited longer. */
  readonly order: number;
  readonly size: number;
  /** Index of its partition and place in it, during a pass. */
  partition: number;
  place: number;
  /** How far its value was from that of the anchor that last found it. */
  distance: number;
  /** No longer in the queue: matched, cancelled or timed out. */
  gone: boolean;
  /** When the last pass looked at it. */
  seenAt: number;
}

/** Average value of a party. */
export function meanOf(party: WaitingParty, attribute: number): number {
  return (party.sum[attribute] ?? 0) / party.size;
}

/** Up to so many entries, moving them by hand is several times faster than `Array.prototype.sort`. */
const maxInsertions = 24;

/** Sorts in place, those who wait longest first. */
export function sortByOrder(parties: WaitingParty[]): WaitingParty[] {
  if (parties.length > maxInsertions) return parties.sort((a, b) => a.order - b.order);
  for (let from = 1; from < parties.length; from++) {
    const party = parties[from];
    if (!party) continue;
    let to = from;
    for (let before = parties[to - 1]; before && before.order > party.order; before = parties[to - 1]) {
      parties[to--] = before;
    }
    parties[to] = party;
  }
  return parties;
}

/** The value that a player brings for an attribute; undefined when it is missing or no number. */
export function getAttribute(player: MatchPlayer, name: string): number | undefined {
  const value: unknown = player.matchAttributes.find((item) => item.name === name)?.value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Makes a party ready to wait; all attributes have to be there. */
export function toWaitingParty(party: Party, ruleSet: RuleSet, order: number): WaitingParty {
  const columns = ruleSet.attributes.map((name) =>
    party.players.map((player) => getAttribute(player, name) ?? 0),
  );
  return {
    party,
    order,
    size: party.players.length,
    low: columns.map((values) => Math.min(...values)),
    high: columns.map((values) => Math.max(...values)),
    sum: columns.map((values) => values.reduce((total, value) => total + value, 0)),
    partition: -1,
    place: -1,
    distance: 0,
    gone: false,
    seenAt: party.joinedAt,
  };
}
