import { type BilingualText } from "../../src/contract";

/** Why Redis cannot be used, in words. */
export interface RedisTrouble {
  /** The same for the same cause. */
  readonly kind: string;
  readonly reason: BilingualText;
  /** Whether it is only known that a connection ended or gave no answer, not why. */
  readonly isVague: boolean;
}

/** What an error of Redis, or of the way there, has in its code or its text, and what it means. */
const causes: readonly (readonly [pattern: RegExp, en: string, zh: string])[] = [
  [/ECONNREFUSED/, "nobody listens there", "该地址无人监听"],
  [/ENOTFOUND|EAI_AGAIN/, "the host name does not resolve", "无法解析该主机名"],
  [
    /EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN/,
    "there is no way to that host from here",
    "本机到该主机没有网络通路",
  ],
  [/EACCES|EPERM/, "this machine does not let the process connect there", "本机不允许该进程连接到那里"],
  [
    /ETIMEDOUT|Command timed out/,
    "it takes the connection or the question, and says nothing; it hangs, a firewall swallows it, or only one side speaks TLS (rediss://)",
    "没有任何应答：它已卡住、被防火墙丢弃，或只有一方使用 TLS（rediss://）",
  ],
  [
    /ECONNRESET|EPIPE|Protocol error/,
    "what listens there ends the connection or is no Redis; does it want TLS (rediss://)?",
    "该端口上的程序断开了连接，或不是 Redis；它是否要求 TLS（rediss://）？",
  ],
  [
    /ERR_SSL|EPROTO|wrong version number/,
    "TLS does not work there; write redis:// if it has none",
    "该端口无法使用 TLS；如未启用 TLS 请写 redis://",
  ],
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ERR_TLS/,
    "its certificate is not trusted here; NODE_EXTRA_CA_CERTS names the file of an authority of your own",
    "本机不信任它的证书；自建颁发机构的证书文件可用 NODE_EXTRA_CA_CERTS 指定",
  ],
  [/NOAUTH/, "it wants a password", "它要求密码"],
  [
    /WRONGPASS|invalid password|ERR AUTH|arguments for 'auth'/,
    "it refuses the user name or the password",
    "用户名或密码被拒绝",
  ],
  [
    /NOPERM|user executing the script can't/,
    "its user may not do what a cluster needs; docs/cluster.md names the rights",
    "该用户权限不足；集群所需的权限见 docs/zh/cluster.md",
  ],
  [
    /READONLY/,
    "it is a replica, which takes no writes; name the primary",
    "它是只读副本，不接受写入；请填写主节点",
  ],
  [
    /^\S* ?OOM|used memory/,
    "it is out of memory and takes no writes; raise its maxmemory",
    "它的内存已满，不接受写入；请调大 maxmemory",
  ],
  [/MISCONF/, "it cannot save to its disk and takes no writes", "它无法写入磁盘，因此不接受写入"],
  [
    /LOADING/,
    "it is still loading its data; try again when it is done",
    "它仍在加载数据；请等加载完成后再试",
  ],
  [/BUSY /, "it is busy with a script of somebody else", "它正忙于执行其他脚本"],
  [
    /CLUSTERDOWN|MOVED|CROSSSLOT|MASTERDOWN/,
    "it belongs to a Redis Cluster or has lost its primary; give a single Redis",
    "它属于 Redis Cluster 或已失去主节点；请使用单个 Redis",
  ],
  [/NOREPLICAS/, "it has too few replicas to take writes", "它的副本数量不足，不接受写入"],
  [
    /DENIED/,
    "it is in protected mode and takes connections of its own machine alone",
    "它处于保护模式，只接受本机连接",
  ],
  [/DB index/, "it has no database of that number", "没有该编号的数据库"],
  [/unknown command|redis-version|non deterministic/, "it is older than Redis 5", "它的版本低于 Redis 5"],
];

/** What ioredis says when it is only known that something failed. */
const vague = /Connection is closed|max retries|Stream isn't writeable|Command aborted/i;

/** Reads why Redis cannot be used out of an error; the text of an error that nobody knows is its own explanation. */
export function describeRedisTrouble(error: unknown): RedisTrouble {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const text = message.split("\n")[0] ?? "";
  const index = causes.findIndex(([pattern]) => pattern.test(`${code} ${text}`));
  const [, en, zh] = causes[index] ?? [];
  if (en === undefined || zh === undefined) {
    return { kind: text, reason: { en: text, zh: text }, isVague: vague.test(text) };
  }
  // A wrong password is told of as such first, and then of every command as a missing one.
  const kind = /password/.test(en) ? "password" : en;
  return { kind, reason: { en: `${en} (${text})`, zh: `${zh}（${text}）` }, isVague: false };
}

/** An address of Redis as it may be shown: whatever stands before its last `@`, or looks like a password, is left out. */
export function hideSecrets(url: string): string {
  return url.replace(/^([a-z]*:\/\/)?.*@/is, "$1***@").replace(/([?&][^=&]*pass[^=&]*=)[^&]*/gi, "$1***");
}
