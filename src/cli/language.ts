import { type Language } from "../contract/bilingual-text";

/** Languages of `--lang`. */
export const languages: readonly Language[] = ["en", "zh"];

/**
 * Language of messages: `--lang`, else what the environment asks for, in the order of POSIX, else the system's, which is
 * all that Windows has; English otherwise.
 *
 * @param getSystemLocale BCP 47, asked only where the environment says nothing
 * @example
 * chooseLanguage(undefined, { LANG: "zh_CN.UTF-8" }); // "zh"
 */
export function chooseLanguage(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  getSystemLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  if (option === "en" || option === "zh") return option;
  const wanted = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || getSystemLocale();
  return /^zh\b|^zh_/i.test(wanted) ? "zh" : "en";
}
