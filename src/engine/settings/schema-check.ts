import Ajv, { type DefinedError } from "ajv";
import { type BilingualText } from "../../contract";
import { joinPointer, type TextPosition } from "../json/json-text";
import { findNearestWord } from "./nearest-word";

/** What is wrong with a configuration, and where. */
export interface ConfigProblem {
  /** JSON pointer; the empty text is the whole configuration. */
  readonly pointer: string;
  readonly reason: BilingualText;
}

/** A part of a schema, as far as what is told of it needs it. */
interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Everything that is wrong with a value, by a JSON Schema (draft 7) of the kinds that configurations here use. */
export function checkBySchema(schema: object, value: unknown): ConfigProblem[] {
  return compileSchema(schema)(value);
}

/** As {@link checkBySchema}, for many values: reading a schema takes longer than checking by it. */
export function compileSchema(schema: object): (value: unknown) => ConfigProblem[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  return (value) => {
    validate(value);
    return ((validate.errors ?? []) as DefinedError[]).map((error) => describeError(error, schema));
  };
}

/**
 * One sentence of all problems, each with its place.
 *
 * @param positions where members stand in the file, by pointer; none for what is no JSON text
 */
export function describeProblems(
  problems: readonly ConfigProblem[],
  positions: ReadonlyMap<string, TextPosition> = new Map(),
): BilingualText {
  const sentences = problems.map(({ pointer, reason }): BilingualText => {
    const position = positions.get(pointer);
    const en = position ? ` (line ${position.line}, column ${position.column})` : "";
    const zh = position ? `（第 ${position.line} 行第 ${position.column} 列）` : "";
    // A file that holds no object at all has no pointer to show.
    return { en: `${pointer}${en} ${reason.en}`.trim(), zh: `${pointer}${zh} ${reason.zh}`.trim() };
  });
  return { en: sentences.map(({ en }) => en).join("; "), zh: sentences.map(({ zh }) => zh).join("；") };
}

function describeError(error: DefinedError, schema: SchemaPart): ConfigProblem {
  const pointer = error.instancePath;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = error.params.additionalProperty;
      return {
        pointer: joinPointer(pointer, key),
        reason: describeUnknownKey(key, findSchemaPart(schema, pointer)),
      };
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
      return { pointer, reason: describeRange(findSchemaPart(schema, pointer)) };
    case "minLength":
      return { pointer, reason: describeLength(error.params.limit) };
    case "maxLength": {
      const most = error.params.limit;
      return {
        pointer,
        reason: { en: `must have at most ${most} characters`, zh: `最多只能有 ${most} 个字符` },
      };
    }
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
  array: { en: "a list, in square brackets", zh: "列表，写在方括号中" },
  "string,boolean": { en: "a text, or true or false", zh: "字符串，或 true、false" },
  "string,null": { en: "a text or null", zh: "字符串或 null" },
};

function describeUnknownKey(key: string, parent: SchemaPart | undefined): BilingualText {
  const meant = findNearestWord(key, Object.keys(parent?.properties ?? {}));
  if (meant === undefined) return { en: "there is no such key", zh: "没有这个配置项" };
  return { en: `there is no such key (did you mean ${meant}?)`, zh: `没有这个配置项（是否想写 ${meant}？）` };
}

function describeRange({ minimum, maximum }: SchemaPart = {}): BilingualText {
  return { en: `must be from ${minimum} to ${maximum}`, zh: `必须在 ${minimum} 到 ${maximum} 之间` };
}

function describeLength(least: number): BilingualText {
  if (least === 1) return { en: "must not be empty", zh: "不能为空" };
  return { en: `must have at least ${least} characters`, zh: `至少要有 ${least} 个字符` };
}

/** The schema of what a pointer means; of sections only, which need no unescaping. */
function findSchemaPart(schema: SchemaPart, pointer: string): SchemaPart | undefined {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<SchemaPart | undefined>((part, step) => part?.properties?.[step], schema);
}
