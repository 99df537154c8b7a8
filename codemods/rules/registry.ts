import { ToolError } from "../../src/contract";
import { endpointRule } from "./endpoint";
import { handlerTableRule } from "./handler-table";
import { onRecvFromClientRule } from "./on-recv-from-client";
import { onRecvFromGameSvrRule } from "./on-recv-from-game-svr";
import { replaceSdkRule } from "./replace-sdk";
import { levels, type Level, type Rule } from "./rule";
import { sendToClientRule } from "./send-to-client";
import { sendToGameSvrRule } from "./send-to-game-svr";

/** Every rule, in the order in which they run. */
export const rules: readonly Rule[] = [
  replaceSdkRule,
  endpointRule,
  sendToGameSvrRule,
  sendToClientRule,
  onRecvFromGameSvrRule,
  onRecvFromClientRule,
  handlerTableRule,
];

/** Which rules to run. */
export interface RuleSelection {
  readonly level: Level;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/**
 * Rules of a level and those below it, narrowed by ids; a rule named in `only` runs whatever its level. Throws
 * `ToolError` UNKNOWN_RULE for an id that no rule has.
 */
export function selectRules({ level, only = [], skip = [] }: RuleSelection): Rule[] {
  for (const name of [...only, ...skip]) {
    if (!rules.some((rule) => rule.id === name)) throw new ToolError("UNKNOWN_RULE", { name });
  }
  const deepest = levels.indexOf(level);
  return rules.filter((rule) => {
    if (skip.includes(rule.id)) return false;
    return only.length > 0 ? only.includes(rule.id) : levels.indexOf(rule.level) <= deepest;
  });
}
