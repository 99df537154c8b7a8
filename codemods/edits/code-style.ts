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

/** Reads the style off a file's text; by majority, as many games mix. */
export function getCodeStyle(text: string): CodeStyle {
  const lines = count(text, /[;,{}()\w"'][ \t]*\r?$/gm);
  const ended = count(text, /;[ \t]*(\/\/.*)?\r?$/gm);
  const statements = count(text, /[)\w"'\]][ \t]*;?[ \t]*\r?$/gm);
  return {
    quote: count(text, /'/g) > count(text, /"/g) ? "'" : '"',
    semicolon: lines > 0 && statements > 0 && ended === 0 ? "" : ";",
    eol: getLineEnd(text),
    indent: getIndent(text),
    constant: /\b(const|let)\b|=>/.test(text) || !/\bvar\b/.test(text) ? "const" : "var",
  };
}

/** A string literal in the file's quotes. */
export function quote(value: string, style: CodeStyle): string {
  const escaped = value.replace(/\\/g, "\\\\").split(style.quote).join(`\\${style.quote}`);
  return `${style.quote}${escaped}${style.quote}`;
}
