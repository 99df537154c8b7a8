import { type BilingualText } from "../../src/contract";
import { type FindingKind } from "../finder";
import { selectRewritable } from "./rewritable";
import { type Level, type Rule, type RuleContext } from "./rule";

/** What distinguishes one rule of this kind. */
export interface NextActionRule {
  readonly id: string;
  readonly level: Level;
  readonly title: BilingualText;
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
export function createNextActionRule({ id, level, title, covers }: NextActionRule): Rule {
  return {
    id,
    level,
    title,
    run: (context) => {
      const kinds = new Set([...acting, "read"]);
      const uses = selectRewritable(context, ({ api, kind }) => !!api && covers(api) && kinds.has(kind));
      for (const { api = "", kind, node, file, line, column } of uses) {
        const message = describeAction(context, api);
        if (!message) continue;
        if (acting.has(kind)) context.mark(node, message);
        else context.note({ file, line, column, message, state: "note" });
      }
    },
  };
}

function describeAction(context: RuleContext, api: string): BilingualText | undefined {
  const action = context.target.getNextAction(api);
  return action && { en: `${api}: ${action.en}`, zh: `${api}：${action.zh}` };
}
