import { type ToolErrorRow } from "./tool-error-row";

/** The part of the error table that is of `bench`: why a server cannot be measured, or not any more. */
export const benchErrors = {
  BENCH_BAD_URL: {
    what: { en: "{url} names no server.", zh: "{url} 不是服务器地址。" },
    hint: {
      en: "Write what a game has in `url`: host:port or host:port/path; ws://, wss://, http:// or https:// may stand before it.",
      zh: "请填写游戏 `url` 中的内容：主机:端口 或 主机:端口/路径，前面可加 ws://、wss://、http:// 或 https://。",
    },
  },
  BENCH_UNREACHABLE: {
    what: { en: "No server answers at {url}: {reason}.", zh: "{url} 没有服务器应答：{reason}。" },
    hint: {
      en: "Check that it runs, and host, port and scheme: without one, TLS is used for all but this machine and private networks.",
      zh: "请确认服务器正在运行，并检查主机、端口与协议：不写协议时，除本机与内网外都使用 TLS。",
    },
  },
  BENCH_CERTIFICATE: {
    what: {
      en: "The certificate of {url} is not trusted: {reason}.",
      zh: "{url} 的证书不受信任：{reason}。",
    },
    hint: {
      en: "Set NODE_EXTRA_CA_CERTS to the authority's file; that of `serve --tls-dev` is the ca.pem that it names at its start.",
      zh: "请将 NODE_EXTRA_CA_CERTS 设为颁发机构的证书文件；`serve --tls-dev` 的是其启动时给出的 ca.pem。",
    },
  },
  BENCH_NOT_READY: {
    what: {
      en: "The server at {url} takes no new players: {reason}.",
      zh: "{url} 的服务器目前不接受新玩家：{reason}。",
    },
    hint: {
      en: "A server that drains is about to stop; name one whose /ready answers 200.",
      zh: "正在排空的服务器即将停止；请使用 /ready 返回 200 的服务器。",
    },
  },
  BENCH_NOT_MGOBE: {
    what: {
      en: "Something answers at {url}, but no MGOBE server for {kind} clients: {reason}.",
      zh: "{url} 有应答，但不是面向 {kind} 客户端的 MGOBE 服务器：{reason}。",
    },
    hint: {
      en: "Check port and path, and --backend for drop-in bots; a server of `serve` has the gateway for wire clients at /mgobe.",
      zh: "请检查端口与路径，drop-in 机器人还需检查 --backend；`serve` 启动的服务器在 /mgobe 处提供 wire 客户端的网关。",
    },
  },
  BENCH_LOGIN_REFUSED: {
    what: {
      en: "The server refuses the login: {reason} (code {code}).",
      zh: "服务器拒绝登录：{reason}（错误码 {code}）。",
    },
    hint: {
      en: "Give the server's own configuration with --config: gameId and secretKey are taken from it.",
      zh: "请用 --config 指定服务器所用的配置：从中读取 gameId 与 secretKey。",
    },
  },
  BENCH_REFUSED: {
    what: {
      en: "The server answers {method} with code {code}: {reason}; {players} were playing.",
      zh: "服务器对 {method} 返回错误码 {code}：{reason}；当时有 {players} 在玩。",
    },
    hint: {
      en: "The server's log says more; the game's script or a limit of the configuration may have refused it.",
      zh: "服务器日志中有更多信息；可能是游戏脚本或配置中的限制拒绝了它。",
    },
  },
  BENCH_RATE_LIMIT: {
    what: {
      en: "The server lets no more players of this address in: {reason}; {players} were playing.",
      zh: "服务器不再接受来自此地址的玩家：{reason}；当时有 {players} 在玩。",
    },
    hint: {
      en: 'All bots have one address. While measuring, raise "limits": { "socketsPerAddress", "connectsPerMinute" } in the server\'s mgobe.config.json.',
      zh: '所有机器人共用一个地址。测试期间请在服务器的 mgobe.config.json 中调高 "limits": { "socketsPerAddress", "connectsPerMinute" }。',
    },
  },
  BENCH_FRAME_RATE: {
    what: {
      en: "The server makes {has} frames a second, not {asked}.",
      zh: "服务器每秒 {has} 帧，而不是 {asked} 帧。",
    },
    hint: {
      en: "Clients cannot choose it: set frameRate in the server's mgobe.config.json, or leave --fps out.",
      zh: "客户端无法选择帧率：请在服务器的 mgobe.config.json 中设置 frameRate，或去掉 --fps。",
    },
  },
  BENCH_NO_FRAMES: {
    what: {
      en: "{players} are in their rooms, and not one frame came within {seconds} s.",
      zh: "{players} 已在房间中，但 {seconds} 秒内一帧也没有收到。",
    },
    hint: {
      en: "Look into the server's log: a script may end the rooms or stop frame sync, or the server may be stuck.",
      zh: "请查看服务器日志：脚本可能解散了房间或停止了帧同步，或服务器已停滞。",
    },
  },
  BENCH_SERVER_GONE: {
    what: {
      en: "The server went away in the middle; all of {players} are out: {reason}.",
      zh: "服务器中途离开，{players} 全部掉线：{reason}。",
    },
    hint: {
      en: "What is shown was measured before. Look into the server's log for why it ended.",
      zh: "以上是此前测得的结果。请查看服务器日志了解其结束的原因。",
    },
  },
} as const satisfies Record<string, ToolErrorRow>;
