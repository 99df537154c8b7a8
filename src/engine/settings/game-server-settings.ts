import { resolveOptions } from "../game-server/options";
import { type ConfigSetting } from "./config-setting";

const standard = resolveOptions();
const scriptLevels = ["debug+", "info+", "error+"];

/** Settings below `gameServer`. */
export const gameServerSettings = {
  text: {
    en: "How the script is run. The defaults are MGOBE's behaviour.",
    zh: "脚本如何运行。默认值即 MGOBE 的行为。",
  },
  type: "object",
  properties: {
    queueLimit: {
      text: {
        en: "Messages that may wait for onRecvFromClient per room; the sender of one more gets code 40201.",
        zh: "每个房间等待 onRecvFromClient 的消息数；再多一条时发送者得到 40201。",
      },
      type: "integer",
      minimum: 1,
      maximum: 1000000,
      default: standard.queueLimit,
      examples: [200],
    },
    queueBytes: {
      text: {
        en: "Bytes of JSON of those messages; the sender of more gets code 40201, too.",
        zh: "这些消息的 JSON 字节数；更多时发送者同样得到 40201。",
      },
      type: "integer",
      minimum: 65536,
      maximum: 1073741824,
      default: standard.queueBytes,
      examples: [1048576],
    },
    stallWarningMs: {
      text: {
        en: "A line is logged when a message is in flight for so long without exitAction, ms.",
        zh: "消息处理这么久仍没有 exitAction 时写一行日志，毫秒。",
      },
      type: "integer",
      minimum: 100,
      maximum: 3600000,
      default: standard.stallWarningMs,
      examples: [3000],
    },
    autoExitMs: {
      text: {
        en: "Ends a message in flight after this time, ms. Never when left out.",
        zh: "这么久之后自动结束正在处理的消息，毫秒。省略时从不。",
      },
      type: "integer",
      minimum: 1,
      maximum: 3600000,
      examples: [5000],
    },
    dispatchPosition: {
      text: {
        en: "Where dispatchAction enters the queue of sync mode: before or behind the messages of clients.",
        zh: "同步模式下 dispatchAction 进入队列的位置：客户端消息之前或之后。",
      },
      enum: ["front", "back"],
      default: standard.dispatchPosition,
    },
    initGameData: {
      text: {
        en: "When onInitGameData runs: before the first hook of a room, or not before its first message, as in 2019.",
        zh: "onInitGameData 何时执行：在房间的第一个回调之前，或像 2019 年那样只在第一条消息之前。",
      },
      enum: ["beforeAnyHook", "beforeMessages"],
      default: standard.initGameData,
    },
    requiredGameInfo: {
      text: {
        en: "When given, room calls of a script with other credentials in gameInfo answer 10002.",
        zh: "给出时，脚本的房间调用若在 gameInfo 中带有其他凭据，则返回 10002。",
      },
      type: "object",
      required: ["gameId", "serverKey"],
      properties: {
        gameId: {
          text: { en: "As the script has it.", zh: "与脚本中的相同。" },
          type: "string",
        },
        serverKey: {
          text: { en: "As the script has it.", zh: "与脚本中的相同。" },
          type: "string",
        },
      },
      examples: [{ gameId: "obg-12345678", serverKey: "the key of the back end" }],
    },
    logLevel: {
      text: {
        en: "Overrides the script's logLevel, the level of SDK.logger.",
        zh: "覆盖脚本的 logLevel，即 SDK.logger 的级别。",
      },
      enum: scriptLevels,
    },
    logLevelSDK: {
      text: {
        en: "Overrides the script's logLevelSDK, the level of the host's own lines about the script.",
        zh: "覆盖脚本的 logLevelSDK，即宿主关于脚本的日志级别。",
      },
      enum: scriptLevels,
    },
    destroyTimeoutMs: {
      text: {
        en: "An asynchronous onDestroyRoom is waited for at most this long, ms.",
        zh: "最多等待异步 onDestroyRoom 这么久，毫秒。",
      },
      type: "integer",
      minimum: 0,
      maximum: 600000,
      default: standard.destroyTimeoutMs,
      examples: [10000],
    },
    stopTimers: {
      text: {
        en: "Whether timers that a room armed are stopped at its end. false for scripts that start a loop for all rooms from a hook of the first one.",
        zh: "房间结束时是否停止它设置的定时器。脚本在第一个房间的回调中为所有房间启动循环时设为 false。",
      },
      type: "boolean",
      default: standard.stopTimers,
    },
  },
} as const satisfies ConfigSetting;
