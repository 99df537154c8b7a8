import { type BilingualText } from "../../contract";

/** A section of the guide that is inside the page. */
export interface GuideSection {
  readonly id: string;
  readonly title: BilingualText;
  readonly paragraphs: readonly BilingualText[];
  /** Commands or code, ready to copy. */
  readonly code?: string;
}

/** From an old game to one that runs: what a reader has to know, without leaving the page. */
export const guide: readonly GuideSection[] = [
  {
    id: "serve",
    title: { en: "Start the game server", zh: "启动游戏服务器" },
    paragraphs: [
      {
        en: "The script of mgobexs runs unmodified: give serve its folder, its index.js, or the zip that was uploaded to the console. It prints its addresses, the hooks that it found, and the exact url to put into the game. Settings that lived in MGOBE's console go into mgobe.config.json; the tab “Settings” has what this game needs, ready to copy.",
        zh: "mgobexs 中的脚本无需修改即可运行：把文件夹、index.js 或当初上传到控制台的 zip 交给 serve 即可。它会打印访问地址、识别到的钩子，以及应填入游戏的 url。原来保存在 MGOBE 控制台的设置写入 mgobe.config.json；“设置”页列出了本游戏需要的内容，可直接复制。",
      },
      {
        en: "doctor checks Node, the configuration, the script, its modules and the port before the first start.",
        zh: "首次启动前，可用 doctor 检查 Node、配置、脚本、模块和端口。",
      },
    ],
    code: "npx mgobe-migrate serve ./mgobexs\nnpx mgobe-migrate doctor ./mgobexs",
  },
  {
    id: "step-1",
    title: { en: "Step 1: the url", zh: "第 1 步：url" },
    paragraphs: [
      {
        en: "MGOBE's hosts are switched off. Put the url that serve printed into the config of Listener.init; the original MGOBE.js stays, and the game runs.",
        zh: "MGOBE 的服务器已关闭。把 serve 打印的 url 填入 Listener.init 的 config；原版 MGOBE.js 保持不变，游戏即可运行。",
      },
    ],
    code: 'MGOBE.Listener.init(gameInfo, { ...config, url: "play.example.com/mgobe" }, callback);',
  },
  {
    id: "step-2",
    title: { en: "Step 2: the drop-in client", zh: "第 2 步：替代客户端" },
    paragraphs: [
      {
        en: "The file MGOBE.js is replaced by one with the same API for a server of your own. No call in the game changes. --endpoint writes the url in the same run.",
        zh: "用连接自有服务器、API 相同的文件替换 MGOBE.js，游戏中的调用都不用改。--endpoint 会在同一次运行中写入 url。",
      },
    ],
    code: "npx mgobe-migrate codemod ./client --level sdk --endpoint wss://play.example.com --dry-run\nnpx mgobe-migrate codemod ./client --level sdk --endpoint wss://play.example.com",
  },
  {
    id: "step-3",
    title: { en: "Step 3: rewrite, site by site", zh: "第 3 步：逐处改写" },
    paragraphs: [
      {
        en: "Level messages turns messages to and from the game server into room.send and room.onMessage; handler bodies stay as they are. Level native moves the whole client to a module of the game's own, over the backend's client library, and MGOBE's file goes; a game that it cannot move is left as it is, and told the reason. After each level the game is playable: each is a place to stop.",
        zh: "messages 级别把与游戏服务器之间的消息改写为 room.send 和 room.onMessage，处理函数的内容保持不变。native 级别把整个客户端迁移到游戏自己的一个模块，该模块基于后端的客户端库，MGOBE 的文件随之删除；无法迁移的游戏保持原样，并说明原因。每个级别之后游戏都可以运行，都可以停下来。",
      },
      {
        en: "--dry-run shows the diff and writes nothing, -i asks for each change, and undo takes back a run with --backup; in a git repository, git does.",
        zh: "--dry-run 只显示差异而不写入，-i 逐项询问；用 --backup 运行后可用 undo 撤销，git 仓库中则用 git 撤销。",
      },
    ],
    code: "npx mgobe-migrate codemod ./client --dry-run\nnpx mgobe-migrate codemod ./client\nnpx mgobe-migrate todo ./client\nnpx mgobe-migrate codemod ./client --level native",
  },
  {
    id: "live",
    title: { en: "Before going live", zh: "上线之前" },
    paragraphs: [
      {
        en: "Without secretKey in mgobe.config.json anybody may log in under any name. Keep the key on the server, never in the client, and sign logins with createSignature. Mini-games may only connect over wss to hosts that the platform's console lists.",
        zh: "mgobe.config.json 中没有 secretKey 时，任何人都能以任意身份登录。密钥只应保存在服务器上，不要放进客户端，并通过 createSignature 签名登录。小游戏只能通过 wss 连接平台后台登记过的域名。",
      },
    ],
  },
  {
    id: "states",
    title: { en: "States, severities, points", zh: "状态、级别与点数" },
    paragraphs: [
      {
        en: "done: the code has it already · automatic: codemod does it · marker: a comment in the code says what to do · by hand: only this report says it · ignored: a comment silences it.",
        zh: "已完成：代码中已经如此 · 可自动：由 codemod 改写 · 有标记：代码注释说明了做法 · 需手工：只有本报告说明 · 已忽略：由注释关闭。",
      },
      {
        en: "mandatory stops the game · potential may be a problem · optional makes it better · info is good to know and never counts as left.",
        zh: "必须：不解决游戏无法运行 · 潜在：可能有问题 · 可选：让它更好 · 信息：仅供了解，不计入剩余。",
      },
      {
        en: "Points of effort: 0 info · 1 trivial · 3 complex, solution known · 5 redesign · 7 re-architect · 13 unknown. The degree of readiness is the share of done points in all points, rounded down.",
        zh: "工作量点数：0 信息 · 1 简单 · 3 较复杂但有已知方案 · 5 重新设计 · 7 重构架构 · 13 未知。就绪度为已完成点数占全部点数的比例，向下取整。",
      },
    ],
  },
  {
    id: "ignore",
    title: { en: "Silence a finding", zh: "忽略某项发现" },
    paragraphs: [
      {
        en: "A comment in the line or the one above names the rule, and the reason after two dashes. The finding stays in the report as ignored.",
        zh: "在该行或上一行写注释，注明规则名，两个短横线之后写原因。该项在报告中显示为已忽略。",
      },
    ],
    code: "// @mgobe-migrate ignore send-to-client -- this scene is never loaded",
  },
  {
    id: "again",
    title: { en: "See how far you got", zh: "查看进度" },
    paragraphs: [
      {
        en: "A report in JSON is a baseline: the next one says what is done since, and what is new.",
        zh: "JSON 格式的报告可作为基线：下一次报告会说明之后完成了什么、新增了什么。",
      },
    ],
    code: "npx mgobe-migrate report ./client ./mgobexs -o before.json\nnpx mgobe-migrate report ./client ./mgobexs --baseline before.json -o report.html",
  },
];
