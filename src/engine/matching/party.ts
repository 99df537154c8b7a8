import { type MatchAttribute } from "../../contract";

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
export interface PartyValues {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly sum: readonly number[];
}

/** The value that a player brings for an attribute; undefined when it is missing or no number. */
export function getAttribute(player: MatchPlayer, name: string): number | undefined {
  const value: unknown = player.matchAttributes.find((item) => item.name === name)?.value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Values of a party for these attributes; all of them have to be there. */
export function getPartyValues(party: Party, attributes: readonly string[]): PartyValues {
  const columns = attributes.map((name) => party.players.map((player) => getAttribute(player, name) ?? 0));
  return {
    low: columns.map((values) => Math.min(...values)),
    high: columns.map((values) => Math.max(...values)),
    sum: columns.map((values) => values.reduce((total, value) => total + value, 0)),
  };
}

/** Ids of all players of parties. */
export function getPlayerIds(parties: readonly Party[]): string[] {
  return parties.flatMap(({ players }) => players.map(({ id }) => id));
}
