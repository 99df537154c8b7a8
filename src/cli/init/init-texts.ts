import { type BilingualText } from "../../contract";

/** What `init` says, beside errors. Values of keys stand in no text. */
export const initTexts = {
  written: { en: "{path} is written.", zh: "已写入 {path}。" },
  known: { en: "Taken from the code: {keys}.", zh: "取自代码：{keys}。" },
  fill: { en: "To be filled in or checked:", zh: "需要填写或核对：" },
  gameId: {
    en: "gameId: the code has {count} values; until one is written here, any is let in.",
    zh: "gameId：代码中有 {count} 个取值；写入其中一个之前，接受任何 gameId。",
  },
  secretKey: {
    en: "secretKey: the code has {count} values; until one is written here, logins are not checked.",
    zh: "secretKey：代码中有 {count} 个取值；写入其中一个之前，不校验登录。",
  },
  serverKey: {
    en: "serverKey: made anew; write the console's key if a back end of yours compares it.",
    zh: "serverKey：新生成；如果您的后端会比对，请改为控制台中的密钥。",
  },
  frameRate: {
    en: "frameRate: 15, MGOBE's default, as it stands in no code; check what the console had.",
    zh: "frameRate：代码中没有，暂用 MGOBE 默认值 15；请核对控制台中的设置。",
  },
  roomPolicy: {
    en: "roomPolicy: MGOBE's defaults, as it stands in no code; check what the console had.",
    zh: "roomPolicy：代码中没有，暂用 MGOBE 默认值；请核对控制台中的设置。",
  },
  matchRule: {
    en: "matchRules, {count} rule sets: two players each, as a start; write the console's rules.",
    zh: "matchRules，共 {count} 个规则集：暂为每场两名玩家；请写入控制台中的规则。",
  },
  matchCodeUnknown: {
    en: "matchRules: {count} match codes are not known before run time; add their rule sets.",
    zh: "matchRules：有 {count} 处匹配 Code 运行前无法得知；请补上其规则集。",
  },
  tcb: {
    en: "tcb: the script uses CloudBase; install the module that is named, or name yours.",
    zh: "tcb：脚本使用云开发；请安装所写模块，或改为您的模块。",
  },
  secret: {
    en: "The file holds a key: keep it out of version control.",
    zh: "文件中含有密钥：请勿提交到版本库。",
  },
} as const satisfies Record<string, BilingualText>;
