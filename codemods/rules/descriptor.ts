import { type BilingualText } from "../../src/contract";

/** How much a finding weighs: must be done, may be done, may be a problem, is good to know. */
export type Severity = "mandatory" | "optional" | "potential" | "info";

/** Points of effort: 0 info · 1 trivial · 3 complex, solution known · 5 redesign · 7 re-architect · 13 unknown. */
export type Effort = 0 | 1 | 3 | 5 | 7 | 13;

/** What part of a game a rule looks at. */
export type RuleArea = "client" | "server" | "messages" | "settings" | "security" | "project";

/** Everything that is the same for all findings of one kind. It stands once, and all outputs and pages take it from there. */
export interface RuleDescriptor {
  /** Stable, in kebab-case. */
  readonly id: string;
  readonly area: RuleArea;
  /** One line: what it does, or what it looks for. */
  readonly title: BilingualText;
  /** What a finding is about where nothing more exact is said of it; the title when left out. */
  readonly subject?: BilingualText;
  readonly severity: Severity;
  /** Points of each finding. */
  readonly effort: Effort;
  readonly why: BilingualText;
  readonly how: BilingualText;
  /** An example, not any game's own code. */
  readonly before?: string;
  readonly after?: string;
  /**
   * Id of the rule that takes its sites over when it rewrites a game as a whole: markers of this rule are taken out then,
   * and an `ignore` comment for this rule keeps the game from it.
   */
  readonly obsoleteBy?: string;
}
