import { type Command } from "commander";
import { codemodSettings } from "../../src/cli/codemod/codemod-settings";
import { runSettings } from "../../src/cli/codemod/run-settings";
import { reportSettings } from "../../src/cli/report/report-settings";
import { serveSettings } from "../../src/cli/serve/serve-settings";
import { getLongForm, type SettingRows } from "../../src/cli/settings/setting-row";
import { type Language } from "../../src/contract";
import { createProgramForPages, toOptionRow } from "./command-line-page";
import { toTable } from "./markdown";

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
};

const heads = {
  en: { option: "option", meaning: "meaning", stop: "; ", colon: ": " },
  zh: { option: "选项", meaning: "含义", stop: "；", colon: "：" },
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
