import { type BilingualText } from "../../src/contract";
import { type FindingKind } from "../finder";
import { type RuleDescriptor } from "./descriptor";
import { selectRewritable } from "./rewritable";
import { type Level, type Rule, type RuleContext } from "./rule";

/** What distinguishes one rule of this kind. */
export interface NextActionRule extends RuleDescriptor {
  readonly level: Level;
  /** Whether a member of the API map belongs to the rule. */
  readonly covers: (api: string) => boolean;
}

/** Uses that do something; a read of a property is only noted, markers on every one would bury the code. */
const acting: ReadonlySet<FindingKind> = new Set([
  "call",
  "construct",
  "handler",
  "detach",
  "write",
  "extend",
]);

/** Creates a rule that leaves the target's next action at each use of members which no rewrite is provably the same for. */
export function createNextActionRule({ covers, ...rule }: NextActionRule): Rule {
  return {
    ...rule,
    run: (context) => {
      const kinds = new Set([...acting, "read"]);
      const uses = selectRewritable(context, ({ api, kind }) => !!api && covers(api) && kinds.has(kind));
      for (const use of uses) {
        const message = describeAction(context, use.api ?? "");
        if (!message) continue;
        if (acting.has(use.kind)) context.mark(use, message);
        else context.leave(use, message);
      }
    },
  };
}

function describeAction(context: RuleContext, api: string): BilingualText | undefined {
  const action = context.target.getNextAction(api);
  return action && { en: `${api}: ${action.en}`, zh: `${api}：${action.zh}` };
}
