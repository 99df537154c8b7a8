import { type BilingualText } from "../../contract";
import {
  type Effort,
  type RuleArea,
  type RuleDescriptor,
  type Severity,
} from "../../../codemods/rules/descriptor";

function text(en: string, zh: string): BilingualText {
  return { en, zh };
}

function rule(
  id: string,
  area: RuleArea,
  severity: Severity,
  effort: Effort,
  texts: Pick<RuleDescriptor, "title" | "why" | "how" | "before" | "after">,
): RuleDescriptor {
  return { id, area, severity, effort, ...texts };
}

/** The rules of the report's own analysis; those of the codemod stand with its rules. */
export const reportRules: readonly RuleDescriptor[] = [
  rule("secret-in-client", "security", "potential", 3, {
    title: text("A key lies in client code", "客户端代码中含有密钥"),
    why: text(
      "Everyone who has the game can read it. With the secretKey anyone can log in as anyone.",
      "任何拿到游戏的人都能读到它；有了 secretKey 就能冒充任何玩家登录。",
    ),
    how: text(
      "Replace the key, keep the new one in mgobe.config.json on the server, and sign with createSignature there.",
      "更换密钥，新密钥只保存在服务器的 mgobe.config.json 中，并在服务端通过 createSignature 签名。",
    ),
    before: 'const info = { gameId, openId, secretKey: "…" };',
    after: "const info = { gameId, openId, createSignature: askMyServer };",
  }),
  rule("secret-in-server", "security", "potential", 1, {
    title: text("A key lies in server code", "服务端代码中含有密钥"),
    why: text("Whoever can read the repository has it.", "任何能读取代码仓库的人都能得到它。"),
    how: text("Replace the key and read it from the environment.", "更换密钥，并从环境变量读取。"),
    before: 'tcb.init({ secretId: "…", secretKey: "…" })',
    after: "tcb.init({ secretId: process.env.TCB_ID, secretKey: process.env.TCB_KEY })",
  }),
  rule("domain-list", "settings", "potential", 1, {
    title: text("The platform keeps a list of allowed domains", "平台限制可访问的域名"),
    why: text(
      "A mini-game may only connect to hosts that its console lists; wss and a certificate are required.",
      "小游戏只能连接后台列出的域名，且必须使用 wss 和有效证书。",
    ),
    how: text(
      "Add wss://<your server> to the socket domains and https://<your server> to the request domains of the platform's console.",
      "在平台后台的 socket 合法域名中加入 wss://<你的服务器>，在 request 合法域名中加入 https://<你的服务器>。",
    ),
  }),
  rule("native-certificate", "client", "potential", 1, {
    title: text("A certificate file for native builds is set", "原生构建设置了证书文件"),
    why: text(
      "cacertNativeUrl names the certificate of MGOBE's host; your server has another one.",
      "cacertNativeUrl 指向 MGOBE 域名的证书，而你的服务器使用别的证书。",
    ),
    how: text(
      "Replace the file by the root certificate of your server's issuer, or drop the option.",
      "将该文件替换为你的服务器证书颁发机构的根证书，或去掉该选项。",
    ),
  }),
  rule("server-code-in-client", "client", "potential", 1, {
    title: text("The client imports server code", "客户端导入了服务端代码"),
    why: text(
      "The game server script, and every key in it, becomes part of the game that players download.",
      "游戏服务器脚本及其中的密钥会被打包进玩家下载的游戏中。",
    ),
    how: text(
      "Remove the import; copy shared types to a file of their own.",
      "删除该导入，把共享的类型放到单独的文件。",
    ),
  }),
  rule("unresolved-require", "server", "mandatory", 3, {
    title: text("A module of the server script cannot be found", "找不到服务端脚本所需的模块"),
    why: text(
      "The script throws while it is loaded, so the game never starts.",
      "脚本加载时会抛出异常，游戏无法启动。",
    ),
    how: text(
      "Add the file, or install the package next to the script (npm install in the mgobexs folder).",
      "补上该文件，或在 mgobexs 目录中用 npm install 安装该包。",
    ),
  }),
  rule("server-export", "server", "mandatory", 1, {
    title: text("A game server does not export mgobexsCode", "游戏服务器没有导出 mgobexsCode"),
    why: text(
      "MGOBE took the script's mgobexsCode, and so does the host: the script is not started.",
      "MGOBE 读取脚本的 mgobexsCode，宿主也是如此：该脚本不会启动。",
    ),
    how: text("Export it around gameServer.", "请用 mgobexsCode 包住 gameServer 再导出。"),
    before: "exports.gameServer = gameServer;",
    after: "exports.mgobexsCode = { gameServer };",
  }),
  rule("letter-case", "project", "potential", 1, {
    title: text("Only upper and lower case tell names apart", "名称仅有大小写之别"),
    why: text(
      "Windows and macOS take such names for the same, Linux does not: a file is missing on the one, an import fails on the other.",
      "Windows 和 macOS 视其为同一名称，Linux 则不然：前者会缺少文件，后者会导入失败。",
    ),
    how: text(
      "Give the files names that differ in more, and spell imports as the files are spelled.",
      "请使用不仅大小写不同的文件名，并让导入与文件名一致。",
    ),
  }),
  rule("missing-hook", "server", "potential", 1, {
    title: text("A hook that MGOBE required is missing", "缺少 MGOBE 要求的钩子"),
    why: text(
      "Without onRecvFromClient messages of clients go nowhere; without onInitGameData gameData starts as {}.",
      "没有 onRecvFromClient 时客户端消息无人处理；没有 onInitGameData 时 gameData 初始为 {}。",
    ),
    how: text("Add the hook, or make sure that it is not needed.", "补上该钩子，或确认不需要它。"),
  }),
  rule("sync-exit", "server", "potential", 3, {
    title: text(
      "A path of sync mode may end without exitAction",
      "sync 模式下有路径可能未调用 exitAction 就结束",
    ),
    why: text(
      "In sync mode the next message of the room waits until exitAction is called: one forgotten path stops the room.",
      "sync 模式下，房间的下一条消息要等 exitAction 调用后才会处理；漏掉一条路径房间就会停住。",
    ),
    how: text(
      "Call SDK.exitAction() on every path, or set gameServer.autoExitMs in mgobe.config.json as a safety net.",
      "在每条路径上调用 SDK.exitAction()，或在 mgobe.config.json 中设置 gameServer.autoExitMs 作为保险。",
    ),
    before: "if (!valid) return;",
    after: "if (!valid) return SDK.exitAction();",
  }),
  rule("timer-not-cleared", "server", "potential", 1, {
    title: text("A timer is armed and never cleared", "定时器启动后从未清除"),
    why: text(
      "The host stops timers of a room at its end; until then a second start doubles the rate.",
      "宿主会在房间结束时停止其定时器；在此之前重复启动会使频率加倍。",
    ),
    how: text(
      "Keep the id and clear it in onDestroyRoom and before arming it again.",
      "保存定时器 id，在 onDestroyRoom 中以及再次启动之前清除它。",
    ),
    before: "setInterval(tick, 66);",
    after: "clearInterval(gameData.timer); gameData.timer = setInterval(tick, 66);",
  }),
  rule("cloud-base", "server", "potential", 3, {
    title: text("The script uses CloudBase (tcb)", "脚本使用云开发（tcb）"),
    why: text(
      "The script runs: onInitGameServer gets a stand-in whose init works and whose calls reject, until the host knows a CloudBase module.",
      "脚本可以运行：在宿主得知云开发模块之前，onInitGameServer 收到的是替身，其 init 可用，其余调用会被拒绝。",
    ),
    how: text(
      'Install the CloudBase SDK (or write a stand-in) and name it under "tcb" in mgobe.config.json.',
      '安装云开发 SDK（或编写替身模块），并在 mgobe.config.json 的 "tcb" 中指定。',
    ),
    after: '{ "tcb": "tcb-admin-node" }',
  }),
  rule("cloud-api", "server", "potential", 3, {
    title: text("The script calls Tencent's cloud API", "脚本调用腾讯云 API"),
    why: text(
      "Tencent answers DescribeRoom, DismissRoom and the like no more: these calls fail, the rest of the script runs. The host answers them itself.",
      "腾讯云已不再响应 DescribeRoom、DismissRoom 等接口：这些调用会失败，脚本其余部分照常运行。宿主可以响应它们。",
    ),
    how: text(
      "Set cloudApi in mgobe.config.json, and let the client's endpoint and keys be those of your server.",
      "请在 mgobe.config.json 中设置 cloudApi，并把客户端的 endpoint 与密钥改为自己服务器的。",
    ),
  }),
  rule("shared-state", "server", "info", 0, {
    title: text("Rooms share a module variable", "多个房间共用模块变量"),
    why: text(
      "All rooms of a process see the same variable, as on MGOBE; with several processes each has its own.",
      "与 MGOBE 相同，一个进程内所有房间看到同一变量；多进程时每个进程各有一份。",
    ),
    how: text("Keep state of one room in gameData.", "请把单个房间的状态放在 gameData 中。"),
  }),
  rule("sloppy-global", "server", "info", 0, {
    title: text("A variable is never declared", "变量未声明"),
    why: text(
      "It becomes a global of the process. The host runs scripts in sloppy mode, so it works; strict mode or ES modules would break it.",
      "它会成为进程的全局变量。宿主以非严格模式运行脚本，因此可以工作；严格模式或 ES 模块会使其失败。",
    ),
    how: text("Declare it with const or let.", "请用 const 或 let 声明。"),
  }),
  rule("legacy-api", "server", "info", 0, {
    title: text("The script uses names of the V1.0.0 server API", "脚本使用 V1.0.0 服务端 API 的旧名称"),
    why: text("The host understands them.", "宿主可以识别这些名称。"),
    how: text("Nothing has to be done.", "无需处理。"),
  }),
  rule("twin-files", "server", "info", 0, {
    title: text(
      "A TypeScript file lies beside its JavaScript",
      "同一目录中存在同名的 TypeScript 与 JavaScript 文件",
    ),
    why: text(
      "The JavaScript is what runs; it may be older than the TypeScript.",
      "运行的是 JavaScript，它可能比 TypeScript 旧。",
    ),
    how: text(
      "Compile again before hosting, or delete the JavaScript.",
      "托管前请重新编译，或删除 JavaScript 文件。",
    ),
  }),
  rule("message-unhandled", "messages", "potential", 1, {
    title: text("A command is sent that the server never handles", "客户端发送的命令服务端从未处理"),
    why: text(
      "The server script has no case for the value, so the message has no effect.",
      "服务端脚本没有处理该值的分支，消息不起作用。",
    ),
    how: text(
      'Compare both sides\' spelling and type (1 is not "1"), then add the case or drop the message.',
      '核对两端的拼写和类型（1 与 "1" 不同），再补上分支或删除该消息。',
    ),
  }),
  rule("message-unsent", "messages", "info", 0, {
    title: text("A command is handled that no client sends", "服务端处理的命令没有客户端发送"),
    why: text(
      "It is dead code, or the sender is in a folder that was not given.",
      "这可能是废弃代码，或发送方位于未分析的目录中。",
    ),
    how: text(
      "Give the report all folders of the game, then look at what remains.",
      "请把游戏的所有目录都交给报告分析，再查看剩余项。",
    ),
  }),
  rule("push-unheard", "messages", "potential", 1, {
    title: text("A push of the server that no client listens to", "服务端推送没有客户端监听"),
    why: text(
      "Clients receive it and drop it; a feature may be silently missing.",
      "客户端收到后会丢弃，可能有功能悄然缺失。",
    ),
    how: text(
      "Add the case to onRecvFromGameSvr or drop the push.",
      "在 onRecvFromGameSvr 中补上分支，或删除该推送。",
    ),
  }),
  rule("listen-unpushed", "messages", "info", 0, {
    title: text("A client waits for a push that never comes", "客户端监听的推送服务端从未发送"),
    why: text("No sendData of the server script carries the value.", "服务端脚本的 sendData 中没有该值。"),
    how: text("Check the spelling; otherwise it is dead code.", "请检查拼写；若无误则为废弃代码。"),
  }),
  rule("config-not-read", "settings", "mandatory", 1, {
    title: text("mgobe.config.json was not read", "mgobe.config.json 未被读取"),
    why: text(
      "The server does not start with it, and what it sets counts as not set in this report.",
      "服务器无法使用它启动；本报告将其中的设置视为未设置。",
    ),
    how: text(
      "Mend the file: `mgobe-migrate doctor` names the place. Then make the report again.",
      "请修正该文件：`mgobe-migrate doctor` 会指出位置。然后重新生成报告。",
    ),
  }),
  rule("match-rules", "settings", "mandatory", 3, {
    title: text("A match code has no rule set", "匹配 Code 没有对应的规则集"),
    why: text(
      "Rule sets lived in MGOBE's console. Without one, matchPlayers and matchGroup answer with an error.",
      "规则集原先保存在 MGOBE 控制台；缺少它时 matchPlayers 和 matchGroup 会返回错误。",
    ),
    how: text(
      "Write the rule set into mgobe.config.json; the report's settings section has an entry to copy.",
      "将规则集写入 mgobe.config.json；报告的“设置”部分提供可直接复制的条目。",
    ),
    before: 'room.matchPlayers({ playerInfo, matchCode: "match-1v1" })',
    after: '{ "matchRules": { "match-1v1": { "version": "V1.0", "teams": [ … ] } } }',
  }),
  rule("frame-rate", "settings", "potential", 1, {
    title: text("The frame rate came from the console", "帧率原先在控制台设置"),
    why: text(
      "The game uses frame sync; without a setting it runs with 15 frames a second.",
      "游戏使用帧同步；未设置时为每秒 15 帧。",
    ),
    how: text('Set "frameRate" in mgobe.config.json.', '在 mgobe.config.json 中设置 "frameRate"。'),
  }),
  rule("game-credentials", "settings", "potential", 1, {
    title: text("Logins are not checked without a secretKey", "未设置 secretKey 时不校验登录"),
    why: text(
      "Without secretKey in mgobe.config.json the server takes every login: fine for development only.",
      "mgobe.config.json 中没有 secretKey 时服务器接受任何登录，只适合开发。",
    ),
    how: text(
      'Set "gameId" and a new "secretKey" in mgobe.config.json before going live.',
      '上线前请在 mgobe.config.json 中设置 "gameId" 和新的 "secretKey"。',
    ),
  }),
  rule("server-key", "settings", "potential", 1, {
    title: text("Room calls of the script carry a serverKey", "脚本的房间调用使用 serverKey"),
    why: text(
      "getRoomByRoomId, changeRoom, changeCustomPlayerStatus and removePlayer were checked with it.",
      "getRoomByRoomId、changeRoom、changeCustomPlayerStatus、removePlayer 曾用它校验。",
    ),
    how: text(
      'Set "serverKey" in mgobe.config.json when sessions have to outlive a restart.',
      '若会话需要在重启后继续有效，请在 mgobe.config.json 中设置 "serverKey"。',
    ),
  }),
];
