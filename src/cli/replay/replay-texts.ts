/** What `replay` says, beside errors. */
export const replayTexts = {
  same: {
    en: "No difference: {answers} answers, {events} events and {items} inputs in frames came as recorded, in {seconds} s.",
    zh: "没有差异：{answers} 个应答、{events} 个事件和 {items} 个帧内输入与记录一致，用时 {seconds} 秒。",
  },
  differs: {
    en: "Difference at line {line}, {time} s into the record: {path}",
    zh: "第 {line} 行出现差异（记录开始后 {time} 秒）：{path}",
  },
  player: { en: "player", zh: "玩家" },
  recorded: { en: "recorded", zh: "记录" },
  played: { en: "played", zh: "回放" },
  nothing: { en: "(nothing)", zh: "（没有）" },
  before: {
    en: "Before it, {answers} answers, {events} events and {items} inputs were the same.",
    zh: "在此之前，{answers} 个应答、{events} 个事件和 {items} 个输入一致。",
  },
  busy: {
    en: "Code 6 is the server's limit of messages, and may have nothing to do with the game: play without --fast, or raise limits.messagesPerSecond and limits.messageBurst while you replay.",
    zh: "代码 6 是服务器的消息数限制，可能与游戏无关：请去掉 --fast 再回放，或在回放时调高 limits.messagesPerSecond 和 limits.messageBurst。",
  },
  cut: {
    en: "The record was not ended: the server died, or the disk was full. It was played as far as it goes.",
    zh: "记录没有正常结束：服务器中断，或磁盘已满。已回放到记录的末尾。",
  },
} as const;
