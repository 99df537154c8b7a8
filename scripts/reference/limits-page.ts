import { type BilingualText, type Language, limits } from "../../src/contract";
import { toTable } from "./markdown";

type LimitName = keyof typeof limits;

/** What each limit bounds; a limit without a text does not compile. */
const texts: Readonly<Record<LimitName, BilingualText>> = {
  playersPerRoom: { en: "Players of a room", zh: "房间人数" },
  teamsPerRoom: { en: "Teams of a room", zh: "房间队伍数" },
  roomNameLength: { en: "Characters of a room's name", zh: "房间名称字符数" },
  roomTypeLength: { en: "Characters of a room's type", zh: "房间类型字符数" },
  customPropertiesLength: { en: "Characters of a room's custom properties", zh: "房间自定义属性字符数" },
  openIdLength: { en: "Characters of an openId", zh: "openId 字符数" },
  playerNameLength: { en: "Characters of a player's name", zh: "玩家昵称字符数" },
  customProfileLength: { en: "Characters of a player's profile", zh: "玩家自定义信息字符数" },
  customPlayerStatusMax: { en: "Greatest status of a player", zh: "玩家状态最大值" },
  teamIdLength: { en: "Characters of a team's id", zh: "队伍 id 字符数" },
  matchAttributes: { en: "Attributes that a player brings to matching", zh: "玩家匹配属性个数" },
  matchAttributeNameLength: { en: "Characters of an attribute's name", zh: "匹配属性名称字符数" },
  clientRequestBytes: {
    en: "Bytes of one encoded request in MGOBE's client; here `limits.messageBytes` holds instead",
    zh: "MGOBE 客户端单个请求编码后的字节数；本项目以 `limits.messageBytes` 代替",
  },
  frameDataBytes: {
    en: "Bytes of a player's input of one frame, as MGOBE documented it",
    zh: "单帧输入的字节数（MGOBE 文档）",
  },
  frameRate: { en: "Frames per second", zh: "每秒帧数" },
  roomListPageSize: { en: "Rooms of one page of the list", zh: "房间列表每页数量" },
  legacyRoomListPageSize: { en: "The same before client 1.2.0", zh: "同上，客户端 1.2.0 之前" },
  framesPerRequestWindow: { en: "Frames that one request may ask for", zh: "一次可请求的帧数" },
  jsonDepth: { en: "Nesting of objects and lists in a value", zh: "对象与列表的嵌套层数" },
  roomPolicySeconds: { en: "Seconds of the policy by which rooms end", zh: "房间销毁策略的秒数" },
  packageBytes: { en: "Bytes of an unpacked script package", zh: "脚本包解压后的字节数" },
  packageEntries: { en: "Files in a zipped script package", zh: "脚本 zip 包中的文件数" },
  logRetentionDays: { en: "Days that log files are kept", zh: "日志文件保留天数" },
  consolePassword: { en: "Fewest characters of a password of the console", zh: "控制台密码的最少字符数" },
  longestConsolePassword: {
    en: "Most characters of a password of the console",
    zh: "控制台密码的最多字符数",
  },
  groupNameLength: { en: "Characters of a group's name", zh: "队组名称字符数" },
  groupCustomPropertiesLength: {
    en: "Characters of a group's custom properties",
    zh: "队组自定义属性字符数",
  },
  groupCustomProfileLength: { en: "Characters of a group player's profile", zh: "队组玩家自定义信息字符数" },
  groupPlayerStatusMax: { en: "Greatest status of a group player", zh: "队组玩家状态最大值" },
  groupPlayers: { en: "Players of a group", zh: "队组人数" },
  groupsPerPlayer: { en: "Groups of one player", zh: "玩家可加入的队组数" },
  persistentGroupsPerGame: { en: "Persistent groups of a game", zh: "游戏的持久队组数" },
  groupMessagesPerSecond: { en: "Messages per second of a player to a group", zh: "玩家每秒队组消息数" },
  groupOfflineMinutes: {
    en: "Minutes after which a group without players online ends",
    zh: "全员离线后队组结束的分钟数",
  },
  groupLifetimeHours: { en: "Hours that a group lives", zh: "队组存活小时数" },
  matchTimeoutSeconds: { en: "Seconds until a match times out", zh: "匹配超时秒数" },
  matchStepSeconds: { en: "Seconds after which a rule widens", zh: "规则放宽的间隔秒数" },
};

function show(value: number | Readonly<Record<string, number>>): string {
  if (typeof value === "number") return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${each}`)
    .join(", ");
}

/** MGOBE's limits as they hold here. */
export function createLimitsPage(language: Language): string {
  const page = {
    en: {
      title: "# Limits",
      lead: "MGOBE's own limits, which hold here as well, whatever the client. What keeps one player from harming the others, and can be set, stands in [hosting](../hosting.md#limits).",
      head: ["limit", "value", "of"],
    },
    zh: {
      title: "# 限制",
      lead: "MGOBE 自身的限制，在这里对所有客户端同样有效。用于防止个别玩家影响他人、可以设置的限制见[托管](../hosting.md)。",
      head: ["限制", "值", "对象"],
    },
  }[language];
  const rows = Object.entries(limits).map(([name, value]) => [
    `\`${name}\``,
    show(value),
    texts[name as LimitName][language],
  ]);
  return [page.title, page.lead, toTable(page.head, rows)].join("\n\n");
}
