import { type RuleDescriptor } from "../rules/descriptor";

/** Rule of uses that no other rule speaks of. */
export const asIsRule: RuleDescriptor = {
  id: "as-is",
  area: "client",
  title: { en: "Stays as it is", zh: "保持不变" },
  severity: "info",
  effort: 0,
  why: {
    en: "MGOBE.js with your server's url, the drop-in client and the host support it unchanged.",
    zh: "填写自己服务器 url 的 MGOBE.js、替代客户端以及宿主均支持这种用法，无需改动。",
  },
  how: { en: "Nothing has to be done.", zh: "无需处理。" },
  fixtures: ["codemods/fixtures/c1-hidden-rooms"],
};

/** Rule of files that could not be read as code. */
export const unreadRule: RuleDescriptor = {
  id: "not-parsed",
  area: "project",
  title: { en: "A file does not parse", zh: "文件无法解析" },
  severity: "mandatory",
  effort: 1,
  why: {
    en: "Nothing can be said about the file, and it is never rewritten.",
    zh: "无法分析该文件，也不会改写它。",
  },
  how: { en: "Mend the syntax error at the place shown.", zh: "请修正所示位置的语法错误。" },
  fixtures: ["codemods/fixtures/broken-file"],
};
