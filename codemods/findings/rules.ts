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
};

/** Rule of files that could not be read as code. */
export const unreadRule: RuleDescriptor = {
  id: "not-parsed",
  area: "project",
  title: { en: "A file was not read", zh: "文件未被读取" },
  severity: "mandatory",
  effort: 1,
  why: {
    en: "Nothing can be said about the file, and it is never rewritten.",
    zh: "无法分析该文件，也不会改写它。",
  },
  how: {
    en: "Mend the syntax error at the place shown, save the file as UTF-8, or change it by hand, as is said there.",
    zh: "请按所示信息处理：修正该位置的语法错误、将文件另存为 UTF-8，或手动修改。",
  },
};

/** Rule of code that would meet MGOBE's own SDK, or none. */
export const missingClientRule: RuleDescriptor = {
  id: "drop-in-client",
  area: "project",
  title: {
    en: "The drop-in client is not where the game loads MGOBE.js",
    zh: "游戏加载 MGOBE.js 的位置没有替代客户端",
  },
  severity: "mandatory",
  effort: 1,
  why: {
    en: "MGOBE's own SDK knows only hosts that are switched off, and it has no room.send and room.onMessage, which rewritten code calls.",
    zh: "MGOBE 原版 SDK 只认识已停用的域名，而且没有改写后的代码所调用的 room.send 与 room.onMessage。",
  },
  how: {
    en: "Run codemod over the folder that holds MGOBE.js, too, or put dist/MGOBE.js of this package in its place.",
    zh: "对包含 MGOBE.js 的文件夹也运行 codemod，或用本包的 dist/MGOBE.js 替换它。",
  },
};

/** Rule of what loads MGOBE's file by its path when there is none any more. */
export const danglingLoadRule: RuleDescriptor = {
  id: "dangling-load",
  area: "project",
  title: { en: "Something still loads MGOBE.js, which is gone", zh: "仍有地方加载已不存在的 MGOBE.js" },
  severity: "mandatory",
  effort: 1,
  why: {
    en: "A page, a list of an engine or a loader's call names the file, and stops where it is missing.",
    zh: "页面、引擎的列表或加载函数写有该文件的路径，文件不存在就会中断。",
  },
  how: {
    en: "Name there what the game loads in its place, in the same order, or take the line out.",
    zh: "请在该处按相同顺序写上取代它的文件，或删去该行。",
  },
};

/** Rule of a package that the code imports and package.json does not name. */
export const dependencyRule: RuleDescriptor = {
  id: "dependency",
  area: "project",
  title: { en: "A package is imported and not installed", zh: "导入了未安装的包" },
  severity: "mandatory",
  effort: 1,
  why: {
    en: "Native code imports the backend's SDK, which the game's package.json does not name.",
    zh: "原生代码导入了后端的 SDK，而游戏的 package.json 中没有它。",
  },
  how: { en: "Run the npm install that the finding names.", zh: "请运行该事项中给出的 npm install 命令。" },
};

/** Rules that stand for no rewrite. */
export const otherRules: readonly RuleDescriptor[] = [
  asIsRule,
  unreadRule,
  missingClientRule,
  danglingLoadRule,
  dependencyRule,
];
