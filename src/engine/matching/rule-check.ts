import { type Interval, type MatchRule, type RuleValue, type TeamSlot } from "./rule-set";
import { type TeamDraft } from "./team-draft";
import { type WaitingTable } from "./waiting-table";

/** A rule with the value that holds for one match. */
export interface CurrentRule {
  readonly rule: MatchRule;
  readonly value: RuleValue;
}

/** True when all values from `low` to `high` may stand together. */
export function allows(value: RuleValue, low: number, high: number): boolean {
  return value.kind === "deviation" ? high - low <= value.difference : fitsOne(value.intervals, low, high);
}

function fitsOne(intervals: readonly Interval[], low: number, high: number): boolean {
  for (const interval of intervals) if (isInside(interval, low, high)) return true;
  return false;
}

/** True when the interval holds both values. */
export function isInside(interval: Interval, low: number, high: number): boolean {
  return low >= interval[0] && high <= interval[1];
}

/** True when the rule looks at this team by itself. */
function isTeamRule({ rule: { scope } }: CurrentRule, slot: TeamSlot): boolean {
  return scope.kind === "each" || (scope.kind === "type" && scope.type === slot.type);
}

/** True when the rules for one team by itself hold; an empty team is fine. */
export function holdsInTeam(table: WaitingTable, rules: readonly CurrentRule[], team: TeamDraft): boolean {
  for (const current of rules) {
    if (isTeamRule(current, team.slot) && !holdsForTeam(table, current, team)) return false;
  }
  return true;
}

function holdsForTeam(table: WaitingTable, { rule, value }: CurrentRule, team: TeamDraft): boolean {
  if (team.length === 0) return true;
  const { attribute } = rule;
  return allows(
    value,
    lowestOf(table, team, attribute, Infinity),
    highestOf(table, team, attribute, -Infinity),
  );
}

/** The lowest value of a team, and not more than `lowest`. */
function lowestOf(table: WaitingTable, team: TeamDraft, attribute: number, lowest: number): number {
  const values = table.low[attribute];
  for (let i = 0; i < team.length; i++) lowest = Math.min(lowest, values?.[team.rows[i] ?? 0] ?? 0);
  return lowest;
}

/** The highest value of a team, and not less than `highest`. */
function highestOf(table: WaitingTable, team: TeamDraft, attribute: number, highest: number): number {
  const values = table.high[attribute];
  for (let i = 0; i < team.length; i++) highest = Math.max(highest, values?.[team.rows[i] ?? 0] ?? 0);
  return highest;
}

/** Average of a team that has players. */
export function averageOf(table: WaitingTable, team: TeamDraft, attribute: number): number {
  const sums = table.sum[attribute];
  let sum = 0;
  for (let i = 0; i < team.length; i++) sum += sums?.[team.rows[i] ?? 0] ?? 0;
  return sum / team.players;
}

/** True when every rule holds for these teams; also for teams that are not full yet, as far as they are. */
export function holdsInMatch(
  table: WaitingTable,
  rules: readonly CurrentRule[],
  teams: readonly TeamDraft[],
): boolean {
  for (const current of rules) if (!holdsAcross(table, current, teams)) return false;
  return true;
}

function holdsAcross(table: WaitingTable, current: CurrentRule, teams: readonly TeamDraft[]): boolean {
  const { scope } = current.rule;
  if (scope.kind === "all") return holdsForAll(table, current, teams);
  if (scope.kind === "average") return holdsForAverages(table, current, teams);
  for (const team of teams) {
    if (isTeamRule(current, team.slot) && !holdsForTeam(table, current, team)) return false;
  }
  return true;
}

function holdsForAll(
  table: WaitingTable,
  { rule: { attribute }, value }: CurrentRule,
  teams: readonly TeamDraft[],
): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const team of teams) {
    low = lowestOf(table, team, attribute, low);
    high = highestOf(table, team, attribute, high);
  }
  return low > high || allows(value, low, high);
}

function holdsForAverages(
  table: WaitingTable,
  { rule: { attribute }, value }: CurrentRule,
  teams: readonly TeamDraft[],
): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const team of teams) {
    if (team.length === 0) continue;
    const average = averageOf(table, team, attribute);
    low = Math.min(low, average);
    high = Math.max(high, average);
  }
  return low > high || allows(value, low, high);
}
