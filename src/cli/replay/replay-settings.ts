import { backendNames } from "../serve/backends";
import { type SettingRows, type ValuesOf } from "../settings/setting-row";

/** Every option of `replay`. */
export const replaySettings = {
  fast: {
    kind: "flag",
    flags: "--fast",
    text: {
      en: "as fast as the server answers, instead of at the times of the record",
      zh: "按服务器应答的速度执行，而不是按记录中的时间",
    },
  },
  rules: {
    kind: "text",
    flags: "--rules <file>",
    text: {
      en: "JSON file that says what may differ: times, random values, events",
      zh: "JSON 文件，指出哪些内容可以不同：时间、随机值、事件",
    },
  },
  config: {
    kind: "text",
    flags: "-c, --config <file>",
    text: {
      en: "mgobe.config.json with the game's id and key, by which logins are signed",
      zh: "含游戏 ID 和密钥的 mgobe.config.json，用于签名登录",
    },
  },
  backend: {
    kind: "choice",
    flags: "--backend <name>",
    choices: backendNames,
    text: { en: "what carries the game at the url", zh: "该地址上承载游戏的后端" },
    standard: "colyseus",
  },
  format: {
    kind: "choice",
    flags: "--format <format>",
    choices: ["text", "json"],
    text: { en: "how the outcome is printed", zh: "结果的输出格式" },
    standard: "text",
  },
} as const satisfies SettingRows;

/** Options of `mgobe-migrate replay`. */
export type ReplayCommandOptions = Readonly<ValuesOf<typeof replaySettings>>;
