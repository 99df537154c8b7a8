import { readFileSync } from "node:fs";
import { attempt } from "./attempt";

/** A file's text, decoded, with what has to be kept when it is written again. */
export interface SourceText {
  /** Decoded text; a leading byte order mark stays in it, so that spans and written bytes agree. */
  readonly text: string;
  /** The line end that most lines use. */
  readonly eol: "\n" | "\r\n";
}

/** Line end used by most lines of a text; `\n` when there is none. */
export function getLineEnd(text: string): "\n" | "\r\n" {
  if (!text.includes("\r")) return "\n";
  const all = text.split("\n").length - 1;
  const windows = text.split("\r\n").length - 1;
  return windows > all - windows ? "\r\n" : "\n";
}

/**
 * Decodes bytes as UTF-8; undefined for anything else, which must be refused rather than corrupted
 * (spec mgobe-patterns §C12).
 */
export function decodeSource(bytes: Uint8Array): SourceText | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : { text, eol: getLineEnd(text) };
  } catch {
    return undefined;
  }
}

/** What Node puts in the place of bytes that are no UTF-8. */
const replacement = "\uFFFD";

/** Reads and decodes a file; undefined when it is not UTF-8. Throws as `fs` does when it cannot be read. */
export function readSource(path: string): SourceText | undefined {
  // Node reads and decodes in one go, in half the time, but says nothing of bytes that it could not decode.
  const text = attempt(() => readFileSync(path, "utf8"));
  if (text === undefined || text.includes(replacement)) return decodeSource(readFileSync(path));
  return text.includes("\0") ? undefined : { text, eol: getLineEnd(text) };
}

/** What a file says that is not UTF-8, as far as it is plain letters: in UTF-16 there is a zero beside each. */
export function readLetters(path: string): string {
  return readFileSync(path, "latin1").replace(/^(?:\xff\xfe|\xfe\xff)|\0/g, "");
}

/** Text of a side file such as tsconfig.json; undefined when there is none or it cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Whether a text is a minified or generated bundle, told by its line lengths: such a file must not even be parsed
 * (spec mgobe-patterns §C12).
 */
export function isMinified(text: string): boolean {
  if (text.length < 8_000) return false;
  let lines = 1;
  let longest = 0;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    longest = Math.max(longest, end - start);
    start = end + 1;
    lines++;
  }
  longest = Math.max(longest, text.length - start);
  return longest > 20_000 || text.length / lines > 400;
}
