import { type BilingualText } from "../../contract/bilingual-text";

/** What a setting takes; `text-or-flag` is an option whose value may be left out, `negation` one that begins with `no-`. */
export type SettingKind =
  "flag" | "negation" | "text" | "words" | "list" | "choice" | "text-or-flag" | "number";

/** One setting, wherever it is given: on the command line, in a configuration file. */
export interface SettingRow {
  readonly kind: SettingKind;
  /** As commander takes it; the name of the setting follows from the long form. */
  readonly flags: string;
  readonly choices?: readonly string[];
  /** What a whole number may be. */
  readonly range?: { readonly minimum: number; readonly maximum: number };
  /** What holds when it is left out; told, not filled in. */
  readonly standard?: string | number | BilingualText;
  /** A value as somebody may want it, for pages; switches and choices need none. */
  readonly example?: string | readonly string[];
  /** In the help, and as the description in the schema. */
  readonly text: BilingualText;
  /** What the documentation says beside it, Markdown. */
  readonly more?: BilingualText;
}

/** Settings by their names. */
export type SettingRows = Readonly<Record<string, SettingRow>>;

type ValueOf<Row> = Row extends { kind: "flag" | "negation" }
  ? boolean
  : Row extends { kind: "list" | "words" }
    ? string[]
    : Row extends { kind: "number" }
      ? number
      : Row extends { kind: "choice"; choices: readonly (infer Choice)[] }
        ? Choice
        : Row extends { kind: "text-or-flag" }
          ? string | boolean
          : string;

/** The values of some settings; each may be left out. */
export type ValuesOf<Rows> = { [Name in keyof Rows]?: ValueOf<Rows[Name]> };

/** What a setting means, with what holds when it is left out. */
export function describeSetting({ text, standard }: SettingRow): BilingualText {
  if (standard === undefined) return text;
  const { en, zh } = typeof standard === "object" ? standard : { en: standard, zh: standard };
  return { en: `${text.en} (default: ${en})`, zh: `${text.zh}（默认：${zh}）` };
}

/** Texts of the help by the long form of an option. */
export function getHelpTexts(rows: SettingRows): Record<string, BilingualText> {
  return Object.fromEntries(Object.values(rows).map((row) => [getLongForm(row), describeSetting(row)]));
}

/** `--port` of `-p, --port <port>`. */
export function getLongForm({ flags }: SettingRow): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? "";
}

/** What is said of a number that is not in its range, or is none. */
export function describeRange({ minimum, maximum }: NonNullable<SettingRow["range"]>): BilingualText {
  return {
    en: `A whole number from ${minimum} to ${maximum}.`,
    zh: `应为 ${minimum} 到 ${maximum} 的整数`,
  };
}
