import { type BilingualText } from "../../contract";
import { type ChapterName } from "./checks/checks";

/** What `try` says, beside errors. Plain data: the page has it, too. */
export const tryTexts = {
  running: { en: "Running, about two minutes …", zh: "正在运行，约两分钟 ……" },
  openPage: {
    en: "Open http://localhost:{port}/ in a browser that trusts the authority of --tls-dev ({file}). Ctrl-C ends.",
    zh: "请在信任 --tls-dev 颁发机构的浏览器中打开 http://localhost:{port}/（{file}）。Ctrl-C 结束。",
  },
  elsewhere: {
    en: "On another device: the same with this machine's address instead of localhost.",
    zh: "在其他设备上：将 localhost 换成本机地址。",
  },
  ours: { en: "this project's", zh: "本项目的" },
  unknownVersion: { en: "of unknown version", zh: "版本未知" },
  title: { en: "MGOBE.js {version}", zh: "MGOBE.js {version}" },
  titleOfTwo: { en: "MGOBE.js {first} and {second}", zh: "MGOBE.js {first} 与 {second}" },
  share: { en: "{passed} of {all}", zh: "{all} 项中的 {passed}" },
  failed: { en: "FAILED", zh: "失败" },
  summary: { en: "{passed} of {all} checks passed", zh: "{all} 项检查中的 {passed} 项通过" },
  complained: { en: "The server's log says: {message}", zh: "服务器日志：{message}" },
} satisfies Record<string, BilingualText>;

/** Names of the parts of a trial. */
export const chapterTexts: Readonly<Record<ChapterName, BilingualText>> = {
  login: { en: "login", zh: "登录" },
  rooms: { en: "rooms", zh: "房间" },
  messages: { en: "messages", zh: "消息" },
  frameSync: { en: "frame sync", zh: "帧同步" },
  waysOut: { en: "ways out", zh: "离开" },
  teams: { en: "teams", zh: "队伍" },
  matching: { en: "matching", zh: "匹配" },
  groups: { en: "groups", zh: "队组" },
};
