import Ajv, { type DefinedError } from "ajv";
import schema from "../../../mgobe.config.schema.json";
import { type BilingualText } from "../../contract";
import { joinPointer } from "../json/json-text";
import { parseRuleSet } from "../matching/rule-set-json";
import { findNearestWord } from "./nearest-word";

/** What is wrong with a configuration, and where. */
export interface ConfigProblem {
  /** JSON pointer; the empty text is the whole configuration. */
  readonly pointer: string;
  readonly reason: BilingualText;
}

/** A part of the schema, as far as suggestions need it. */
interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
}

/**
 * Everything that is wrong with a configuration, by the published JSON Schema; rule sets are judged by the matching
 * itself, whose rules a schema cannot express.
 */
export function checkConfig(config: unknown): ConfigProblem[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  validate(config);
  const errors = (validate.errors ?? []) as DefinedError[];
  const problems = errors
    .filter(({ instancePath }) => !instancePath.startsWith("/matchRules/"))
    .map(describeError);
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

function describeError(error: DefinedError): ConfigProblem {
  const pointer = error.instancePath;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = error.params.additionalProperty;
      return { pointer: joinPointer(pointer, key), reason: describeUnknownKey(key, pointer) };
    }
    case "required": {
      const key = error.params.missingProperty;
      return { pointer, reason: { en: `${key} is missing`, zh: `缺少 ${key}` } };
    }
    case "type": {
      const wanted = String(error.params.type);
      return {
        pointer,
        reason: {
          en: `must be ${typeNames[wanted]?.en ?? wanted}`,
          zh: `必须是${typeNames[wanted]?.zh ?? wanted}`,
        },
      };
    }
    case "minimum":
    case "maximum":
      return { pointer, reason: describeRange(pointer) };
    case "minLength":
      return { pointer, reason: { en: "must not be empty", zh: "不能为空" } };
    case "enum": {
      const values = error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ");
      return { pointer, reason: { en: `must be one of ${values}`, zh: `只能是 ${values} 之一` } };
    }
    default:
      return { pointer, reason: { en: error.message ?? error.keyword, zh: error.message ?? error.keyword } };
  }
}

const typeNames: Readonly<Record<string, BilingualText>> = {
  object: { en: "an object", zh: "对象" },
  integer: { en: "a whole number", zh: "整数" },
  number: { en: "a number", zh: "数字" },
  string: { en: "a text", zh: "字符串" },
  boolean: { en: "true or false", zh: "true 或 false" },
  "string,null": { en: "a text or null", zh: "字符串或 null" },
};

function describeUnknownKey(key: string, parent: string): BilingualText {
  const meant = findNearestWord(key, Object.keys(findSchemaPart(parent)?.properties ?? {}));
  if (meant === undefined) return { en: "there is no such key", zh: "没有这个配置项" };
  return { en: `there is no such key (did you mean ${meant}?)`, zh: `没有这个配置项（是否想写 ${meant}？）` };
}

function describeRange(pointer: string): BilingualText {
  const { minimum, maximum } = (findSchemaPart(pointer) ?? {}) as { minimum?: number; maximum?: number };
  return { en: `must be from ${minimum} to ${maximum}`, zh: `必须在 ${minimum} 到 ${maximum} 之间` };
}

/** The schema of what a pointer means; of sections only, which need no unescaping. */
function findSchemaPart(pointer: string): SchemaPart | undefined {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<SchemaPart | undefined>((part, step) => part?.properties?.[step], schema as SchemaPart);
}
