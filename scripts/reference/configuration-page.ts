import { codemodSettings } from "../../src/cli/codemod/codemod-settings";
import { type SettingKind, type SettingRow, type SettingRows } from "../../src/cli/settings/setting-row";
import { type Language } from "../../src/contract";
import { type ConfigSetting } from "../../src/engine/settings/config-setting";
import { configSettings } from "../../src/engine/settings/config-settings";
import { toCell, toCode, toTable } from "./markdown";

const words = {
  en: {
    title: "# Configuration",
    lead: "Every key of the two configuration files, from the same description that checks them. An example can be copied into the file's outer braces as it stands.",
    game: "## mgobe.config.json",
    gameLead:
      "Settings of a game that is hosted: `serve` takes it from the working folder, from beside the package or from `--config`, and `init` writes one from the game's code. An unknown key, a wrong type or a number out of range is refused at start, with its place. What it is good for: [hosting](../hosting.md#configuration).",
    codemod: "## mgobe-migrate.config.json",
    codemodLead:
      "Settings of `codemod`, by the names of its options; `.js` and `.ts` files with the same keys will do. The command line wins. More: [codemod](../codemod.md#configuration-file).",
    paths: "Folders or files of the client, as the arguments of the command.",
    schema: "Where an editor finds the schema of this file.",
    ruleSet: "A rule set",
    head: ["key", "type", "default", "meaning", "example"],
    or: " or ",
    next: ", ",
    listOf: (item: string) => `list (${item})`,
    range: (low: number, high: number) => `, ${low} to ${high}`,
    mustBe: "required",
    kinds: {
      string: "text",
      integer: "whole number",
      number: "number",
      boolean: "`true` or `false`",
      object: "object",
      null: "`null`",
    },
  },
  zh: {
    title: "# 配置",
    lead: "两个配置文件的全部键，与检查它们时使用的描述相同。示例可以原样复制到文件最外层的花括号中。",
    game: "## mgobe.config.json",
    gameLead:
      "所托管游戏的设置：`serve` 从工作目录、脚本包旁边或 `--config` 读取，`init` 根据游戏代码写出。未知的键、错误的类型或超出范围的数字会在启动时被拒绝，并指出位置。用途见[托管服务器](../hosting.md#配置)。",
    codemod: "## mgobe-migrate.config.json",
    codemodLead:
      "`codemod` 的设置，名称与其选项相同；含有相同键的 `.js` 和 `.ts` 文件也可以。命令行优先。详见[代码改写](../codemod.md#配置文件)。",
    paths: "客户端的目录或文件，与命令的参数相同。",
    schema: "编辑器查找本文件 schema 的位置。",
    ruleSet: "规则集",
    head: ["键", "类型", "默认值", "含义", "示例"],
    or: " 或 ",
    next: "、",
    listOf: (item: string) => `列表（${item}）`,
    range: (low: number, high: number) => `，${low} 到 ${high}`,
    mustBe: "必填",
    kinds: {
      string: "文本",
      integer: "整数",
      number: "数字",
      boolean: "`true` 或 `false`",
      object: "对象",
      null: "`null`",
    },
  },
} as const;

/** Both configuration files, key by key. */
export function createConfigurationPage(language: Language): string {
  const { title, lead, game, gameLead, codemod, codemodLead } = words[language];
  const parts = [title, lead, game, gameLead, ...createGameSections(language)];
  return [...parts, codemod, codemodLead, createCodemodTable(language)].join("\n\n");
}

type Entry = readonly [key: string, setting: ConfigSetting];

/** Sections have headings of their own; a value that is an object stays one row. */
const isSection = ([, setting]: Entry): boolean => !!setting.properties && !setting.required;

function createGameSections(language: Language): string[] {
  const { head, ruleSet } = words[language];
  const entries = Object.entries<ConfigSetting>(configSettings.properties);
  const toLead = ({ text }: ConfigSetting): string => toCell(text?.[language] ?? "");
  const sections = entries.filter(isSection).flatMap(([name, section]) => {
    const rows = Object.entries(section.properties ?? {}).map((entry) => toRow(entry, language, name));
    return [`### ${name}`, toLead(section), toTable(head, rows)];
  });
  const top = entries.filter((entry) => !isSection(entry)).map((entry) => toRow(entry, language));
  const ruleRows = listNestedRows(configSettings.definitions.ruleSet, language);
  return [
    toTable(head, top),
    ...sections,
    `### ${ruleSet}`,
    toLead(configSettings.definitions.ruleSet),
    toTable(head.slice(0, 4), ruleRows),
  ];
}

