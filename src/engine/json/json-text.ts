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

/**
 * Reads JSON that a person wrote. Unlike `JSON.parse` it tells the place of every mistake and of every value, and takes a
 * key that stands twice for the mistake it is. What is nested deeper than `limits.jsonDepth` is a mistake as well. Comments and trailing commas are not JSON; a byte order mark is skipped.
 *
 * @throws JsonTextError
 * @example
 * readJsonText('{ "a": [1] }').positions.get("/a/0"); // { line: 1, column: 9 }
 */
export function readJsonText(text: string): JsonText {
  return new JsonReader(text).read();
}

const literals: readonly (readonly [string, unknown])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

class JsonReader {
  private readonly positions = new Map<string, TextPosition>();
  private offset = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    if (text.startsWith("\uFEFF")) this.offset = 1;
  }

  read(): JsonText {
    this.skipSpace();
    const value = this.readValue("");
    this.skipSpace();
    if (this.offset < this.text.length) this.fail("nothing may follow the value", "值之后不能再有内容");
    return { value, positions: this.positions };
  }

  private readValue(pointer: string): unknown {
    if (!this.positions.has(pointer)) this.positions.set(pointer, this.positionAt(this.offset));
    const first = this.text[this.offset];
    if (first === "{") return this.readObject(pointer);
    if (first === "[") return this.readArray(pointer);
    if (first === '"') return this.readString();
    for (const [word, value] of literals) {
      if (!this.text.startsWith(word, this.offset)) continue;
      this.offset += word.length;
      return value;
    }
    return this.readNumber();
  }

  private readObject(pointer: string): unknown {
    const members: Record<string, unknown> = {};
    this.readList("}", () => {
      const start = this.offset;
      if (this.text[start] !== '"')
        this.fail("a key in double quotes was expected", "此处应为双引号括起的键");
      const key = this.readString();
      const child = joinPointer(pointer, key);
      if (this.positions.has(child)) this.fail(`the key "${key}" stands twice`, `键 "${key}" 重复`, start);
      this.positions.set(child, this.positionAt(start));
      this.skipSpace();
      if (this.text[this.offset] !== ":") this.fail('":" was expected', '此处应为 ":"');
      this.offset++;
      this.skipSpace();
      const value = this.readValue(child);
      // Defined, not assigned: `__proto__` is a key like any other.
      Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
    });
    return members;
  }

  private readArray(pointer: string): unknown {
    const elements: unknown[] = [];
    this.readList("]", () => elements.push(this.readValue(joinPointer(pointer, elements.length))));
    return elements;
  }

  /** Reads entries and the commas between them, from behind the opening bracket to behind the closing one. */
  private readList(close: string, readEntry: () => void): void {
    if (this.depth === limits.jsonDepth) {
      this.fail(
        `nothing may be nested deeper than ${limits.jsonDepth} levels`,
        `嵌套不能超过 ${limits.jsonDepth} 层`,
      );
    }
    this.depth++;
    this.readEntries(close, readEntry);
    this.depth--;
  }

  private readEntries(close: string, readEntry: () => void): void {
    this.offset++;
    this.skipSpace();
    if (this.text[this.offset] === close) {
      this.offset++;
      return;
    }
    for (;;) {
      readEntry();
      this.skipSpace();
      const next = this.text[this.offset];
      if (next === close) break;
      if (next !== ",") this.fail(`"," or "${close}" was expected`, `此处应为 "," 或 "${close}"`);
      this.offset++;
      this.skipSpace();
      if (this.text[this.offset] === close) this.fail("a comma too many", "多余的逗号", this.offset);
    }
    this.offset++;
  }

  private readString(): string {
    const start = this.offset;
    const [literal] = this.match(/"(?:[^"\\\u0000-\u001F]|\\.)*"/sy) ?? [];
    if (literal === undefined) this.fail("a text without its closing quote", "字符串缺少结束引号", start);
    try {
      return JSON.parse(literal) as string;
    } catch {
      return this.fail("a text with a bad escape sequence", "字符串中有无效的转义", start);
    }
  }

  private readNumber(): number {
    const start = this.offset;
    const [literal] = this.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y) ?? [];
    if (literal !== undefined) return Number(literal);
    if (start >= this.text.length) return this.fail("the text ends too early", "内容不完整");
    return this.fail("a value was expected", "此处应为一个值", start);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text);
    if (found) this.offset = pattern.lastIndex;
    return found;
  }

  private skipSpace(): void {
    this.match(/[ \t\r\n]*/y);
  }

  private positionAt(offset: number): TextPosition {
    const before = this.text.slice(0, offset).replace(/^\uFEFF/, "");
    const lines = before.split(/\r\n|\r|\n/);
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }

  private fail(en: string, zh: string, offset = this.offset): never {
    if (/^(?:\/[/*]|#)/.test(this.text.slice(offset, offset + 2))) {
      const reason = { en: "JSON has no comments", zh: "JSON 中不能有注释" };
      throw new JsonTextError(this.positionAt(offset), reason);
    }
    const atEnd = offset >= this.text.length && !en.includes("ends");
    const reason = atEnd ? { en: `the text ends, ${en}`, zh: `内容提前结束，${zh}` } : { en, zh };
    throw new JsonTextError(this.positionAt(offset), reason);
  }
}
