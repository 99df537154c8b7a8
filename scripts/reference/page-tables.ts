import { type Command } from "commander";
import { codemodSettings } from "../../src/cli/codemod/codemod-settings";
import { runSettings } from "../../src/cli/codemod/run-settings";
import { reportSettings } from "../../src/cli/report/report-settings";
import { serveSettings } from "../../src/cli/serve/serve-settings";
import { getLongForm, type SettingRows } from "../../src/cli/settings/setting-row";
import { type Language } from "../../src/contract";
import { type ConfigSetting } from "../../src/engine/settings/config-setting";
import { configSettings } from "../../src/engine/settings/config-settings";
import { createProgramForPages, toOptionRow } from "./command-line-page";
import { toCell, toCode, toTable } from "./markdown";

/** Pages that hold generated tables, each between `<!-- table: name -->` and `<!-- end of table -->`. */
export const pagesWithTables = ["hosting.md", "codemod.md", "report.md"];

/**
 * A page with its tables written anew.
 *
 * @throws Error for a table that there is none of, and where there is no table at all
 */
export function fillTables(page: string, language: Language): string {
  let count = 0;
  const filled = page.replace(
    /(<!-- table: (.+?), made by `npm run docs:reference` -->\n)[\s\S]*?(<!-- end of table -->)/g,
    (_whole, begin: string, name: string, end: string) => {
      const create = tables[name];
      if (!create) throw new Error(`There is no table "${name}".`);
      count += 1;
      return `${begin}\n${create(language)}\n\n${end}`;
    },
  );
  if (count === 0) throw new Error("The page has no table.");
  return filled;
}

const tables: Readonly<Record<string, (language: Language) => string>> = {
  "options of serve": (language) => createOptionTable("serve", serveSettings, language),
  "options of codemod": (language) =>
    createOptionTable("codemod", { ...codemodSettings, ...runSettings }, language),
  "options of report": (language) => createOptionTable("report", reportSettings, language),
  "keys of mgobe.config.json": createConfigTable,
};

const heads = {
  en: { option: "option", key: "key", standard: "default", meaning: "meaning", stop: "; ", colon: ": " },
  zh: { option: "选项", key: "键", standard: "默认值", meaning: "含义", stop: "；", colon: "：" },
} as const;

/** Options of a command as its help has them, with what the page says beside it. */
function createOptionTable(name: string, rows: SettingRows, language: Language): string {
  const { option, meaning, stop, colon } = heads[language];
  const program = createProgramForPages(language);
  const command = program.commands.find((each) => each.name() === name);
  const more = new Map(Object.values(rows).map((row) => [getLongForm(row), row.more?.[language]]));
  const toRow = (each: Command["options"][number]): string[] => {
    const [flags = "", text = "", values = ""] = toOptionRow(each);
    const list = language === "zh" ? values.replaceAll("`, `", "`、`") : values;
    const parts = [text + (list && `${colon}${list}`), more.get(each.long ?? "")?.replaceAll("|", "\\|")];
    return [flags, parts.filter(Boolean).join(stop)];
  };
  return toTable([option, meaning], [...(command?.options ?? []), ...program.options.slice(1)].map(toRow));
}

function createConfigTable(language: Language): string {
  const { key, standard, meaning } = heads[language];
  return toTable([key, standard, meaning], listConfigRows(configSettings, language));
}

function listConfigRows(section: ConfigSetting, language: Language, prefix = ""): string[][] {
  return Object.entries(section.properties ?? {}).flatMap(([key, setting]) => {
    if (key === "$schema") return [];
    // A section is its keys; a value that is an object stays one row.
    if (setting.properties && !setting.required) return listConfigRows(setting, language, `${prefix}${key}.`);
    const { text, default: standard, minimum, maximum, enum: values } = setting;
    const more = [
      ...(minimum === undefined ? [] : [` (${minimum}–${maximum})`]),
      ...(values ? [` (${values.map((value) => toCode(JSON.stringify(value))).join(", ")})`] : []),
    ];
    const meaning = toCell(text?.[language] ?? "") + more.join("");
    return [[toCode(prefix + key), standard === undefined ? "–" : toCode(JSON.stringify(standard)), meaning]];
  });
}
