import { type BilingualText } from "../../contract/bilingual-text";
import { configSettings } from "../../engine/settings/config-settings";
import { type SettingRow, type SettingRows, type ValuesOf } from "../settings/setting-row";
import { backendNames } from "./backends";

const { drainSeconds, logs } = configSettings.properties;

const port = { minimum: 0, maximum: 65_535 };

/** Also an option of `doctor`. */
export const configRow = {
  kind: "text",
  flags: "-c, --config <file>",
  text: { en: "configuration file", zh: "配置文件" },
  standard: {
    en: "mgobe.config.json of the working folder, beside the package, or in it, if there is one",
    zh: "工作目录、代码包旁边或包内的 mgobe.config.json，如果存在",
  },
} as const satisfies SettingRow;

const gatewaySettings = {
  relayPort: {
    kind: "number",
    flags: "--relay-port <port>",
    range: port,
    text: {
      en: "second port, for MGOBE.js clients whose url is a host name alone",
      zh: "第二个端口，供 url 只有域名的 MGOBE.js 客户端使用",
    },
    more: {
      en: "see [the wire gateway](wire.md#a-url-without-a-port)",
      zh: "见[线路网关](wire.md)",
    },
  },
  classicPorts: {
    kind: "flag",
    flags: "--classic-ports",
    text: {
      en: "the two ports that MGOBE had: --port 443 --relay-port 5443",
      zh: "MGOBE 原来的两个端口：--port 443 --relay-port 5443",
    },
  },
  trustProxy: {
    kind: "flag",
    flags: "--trust-proxy",
    text: {
      en: "behind a proxy: take clients' addresses from its X-Forwarded-For",
      zh: "位于代理之后：从其 X-Forwarded-For 获取客户端地址",
    },
    more: { en: "the last one counts for [limits](#limits)", zh: "[限制](#限制)按最后一项计算" },
  },
} as const satisfies SettingRows;

const clusterSettings = {
  redis: {
    kind: "text",
    flags: "--redis <url>",
    text: {
      en: "host the game together with other processes, which meet in this Redis: redis://host:port",
      zh: "与其他进程共同托管游戏，各进程在该 Redis 会合：redis://host:port",
    },
  },
  publicAddress: {
    kind: "text",
    flags: "--public-address <host:port>",
    text: {
      en: "where clients reach this very process; with --redis, for Socket.IO not needed",
      zh: "客户端访问该进程本身的地址；与 --redis 一起使用，Socket.IO 不需要",
    },
  },
  workers: {
    kind: "number",
    flags: "--workers <n>",
    range: { minimum: 1, maximum: 256 },
    text: {
      en: "host the game in so many processes behind one port; with --redis, and --public-address for the first of n ports",
      zh: "用这么多个进程在同一端口后托管游戏；与 --redis 一起使用，--public-address 为 n 个端口中的第一个",
    },
    more: { en: "see [cluster](cluster.md#workers-on-one-machine)", zh: "见[集群](cluster.md)" },
  },
} as const satisfies SettingRows;

const operatingSettings = {
  metricsHost: {
    kind: "words",
    flags: "--metrics-host <address...>",
    text: {
      en: "addresses that may read /metrics beside this machine: 10.0.0.5, 10.0.0.0/8, or * for all",
      zh: "除本机外可读取 /metrics 的地址：10.0.0.5、10.0.0.0/8，或 * 表示全部",
    },
  },
  consolePasswordFile: {
    kind: "text",
    flags: "--console-password-file <file>",
    text: {
      en: "file with the password of the console at /console (or MGOBE_CONSOLE_PASSWORD)",
      zh: "存放 /console 控制台密码的文件（或用环境变量 MGOBE_CONSOLE_PASSWORD）",
    },
  },
  drainSeconds: {
    kind: "number",
    flags: "--drain-seconds <seconds>",
    range: drainSeconds,
    text: {
      en: "when told to stop, take no new rooms and let present ones go on for so long",
      zh: "收到停止信号后不再接受新房间，现有房间最多继续这么多秒",
    },
    standard: drainSeconds.default,
  },
  maxStall: {
    kind: "number",
    flags: "--max-stall <seconds>",
    range: { minimum: 0, maximum: 86_400 },
    text: {
      en: "end the process when a loop of the script holds it up so long",
      zh: "脚本中的循环使进程停滞这么多秒后结束进程",
    },
    standard: { en: "never", zh: "从不" },
    more: { en: "by SIGKILL", zh: "使用 SIGKILL" },
  },
} as const satisfies SettingRows;

