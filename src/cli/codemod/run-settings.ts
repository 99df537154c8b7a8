import { type SettingRows } from "../settings/setting-row";

/** Options of `codemod` that belong to one run and stand in no configuration file. */
export const runSettings = {
  server: {
    kind: "text",
    flags: "--server <mgobexs>",
    text: {
      en: "write a typed server project for the target around a game server package instead",
      zh: "改为围绕实时服务器代码包为目标后端生成带类型的服务器项目",
    },
    more: { en: "see [a server project](#a-server-project)", zh: "见[服务器项目](#服务器项目)" },
  },
  out: {
    kind: "text",
    flags: "--out <folder>",
    text: { en: "folder of the project that --server writes", zh: "--server 生成的项目所在目录" },
    standard: "server",
  },
  config: {
    kind: "text",
    flags: "--config <file>",
    text: { en: "configuration file", zh: "配置文件" },
    standard: {
      en: "mgobe-migrate.config.json, .js or .ts",
      zh: "mgobe-migrate.config.json、.js 或 .ts",
    },
    more: { en: "see below", zh: "见下文" },
  },
  printConfig: {
    kind: "flag",
    flags: "--print-config",
    text: { en: "print the settings that hold, and stop", zh: "输出生效的设置后结束" },
  },
  dryRun: {
    kind: "flag",
    flags: "--dry-run",
    text: { en: "print the diff, write nothing", zh: "只输出差异，不写入文件" },
  },
  check: {
    kind: "flag",
    flags: "--check",
    text: { en: "only tell whether anything would change", zh: "只检查是否有需要改动之处" },
  },
  report: {
    kind: "text",
    flags: "--report <file>",
    text: {
      en: "also write the migration report (.html .md .json .csv .sarif), with diffs",
      zh: "同时写出迁移报告（.html .md .json .csv .sarif），含差异",
    },
    more: { en: "see [the report](report.md)", zh: "见[报告](report.md)" },
  },
  interactive: {
    kind: "flag",
    flags: "-i, --interactive",
    text: { en: "ask for each change, as `git add -p` does", zh: "逐处询问，与 `git add -p` 相同" },
    more: {
      en: "`y` yes, `n` no, `a` and `d` this and all that follow in the file, `q` no more questions, `s` split, `?` help. Changes that need each other are one question; calls are left where the new SDK file is. What was not wanted is told as *declined*. Ctrl+C writes nothing",
      zh: "`y` 是，`n` 否，`a` 和 `d` 此处及该文件之后的全部，`q` 不再询问，`s` 拆分，`?` 帮助。相互依赖的改动是一个问题；新的 SDK 文件所在之处的调用保留。不需要的显示为*已拒绝*。Ctrl+C 不写入任何内容",
    },
  },
  yes: {
    kind: "flag",
    flags: "-y, --yes",
    text: { en: "answer every question with yes", zh: "所有问题都回答“是”" },
  },
} as const satisfies SettingRows;
