import { type BilingualText } from "../../contract";

/** What `doctor` says, beside errors. */
export const doctorTexts = {
  nodeFine: { en: "Node {version}", zh: "Node {version}" },
  nodeOld: {
    en: "Node {version} is too old; {wanted} or newer is needed.",
    zh: "Node {version} 过旧，需要 {wanted} 或更新版本。",
  },
  configFine: { en: "Configuration {file}", zh: "配置 {file}" },
  configNone: {
    en: "No mgobe.config.json; the defaults hold.",
    zh: "没有 mgobe.config.json，使用默认配置。",
  },
  development: {
    en: "No secretKey: logins are not checked. Fine for development only.",
    zh: "未配置 secretKey：不校验登录，仅适用于开发。",
  },
  module: {
    en: "{place} requires {detail}, which is not there, and will fail when it gets there: {advice}.",
    zh: "{place} 引用了 {detail}，但找不到该模块，执行到此处时会失败：{advice}。",
  },
  filesFine: {
    en: "{files}: no syntax error, and every module that is required is there",
    zh: "{files}：语法正确，所引用的模块齐全",
  },
  scriptFine: { en: "Script {path}: {hooks}", zh: "脚本 {path}：{hooks}" },
  portFine: { en: "Port {port} is free", zh: "端口 {port} 可用" },
  portTaken: {
    en: "Port {port} is taken; serve will take the next free one.",
    zh: "端口 {port} 已被占用，serve 将改用下一个空闲端口。",
  },
  tls: {
    en: "Mini-game platforms connect to wss: addresses on their list of allowed domains only; see Deployment in docs/hosting.md.",
    zh: "小游戏平台只允许连接域名白名单中的 wss: 地址，详见 docs/zh/hosting.md 的“部署”一节。",
  },
  verdictFine: { en: "Ready: mgobe-migrate serve {path}", zh: "一切就绪：mgobe-migrate serve {path}" },
  verdictBad: { en: "{count} to mend.", zh: "有 {count} 处需要修正。" },
} as const satisfies Record<string, BilingualText>;
