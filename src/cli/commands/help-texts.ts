import { type BilingualText } from "../../contract/bilingual-text";
import { benchSettings } from "../bench/bench-settings";
import { trySettings } from "../try/try-settings";
import { codemodSettings } from "../codemod/codemod-settings";
import { runSettings } from "../codemod/run-settings";
import { replaySettings } from "../replay/replay-settings";
import { reportSettings } from "../report/report-settings";
import { configRow, packageText, serveSettings } from "../serve/serve-settings";
import { getHelpTexts } from "../settings/setting-row";

/** What the help says of one command. */
export interface CommandTexts {
  readonly summary: BilingualText;
  /** Of each argument, by its name, and of each option, by its long form: `--port`. */
  readonly parts: Readonly<Record<string, BilingualText>>;
}

const json = { en: "print JSON", zh: "输出 JSON" };

const codemodParts: CommandTexts["parts"] = {
  path: { en: "folders or files of the client", zh: "客户端的目录或文件" },
  ...getHelpTexts(codemodSettings),
  ...getHelpTexts(runSettings),
};

const reportParts: CommandTexts["parts"] = {
  path: {
    en: "folders or files: client, game server, or both",
    zh: "目录或文件：客户端、实时服务器，或两者",
  },
  ...getHelpTexts(reportSettings),
};

const serveParts: CommandTexts["parts"] = { mgobexs: packageText, ...getHelpTexts(serveSettings) };

const benchParts: CommandTexts["parts"] = {
  url: {
    en: "the server, as in `url` of a game: host:port or host:port/path, ws:// or wss:// before it",
    zh: "服务器地址，与游戏的 `url` 相同：主机:端口 或 主机:端口/路径，前面可加 ws:// 或 wss://",
  },
  ...getHelpTexts(benchSettings),
};

/** What the help of the program and of each command says, in the order of the help. */
export const helpTexts: Readonly<Record<string, CommandTexts>> = {
  "mgobe-migrate": {
    summary: { en: "Brings an MGOBE game back to life.", zh: "让 MGOBE 游戏重新运行。" },
    parts: {
      "--version": { en: "print the version", zh: "输出版本号" },
      "--lang": {
        en: "language of messages (default: from LANG, or the system)",
        zh: "消息的语言（默认：由 LANG 或系统决定）",
      },
      "--no-color": {
        en: "no colours, also with NO_COLOR or when the output is no terminal",
        zh: "不使用颜色；设置了 NO_COLOR 或输出不是终端时亦然",
      },
    },
  },
  init: {
    summary: {
      en: "write mgobe.config.json from what the game's code says, and say what to fill in",
      zh: "根据游戏代码写出 mgobe.config.json，并指出需要填写的内容",
    },
    parts: {
      folder: { en: "the game: client, game server, or both", zh: "游戏目录：客户端、实时服务器，或两者" },
      "--force": {
        en: "where there is a configuration: add what it lacks; what it has stays",
        zh: "已有配置时：补上缺少的内容，已有内容保持不变",
      },
    },
  },
  serve: {
    summary: {
      en: "host a game server package: rooms, sessions, matching and groups on one port",
      zh: "托管实时服务器代码包：房间、会话、匹配与队组共用一个端口",
    },
    parts: serveParts,
  },
  replay: {
    summary: {
      en: "play the players' part of a record again, and say whether what comes back is the same",
      zh: "重新执行记录中玩家的操作，并指出返回的内容是否相同",
    },
    parts: {
      file: { en: "what serve --record wrote", zh: "serve --record 写出的文件" },
      url: {
        en: "the server, as for the drop-in: ws://localhost:2567",
        zh: "服务器，与兼容库相同：ws://localhost:2567",
      },
      ...getHelpTexts(replaySettings),
    },
  },
  doctor: {
    summary: {
      en: "check what serve needs: Node, configuration, script, its modules, the port",
      zh: "检查 serve 所需：Node、配置、脚本及其模块、端口",
    },
    parts: {
      mgobexs: { en: "the package, as for serve", zh: "代码包，与 serve 相同" },
      ...getHelpTexts({ configRow }),
    },
  },
  try: {
    summary: {
      en: "try your own copy of MGOBE.js: two players go through the whole API against a server of this package",
      zh: "试用您自己的 MGOBE.js：两名玩家对本包的服务器执行全部 API",
    },
    parts: {
      sdk: { en: "the game's MGOBE.js", zh: "游戏的 MGOBE.js" },
      second: {
        en: "the second player's, to try two versions in one room (default: the same)",
        zh: "第二名玩家的文件，用于在一个房间里试两个版本（默认：相同文件）",
      },
      ...getHelpTexts(trySettings),
    },
  },
  bench: {
    summary: {
      en: "measure a server with bots: how regularly frames come, how soon inputs are answered, for how many",
      zh: "用机器人测试服务器：帧是否准时、输入多快得到应答、能承受多少玩家",
    },
    parts: benchParts,
  },
  codemod: {
    summary: {
      en: "rewrite a game's client for the new backend, or scaffold a server project (--server)",
      zh: "为新后端改写游戏客户端，或生成服务器项目（--server）",
    },
    parts: codemodParts,
  },
  todo: {
    summary: {
      en: "list the markers that codemod left in the code; exit code 1 when there are any",
      zh: "列出 codemod 留在代码中的标记；存在标记时以 1 退出",
    },
    parts: {
      path: {
        en: "folders or files (default: the current folder)",
        zh: "目录或文件（默认：当前目录）",
      },
      "--json": json,
    },
  },
  undo: {
    summary: {
      en: "put back the files of a codemod run with --backup",
      zh: "恢复使用 --backup 运行 codemod 时保存的文件",
    },
    parts: {
      path: {
        en: "the paths that codemod was given (default: all that is in the backup)",
        zh: "当时给 codemod 的路径（默认：备份中的全部文件）",
      },
      "--backup": {
        en: "folder of the backup (default: .mgobe-migrate/backup)",
        zh: "备份目录（默认：.mgobe-migrate/backup）",
      },
      "--force": { en: "also over files that were changed since", zh: "之后又改动过的文件也覆盖" },
    },
  },
  report: {
    summary: {
      en: "say what a game uses of MGOBE, what is done and what is left; nothing is written into its code",
      zh: "说明游戏用到了 MGOBE 的哪些内容、哪些已完成、哪些待处理；不改动游戏代码",
    },
    parts: reportParts,
  },
  "list-rules": {
    summary: { en: "list the rules of codemod", zh: "列出 codemod 的规则" },
    parts: { "--json": json },
  },
};

/** Of the command that shows the help of another one. */
export const helpCommandText: BilingualText = { en: "display help for command", zh: "显示命令的帮助" };

/** Of the option that every command has. */
export const helpOptionText: BilingualText = { en: "display help for command", zh: "显示帮助" };

/** What is wrong with the value of an option; commander puts the English into its own message. */
export const argumentTexts = {
  list: { en: "A list of names, separated by commas.", zh: "应为用逗号分隔的名称" },
} satisfies Record<string, BilingualText>;

/** Chinese for what commander writes by itself around the texts above. */
export const helpFrame: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "通用选项：",
  "Commands:": "命令：",
};
