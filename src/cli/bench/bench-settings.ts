import { backendNames } from "../serve/backends";
import { type SettingRow, type SettingRows, type ValuesOf } from "../settings/setting-row";

const count: NonNullable<SettingRow["range"]> = { minimum: 1, maximum: 100_000 };

/** Every option of `bench`. */
export const benchSettings = {
  kind: {
    kind: "choice",
    flags: "--kind <kind>",
    choices: ["drop-in", "wire", "mixed"],
    text: { en: "client library of the bots", zh: "机器人所用的客户端库" },
    standard: "drop-in",
  },
  backend: {
    kind: "choice",
    flags: "--backend <name>",
    choices: backendNames,
    text: {
      en: "backend of the server, for drop-in bots",
      zh: "服务器的后端，用于 drop-in 机器人",
    },
    standard: "colyseus",
  },
  players: {
    kind: "number",
    flags: "--players <count>",
    range: count,
    text: { en: "bots", zh: "机器人数" },
    standard: 100,
  },
  roomSize: {
    kind: "number",
    flags: "--room-size <count>",
    range: count,
    text: { en: "bots in each room", zh: "每个房间的机器人数" },
    standard: 10,
  },
  fps: {
    kind: "number",
    flags: "--fps <rate>",
    range: count,
    text: { en: "frames a second that the server has to make", zh: "服务器应有的每秒帧数" },
    standard: { en: "what it makes", zh: "以服务器为准" },
  },
  sendRate: {
    kind: "number",
    flags: "--send-rate <rate>",
    range: { minimum: 0, maximum: 1000 },
    text: { en: "inputs of each bot per second, 0 = none", zh: "每个机器人每秒发送的输入数，0 表示不发送" },
    standard: { en: "one per frame", zh: "每帧一个" },
  },
  seconds: {
    kind: "number",
    flags: "--seconds <seconds>",
    range: count,
    text: { en: "how long each step is measured", zh: "每一步测量的秒数" },
    standard: 10,
  },
  ramp: {
    kind: "number",
    flags: "--ramp <count>",
    range: count,
    text: {
      en: "bots that come in at each step, until p99 passes the limit",
      zh: "每一步加入的机器人数，直到 p99 超出限度",
    },
    standard: { en: "all at once", zh: "一次全部加入" },
  },
  limit: {
    kind: "number",
    flags: "--limit <ms>",
    range: count,
    text: {
      en: "how late the gap between two frames may be at p99, ms",
      zh: "两帧间隔的迟到时间 p99 的限度，ms",
    },
    standard: 100,
  },
  workers: {
    kind: "number",
    flags: "--workers <count>",
    range: count,
    text: { en: "threads that the bots run on", zh: "运行机器人的线程数" },
    standard: { en: "one for each core but one", zh: "核心数减一" },
  },
  config: {
    kind: "text",
    flags: "-c, --config <file>",
    text: {
      en: "the server's configuration, for gameId and secretKey",
      zh: "服务器的配置，用于 gameId 与 secretKey",
    },
    standard: { en: "mgobe.config.json, if there is one", zh: "mgobe.config.json，如果存在" },
  },
  format: {
    kind: "choice",
    flags: "--format <format>",
    choices: ["text", "json"],
    text: { en: "form of the result", zh: "结果的格式" },
    standard: "text",
  },
} as const satisfies SettingRows;

/** Options of `mgobe-migrate bench`, as they were given. */
export type GivenBenchOptions = Readonly<ValuesOf<typeof benchSettings>>;

/** The options with every default filled in; what is missing has none. */
export type BenchOptions = GivenBenchOptions &
  Required<Pick<GivenBenchOptions, "kind" | "players" | "roomSize" | "seconds" | "limit" | "format">>;

/** @see BenchOptions */
export function completeBenchOptions(given: GivenBenchOptions): BenchOptions {
  const { kind, players, roomSize, seconds, limit, format } = benchSettings;
  return {
    ...given,
    kind: given.kind ?? kind.standard,
    players: given.players ?? players.standard,
    roomSize: given.roomSize ?? roomSize.standard,
    seconds: given.seconds ?? seconds.standard,
    limit: given.limit ?? limit.standard,
    format: given.format ?? format.standard,
  };
}
