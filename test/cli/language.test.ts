import { chooseLanguage } from "../../src/cli/language";

test.each([
  ["zh", { LANG: "en_US.UTF-8" }, "zh"],
  ["en", { LANG: "zh_CN.UTF-8" }, "en"],
  [undefined, { LANG: "zh_CN.UTF-8" }, "zh"],
  [undefined, { LANG: "zh" }, "zh"],
  [undefined, { LC_ALL: "C", LANG: "zh_CN.UTF-8" }, "en"],
  [undefined, { LC_ALL: "", LC_MESSAGES: "zh_TW", LANG: "C" }, "zh"],
])("--lang %s in %j speaks %s", (option, environment, language) => {
  expect(chooseLanguage(option, environment, () => "fr")).toBe(language);
});

test.each([
  ["zh-CN", "zh"],
  ["zh", "zh"],
  ["en-US", "en"],
  ["de", "en"],
])("where the environment says nothing, a system in %s speaks %s", (locale, language) => {
  expect(chooseLanguage(undefined, { LANG: "" }, () => locale)).toBe(language);
});
