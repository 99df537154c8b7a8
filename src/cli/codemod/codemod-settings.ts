import { defaultExtensions } from "../../../codemods/project/default-extensions";
import { describeSetting, type SettingKind, type SettingRows, type ValuesOf } from "../settings/setting-row";

/** Which files are read; `report` has these, too. */
export const fileSettings = {
  include: {
    kind: "list",
    flags: "--include <globs>",
    text: { en: "take only files that match, separated by commas", zh: "只处理匹配的文件，用逗号分隔" },
    more: {
      en: "paths relative to the given folder; on Windows also with `\\`",
      zh: "相对于指定目录的路径；在 Windows 上也可以用 `\\`",
    },
    example: ["assets/**"],
  },
  ignore: {
    kind: "list",
    flags: "--ignore <globs>",
    text: { en: "leave out files that match", zh: "排除匹配的文件" },
    example: ["**/vendor/**"],
  },
  extensions: {
    kind: "list",
    flags: "--extensions <list>",
    text: { en: "endings to read", zh: "要读取的扩展名" },
    standard: defaultExtensions.join(","),
    example: ["js", "ts"],
  },
  passOnNoFiles: {
    kind: "flag",
    flags: "--pass-on-no-files",
    text: { en: "no file to read is no error", zh: "没有可读的文件也不算错误" },
  },
} as const satisfies SettingRows;

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
    text: { en: "how deep the rewrite goes", zh: "改写的程度" },
    standard: "messages",
    more: { en: "see [levels](#levels)", zh: "见[级别](#级别)" },
  },
  target: {
    kind: "text",
    flags: "--target <name>",
    text: {
      en: "backend to rewrite for: colyseus or socket.io",
      zh: "改写的目标后端：colyseus 或 socket.io",
    },
    standard: "colyseus",
    example: "socket.io",
  },
  endpoint: {
    kind: "text",
    flags: "--endpoint <url>",
    text: {
      en: "address of the new server, e.g. wss://play.example.com",
      zh: "新服务器的地址，例如 wss://play.example.com",
    },
    example: "wss://play.example.com",
  },
  client: {
    kind: "choice",
    flags: "--client <form>",
    choices: ["file", "package"],
    text: {
      en: "replace the vendored MGOBE.js, or import the package instead",
      zh: "替换游戏自带的 MGOBE.js，或改为导入软件包",
    },
    standard: "file",
  },
  only: {
    kind: "list",
    flags: "--only <rules>",
    text: { en: "run only these rules, separated by commas", zh: "只运行这些规则，用逗号分隔" },
    more: { en: "`mgobe-migrate list-rules` lists them", zh: "`mgobe-migrate list-rules` 列出它们" },
    example: ["replace-sdk", "endpoint"],
  },
  skip: {
    kind: "list",
    flags: "--skip <rules>",
    text: { en: "leave these rules out", zh: "不运行这些规则" },
    example: ["endpoint"],
  },
  includeGuesses: {
    kind: "flag",
    flags: "--include-guesses",
    text: {
      en: "also rewrite what only looks like MGOBE by its name",
      zh: "仅凭名称看来属于 MGOBE 的代码也一并改写",
    },
  },
  inline: {
    kind: "flag",
    flags: "--inline",
    text: {
      en: "level native, target colyseus: the backend's own calls in the place of the room module, where a game is provably the same with them; for socket.io there is no form without the module",
      zh: "级别 native、目标 colyseus：在可证明等价时直接改写为后端自己的调用，而不使用房间模块；socket.io 没有不用模块的形式",
    },
  },
  ...fileSettings,
  format: {
    kind: "choice",
    flags: "--format <format>",
    choices: ["text", "json", "jsonl", "sarif", "github", "markdown"],
    text: { en: "how the outcome is told", zh: "结果的输出格式" },
    standard: "text",
    more: {
      en: 'JSON is that of the report (`schemas/report.schema.json`): `findings` lists every use with file, line, column, member, rule, certainty and state; `verdict.kind` is `nothing-found` where the files that were read have nothing of MGOBE; failures are `{ "ok": false, "code", "message", "hint" }`. `github` writes an annotation for each finding that is left, at its place: an error for what was not read, a warning for what is to do by hand, a notice for what is rewritten',
      zh: 'JSON 与报告相同（`schemas/report.schema.json`）：`findings` 列出每个使用之处及其文件、行、列、成员、规则、确定性和状态；读取的文件中没有 MGOBE 时 `verdict.kind` 为 `nothing-found`；失败为 `{ "ok": false, "code", "message", "hint" }`。`github` 为每个剩余事项在其位置写一条注释：没有读取的为 error，需手工处理的为 warning，已改写的为 notice',
    },
  },
  output: {
    kind: "text",
    flags: "-o, --output <file>",
    text: { en: "write the outcome to a file", zh: "将结果写入文件" },
    example: "outcome.txt",
  },
  backup: {
    kind: "text-or-flag",
    flags: "--backup [folder]",
    text: {
      en: "keep the old files there, for `mgobe-migrate undo`",
      zh: "将旧文件保存到该目录，供 `mgobe-migrate undo` 恢复",
    },
    more: {
      en: "in `.mgobe-migrate/backup` when no folder is named",
      zh: "没有指定目录时放在 `.mgobe-migrate/backup`",
    },
    example: "old",
  },
  commitEachRule: {
    kind: "flag",
    flags: "--commit-each-rule",
    text: { en: "make a git commit of each rule's changes", zh: "每条规则的改动各提交一次 git" },
    more: { en: "needs a git repository", zh: "需要 git 仓库" },
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
} as const satisfies SettingRows;

/** Settings of `codemod` that a configuration file may give, by their names in it. */
export type CodemodSettings = ValuesOf<typeof codemodSettings> & {
  /** What `codemod` is given as arguments on the command line. */
  paths?: string[];
};

/** JSON Schema of `mgobe-migrate.config.json`. */
export function createSettingsSchema(): object {
  const list = { type: "array", items: { type: "string" } };
  const shapes: Readonly<Record<SettingKind, object>> = {
    flag: { type: "boolean" },
    text: { type: "string" },
    list,
    choice: {},
    negation: { type: "boolean" },
    words: list,
    number: { type: "integer" },
    "text-or-flag": { type: ["string", "boolean"] },
  };
  const rows: SettingRows = codemodSettings;
  const properties = Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      {
        description: describeSetting(row).en,
        ...shapes[row.kind],
        ...row.range,
        ...(row.choices && { enum: row.choices }),
      },
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
