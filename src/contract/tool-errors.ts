import { type Braces, type Language, type TextDetails, translate } from "./bilingual-text";
import { benchErrors } from "./bench-errors";
import { commandErrors } from "./command-errors";
import { type ToolErrorRow } from "./tool-error-row";
import { tryErrors } from "./try-errors";

export { type ToolErrorRow };

/**
 * Every error of this project that is not one of MGOBE's own codes: server, client library and command line share this
 * table. Codes are stable; texts may be improved.
 */
export const toolErrors = {
  PACKAGE_NOT_FOUND: {
    what: { en: "No game server at {path}.", zh: "{path} 处没有找到游戏服务器脚本。" },
    hint: {
      en: "Give the mgobexs folder, its index.js or the zip that was uploaded to the console.",
      zh: "请指定 mgobexs 目录、其中的 index.js，或当初上传到控制台的 zip 包。",
    },
  },
  PACKAGE_NO_ENTRY: {
    what: { en: "{path} has no index.js and no index.ts.", zh: "{path} 中没有 index.js 或 index.ts。" },
    hint: {
      en: "Point at the folder that holds index.js; in most projects it is called mgobexs.",
      zh: "请指向包含 index.js 的目录，多数项目中它名为 mgobexs。",
    },
  },
  PACKAGE_BELOW: {
    what: {
      en: "{path} has no index.js and no index.ts, but {found} has.",
      zh: "{path} 中没有 index.js 或 index.ts，但 {found} 中有。",
    },
    hint: { en: "Point at {found}.", zh: "请指向 {found}。" },
  },
  PACKAGE_NO_EXPORT: {
    what: { en: "{path} does not export mgobexsCode{found}.", zh: "{path} 没有导出 mgobexsCode{found}。" },
    hint: {
      en: "The file must set `exports.mgobexsCode = { gameServer }`.",
      zh: "文件必须设置 `exports.mgobexsCode = { gameServer }`。",
    },
  },
  PACKAGE_BAD_HOOK: {
    what: {
      en: "mgobexsCode of {path} is not usable: {reason}.",
      zh: "{path} 的 mgobexsCode 不可用：{reason}。",
    },
    hint: {
      en: "gameServer must be an object with the functions onInitGameData and onRecvFromClient.",
      zh: "gameServer 必须是带有 onInitGameData 和 onRecvFromClient 函数的对象。",
    },
  },
  PACKAGE_SYNTAX: {
    what: {
      en: "{path}:{line}:{column} does not parse: {reason}.",
      zh: "{path}:{line}:{column} 无法解析：{reason}。",
    },
    hint: { en: "Mend the file at that place.", zh: "请在该位置修正文件。" },
  },
  PACKAGE_LOAD_FAILED: {
    what: { en: "{path} failed while loading: {reason}.", zh: "{path} 加载时出错：{reason}。" },
    hint: {
      en: "The script threw at its top level, at the place shown; the cause has the whole stack.",
      zh: "脚本在顶层（所示位置）抛出了异常，完整堆栈见错误原因。",
    },
  },
  PACKAGE_MODULE_MISSING: {
    what: {
      en: "{path} failed while loading: {place} requires {module}, which is not there.",
      zh: "{path} 加载时出错：{place} 引用了 {module}，但找不到该模块。",
    },
    hint: { en: "To mend it, {advice}.", zh: "解决办法：{advice}。" },
  },
  PACKAGE_BAD_ZIP: {
    what: { en: "{path} is not a usable package: {reason}.", zh: "{path} 不是可用的代码包：{reason}。" },
    hint: {
      en: "The zip must hold exactly one folder with index.js in it, at most 200 MB and 10,000 entries.",
      zh: "zip 中必须只有一个目录，其中包含 index.js，且不超过 200 MB、10,000 个条目。",
    },
  },
  CONFIG_NOT_FOUND: {
    what: { en: "No configuration file at {path}.", zh: "{path} 处没有配置文件。" },
    hint: { en: "Check the path given with --config.", zh: "请检查 --config 给出的路径。" },
  },
  CONFIG_UNREADABLE: {
    what: {
      en: "The configuration file {path} cannot be read: {reason}.",
      zh: "无法读取配置文件 {path}：{reason}。",
    },
    hint: {
      en: 'It must be a file of JSON in UTF-8 that may be read; editors have "save with encoding" for that.',
      zh: "它必须是可读取的 UTF-8 编码 JSON 文件；编辑器中可用“以指定编码保存”。",
    },
  },
  CONFIG_EXISTS: {
    what: { en: "{path} is there already; nothing was written.", zh: "{path} 已存在，未写入任何内容。" },
    hint: { en: "Use --force to add only what it lacks.", zh: "使用 --force 只补上缺少的设置。" },
  },
  NOTHING_TO_CONFIGURE: {
    what: { en: "Nothing of MGOBE was found under {path}.", zh: "{path} 下没有 MGOBE 的用法。" },
    hint: {
      en: "Give the folder of the client or the game server.",
      zh: "请给出客户端或游戏服务器的文件夹。",
    },
  },
  CONFIG_SYNTAX: {
    what: {
      en: "{path}:{line}:{column} is not valid JSON: {reason}.",
      zh: "{path}:{line}:{column} 不是有效的 JSON：{reason}。",
    },
    hint: { en: "Mend the file at that place.", zh: "请在该位置修正文件。" },
  },
  TLS_INCOMPLETE: {
    what: {
      en: "The TLS options do not fit together.",
      zh: "TLS 选项不完整或互相冲突。",
    },
    hint: {
      en: "Give --tls-cert and --tls-key together, or --tls-dev alone.",
      zh: "请同时给出 --tls-cert 和 --tls-key，或单独使用 --tls-dev。",
    },
  },
  TLS_UNUSABLE: {
    what: { en: "{path} cannot be used for TLS: {reason}.", zh: "{path} 不能用于 TLS：{reason}。" },
    hint: {
      en: "Both files must be PEM, and the key must belong to the certificate.",
      zh: "两个文件都必须是 PEM 格式，且私钥与证书匹配。",
    },
  },
  TLS_AUTHORITY_UNUSABLE: {
    what: {
      en: "The local authority of --tls-dev in {path} cannot be used: {reason}.",
      zh: "无法使用 {path} 中 --tls-dev 的本地颁发机构：{reason}。",
    },
    hint: {
      en: "Delete ca.pem and ca-key.pem in that folder, and a new authority is made, which devices have to trust again; MGOBE_MIGRATE_CA names another folder.",
      zh: "删除该目录中的 ca.pem 与 ca-key.pem 后会生成新的颁发机构，各设备需重新信任；也可用 MGOBE_MIGRATE_CA 指定其他目录。",
    },
  },
  CONFIG_INVALID: {
    what: { en: "{path}: {reason}.", zh: "{path}：{reason}。" },
    hint: {
      en: "The keys are described in docs/hosting.md and in the JSON Schema.",
      zh: "各配置项见 docs/zh/hosting.md 与 JSON Schema。",
    },
  },
  ...commandErrors,
  ...benchErrors,
  ...tryErrors,
  GROUP_STORE_UNUSABLE: {
    what: {
      en: "The file of persistent groups {path} cannot be used: {reason}.",
      zh: "无法使用持久化队组文件 {path}：{reason}。",
    },
    hint: {
      en: "Check that its folder exists and can be written, and that no other kind of file lies there.",
      zh: "请检查其所在目录是否存在且可写，并确认该文件不是其他类型的文件。",
    },
  },
  TWO_COLYSEUS: {
    what: {
      en: "Two copies of @colyseus/core are loaded: the server is of one, mgobe-migrate's rooms are of the other.",
      zh: "加载了两份 @colyseus/core：服务器属于其中一份，mgobe-migrate 的房间属于另一份。",
    },
    hint: {
      en: "Where `npm ls @colyseus/core` shows two, make them one version; else load mgobe-migrate/colyseus as the server loads @colyseus/core, both by import or both by require.",
      zh: "若 `npm ls @colyseus/core` 列出两份，请统一为同一版本；否则请让 mgobe-migrate/colyseus 与 @colyseus/core 以同样方式加载，都用 import 或都用 require。",
    },
  },
  MANY_PROCESSES: {
    what: {
      en: "The Colyseus server has a driver or presence for several processes.",
      zh: "Colyseus 服务器使用了面向多个进程的 driver 或 presence。",
    },
    hint: {
      en: "Several processes host one game in cluster mode only: registerMgobe(server, { cluster }), createMgobeServer({ cluster }) or serve --redis. Without it half of MGOBE's calls would fail without a word: make the server without driver and presence.",
      zh: "多个进程共同托管一个游戏时必须使用集群模式：registerMgobe(server, { cluster })、createMgobeServer({ cluster }) 或 serve --redis。否则 MGOBE 的一半调用会悄悄失败：创建服务器时请不要指定 driver 和 presence。",
    },
  },
  CLUSTER_NEEDS_KEY: {
    what: { en: "A cluster needs a serverKey.", zh: "集群需要 serverKey。" },
    hint: {
      en: "Write the same serverKey into the configuration of every process: sessions and the links between the processes are signed with it.",
      zh: "请在每个进程的配置中写入相同的 serverKey：会话以及进程之间的连接都用它签名。",
    },
  },
  CLUSTER_ADDRESS_INVALID: {
    what: { en: "{value} is no address that a cluster can use.", zh: "集群无法使用地址 {value}。" },
    hint: {
      en: "The public address is host:port, by which clients reach this very process; Redis is redis://host:port or redis://user:password@host:port/2 with the number of a database, with %23 for # and the like in the password. Ports are 1 to 65535.",
      zh: "公网地址的形式为 host:port，客户端通过它访问的正是该进程；Redis 的形式为 redis://host:port 或 redis://user:password@host:port/2（末尾为数据库编号），密码中的 # 等字符需写成 %23 这样的编码。端口为 1 到 65535。",
    },
  },
  CLUSTER_NEEDS_SERVER: {
    what: {
      en: "The Colyseus server has no {missing} for a cluster.",
      zh: "Colyseus 服务器没有用于集群的 {missing}。",
    },
    hint: {
      en: 'Make it with all three: new Server({ driver: new RedisDriver({ host, port, maxRetriesPerRequest: null }), presence: new RedisPresence({ host, port, maxRetriesPerRequest: null }), publicAddress: "host:port" }); the address is the one by which clients reach this very process.',
      zh: '请同时提供三项：new Server({ driver: new RedisDriver({ host, port, maxRetriesPerRequest: null }), presence: new RedisPresence({ host, port, maxRetriesPerRequest: null }), publicAddress: "host:port" })；该地址是客户端访问该进程本身的地址。',
    },
  },
  CLUSTER_NEEDS_BOTH: {
    what: {
      en: "A cluster needs both Redis and the public address of this process.",
      zh: "集群同时需要 Redis 和本进程的公网地址。",
    },
    hint: {
      en: "Give both --redis redis://host:port and --public-address host:port; with --backend socket.io the address may be left out.",
      zh: "请同时给出 --redis redis://host:port 和 --public-address host:port；使用 --backend socket.io 时可省略地址。",
    },
  },
  CLUSTER_CANNOT: {
    what: { en: "There is no {what} in cluster mode yet.", zh: "集群模式暂不支持 {what}。" },
    hint: {
      en: "Leave it out, or host the game in one process: here it would know one process and seem to know all.",
      zh: "请去掉它，或用单个进程托管游戏：在集群中它只了解一个进程，却看似了解全部。",
    },
  },
  CLUSTER_NEEDS_PACKAGE: {
    what: { en: "Cluster mode cannot load {name}: {reason}.", zh: "集群模式无法加载 {name}：{reason}。" },
    hint: {
      en: "Install it: npm install ioredis @colyseus/redis-driver @colyseus/redis-presence",
      zh: "请安装：npm install ioredis @colyseus/redis-driver @colyseus/redis-presence",
    },
  },
  REDIS_UNREACHABLE: {
    what: { en: "Redis at {url} cannot be used: {reason}.", zh: "无法使用 {url} 的 Redis：{reason}。" },
    hint: {
      en: "Check that it is up, that its address and password are right, and that it is a single Redis 5 or newer that takes writes.",
      zh: "请检查 Redis 是否已启动、地址和密码是否正确，并确认它是可写入的单个 Redis，版本不低于 5。",
    },
  },
  CLUSTER_ADDRESS_TAKEN: {
    what: {
      en: "Another process of this game has the public address {address}.",
      zh: "该游戏的另一个进程已使用公网地址 {address}。",
    },
    hint: {
      en: "Give each process an address of its own, by which clients reach just that one; a process that this one is to replace has to end before.",
      zh: "请为每个进程设置各自的地址，客户端通过它只访问该进程；如要替换某个进程，请先结束它。",
    },
  },
  CLUSTER_LINK_UNUSABLE: {
    what: {
      en: "This process cannot listen for the others of its game at {host}: {reason}.",
      zh: "本进程无法在 {host} 等待该游戏的其他进程：{reason}。",
    },
    hint: {
      en: "cluster.linkHost has to be an address of this very machine; leave it out for the one by which it reaches Redis.",
      zh: "cluster.linkHost 必须是本机的地址；省略时使用本机访问 Redis 所用的地址。",
    },
  },
  CLUSTER_LINK_LOOPBACK: {
    what: {
      en: "This process waits for the others of its game at {own}, and one on the machine {machine} at {other}: from another machine such an address leads nowhere.",
      zh: "本进程在 {own} 等待该游戏的其他进程，机器 {machine} 上的一个进程在 {other} 等待：从其他机器无法访问这样的地址。",
    },
    hint: {
      en: "Give cluster.linkHost of the process at 127.0.0.1 an address of its machine that the other machine reaches; without one it is the address by which the process reaches Redis.",
      zh: "请为在 127.0.0.1 等待的进程设置 cluster.linkHost，填写另一台机器能访问的本机地址；省略时使用它访问 Redis 所用的地址。",
    },
  },
  CLUSTER_KEY_DIFFERS: {
    what: {
      en: "This process has another serverKey than the one at {address}, which belongs to the game {gameId}, too.",
      zh: "本进程的 serverKey 与位于 {address} 的进程不同，而后者也属于游戏 {gameId}。",
    },
    hint: {
      en: "Give all processes of a game the same serverKey. If these are two games that share a Redis, give each a gameId of its own.",
      zh: "请为同一游戏的所有进程设置相同的 serverKey。如果这是共用一个 Redis 的两个游戏，请为它们设置不同的 gameId。",
    },
  },
  CLUSTER_NO_LEADER: {
    what: {
      en: "The processes of this game do not agree on a leader: this one listens for the others at {address}.",
      zh: "该游戏的各进程未能选出主进程：本进程在 {address} 等待其他进程连接。",
    },
    hint: {
      en: "They meet in Redis, and each then needs a way to every other one, on any port: check firewalls, and that cluster.linkHost of each is an address of its machine that the others reach. serverKey must be the same in all.",
      zh: "各进程在 Redis 会合，之后两两之间都要能在任意端口互相连接：请检查防火墙，以及各进程的 cluster.linkHost 是否为其他进程能访问的本机地址。所有进程的 serverKey 必须相同。",
    },
  },
  DEV_MODE: {
    what: { en: "Colyseus' devMode is on.", zh: "Colyseus 的 devMode 已开启。" },
    hint: {
      en: "Make the server without devMode: it would bring rooms back without their players and without what the script knew.",
      zh: "创建服务器时不要开启 devMode：它恢复的房间没有玩家，也没有脚本中的数据。",
    },
  },
  CONSOLE_PASSWORD_SHORT: {
    what: {
      en: "A password of the console has fewer than 8 characters.",
      zh: "控制台密码少于 8 个字符。",
    },
    hint: {
      en: "Choose a longer one: whoever knows it may end every room.",
      zh: "请换一个更长的密码：知道它的人可以解散任何房间。",
    },
  },
  CONSOLE_PASSWORDS_SAME: {
    what: {
      en: "The console's two passwords are the same, so that whoever is to look only may do all.",
      zh: "控制台的两个密码相同，只应查看的人因此可以执行所有操作。",
    },
    hint: {
      en: "Choose another console.readOnlyPassword, or leave it out.",
      zh: "请为 console.readOnlyPassword 另选一个密码，或将其去掉。",
    },
  },
  CONSOLE_PASSWORD_UNREADABLE: {
    what: {
      en: "The console's password cannot be read from {path}: {reason}.",
      zh: "无法从 {path} 读取控制台密码：{reason}。",
    },
    hint: {
      en: "Give a text file with the password on its first line, or leave --console-password-file out.",
      zh: "请提供第一行为密码的文本文件，或去掉 --console-password-file。",
    },
  },
  METRICS_HOST_INVALID: {
    what: {
      en: "{value} is not an address that metrics can be opened to.",
      zh: "{value} 不是可以开放指标的地址。",
    },
    hint: {
      en: "Give an IP address (10.0.0.5), a range (10.0.0.0/8), or * for everybody.",
      zh: "请填写 IP 地址（10.0.0.5）、网段（10.0.0.0/8），或用 * 表示所有人。",
    },
  },
  RECORD_UNWRITABLE: {
    what: { en: "No record can be written to {path}: {reason}.", zh: "无法把记录写入 {path}：{reason}。" },
    hint: {
      en: "Give --record the name of a new file in a folder that is there.",
      zh: "请让 --record 指向已有目录中的一个新文件。",
    },
  },
  RECORD_UNREADABLE: {
    what: {
      en: "{path} is no record that can be played: {reason}.",
      zh: "{path} 不是可以回放的记录：{reason}。",
    },
    hint: {
      en: "Give a file that `serve --record` of this version wrote.",
      zh: "请提供由此版本的 `serve --record` 写出的文件。",
    },
  },
  REPLAY_RULES_INVALID: {
    what: { en: "The rules in {path} cannot be used: {reason}.", zh: "{path} 中的规则无法使用：{reason}。" },
    hint: {
      en: "docs/operating.md shows a complete file of rules.",
      zh: "docs/operating.md 中有完整的规则文件示例。",
    },
  },
  REPLAY_NO_SERVER: {
    what: { en: "Nobody can log in at {url}: {reason}.", zh: "无法在 {url} 登录：{reason}。" },
    hint: {
      en: "Start the server with `serve`, without a secretKey or with the same configuration in --config; the url is the one for the drop-in.",
      zh: "请用 `serve` 启动服务器：不设 secretKey，或用 --config 给出同一个配置；url 填写兼容库的那一个。",
    },
  },
  BACKEND_MISSING: {
    what: { en: "{backend} is not installed here.", zh: "这里没有安装 {backend}。" },
    hint: {
      en: "Run `npm install {packages}` in the project that mgobe-migrate is installed in.",
      zh: "请在安装了 mgobe-migrate 的项目中运行 `npm install {packages}`。",
    },
  },
  PACKAGE_VERSION: {
    what: {
      en: "This needs {name} of version {version}, and got another version, or something else.",
      zh: "这里需要 {name} 的版本 {version}，得到的却是其他版本或其他东西。",
    },
    hint: {
      en: "Run `npm install {name}@{version}`, and hand over what that package makes.",
      zh: "请运行 `npm install {name}@{version}`，并传入由该包创建的对象。",
    },
  },
  PORT_TAKEN: {
    what: { en: "Port {port} is taken by another program.", zh: "端口 {port} 已被其他程序占用。" },
    hint: {
      en: "Stop that program or choose another port with {option}.",
      zh: "请停止该程序，或用 {option} 指定其他端口。",
    },
  },
  PORT_FORBIDDEN: {
    what: {
      en: "The system does not let this user open port {port}.",
      zh: "系统不允许当前用户监听端口 {port}。",
    },
    hint: {
      en: "Ports below 1024 need a right: on Linux run `sudo setcap cap_net_bind_service=+ep $(readlink -f $(command -v node))` once. Or choose a higher port with {option} and let a proxy or a port mapping lead there.",
      zh: "1024 以下的端口需要权限：Linux 上可执行一次 `sudo setcap cap_net_bind_service=+ep $(readlink -f $(command -v node))`；或用 {option} 指定更高的端口，再由代理或端口映射转发过来。",
    },
  },
  HOST_UNUSABLE: {
    what: { en: "Cannot listen on {place}: {reason}.", zh: "无法监听 {place}：{reason}。" },
    hint: { en: "Check --host and --port.", zh: "请检查 --host 和 --port。" },
  },
} as const satisfies Record<string, ToolErrorRow>;

