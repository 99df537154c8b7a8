import { type BilingualText } from "../../contract";
import { type Trouble } from "./bot";

/** What `bench` says, beside errors. */
export const benchTexts = {
  start: {
    en: "{players} ({kind}) in {rooms}, over {threads}; each step is measured for {seconds} s.",
    zh: "{players}（{kind}），{rooms}，{threads}；每一步测量 {seconds} 秒。",
  },
  comeIn: { en: "{players} are in {rooms} …", zh: "{players}已进入 {rooms} ……" },
  within: {
    en: "All {players} within the limit: p99 of the frames' lateness is {late} ms (limit {limit} ms).",
    zh: "全部 {players} 均在限度内：帧迟到时间的 p99 为 {late} ms（限度 {limit} ms）。",
  },
  beyond: {
    en: "Beyond the limit: with {players}, p99 of the frames' lateness is {late} ms (limit {limit} ms).",
    zh: "超出限度：{players} 时，帧迟到时间的 p99 为 {late} ms（限度 {limit} ms）。",
  },
  found: {
    en: "Up to {most} stay within the limit; with {players}, p99 of the frames' lateness is {late} ms (limit {limit} ms).",
    zh: "最多 {most} 在限度内；{players} 时，帧迟到时间的 p99 为 {late} ms（限度 {limit} ms）。",
  },
  notReached: {
    en: "The limit was not reached; --players gives more.",
    zh: "未达到限度；可用 --players 增加人数。",
  },
  slowBots: {
    en: "No result for the server: the bots' own threads were {own} ms late at p99. Let them run on another machine than the server, or on more cores (--workers).",
    zh: "无法得出服务器的结果：机器人所在线程自身的 p99 迟到 {own} ms。请让它们与服务器运行在不同的机器上，或使用更多核心（--workers）。",
  },
  ownLateness: {
    en: "The bots' own threads were up to {own} ms late at p99: part of the lateness is theirs, not the server's.",
    zh: "机器人所在线程自身的 p99 最多迟到 {own} ms：部分迟到来自它们，而非服务器。",
  },
  missing: {
    en: "Only {delivered} of {due} frames came.",
    zh: "应到 {due} 帧，只收到 {delivered} 帧。",
  },
  out: {
    en: "{players} were not in their rooms any more at the end.",
    zh: "结束时 {players} 已不在房间中。",
  },
  stopped: { en: "Stopped before the end.", zh: "提前停止。" },
  errors: { en: "What went wrong:", zh: "出现的问题：" },
  note: {
    en: "Times in ms. late = how much longer than due the gap between two frames was.",
    zh: "时间单位为 ms。late 为两帧间隔超出应有时长的部分。",
  },
} satisfies Record<string, BilingualText>;

/** What each kind of trouble is called. */
export const troubleTexts: Readonly<Record<Trouble["kind"], BilingualText>> = {
  refused: { en: "refused: {detail}", zh: "被拒绝：{detail}" },
  lost: { en: "connection lost ({detail})", zh: "连接断开（{detail}）" },
  dismissed: { en: "room ended by the server", zh: "房间被服务器解散" },
  stopped: { en: "frame sync stopped by the server", zh: "帧同步被服务器停止" },
  removed: { en: "player removed by the server", zh: "玩家被服务器移出房间" },
  unanswered: { en: "no answer to {detail}", zh: "{detail} 没有应答" },
  unreadable: { en: "unreadable message: {detail}", zh: "无法解读的消息：{detail}" },
};
