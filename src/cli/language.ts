import { type Language } from "../contract/bilingual-text";

/** Languages of `--lang`. */
export const languages: readonly Language[] = ["en", "zh"];

/**
 * Language of messages: `--lang`, else what the environment asks for, in the order of POSIX; English otherwise.
 *
 * @example
 * chooseLanguage(undefined, { LANG: "zh_CN.UTF-8" }); // "zh"
 */
export function chooseLanguage(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (option === "en" || option === "zh") return option;
  const wanted = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return /^zh\b|^zh_/i.test(wanted) ? "zh" : "en";
}
