/** Characters that reorder or hide text, and control characters. */
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/**
 * A text whose invisible and direction-changing characters can be seen, so that code looks like what it is.
 *
 * @example
 * makeVisible("a\u202Eb"); // "a⟨U+202E⟩b"
 */
export function makeVisible(text: string): string {
  return text.replace(
    invisible,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
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
