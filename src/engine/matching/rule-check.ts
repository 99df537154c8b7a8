import { type WaitingParty } from "./party";
import { type Interval, type MatchRule, type RuleSet, type RuleValue, type TeamSlot } from "./rule-set";

/** A team that is being put together. */
export interface TeamDraft {
  readonly slot: TeamSlot;
  readonly parties: WaitingParty[];
}

/** A rule with the value that holds for one match. */
export interface CurrentRule {
  readonly rule: MatchRule;
  readonly value: RuleValue;
}

/** True when all values from `low` to `high` may stand together. */
export function allows(value: RuleValue, low: number, high: number): boolean {
  if (value.kind === "deviation") return high - low <= value.difference;
  for (const interval of value.intervals) if (isInside(interval, low, high)) return true;
  return false;
}

/** True when the interval holds both values. */
export function isInside(interval: Interval, low: number, high: number): boolean {
  return low >= interval[0] && high <= interval[1];
}

/** True when the rule looks at this team by itself. */
export function isTeamRule({ rule: { scope } }: CurrentRule, slot: TeamSlot): boolean {
  return scope.kind === "each" || (scope.kind === "type" && scope.type === slot.type);
}

/** True when the rules for one team by itself hold; an empty team is fine. */
export function holdsInTeam(rules: readonly CurrentRule[], team: TeamDraft): boolean {
  for (const current of rules) {
    if (isTeamRule(current, team.slot) && !holdsForParties(current, team.parties)) return false;
  }
  return true;
}

function holdsForParties({ rule, value }: CurrentRule, parties: readonly WaitingParty[]): boolean {
  if (parties.length === 0) return true;
  let low = Infinity;
  let high = -Infinity;
  for (const party of parties) {
    low = Math.min(low, party.low[rule.attribute] ?? 0);
    high = Math.max(high, party.high[rule.attribute] ?? 0);
  }
  return allows(value, low, high);
}

/** Averages of the teams that have players. */
export function averagesOf(teams: readonly TeamDraft[], attribute: number): number[] {
  const averages: number[] = [];
  for (const { parties } of teams) {
    let sum = 0;
    let count = 0;
    for (const party of parties) {
      sum += party.sum[attribute] ?? 0;
      count += party.size;
    }
    if (count > 0) averages.push(sum / count);
  }
  return averages;
}

/** True when every rule holds for these teams; also for teams that are not full yet, as far as they are. */
export function holdsInMatch(rules: readonly CurrentRule[], teams: readonly TeamDraft[]): boolean {
  for (const current of rules) if (!holdsAcross(current, teams)) return false;
  return true;
}

function holdsAcross(current: CurrentRule, teams: readonly TeamDraft[]): boolean {
  const { rule, value } = current;
  if (rule.scope.kind === "all") {
    return holdsForParties(
      current,
      teams.flatMap((team) => team.parties),
    );
  }
  if (rule.scope.kind === "average") {
    const averages = averagesOf(teams, rule.attribute);
    return averages.length === 0 || allows(value, Math.min(...averages), Math.max(...averages));
  }
  for (const team of teams) {
    if (isTeamRule(current, team.slot) && !holdsForParties(current, team.parties)) return false;
  }
  return true;
}

/** True when the teams are the full teams of the rule set. */
export function isFull(ruleSet: RuleSet, teams: readonly TeamDraft[]): boolean {
  return (
    teams.length === ruleSet.teams.length &&
    teams.every((team) => team.parties.reduce((sum, party) => sum + party.size, 0) === team.slot.size)
  );
}
