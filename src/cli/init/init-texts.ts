import { type BilingualText } from "../../contract";

/** What `init` says, beside errors. Values of keys stand in no text. */
export const initTexts = {
  written: { en: "{path} is written.", zh: "已写入 {path}。" },
  complete: {
    en: "{path} has what this game needs already; nothing was written.",
    zh: "{path} 已包含该游戏所需的设置，没有写入任何内容。",
  },
  nothing: {
    en: "Nothing in the code has to be set: the defaults hold. With $schema, an editor shows what there is; see Configuration in docs/hosting.md.",
    zh: "代码中没有必须设置的内容，使用默认值即可。编辑器可通过 $schema 提示可用的设置，详见 docs/zh/hosting.md 的“配置”一节。",
  },
  known: { en: "Taken from the code: {keys}.", zh: "取自代码：{keys}。" },
  fill: { en: "To be filled in or checked:", zh: "需要填写或核对：" },
  gameId: {
    en: "gameId: the code has {values}; until one is written here, any is let in.",
    zh: "gameId：代码中有 {values}；写入其中一个之前，接受任何 gameId。",
  },
  secretKey: {
    en: "secretKey: the code has {values}; until one is written here, logins are not checked.",
    zh: "secretKey：代码中有 {values}；写入其中一个之前，不校验登录。",
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
    en: "matchRules, {sets}: two players each, as a start; write the console's rules.",
    zh: "matchRules，共 {sets}：暂为每场两名玩家；请写入控制台中的规则。",
  },
  matchCodeUnknown: {
    en: "matchRules: {codes} not known before run time; add the rule sets.",
    zh: "matchRules：有 {codes}运行前无法得知；请补上其规则集。",
  },
  tcb: {
    en: "tcb: the script uses CloudBase; install the module that is named, or name yours.",
    zh: "tcb：脚本使用云开发；请安装所写模块，或改为您的模块。",
  },
  unread: {
    en: "Not read, so that settings which stand there are missing; mend this and run init --force, or write them yourself:",
    zh: "以下内容没有读取，其中的设置因此缺失；请修正后运行 init --force，或自行填写：",
  },
  secret: {
    en: "The file holds a key: keep it out of version control.",
    zh: "文件中含有密钥：请勿提交到版本库。",
  },
} as const satisfies Record<string, BilingualText>;
