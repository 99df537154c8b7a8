import { joinPointer } from "../json/json-text";
import { parseRuleSet } from "../matching/rule-set-json";
import { toSchema } from "./config-setting";
import { configSettings } from "./config-settings";
import { checkBySchema, type ConfigProblem } from "./schema-check";

/** JSON Schema of `mgobe.config.json`. */
export function createConfigSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "mgobe.config.json",
    ...toSchema(configSettings),
  };
}

/**
 * Everything that is wrong with a configuration, by its JSON Schema; rule sets are judged by the matching
 * itself, whose rules a schema cannot express.
 */
export function checkConfig(config: unknown): ConfigProblem[] {
  const problems = checkBySchema(createConfigSchema(), config).filter(
    ({ pointer }) => !pointer.startsWith("/matchRules/"),
  );
  return [...problems, ...checkMatchRules(config)];
}

function checkMatchRules(config: unknown): ConfigProblem[] {
  const rules = (config as { matchRules?: unknown } | null)?.matchRules;
  if (typeof rules !== "object" || rules === null || Array.isArray(rules)) return [];
  return Object.entries(rules).flatMap(([matchCode, json]) =>
    parseRuleSet(json).problems.map(({ path, reason }) => ({
      pointer: toPointer(joinPointer("/matchRules", matchCode), path),
      reason,
    })),
  );
}

/** `rules[0].value` below a parent, as a JSON pointer. */
function toPointer(parent: string, path: string): string {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .reduce(joinPointer, parent);
}
