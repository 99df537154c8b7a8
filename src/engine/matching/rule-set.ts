/**
 * A rule set as the matcher uses it. `parseRuleSet` makes one from the console's JSON (spec mgobe-client §3.9).
 */
export interface RuleSet {
  /** All teams of a match, in the order of the JSON; `id` is "0", "1", … */
  readonly teams: readonly TeamSlot[];
  /** Players of a full match. */
  readonly seats: number;
  /** Players of the largest team, and so of the largest party. */
  readonly largestTeam: number;
  /** Names of the attributes that each player must bring; rules refer to them by index. */
  readonly attributes: readonly string[];
  readonly rules: readonly MatchRule[];
  readonly timeoutMs: number;
  /** Absent = a party that times out gets code 30001. */
  readonly robots?: RobotMode;
}

/** One team of a match; a team type with `number` 3 gives three of them. */
export interface TeamSlot {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Index of the team type in the JSON. */
  readonly type: number;
}

/**
 * What fills a room on timeout. `robotsFirst`: each party that times out gets a room of its own. `playersFirst`: parties
 * that time out in the same pass are put together first, as far as the rules allow.
 */
export type RobotMode = "robotsFirst" | "playersFirst";

/**
 * Whose values a rule compares: `each` = within every team (`teams[i].players.x`), `type` = within the team of one type
 * (`teams[name].players.x`), `all` = all players of the match (`teams[*].players.x`), `average` = the averages of the
 * teams (`avg(teams[*].players.x)`).
 */
export type RuleScope =
  | { readonly kind: "each" }
  | { readonly kind: "type"; readonly type: number }
  | { readonly kind: "all" }
  | { readonly kind: "average" };

/** The greatest difference allowed, or the intervals of which one must hold all values; bounds are inclusive. */
export type RuleValue =
  | { readonly kind: "deviation"; readonly difference: number }
  | { readonly kind: "segment"; readonly intervals: readonly Interval[] };

/** Inclusive at both ends. */
export type Interval = readonly [low: number, high: number];

/** One rule; its value is that of the last step that the wait has reached. */
export interface MatchRule {
  readonly scope: RuleScope;
  /** Index into `RuleSet.attributes`. */
  readonly attribute: number;
  /** In the order of time; the first one has `afterMs` 0. */
  readonly steps: readonly { readonly afterMs: number; readonly value: RuleValue }[];
}

/** The value of a rule for a match whose longest-waiting party has waited so long. */
export function getRuleValue(rule: MatchRule, waitedMs: number): RuleValue {
  let current = rule.steps[0];
  for (const step of rule.steps) if (step.afterMs <= waitedMs) current = step;
  if (current === undefined) throw new Error("A rule has at least one step.");
  return current.value;
}
