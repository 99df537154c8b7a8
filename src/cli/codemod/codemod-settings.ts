import { type BilingualText } from "../../contract/bilingual-text";

/** What a setting takes; `text-or-flag` is an option whose value may be left out. */
type Kind = "flag" | "text" | "list" | "choice" | "text-or-flag";

/** One setting, wherever it is given: on the command line, in a configuration file. */
export interface SettingRow {
  readonly kind: Kind;
  /** As commander takes it; the name of the setting follows from the long form. */
  readonly flags: string;
  readonly choices?: readonly string[];
  /** In the help, and as the description in the schema. */
  readonly text: BilingualText;
}

/** Which files are read; `report` has these, too. */
export const fileSettings = {
  include: {
    kind: "list",
    flags: "--include <globs>",
    text: { en: "take only files that match, separated by commas", zh: "只处理匹配的文件，用逗号分隔" },
  },
  ignore: {
    kind: "list",
    flags: "--ignore <globs>",
    text: { en: "leave out files that match", zh: "排除匹配的文件" },
  },
  extensions: {
    kind: "list",
    flags: "--extensions <list>",
    text: {
      en: "endings to read (default: js,ts,jsx,tsx,mjs,cjs)",
      zh: "要读取的扩展名（默认：js,ts,jsx,tsx,mjs,cjs）",
    },
  },
  passOnNoFiles: {
    kind: "flag",
    flags: "--pass-on-no-files",
    text: { en: "no file to read is no error", zh: "没有可读的文件也不算错误" },
  },
} as const satisfies Readonly<Record<string, SettingRow>>;

/** Levels of a migration, from the least to the deepest. */
export const levelChoices = ["sdk", "messages", "native"] as const;

/**
 * Every setting of `codemod` that a configuration file may hold. The options of the command line, their help, the check of the
 * file and its JSON Schema are made from it.
 */
export const codemodSettings = {
  level: {
    kind: "choice",
    flags: "--level <level>",
    choices: levelChoices,
    text: { en: "how deep the rewrite goes (default: messages)", zh: "改写的程度（默认：messages）" },
  },
  target: {
    kind: "text",
    flags: "--target <name>",
    text: { en: "backend to rewrite for (default: colyseus)", zh: "改写的目标后端（默认：colyseus）" },
  },
  endpoint: {
    kind: "text",
    flags: "--endpoint <url>",
    text: {
      en: "address of the new server, e.g. wss://play.example.com",
      zh: "新服务器的地址，例如 wss://play.example.com",
    },
  },
  client: {
    kind: "choice",
    flags: "--client <form>",
    choices: ["file", "package"],
    text: {
      en: "replace the vendored MGOBE.js, or import the package instead (default: file)",
      zh: "替换游戏自带的 MGOBE.js，或改为导入软件包（默认：file）",
    },
  },
  only: {
    kind: "list",
    flags: "--only <rules>",
    text: { en: "run only these rules, separated by commas", zh: "只运行这些规则，用逗号分隔" },
  },
  skip: {
    kind: "list",
    flags: "--skip <rules>",
    text: { en: "leave these rules out", zh: "不运行这些规则" },
  },
  includeGuesses: {
    kind: "flag",
    flags: "--include-guesses",
    text: {
      en: "also rewrite what only looks like MGOBE by its name",
      zh: "仅凭名称看来属于 MGOBE 的代码也一并改写",
    },
  },
  ...fileSettings,
  format: {
    kind: "choice",
    flags: "--format <format>",
    choices: ["text", "json", "jsonl", "sarif", "github", "markdown"],
    text: { en: "how the outcome is told (default: text)", zh: "结果的输出格式（默认：text）" },
  },
  output: {
    kind: "text",
    flags: "-o, --output <file>",
    text: { en: "write the outcome to a file", zh: "将结果写入文件" },
  },
  backup: {
    kind: "text-or-flag",
    flags: "--backup [folder]",
    text: {
      en: "keep the old files there, for `mgobe-migrate undo`",
      zh: "将旧文件保存到该目录，供 `mgobe-migrate undo` 恢复",
    },
  },
  commitEachRule: {
    kind: "flag",
    flags: "--commit-each-rule",
    text: { en: "make a git commit of each rule's changes", zh: "每条规则的改动各提交一次 git" },
  },
  allowDirty: {
    kind: "flag",
    flags: "--allow-dirty",
    text: {
      en: "write although the git tree has uncommitted changes",
      zh: "git 中有未提交的改动时也写入",
    },
  },
  exitZero: {
    kind: "flag",
    flags: "--exit-zero",
    text: { en: "exit with 0 although findings remain", zh: "仍有未处理项时也以 0 退出" },
  },
} as const satisfies Readonly<Record<string, SettingRow>>;

type ValueOf<Row> = Row extends { kind: "flag" }
  ? boolean
  : Row extends { kind: "list" }
    ? string[]
    : Row extends { kind: "choice"; choices: readonly (infer Choice)[] }
      ? Choice
      : Row extends { kind: "text-or-flag" }
        ? string | boolean
        : string;

type ValuesOf<Rows> = { [Name in keyof Rows]?: ValueOf<Rows[Name]> };

/** Settings of `codemod` that a configuration file may give, by their names in it. */
export type CodemodSettings = ValuesOf<typeof codemodSettings> & {
  /** What `codemod` is given as arguments on the command line. */
  paths?: string[];
};

/** Texts of the help by the long form of an option. */
export function getHelpTexts(rows: Readonly<Record<string, SettingRow>>): Record<string, BilingualText> {
  return Object.fromEntries(
    Object.values(rows).map(({ flags, text }) => [/--[\w-]+/.exec(flags)?.[0] ?? "", text]),
  );
}

/** JSON Schema of `mgobe-migrate.config.json`. */
export function createSettingsSchema(): object {
  const list = { type: "array", items: { type: "string" } };
  const shapes: Readonly<Record<Kind, object>> = {
    flag: { type: "boolean" },
    text: { type: "string" },
    list,
    choice: {},
    "text-or-flag": { type: ["string", "boolean"] },
  };
  const rows: Readonly<Record<string, SettingRow>> = codemodSettings;
  const properties = Object.fromEntries(
    Object.entries(rows).map(([name, { kind, choices, text }]) => [
      name,
      { description: text.en, ...shapes[kind], ...(choices && { enum: choices }) },
    ]),
  );
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "mgobe-migrate.config.json",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      paths: { description: "folders or files of the client", ...list },
      ...properties,
    },
  };
}
