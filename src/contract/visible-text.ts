/** Characters that reorder or hide text, control characters, and line breaks that only some programs take for such. */
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * A text whose invisible and direction-changing characters can be seen, so that code looks like what it is.
 *
 * @example
 * makeVisible("a\u202Eb"); // "a⟨U+202E⟩b"
 */
export function makeVisible(text: string): string {
  return text.replace(
    invisible,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

/**
 * A value as JSON that any terminal or editor may show: what {@link makeVisible} shows is escaped as JSON does it, so that
 * reading the text gives the value again.
 *
 * @example
 * toVisibleJson("a\u202Eb"); // '"a\\u202eb"'
 */
export function toVisibleJson(value: unknown): string {
  return JSON.stringify(value).replace(invisible, (character) =>
    // Per UTF-16 unit: JSON has no other way for characters beyond U+FFFF.
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/**
 * A name of a file as it is shown: on one line, with nothing invisible in it.
 *
 * @example
 * showName("a\nb"); // "a⟨U+000A⟩b"
 */
export function showName(name: string): string {
  return makeVisible(name).replace(/[\t\n]/g, (character) => (character === "\t" ? "⟨U+0009⟩" : "⟨U+000A⟩"));
}
