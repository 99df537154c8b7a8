import { reportFormats } from "../../report/report-format";
import { fileSettings, levelChoices } from "../codemod/codemod-settings";
import { type SettingRows, type ValuesOf } from "../settings/setting-row";
import { type TerminalOptions } from "../terminal";

/** Every option of `report`: the command line, its help and the table of the documentation are made from it. */
export const reportSettings = {
  format: {
    kind: "choice",
    flags: "--format <format>",
    choices: reportFormats,
    text: { en: "form of the report", zh: "报告格式" },
    standard: { en: "from the file's ending, else text", zh: "由文件扩展名决定，否则为 text" },
    more: {
      en: "endings are `.html .md .json .jsonl .csv .sarif`",
      zh: "扩展名为 `.html .md .json .jsonl .csv .sarif`",
    },
  },
  output: {
    kind: "text",
    flags: "-o, --output <file>",
    text: { en: "write the report to a file", zh: "将报告写入文件" },
    more: { en: "the terminal gets the summary", zh: "终端显示摘要" },
  },
  baseline: {
    kind: "text",
    flags: "--baseline <file>",
    text: { en: "compare with an older report in JSON", zh: "与较早的 JSON 报告比较" },
    more: { en: "of schema version 2 or 3", zh: "schema 版本为 2 或 3" },
  },
  source: {
    kind: "negation",
    flags: "--no-source",
    text: { en: "leave all code out of the report", zh: "报告中不包含任何代码" },
    more: {
      en: "no lines, no names or values from the code, no comments; files, places, rules and API members stay",
      zh: "没有代码行，没有代码中的名称和值，没有注释；保留文件、位置、规则和 API 成员",
    },
  },
  level: {
    kind: "choice",
    flags: "--level <level>",
    choices: levelChoices,
    text: { en: "how deep the migration is meant to go", zh: "计划迁移到的程度" },
    standard: "messages",
  },
  ...fileSettings,
} as const satisfies SettingRows;

/** Options of `report` as the command line gives them; `source` is false for `--no-source`. */
export type ReportOptions = Readonly<ValuesOf<typeof reportSettings>> & TerminalOptions;
