import { type JSONPath, type JSONVisitor, printParseErrorCode, visit } from "jsonc-parser";
import { type BilingualText, limits } from "../../contract";

/** A place in a text, both counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A JSON text that was read: its value, and where each part of it stands. */
export interface JsonText {
  readonly value: unknown;
  /** Where the member or element with this JSON pointer begins; a member begins at its key. */
  readonly positions: ReadonlyMap<string, TextPosition>;
}

/** What keeps a text from being JSON, and where. */
export class JsonTextError extends Error {
  override readonly name = "JsonTextError";

  constructor(
    readonly position: TextPosition,
    readonly reason: BilingualText,
  ) {
    super(`${reason.en} at line ${position.line}, column ${position.column}`);
  }
}

/** A JSON pointer (RFC 6901) to a member or element of what `parent` points to. */
export function joinPointer(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

const noComments: BilingualText = { en: "JSON has no comments", zh: "JSON 中不能有注释" };

/** The mistakes by jsonc-parser's names of them. */
const reasons: Readonly<Record<string, BilingualText>> = {
  InvalidSymbol: {
    en: "there is no such word in JSON; keys and texts stand in double quotes",
    zh: "JSON 中没有这个词；键和字符串须用双引号括起",
  },
  PropertyNameExpected: { en: "a key in double quotes was expected", zh: "此处应为双引号括起的键" },
  ValueExpected: { en: "a value was expected", zh: "此处应为一个值" },
  ColonExpected: { en: '":" was expected', zh: '此处应为 ":"' },
  CommaExpected: { en: '"," or a closing bracket was expected', zh: '此处应为 "," 或右括号' },
  CloseBraceExpected: { en: '"," or "}" was expected', zh: '此处应为 "," 或 "}"' },
  CloseBracketExpected: { en: '"," or "]" was expected', zh: '此处应为 "," 或 "]"' },
  EndOfFileExpected: { en: "nothing may follow the value", zh: "值之后不能再有内容" },
  InvalidCommentToken: noComments,
  UnexpectedEndOfString: { en: "a text without its closing quote", zh: "字符串缺少结束引号" },
  UnexpectedEndOfNumber: { en: "a number without its last digits", zh: "数字不完整" },
  InvalidUnicode: { en: "a text with a bad escape sequence", zh: "字符串中有无效的转义" },
  InvalidEscapeCharacter: { en: "a text with a bad escape sequence", zh: "字符串中有无效的转义" },
  InvalidCharacter: {
    en: "a character that a text may only have as an escape",
    zh: "字符串中有必须转义的字符",
  },
};

const tooDeep: BilingualText = {
  en: `nothing may be nested deeper than ${limits.jsonDepth} levels`,
  zh: `嵌套不能超过 ${limits.jsonDepth} 层`,
};

const tooManyCommas: BilingualText = { en: "a comma too many", zh: "多余的逗号" };

function describeMistake(name: string, text: string, offset: number): BilingualText {
  const at = text[offset];
  if (at === "#") return noComments;
  const isBehindComma = name === "PropertyNameExpected" || name === "ValueExpected";
  if (isBehindComma && at !== undefined && ",]}".includes(at)) return tooManyCommas;
  const reason = reasons[name] ?? { en: `no JSON: ${name}`, zh: `不是 JSON：${name}` };
  if (at !== undefined) return reason;
  return { en: `the text ends, ${reason.en}`, zh: `内容提前结束，${reason.zh}` };
}

/**
 * Reads JSON that a person wrote. Unlike `JSON.parse` it tells the place of every mistake and of every value, and takes a
 * key that stands twice for the mistake it is. What is nested deeper than `limits.jsonDepth` is a mistake as well. Comments and trailing commas are not JSON; a byte order mark is skipped.
 *
 * @throws JsonTextError
 * @example
 * readJsonText('{ "a": [1] }').positions.get("/a/0"); // { line: 1, column: 9 }
 */
export function readJsonText(text: string): JsonText {
  const json = text.replace(/^\uFEFF/, "");
  const positions = readPositions(json);
  return { value: JSON.parse(json) as unknown, positions };
}

/** Where the parts of a JSON text stand. Throws at its first mistake. */
function readPositions(json: string): Map<string, TextPosition> {
  const positions = new Map<string, TextPosition>();
  /** Notes where a value stands; a member has its key's place already. */
  const note = (line: number, column: number, path: JSONPath): void => {
    const pointer = toPointer(path);
    if (!positions.has(pointer)) positions.set(pointer, toPosition(line, column));
  };
  const noteNest: JSONVisitor["onArrayBegin"] = (_offset, _length, line, column, getPath) => {
    const path = getPath();
    if (path.length >= limits.jsonDepth) fail(line, column, tooDeep);
    note(line, column, path);
  };
  const visitor: JSONVisitor = {
    onObjectBegin: noteNest,
    onArrayBegin: noteNest,
    onLiteralValue: (_value, _offset, _length, line, column, getPath) => note(line, column, getPath()),
    onObjectProperty: (key, _offset, _length, line, column, getPath) => {
      const pointer = joinPointer(toPointer(getPath()), key);
      if (positions.has(pointer)) {
        fail(line, column, { en: `the key "${key}" stands twice`, zh: `键 "${key}" 重复` });
      }
      positions.set(pointer, toPosition(line, column));
    },
    onError: (code, offset, _length, line, column) =>
      fail(line, column, describeMistake(printParseErrorCode(code), json, offset)),
  };
  visit(json, visitor, { disallowComments: true });
  return positions;
}

/** From jsonc-parser's places, which count from 0. */
function toPosition(line: number, column: number): TextPosition {
  return { line: line + 1, column: column + 1 };
}

function toPointer(path: JSONPath): string {
  return path.reduce<string>(joinPointer, "");
}

function fail(line: number, column: number, reason: BilingualText): never {
  throw new JsonTextError(toPosition(line, column), reason);
}
