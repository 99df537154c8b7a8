import { getLineEnd } from "../project/source-text";

/** How a file is written, so that inserted text looks like its surroundings. */
export interface CodeStyle {
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
  readonly eol: "\n" | "\r\n";
  /** One step of indentation. */
  readonly indent: string;
  /** `var` in files older than `let` and `const`. */
  readonly constant: "const" | "var";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function getIndent(text: string): string {
  const indents = text.match(/^(\t+| {2,})(?=\S)/gm) ?? [];
  if (indents.filter((each) => each.startsWith("\t")).length * 2 > indents.length) return "\t";
  const widths = indents.filter((each) => each.startsWith(" ")).map((each) => each.length);
  const two = widths.filter((width) => width % 4 !== 0).length;
  return widths.length > 0 && two * 4 > widths.length ? "  " : "    ";
}

function getSemicolon(text: string): CodeStyle["semicolon"] {
  if (/;[ \t]*(\/\/.*)?\r?$/m.test(text)) return ";";
  const hasStatements = /[;,{}()\w"'][ \t]*\r?$/m.test(text) && /[)\w"'\]][ \t]*;?[ \t]*\r?$/m.test(text);
  return hasStatements ? "" : ";";
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}

/** Reads the style off a file's text, each trait when it is asked for; by majority, as many games mix. */
export function getCodeStyle(text: string): CodeStyle {
  const quote = once(() => (count(text, /'/g) > count(text, /"/g) ? "'" : '"'));
  const semicolon = once(() => getSemicolon(text));
  const eol = once(() => getLineEnd(text));
  const indent = once(() => getIndent(text));
  const constant = once(() => (/\b(const|let)\b|=>/.test(text) || !/\bvar\b/.test(text) ? "const" : "var"));
  return {
    get quote() {
      return quote();
    },
    get semicolon() {
      return semicolon();
    },
    get eol() {
      return eol();
    },
    get indent() {
      return indent();
    },
    get constant() {
      return constant();
    },
  };
}

/** A string literal in the file's quotes. */
export function quote(value: string, style: CodeStyle): string {
  const escaped = value.replace(/\\/g, "\\\\").split(style.quote).join(`\\${style.quote}`);
  return `${style.quote}${escaped}${style.quote}`;
}
