import { ToolError } from "../../src/contract";
import { endpointRule } from "./endpoint";
import { handlerTableRule } from "./handler-table";
import { onRecvFromClientRule } from "./on-recv-from-client";
import { onRecvFromGameSvrRule } from "./on-recv-from-game-svr";
import { replaceSdkRule } from "./replace-sdk";
import { nativeClientRule } from "./native-client";
import { levels, type Level, type Rule } from "./rule";
import { removedRules } from "./removed-rules";
import { sendToClientRule } from "./send-to-client";
import { sendToGameSvrRule } from "./send-to-game-svr";

/** Every rule, in the order in which they run. */
export const rules: readonly Rule[] = [
  endpointRule,
  nativeClientRule,
  replaceSdkRule,
  sendToGameSvrRule,
  sendToClientRule,
  onRecvFromGameSvrRule,
  onRecvFromClientRule,
  handlerTableRule,
];

/** Id of the rule that rewrites the calls or handlers of a member of the API map; undefined for a member without one. */
export function findRuleOfMember(api: string): string | undefined {
  return rules.find(({ apis }) => apis?.includes(api))?.id;
}

/** Ids of the rules whose sites a rule takes over when it rewrites a game as a whole, its own and removed ones among them. */
export function getRulesTakenOver(id: string): string[] {
  const others = rules.filter(({ obsoleteBy }) => obsoleteBy === id).map((rule) => rule.id);
  return [id, ...others, ...(id === nativeClientRule.id ? removedRules : [])];
}

/** Which rules to run. */
export interface RuleSelection {
  readonly level: Level;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/**
 * Rules of a level and those below it, narrowed by ids; a rule named in `only` runs whatever its level. Throws
 * `ToolError` RULE_REMOVED for the id of a rule that is gone, UNKNOWN_RULE for one that no rule has, NO_RULE_LEFT when the
 * ids leave nothing to run.
 */
export function selectRules({ level, only = [], skip = [] }: RuleSelection): Rule[] {
  for (const name of [...only, ...skip]) {
    if (removedRules.has(name)) throw new ToolError("RULE_REMOVED", { name });
    if (!rules.some((rule) => rule.id === name)) throw new ToolError("UNKNOWN_RULE", { name });
  }
  const deepest = levels.indexOf(level);
  const selected = rules.filter((rule) => {
    if (skip.includes(rule.id)) return false;
    return only.length > 0 ? only.includes(rule.id) : levels.indexOf(rule.level) <= deepest;
  });
  if (selected.length === 0) throw new ToolError("NO_RULE_LEFT");
  return selected;
}