/** Code of a row in the error table. */
export type ToolErrorCode = keyof typeof toolErrors;

/** What the texts of an error want to be told: a brace that nothing fills would be shown as it is. */
type Holes<Code extends ToolErrorCode> = Braces<(typeof toolErrors)[Code]["what" | "hint"]["en" | "zh"]>;

/**
 * An error that a user can cause and mend; its message is the table's sentence followed by what to do.
 *
 * @example
 * throw new ToolError("PACKAGE_NOT_FOUND", { path: "./mgobexs" });
 */
export class ToolError<Code extends ToolErrorCode = ToolErrorCode> extends Error {
  override readonly name = "ToolError";
  readonly details: TextDetails;

  constructor(
    readonly code: Code,
    ...[details = {}, options]: Holes<Code> extends never
      ? [details?: TextDetails, options?: ErrorOptions]
      : [details: TextDetails & Readonly<Record<Holes<Code>, TextDetails[string]>>, options?: ErrorOptions]
  ) {
    super(
      `${translate(toolErrors[code].what, "en", details)} ${translate(toolErrors[code].hint, "en", details)}`,
      options,
    );
    this.details = details;
  }

  /** What happened, in one sentence. */
  what(language: Language): string {
    return translate(toolErrors[this.code].what, language, this.details);
  }

  /** What to do about it, in one sentence. */
  hint(language: Language): string {
    return translate(toolErrors[this.code].hint, language, this.details);
  }
}
