/** One replacement in a file's text. */
export interface TextEdit {
  /** Span that is replaced, in UTF-16 units; empty for an insertion. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Rule that made it. */
  readonly rule: string;
  /** Id of the finding that it serves. */
  readonly finding: number;
}

/** Two edits claim the same text: a bug in a rule, found before anything is written. */
class OverlapError extends Error {
  override readonly name = "OverlapError";

  constructor(
    readonly one: TextEdit,
    readonly other: TextEdit,
  ) {
    super(`edits of ${one.rule} and ${other.rule} overlap at ${other.start}`);
  }
}

/** Edits in the order of the text; insertions at one point stay in the order they were made in. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = edits.map((edit, index) => ({ edit, index }));
  sorted.sort(
    (one, other) =>
      one.edit.start - other.edit.start || one.edit.end - other.edit.end || one.index - other.index,
  );
  return sorted.map(({ edit }) => edit);
}

/**
 * Applies all edits at once; spans refer to the text as it is. Throws `OverlapError` when two of them meet.
 *
 * @example
 * applyEdits("room.a()", [{ start: 5, end: 6, text: "b", rule: "x", finding: 0 }]); // "room.b()"
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  let last: TextEdit | undefined;
  for (const edit of sortEdits(edits)) {
    if (last && edit.start < position) throw new OverlapError(last, edit);
    parts.push(text.slice(position, edit.start), edit.text);
    position = edit.end;
    last = edit;
  }
  parts.push(text.slice(position));
  return parts.join("");
}