const scriptSettings = {
  config: configRow,
  watch: {
    kind: "flag",
    flags: "-w, --watch",
    text: {
      en: "load the script again when it changes; rooms finish on the version they began with",
      zh: "脚本改动后重新加载；已有房间继续使用原来的版本直到结束",
    },
  },
  record: {
    kind: "text",
    flags: "--record <file>",
    text: {
      en: "write what clients send and get into this new file, to be played again by replay",
      zh: "把客户端的收发内容写入这个新文件，供 replay 回放",
    },
  },
  logLevel: {
    kind: "choice",
    flags: "--log-level <level>",
    choices: logs.properties.level.enum,
    text: {
      en: "least level of log lines, also of the script's own",
      zh: "日志的最低级别，也适用于脚本自己的日志",
    },
    more: { en: "overrides the levels that the script sets", zh: "覆盖脚本设置的级别" },
  },
  logDir: {
    kind: "text",
    flags: "--log-dir <folder>",
    text: { en: "folder of the log files", zh: "日志文件目录" },
    standard: logs.properties.dir.default,
  },
  logFiles: {
    kind: "negation",
    flags: "--no-log-files",
    text: { en: "write no log files", zh: "不写日志文件" },
  },
} as const satisfies SettingRows;

const tlsSettings = {
  tlsCert: {
    kind: "text",
    flags: "--tls-cert <file>",
    text: {
      en: "certificate, PEM: the port takes TLS connections beside plain ones",
      zh: "PEM 证书：端口同时接受 TLS 与普通连接",
    },
    more: { en: "see [TLS](#tls)", zh: "见 [TLS](#tls)" },
  },
  tlsKey: {
    kind: "text",
    flags: "--tls-key <file>",
    text: { en: "key of the certificate, PEM", zh: "证书的私钥，PEM" },
  },
  tlsDev: {
    kind: "flag",
    flags: "--tls-dev",
    text: {
      en: "certificate of a local authority, for development; tells how to trust it",
      zh: "使用本地颁发机构的开发证书，并说明如何信任它",
    },
    more: { en: "see [TLS](#tls)", zh: "见 [TLS](#tls)" },
  },
  tlsMin: {
    kind: "choice",
    flags: "--tls-min <version>",
    choices: ["1.0", "1.1", "1.2", "1.3"],
    text: {
      en: "oldest version of TLS that is taken; 1.0 for Unity's client, which knows no newer",
      zh: "接受的最低 TLS 版本；Unity 客户端只支持 1.0",
    },
    standard: "1.2",
  },
} as const satisfies SettingRows;

/** Every option of `serve`: the command line, its help and the table of the documentation are made from it. */
export const serveSettings = {
  backend: {
    kind: "choice",
    flags: "--backend <name>",
    choices: backendNames,
    text: {
      en: "what carries the game; socket.io wants that package installed",
      zh: "承载游戏的后端；socket.io 需要先安装该包",
    },
    standard: "colyseus",
  },
  port: {
    kind: "number",
    flags: "-p, --port <port>",
    range: port,
    text: { en: "port to listen on, 0 = any", zh: "监听的端口，0 表示任意空闲端口" },
    standard: { en: "2567, or the next free one", zh: "2567 或其后第一个空闲端口" },
    more: { en: "a port given here that is taken is an error", zh: "在这里给出的端口被占用时报错" },
  },
  host: {
    kind: "text",
    flags: "--host <host>",
    text: { en: "address to listen on", zh: "监听的地址" },
    standard: { en: "all", zh: "全部" },
  },
  ...gatewaySettings,
  ...clusterSettings,
  ...operatingSettings,
  ...scriptSettings,
  ...tlsSettings,
} as const satisfies SettingRows;

/** Options of `mgobe-migrate serve`, by the names of their settings; `logFiles` is false for `--no-log-files`. */
export type ServeOptions = Readonly<ValuesOf<typeof serveSettings>>;

/** What `serve` and its like are given as argument. */
export const packageText: BilingualText = {
  en: "the mgobexs folder, its index.js, or the zip that was uploaded to the console",
  zh: "mgobexs 目录、其中的 index.js，或当初上传到控制台的 zip 包",
};
