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

/** Members on which everything else hangs; their markers say why the game was left on the drop-in client. */
const central = /^(Listener\.init|Room\.constructor)$/;

function describeAction(context: RuleContext, api: string): BilingualText | undefined {
  const action = context.target.getNextAction(api);
  if (!action) return undefined;
  const why = central.test(api) ? describeReasons(context) : undefined;
  return {
    en: `${api}: ${action.en}${why ? `. ${why.en}` : ""}`,
    zh: `${api}：${action.zh}${why ? `。${why.zh}` : ""}`,
  };
}

/** Says why the game was not written for the target as a whole. */
function describeReasons(context: RuleContext): BilingualText | undefined {
  const outcome = context.getNative();
  const { native } = context.target;
  if (!native || !outcome || !("reasons" in outcome)) return undefined;
  const messages = [...new Set(outcome.reasons.map(({ name }) => native.reasons[name]))];
  const [first] = messages;
  if (!first) return undefined;
  const source = outcome.reasons[0]?.node.getSourceFile().fileName.split("/").pop() ?? "";
  const more = messages.length - 1;
  return {
    en: `Not rewritten because in ${source} ${first.en}${more > 0 ? `; and ${more} more ${more === 1 ? "reason" : "reasons"}` : ""}`,
    zh: `未自动改写，原因：${source} 中${first.zh}${more > 0 ? `；另有 ${more} 个原因` : ""}`,
  };
}
