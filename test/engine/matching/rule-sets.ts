import { type MatchPlayer, type Party } from "../../../src/engine/matching/party";
import { type RuleSet } from "../../../src/engine/matching/rule-set";
import { parseRuleSet } from "../../../src/engine/matching/rule-set-json";

/** Makes the console's JSON for equal teams. */
export function ruleSetJson(size: number, number: number, more: Record<string, unknown> = {}): any {
  const teams = [{ name: "team", maxPlayers: size, minPlayers: size, number }];
  return {
    version: "V1.0",
    teams,
    playerAttributes: [{ name: "score", type: "number" }],
    rules: [],
    ...more,
  };
}

/** The rule set of a JSON that is one; throws what is wrong with any other. */
export function requireRuleSet(json: unknown): RuleSet {
  const { ruleSet, problems } = parseRuleSet(json);
  if (!ruleSet) throw new Error(JSON.stringify(problems));
  return ruleSet;
}

/** A player who looks for a match, with these attributes. */
export function player(id: string, attributes: Record<string, number> = { score: 0 }): MatchPlayer {
  const matchAttributes = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  return { id, name: `name-${id}`, customPlayerStatus: 0, customProfile: "", matchAttributes };
}

/** Players who want to be in one team, and since when they wait, ms. */
export function party(matchCode: string, joinedAt: number, ...players: MatchPlayer[]): Party {
  return { matchCode, joinedAt, players };
}
