import { type BilingualText } from "./bilingual-text";

/** One row of the error table. `{name}` in a text is replaced by the detail of that name. */
export interface ToolErrorRow {
  /** What happened. */
  readonly what: BilingualText;
  /** What to do. */
  readonly hint: BilingualText;
}
