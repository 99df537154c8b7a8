import { ToolError } from "../../contract";
import { joinPointer } from "../json/json-text";
import { parseRuleSet } from "../matching/rule-set-json";
import { toSchema } from "./config-setting";
import { configSettings } from "./config-settings";
import { type PartialGameSettings } from "./game-settings";
import { compileSchema, type ConfigProblem, describeProblems } from "./schema-check";

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
  return [...checkShape(config), ...checkMatchRules(config)];
}

/**
 * Settings that came from code are held to what holds for the file, so that a slip is told and not lived with. A limit may be
 * Infinity here. Rule sets are judged where they are read.
 *
 * @throws ToolError CONFIG_INVALID that names everything that is wrong
 */
export function requireSettings(settings: PartialGameSettings): void {
  const { limits = {} } = settings;
  const finite = Object.entries(limits).filter(([, value]) => value !== Infinity);
  const problems = checkShape({ ...settings, limits: Object.fromEntries(finite) });
  if (problems.length === 0) return;
  throw new ToolError("CONFIG_INVALID", { path: "settings", reason: describeProblems(problems) });
}

/**
 * Compiled once it is needed, and kept by the module: that takes longer than the rest of a game's start, a process may host many games,
 * and they have no object in common that could own it. It comes from constants alone, so nobody can tell whether it was there.
 */
// eslint-disable-next-line no-restricted-syntax -- see above
const compiled: { check?: (value: unknown) => ConfigProblem[] } = {};

function checkShape(config: unknown): ConfigProblem[] {
  compiled.check ??= compileSchema(createConfigSchema());
  return compiled.check(config).filter(({ pointer }) => !pointer.startsWith("/matchRules/"));
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
