import { type ConfigSetting } from "./config-setting";
import { defaultGameLimits } from "./game-settings";

/** Settings below `limits`. */
export const hostLimits = {
  text: {
    en: "Limits of this host. MGOBE's own limits always hold.",
    zh: "本服务器的限制。MGOBE 自身的限制始终有效。",
  },
  type: "object",
  properties: {
    messageBytes: {
      text: {
        en: "Largest frame item or game-server message, bytes of JSON.",
        zh: "帧数据或游戏服务器消息的最大 JSON 字节数。",
      },
      type: "integer",
      minimum: 256,
      maximum: 1048576,
      default: defaultGameLimits.messageBytes,
      examples: [16384],
    },
    frameHistoryBytes: {
      text: { en: "Largest frame history of a room, bytes of JSON.", zh: "房间帧历史的最大 JSON 字节数。" },
      type: "integer",
      minimum: 65536,
      maximum: 4294967296,
      default: defaultGameLimits.frameHistoryBytes,
      examples: [16777216],
    },
    rooms: {
      text: {
        en: "Rooms that may exist at a time. No limit when left out.",
        zh: "同时存在的房间数。省略时没有限制。",
      },
      type: "integer",
      minimum: 1,
      maximum: 1000000,
      examples: [500],
    },
    messagesPerSecond: {
      text: {
        en: "Messages a second that one connection may send for long; one of more than 4 KiB counts once per 4 KiB. Beyond it, requests get code 6.",
        zh: "一个连接每秒可持续发送的消息数；超过 4 KiB 的消息每 4 KiB 计一次。超过时请求得到代码 6。",
      },
      type: "integer",
      minimum: 10,
      maximum: 1000000,
      default: defaultGameLimits.messagesPerSecond,
      examples: [100],
    },
    messageBurst: {
      text: {
        en: "Messages that one connection may send at once. Who sends twice as many is cut off.",
        zh: "一个连接可一次发送的消息数。发送两倍的会被切断。",
      },
      type: "integer",
      minimum: 10,
      maximum: 1000000,
      default: defaultGameLimits.messageBurst,
      examples: [300],
    },
    bufferedBytes: {
      text: {
        en: "Bytes that may wait for a receiver that does not read; beyond them it is cut off.",
        zh: "为不读取的接收者等待的字节数；超过时切断。",
      },
      type: "integer",
      minimum: 1048576,
      maximum: 1073741824,
      default: defaultGameLimits.bufferedBytes,
      examples: [4194304],
    },
    socketsPerAddress: {
      text: {
        en: "Open connections from one address. A player has two; a school or an office shares one address.",
        zh: "一个地址的打开连接数。一名玩家有两个；学校或办公室共用一个地址。",
      },
      type: "integer",
      minimum: 1,
      maximum: 1000000,
      default: defaultGameLimits.socketsPerAddress,
      examples: [200],
    },
    connectsPerMinute: {
      text: {
        en: "New connections a minute from one address, and as many requests for a seat in a room.",
        zh: "一个地址每分钟的新连接数，以及同样多的房间席位请求。",
      },
      type: "integer",
      minimum: 1,
      maximum: 10000000,
      default: defaultGameLimits.connectsPerMinute,
      examples: [600],
    },
  },
} as const satisfies ConfigSetting;
