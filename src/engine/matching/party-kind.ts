import { type PartyValues } from "./party";
import { isInside } from "./rule-check";
import { getRuleValue, type MatchRule, type RuleSet } from "./rule-set";

/** What makes parties alike before any rule is relaxed. */
export interface PartyKind {
  readonly size: number;
  /** In which segment of each segment rule they lie, as text; equal for parties that such rules cannot tell apart. */
  readonly segments: string;
}

/** The kinds of parties that have joined a queue, numbered: as few as there are sizes and segments. */
export class PartyKinds {
  readonly kinds: PartyKind[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly segmentRules: readonly MatchRule[];

  constructor(ruleSet: RuleSet) {
    this.segmentRules = ruleSet.rules.filter((rule) => getRuleValue(rule, 0).kind === "segment");
  }

  /** Number of the kind that a party of so many players with these values is of. */
  getNumber(size: number, values: PartyValues): number {
    const segments = this.segmentRules.map((rule) => `,${findSegment(rule, size, values)}`).join("");
    const key = `${size}${segments}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.kinds.push({ size, segments }) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

function findSegment({ scope, attribute, steps }: MatchRule, size: number, values: PartyValues): number {
  const value = steps[0]?.value;
  if (value?.kind !== "segment") return -1;
  const isMean = scope.kind === "average";
  const mean = (values.sum[attribute] ?? 0) / size;
  const low = isMean ? mean : (values.low[attribute] ?? 0);
  const high = isMean ? mean : (values.high[attribute] ?? 0);
  return value.intervals.findIndex((interval) => isInside(interval, low, high));
}
