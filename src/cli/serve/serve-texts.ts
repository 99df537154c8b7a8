import { type BilingualText } from "../../contract";

/** What `serve` says, beside errors. */
export const serveTexts = {
  title: { en: "mgobe-migrate {version} hosts {path}", zh: "mgobe-migrate {version} 正在托管 {path}" },
  portReplaced: {
    en: "Port {wanted} is taken, using {port}. Give --port to choose one.",
    zh: "端口 {wanted} 已被占用，改用 {port}。可用 --port 指定端口。",
  },
  local: { en: "Local", zh: "本机" },
  network: { en: "Network", zh: "局域网" },
  stepsHere: {
    en: "Put into the game, at the step where you are, on this machine:",
    zh: "按所处步骤填入游戏（在本机运行时）：",
  },
  stepsHost: { en: "Put into the game, at the step where you are:", zh: "按所处步骤填入游戏：" },
  stepsNetwork: { en: "On devices in this network:", zh: "在局域网内的设备上运行时：" },
  stepsNetworks: {
    en: "On devices in this network, or with another one of the addresses above:",
    zh: "在局域网内的设备上运行时（也可换成上面的其他地址）：",
  },
  stepOriginal: { en: "1 original MGOBE.js", zh: "1 原版 MGOBE.js" },
  stepDropIn: { en: "2 drop-in MGOBE.js", zh: "2 兼容库 MGOBE.js" },
  stepColyseus: { en: "3 Colyseus SDK", zh: "3 Colyseus SDK" },
  stepSocketDropIn: { en: "2 MGOBE.socketio.js", zh: "2 MGOBE.socketio.js" },
  stepSocketIo: { en: "3 Socket.IO client", zh: "3 Socket.IO 客户端" },
  stepNeedsTls: {
    en: "Step 1 needs TLS, which the original MGOBE.js insists on: run with --tls-dev or --tls-cert and --tls-key, or put a TLS proxy in front and name its host.",
    zh: "步骤 1 需要 TLS（原版 MGOBE.js 只接受 TLS）：请使用 --tls-dev，或 --tls-cert 与 --tls-key，或在前面放置 TLS 代理并填写其域名。",
  },
  stepsForwarded: {
    en: "For step 1 the host name alone will do, where 443 leads to port {port} and 5443 to port {relayPort}.",
    zh: "步骤 1 也可以只写域名，前提是 443 转发到 {port} 端口、5443 转发到 {relayPort} 端口。",
  },
  stepsLogin: {
    en: "Players log in: openId, sign, nonce and timestamp come from your back end, as for createSignature.",
    zh: "玩家需要登录：openId、sign、nonce、timestamp 由您的后端提供，与 createSignature 相同。",
  },
  oldTls: {
    en: "TLS 1.0 and 1.1 are broken: who sits between a player and this server may read what they say. Only for clients that know no newer version.",
    zh: "TLS 1.0 和 1.1 已不安全：位于玩家与服务器之间的人可能读到通信内容。仅用于不支持更新版本的客户端。",
  },
  trust: {
    en: "Devices must trust {file} once: Windows `certutil -user -addstore Root`, macOS `security add-trusted-cert`, Linux browsers and phones: import it as an authority. Details: docs/hosting.md.",
    zh: "各设备需信任一次 {file}：Windows 用 `certutil -user -addstore Root`，macOS 用 `security add-trusted-cert`，Linux 浏览器与手机请作为证书颁发机构导入。详见 docs/zh/hosting.md。",
  },
  console: { en: "Console", zh: "控制台" },
  consoleLink: {
    en: "{url} (this machine, once, within 10 minutes)",
    zh: "{url}（仅限本机，一次有效，10 分钟内）",
  },
  room: { en: "Room", zh: "房间名" },
  clusterIsNew: {
    en: "Cluster mode is experimental: try it with your own game before players come; docs/cluster.md says what is not there yet.",
    zh: "集群模式尚属试验阶段：上线前请用自己的游戏验证；docs/zh/cluster.md 列出了尚未提供的部分。",
  },
  workerUp: {
    en: "Worker {number} is up, process {pid}; clients reach it alone at {address}.",
    zh: "工作进程 {number} 已启动，进程号 {pid}；客户端通过 {address} 单独访问它。",
  },
  workerUpUnnamed: {
    en: "Worker {number} is up, process {pid}.",
    zh: "工作进程 {number} 已启动，进程号 {pid}。",
  },
  workerDied: {
    en: "Worker {number} ended ({end}), and its rooms with it; it is started again in {seconds} s.",
    zh: "工作进程 {number} 已退出（{end}），其房间随之结束；{seconds} 秒后重新启动。",
  },
  workersStopping: {
    en: "Stopping: {count} workers end their rooms. Once more to stop at once.",
    zh: "正在停止：{count} 个工作进程结束各自的房间。再按一次立即退出。",
  },
  recording: {
    en: "What clients send and get is recorded in {file}, without logins; names and messages of players are in it.",
    zh: "客户端的收发内容正在记录到 {file}，不含登录信息；其中有玩家的昵称和消息。",
  },
  namespace: { en: "Namespace", zh: "命名空间" },
  script: { en: "Script", zh: "脚本" },
  hooks: { en: "Hooks", zh: "回调" },
  hooksFound: { en: "{count} of {all}: {names}", zh: "{all} 个中的 {count} 个：{names}" },
  missing: { en: "Missing", zh: "缺少" },
  missingHooks: { en: "{names} (MGOBE required it)", zh: "{names}（MGOBE 要求必须实现）" },
  mode: { en: "Mode", zh: "模式" },
  modeSync: {
    en: "sync: one client message at a time, until exitAction",
    zh: "sync：逐条处理客户端消息，直到调用 exitAction",
  },
  modeAsync: { en: "async: client messages as they come", zh: "async：客户端消息到达即处理" },
  dialect: { en: "Server API", zh: "服务端 API" },
  dialectOld: { en: "V1.0.0, with its old names and fields", zh: "V1.0.0，使用旧的名称与字段" },
  dialectNew: { en: "V1.0.1 or later", zh: "V1.0.1 或更新版本" },
  settings: { en: "Settings", zh: "配置" },
  noConfig: { en: "defaults, no mgobe.config.json found", zh: "默认值，未找到 mgobe.config.json" },
  effective: {
    en: "{frameRate} frames/s; rooms end after {empty} s without players, {offline} s with all offline; {rules} match rules",
    zh: "帧率 {frameRate}；房间无人 {empty} 秒、全员离线 {offline} 秒后解散；{rules} 条匹配规则",
  },
  logs: { en: "Logs", zh: "日志" },
  logFiles: { en: "{dir}, kept {days} days", zh: "{dir}，保留 {days} 天" },
  noLogFiles: { en: "terminal only", zh: "仅输出到终端" },
  development: {
    en: "Development mode: there is no secretKey, so logins are not checked. Set it in mgobe.config.json before players come.",
    zh: "开发模式：没有配置 secretKey，不校验登录签名。上线前请在 mgobe.config.json 中填写。",
  },
  watching: { en: "Watching {folder} for changes.", zh: "正在监视 {folder} 的改动。" },
  stop: { en: "Ctrl-C stops. More in docs/hosting.md.", zh: "按 Ctrl-C 停止。详见 docs/zh/hosting.md。" },
  draining: {
    en: "No new rooms. Waiting up to {seconds} s for the {rooms} present ones; press again to end at once.",
    zh: "不再接受新房间，最多等待现有的 {rooms} 个房间 {seconds} 秒；再按一次立即结束。",
  },
  stopping: {
    en: "Stopping: ending {rooms} rooms. Once more to stop at once.",
    zh: "正在停止：结束 {rooms} 个房间。再按一次立即退出。",
  },
  endingAlready: {
    en: "It is ending already, by the console. Once more to stop at once.",
    zh: "控制台已经要求停止，正在结束。再按一次立即退出。",
  },
  stopped: { en: "Stopped.", zh: "已停止。" },
  logsUnwritable: {
    en: "Log files cannot be written to {dir} ({reason}); lines go to the terminal only.",
    zh: "无法将日志写入 {dir}（{reason}），日志仅输出到终端。",
  },
  logsWritable: {
    en: "Log files are written to {dir} again; {lines} lines are missing in them.",
    zh: "日志已恢复写入 {dir}，期间缺少 {lines} 行。",
  },
  logsMissing: {
    en: "Log lines of this run that are missing in {dir}: {lines}; the exit code says so, too.",
    zh: "本次运行有 {lines} 行日志没有写入 {dir}，退出码也会体现这一点。",
  },
  recordCut: {
    en: "The record in {file} is complete up to {time} only, {seconds} s after it began ({reason}); the exit code says so, too.",
    zh: "{file} 中的记录只完整到 {time}，即开始后 {seconds} 秒（{reason}），退出码也会体现这一点。",
  },
  recordLost: {
    en: "There is no record in {file} ({reason}); the exit code says so, too.",
    zh: "{file} 中没有可用的记录（{reason}），退出码也会体现这一点。",
  },
  logsAbandoned: {
    en: "The disk under {dir} has not answered for {seconds} s: the last lines are not in the log files; the server ends all the same.",
    zh: "{dir} 所在的磁盘 {seconds} 秒没有响应：最后几行日志没有写入文件，服务器照常结束。",
  },
} as const satisfies Record<string, BilingualText>;