function toRow([key, setting]: Entry, language: Language, section?: string): string[] {
  const value = getExample(key, setting);
  return [
    toCode(section === undefined ? key : `${section}.${key}`),
    describeType(setting, language),
    setting.default === undefined ? "–" : toCode(JSON.stringify(setting.default)),
    toCell(setting.text?.[language] ?? ""),
    toExample(section === undefined ? { [key]: value } : { [section]: { [key]: value } }),
  ];
}

/** What stands between the outer braces of a file. */
function toExample(file: object): string {
  return toCode(JSON.stringify(file, undefined, 1).replace(/\n */g, " ").slice(2, -2));
}

/** @throws Error for a setting that has no example and no choice to make one of */
function getExample(
  key: string,
  { examples, type, enum: values, default: standard }: ConfigSetting,
): unknown {
  if (examples && examples.length > 0) return examples[0];
  if (type === "boolean") return standard !== true;
  const other = values?.findLast((value) => value !== standard);
  if (other !== undefined) return other;
  throw new Error(`The setting ${key} has no example.`);
}

/** Keys below a value whose parts have no meaning alone: without examples. */
function listNestedRows(setting: ConfigSetting, language: Language, prefix = ""): string[][] {
  return Object.entries(setting.properties ?? {}).flatMap(([name, child]) => {
    const known = child.$ref ? { ...configSettings.definitions.ruleValue } : child;
    const parts = known.items?.properties;
    const key = `${prefix}${name}`;
    const standard = setting.required?.includes(name)
      ? words[language].mustBe
      : known.default === undefined
        ? "–"
        : toCode(JSON.stringify(known.default));
    const row = [toCode(key), describeType(known, language), standard, toCell(known.text?.[language] ?? "")];
    return [row, ...(parts ? listNestedRows(known.items ?? {}, language, `${key}[].`) : [])];
  });
}

function describeType(setting: ConfigSetting, language: Language): string {
  const { kinds, or, next, listOf, range } = words[language];
  const { type, enum: values, const: only, anyOf, items, minimum, maximum } = setting;
  if (only !== undefined) return toCode(JSON.stringify(only));
  if (values) return values.map((value) => toCode(JSON.stringify(value))).join(next);
  if (anyOf) return anyOf.map((each) => describeType(each, language)).join(or);
  if (items) return listOf(describeType(items, language));
  const names = [type ?? "object"].flat() as (keyof typeof kinds)[];
  const name = names.map((each) => kinds[each]).join(or);
  return minimum === undefined || maximum === undefined ? name : name + range(minimum, maximum);
}

function createCodemodTable(language: Language): string {
  const { head, kinds, listOf, paths, schema } = words[language];
  const rows: SettingRows = codemodSettings;
  const first = [
    [
      "$schema",
      kinds.string,
      schema,
      "./node_modules/mgobe-migrate/schemas/mgobe-migrate.config.schema.json",
    ],
    ["paths", listOf(kinds.string), paths, ["assets/scripts"]],
  ] as const;
  return toTable(head, [
    ...first.map(([key, type, meaning, example]) => [
      toCode(key),
      type,
      "–",
      meaning,
      toExample({ [key]: example }),
    ]),
    ...Object.entries(rows).map(([key, row]) => toCodemodRow(key, row, language)),
  ]);
}

function toCodemodRow(key: string, row: SettingRow, language: Language): string[] {
  const { kinds, or, next, listOf } = words[language];
  const types: Readonly<Record<SettingKind, string>> = {
    flag: kinds.boolean,
    negation: kinds.boolean,
    text: kinds.string,
    words: listOf(kinds.string),
    list: listOf(kinds.string),
    number: kinds.integer,
    choice: (row.choices ?? []).map((each) => toCode(JSON.stringify(each))).join(next),
    "text-or-flag": kinds.string + or + kinds.boolean,
  };
  const { standard, text, example, choices } = row;
  const value = example ?? choices?.findLast((each) => each !== standard) ?? row.kind === "flag";
  const known = typeof standard === "object" ? standard[language] : standard;
  const held = known ?? (row.kind === "flag" ? false : undefined);
  return [
    toCode(key),
    types[row.kind],
    held === undefined ? "–" : toCode(String(held)),
    toCell(text[language]),
    toExample({ [key]: value }),
  ];
}
