import { limits } from "../../contract";
import { type ConfigSetting } from "./config-setting";
import { gameServerSettings } from "./game-server-settings";
import { hostLimits } from "./host-limits";
import { ruleSetSettings, ruleValueSetting } from "./rule-set-settings";

/**
 * Every setting of `mgobe.config.json`. Its JSON Schema, the check of the file, the tables of the documentation and the ranges
 * of the options of `serve` are made from it.
 */
export const configSettings = {
  text: {
    en: "Settings of a game that mgobe-migrate hosts: what stood in MGOBE's console, and what belongs to this host. Every key is optional.",
    zh: "由 mgobe-migrate 托管的游戏的设置：原先在 MGOBE 控制台中的内容，以及属于本服务器的内容。每个键都可以省略。",
  },
  type: "object",
  properties: {
    $schema: {
      text: { en: "Where an editor finds this schema.", zh: "编辑器查找本 schema 的位置。" },
      type: "string",
      examples: ["./node_modules/mgobe-migrate/schemas/mgobe.config.schema.json"],
    },
    gameId: {
      text: {
        en: "Game id that logins must carry. Any id when left out.",
        zh: "登录必须携带的游戏 id。省略时任何 id 都可以。",
      },
      type: "string",
      minLength: 1,
      examples: ["obg-12345678"],
    },
    secretKey: {
      text: {
        en: "Key of client signatures, from the console. Without it logins are not checked: development only.",
        zh: "控制台中客户端签名的密钥。没有它则不校验登录：仅限开发。",
      },
      type: "string",
      minLength: 1,
      examples: ["the key of the game, as it stood in the console"],
    },
    allowGuests: {
      text: {
        en: "Whether players without a signature are let in as guests although there is a `secretKey`.",
        zh: "已有 `secretKey` 时，是否仍让没有签名的玩家作为游客进入。",
      },
      type: "boolean",
      default: false,
    },
    signatureSeconds: {
      text: {
        en: "How long a signature holds, before and after its time stamp. Clients send one again after a lost connection, and games keep what they got, so it cannot be good for one login only.",
        zh: "签名在其时间戳前后有效的时间。客户端断线后会再次发送，游戏也会保留得到的签名，因此不能只用一次。",
      },
      type: "integer",
      minimum: 10,
      maximum: 31536000,
      default: 3600,
      examples: [86400],
    },
    serverKey: {
      text: {
        en: "Back-end key that the script carries in `gameInfo`, from the console. It also signs session tokens, so that a session outlives a restart.",
        zh: "脚本在 `gameInfo` 中携带的后端密钥，来自控制台。它也用于会话令牌签名，使会话在重启后仍有效。",
      },
      type: "string",
      minLength: 1,
      examples: ["the key of the back end, as it stood in the console"],
    },
    cloudApi: {
      text: {
        en: "SecretKeys by SecretId of back ends that may use the cloud API. Off when left out.",
        zh: "可以使用云 API 的后端：SecretId 对应 SecretKey。省略时关闭。",
      },
      type: "object",
      additionalProperties: {
        type: "string",
        minLength: 1,
      },
      examples: [{ "AKID-of-the-shop": "its SecretKey" }],
    },
    metricsHosts: {
      text: {
        en: "Addresses that may read /metrics beside this machine: an address, a range such as 10.0.0.0/8, or * for everybody.",
        zh: "除本机外可读取 /metrics 的地址：地址、10.0.0.0/8 这样的网段，或 * 表示所有人。",
      },
      type: "array",
      items: {
        type: "string",
        minLength: 1,
      },
      examples: [["10.0.0.5", "10.1.0.0/16"]],
    },
    console: {
      text: {
        en: "Passwords of the console at /console. Off when left out.",
        zh: "/console 控制台的密码。省略时关闭。",
      },
      type: "object",
      properties: {
        password: {
          text: { en: "Opens the console. 8 to 200 characters.", zh: "打开控制台的密码。8 至 200 个字符。" },
          type: "string",
          minLength: limits.consolePassword,
          maxLength: limits.longestConsolePassword,
          examples: ["a long password"],
        },
        readOnlyPassword: {
          text: {
            en: "Opens the console to look only. 8 to 200 characters, and another one.",
            zh: "只能查看控制台的密码。8 至 200 个字符，须与前者不同。",
          },
          type: "string",
          minLength: limits.consolePassword,
          maxLength: limits.longestConsolePassword,
          examples: ["another long one"],
        },
      },
    },
    drainSeconds: {
      text: {
        en: "Seconds for which present rooms go on when the server is told to stop. 0 ends them at once.",
        zh: "要求服务器停止时，已有房间继续进行的秒数。0 表示立即结束。",
      },
      type: "integer",
      minimum: 0,
      maximum: 86400,
      default: 0,
      examples: [600],
    },
    frameRate: {
      text: { en: "Frames per second of frame sync.", zh: "帧同步的每秒帧数。" },
      type: "integer",
      minimum: limits.frameRate.min,
      maximum: limits.frameRate.max,
      default: limits.frameRate.default,
      examples: [30],
    },
    roomPolicy: {
      text: { en: "When rooms end by themselves.", zh: "房间何时自行结束。" },
      type: "object",
      properties: {
        emptySeconds: {
          text: {
            en: "Seconds until a room without players is dissolved.",
            zh: "没有玩家的房间解散前的秒数。",
          },
          type: "integer",
          minimum: limits.roomPolicySeconds.min,
          maximum: limits.roomPolicySeconds.max,
          default: limits.roomPolicySeconds.emptyDefault,
          examples: [60],
        },
        offlineSeconds: {
          text: {
            en: "Seconds until a room whose players are all offline is dissolved.",
            zh: "玩家全部离线的房间解散前的秒数。",
          },
          type: "integer",
          minimum: limits.roomPolicySeconds.min,
          maximum: limits.roomPolicySeconds.max,
          default: limits.roomPolicySeconds.offlineDefault,
          examples: [120],
        },
      },
    },
    matchRules: {
      text: {
        en: "Rule sets of matchPlayers and matchGroup, by match code.",
        zh: "matchPlayers 和 matchGroup 的规则，按匹配 code。",
      },
      type: "object",
      additionalProperties: {
        $ref: "#/definitions/ruleSet",
      },
      examples: [
        {
          "match-1a2b3c4d": {
            version: "V1.0",
            teams: [{ name: "all", number: 1, minPlayers: 2, maxPlayers: 2 }],
          },
        },
      ],
    },
    limits: hostLimits,
    gameServer: gameServerSettings,
    dialect: {
      text: {
        en: "Generation of MGOBE's server API that the script is written for. Detected when left out: 1.0.0 is the first release, with onClientData.",
        zh: "脚本所针对的 MGOBE 服务端 API 版本。省略时自动判断：1.0.0 为第一版，使用 onClientData。",
      },
      enum: ["1.0.0", "1.0.1"],
    },
    cluster: {
      text: {
        en: "Several processes host this game together. Needs `serverKey`, and both addresses, here or on the command line.",
        zh: "由多个进程共同托管本游戏。需要 `serverKey` 以及两个地址，写在这里或命令行中。",
      },
      type: "object",
      properties: {
        redis: {
          text: {
            en: "Redis in which the processes meet, e.g. redis://10.0.0.5:6379. Whoever reaches it may do anything to the game.",
            zh: "各进程会合的 Redis，例如 redis://10.0.0.5:6379。能访问它的人可以对游戏做任何事。",
          },
          type: "string",
          minLength: 1,
          examples: ["redis://10.0.0.5:6379"],
        },
        publicAddress: {
          text: {
            en: "host:port by which clients reach this very process, past any balancer. With --backend socket.io it may be left out.",
            zh: "客户端绕过负载均衡访问该进程本身的 host:port。使用 --backend socket.io 时可省略。",
          },
          type: "string",
          minLength: 1,
          examples: ["game1.example.com:7001"],
        },
        linkHost: {
          text: {
            en: "Address of this machine for the links between the processes. The one by which it reaches Redis when left out.",
            zh: "本机用于进程之间连接的地址。省略时为本机访问 Redis 所用的地址。",
          },
          type: "string",
          minLength: 1,
          examples: ["10.0.0.11"],
        },
      },
    },
    groupFile: {
      text: {
        en: "SQLite file that keeps persistent groups, relative to this file. Without it they last as long as the process.",
        zh: "保存持久队组的 SQLite 文件，相对于本文件。没有它则与进程同寿命。",
      },
      type: "string",
      minLength: 1,
      examples: ["groups.sqlite"],
    },
    tcb: {
      text: {
        en: "Module that onInitGameServer gets: the name of an installed CloudBase SDK for Node.js, or a path relative to this file.",
        zh: "onInitGameServer 得到的模块：已安装的 CloudBase Node.js SDK 的名称，或相对于本文件的路径。",
      },
      type: "string",
      minLength: 1,
      examples: ["@cloudbase/node-sdk"],
    },
    logs: {
      text: { en: "Log lines of `mgobe-migrate serve`.", zh: "`mgobe-migrate serve` 的日志。" },
      type: "object",
      properties: {
        level: {
          text: {
            en: "Least level that is written. It also overrides the levels that the script sets; when left out, the script's own hold and the host writes from info on.",
            zh: "写入的最低级别。它也覆盖脚本设置的级别；省略时脚本的设置有效，宿主从 info 起写入。",
          },
          enum: ["debug", "info", "error"],
        },
        dir: {
          text: {
            en: "Folder of the log files, relative to this file. null writes none.",
            zh: "日志文件目录，相对于本文件。null 表示不写。",
          },
          type: ["string", "null"],
          minLength: 1,
          default: "logs",
          examples: ["/var/log/game"],
        },
        retentionDays: {
          text: {
            en: "Days for which log files are kept, today included.",
            zh: "日志文件保留的天数，包括今天。",
          },
          type: "integer",
          minimum: 1,
          maximum: 3650,
          default: limits.logRetentionDays,
          examples: [30],
        },
        maxFileMegabytes: {
          text: {
            en: "A new file is begun when one has reached this size.",
            zh: "文件达到此大小时另开一个。",
          },
          type: "integer",
          minimum: 1,
          maximum: 4096,
          default: 64,
          examples: [16],
        },
      },
    },
  },
  definitions: {
    ruleSet: ruleSetSettings,
    ruleValue: ruleValueSetting,
  },
} as const satisfies ConfigSetting;
