import { makeVisible, showName } from "./visible-text";

/** A text in the two languages of this project's users. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** Language of messages to users. */
export type Language = "en" | "zh";

/** Values for the `{name}`s of a text; a bilingual value is used in the language of the text. */
export type TextDetails = Readonly<Record<string, string | BilingualText>>;

/** Names in braces of a text; what has spaces in them is code. */
export type Braces<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` ? never : Name) | Braces<Rest>
  : never;

/**
 * Arguments that fill the braces of a text, which would be shown as they are otherwise; nothing is asked where the text is not
 * known to the compiler.
 */
export type Filling<Text extends BilingualText> =
  Braces<Text["en" | "zh"]> extends never
    ? [details?: TextDetails]
    : [details: TextDetails & Readonly<Record<Braces<Text["en" | "zh"]>, TextDetails[string]>>];

/**
 * A text in one language, with `{name}` replaced by the detail of that name.
 *
 * @example
 * translate({ en: "No {thing}.", zh: "没有{thing}。" }, "en", { thing: "script" }); // "No script."
 */
export function translate(text: BilingualText, language: Language, details: TextDetails = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name];
    if (detail === undefined) return whole;
    // Whatever comes from outside, a name of a file above all, must not steer a terminal.
    return typeof detail === "string" ? showName(detail) : makeVisible(detail[language]);
  });
}

/**
 * A number and what is counted, for a `{name}` of a text.
 *
 * @param one English for one of them
 * @param many English for any other number
 * @param zh Chinese with its measure word
 *
 * @example
 * countOf(1, "file", "files", "个文件"); // { en: "1 file", zh: "1 个文件" }
 */
export function countOf(count: number, one: string, many: string, zh: string): BilingualText {
  return { en: `${count} ${count === 1 ? one : many}`, zh: `${count} ${zh}` };
}
