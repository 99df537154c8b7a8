import { type BilingualText, type Language, type TextDetails, translate } from "./bilingual-text";

/** One row of the error table. `{name}` in a text is replaced by the detail of that name. */
export interface ToolErrorRow {
  /** What happened. */
  readonly what: BilingualText;
  /** What to do. */
  readonly hint: BilingualText;
}

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
  CONFIG_INVALID: {
    what: { en: "{path}: {reason}.", zh: "{path}：{reason}。" },
    hint: {
      en: "The keys are described in docs/hosting.md and in the JSON Schema.",
      zh: "各配置项见 docs/hosting.md 与 JSON Schema。",
    },
  },
  CODEMOD_CONFIG_INVALID: {
    what: { en: "{path}: {reason}.", zh: "{path}：{reason}。" },
    hint: {
      en: "The keys are listed in docs/codemod.md, under “Configuration file”.",
      zh: "各配置项见 docs/codemod.md 的“Configuration file”一节。",
    },
  },
  PATH_NOT_FOUND: {
    what: { en: "{path} does not exist.", zh: "路径 {path} 不存在。" },
    hint: { en: "Check the path.", zh: "请检查路径。" },
  },
  PATH_UNREADABLE: {
    what: { en: "{path} cannot be read: {reason}.", zh: "无法读取 {path}：{reason}。" },
    hint: { en: "Check the path and the rights of its folder.", zh: "请检查路径及其目录的权限。" },
  },
  NO_PATH: {
    what: { en: "No path was given.", zh: "没有给出路径。" },
    hint: {
      en: "Name the folder of the game, e.g. ./client; an empty text is no path.",
      zh: "请给出游戏目录，例如 ./client；空字符串不是路径。",
    },
  },
  NO_FILES: {
    what: { en: "No source file under {path}.", zh: "{path} 下没有源文件。" },
    hint: {
      en: "Check the path and the --include, --ignore and --extensions filters, or pass --pass-on-no-files.",
      zh: "请检查路径以及 --include、--ignore、--extensions 过滤条件，或加上 --pass-on-no-files。",
    },
  },
  WRITE_FAILED: {
    what: { en: "{path} could not be written: {reason}.", zh: "无法写入 {path}：{reason}。" },
    hint: {
      en: "No file was changed. Check the rights of the folder and the space on the disk.",
      zh: "没有文件被修改。请检查目录权限和磁盘空间。",
    },
  },
  WRITE_NOT_UNDONE: {
    what: {
      en: "{path} could not be written ({reason}), and what was written before it could not be put back: {files}.",
      zh: "无法写入 {path}（{reason}），且此前写入的文件未能恢复：{files}。",
    },
    hint: {
      en: "All other files are as they were. The file named in brackets holds the old text, if it is there.",
      zh: "其余文件均保持原样。括号中的文件（如存在）保存着旧内容。",
    },
  },
  FILE_HELD: {
    what: {
      en: "{path} could not be replaced, as another program holds it ({code}).",
      zh: "无法替换 {path}：该文件正被其他程序占用（{code}）。",
    },
    hint: {
      en: "No file was changed. Close the editor or engine that has it open, or wait for the virus scanner, and run the command again.",
      zh: "没有文件被修改。请关闭打开了该文件的编辑器或引擎，或等待杀毒软件扫描结束，然后重新运行该命令。",
    },
  },
  FILE_CHANGED: {
    what: {
      en: "{path} was changed by another program after it had been read.",
      zh: "{path} 在读取之后被其他程序修改。",
    },
    hint: {
      en: "It was not overwritten, and no file was changed. Run the command again.",
      zh: "该文件未被覆盖，也没有文件被修改。请重新运行该命令。",
    },
  },
  RUN_BUSY: {
    what: {
      en: "Another mgobe-migrate is at work in {path} (process {pid}).",
      zh: "另一个 mgobe-migrate 正在处理 {path}（进程 {pid}）。",
    },
    hint: {
      en: "Nothing was written. Wait until it has ended, then run the command again.",
      zh: "没有写入任何文件。请等待其结束后再运行该命令。",
    },
  },
  CLIENT_NOT_BUILT: {
    what: {
      en: "The drop-in client is missing: {path} does not exist.",
      zh: "缺少替代客户端：{path} 不存在。",
    },
    hint: {
      en: "In a source checkout run `npm run build` first; an installed package brings the file with it.",
      zh: "在源码目录中请先运行 `npm run build`；安装的包自带该文件。",
    },
  },
  NOT_BUILT: {
    what: {
      en: "mgobe-migrate itself is not built: {path} does not exist.",
      zh: "mgobe-migrate 尚未构建：{path} 不存在。",
    },
    hint: {
      en: "In a source checkout run `npm run build` first.",
      zh: "在源码目录中请先运行 `npm run build`。",
    },
  },
  PACK_FAILED: {
    what: {
      en: "mgobe-migrate could not be packed for the new project: {reason}.",
      zh: "无法为新项目打包 mgobe-migrate：{reason}。",
    },
    hint: {
      en: "Nothing was written. `npm --version` must work in this terminal, and the temporary folder needs some space.",
      zh: "没有写入任何文件。请确认本终端中可以运行 `npm --version`，且临时目录有足够空间。",
    },
  },
  DIRTY_TREE: {
    what: {
      en: "{path} has uncommitted changes.",
      zh: "{path} 中有未提交的修改。",
    },
    hint: {
      en: "Commit or stash them first, so that the rewrite can be told apart and undone, or pass --allow-dirty.",
      zh: "请先提交或暂存，以便区分和撤销改写，或加上 --allow-dirty。",
    },
  },
  BAD_USAGE: {
    what: { en: "{problem}.", zh: "{problem}。" },
    hint: { en: "`{command} --help` lists what there is.", zh: "可用的命令和选项见 `{command} --help`。" },
  },
  BAD_OPTION: {
    what: { en: "{option}: {reason}.", zh: "{option}：{reason}。" },
    hint: { en: "`--help` lists what it may be.", zh: "`--help` 列出可用的取值。" },
  },
  BAD_ENDPOINT: {
    what: { en: "“{value}” is no address of a server.", zh: "“{value}”不是服务器地址。" },
    hint: {
      en: "Give the host, with scheme and port where needed, e.g. wss://play.example.com or localhost:2567.",
      zh: "请给出主机名，必要时加上协议和端口，例如 wss://play.example.com 或 localhost:2567。",
    },
  },
  BAD_ENDING: {
    what: { en: "{path} ends in none of {known}.", zh: "{path} 的扩展名不在 {known} 之中。" },
    hint: {
      en: "The ending says what kind of file it is.",
      zh: "文件类型由扩展名决定。",
    },
  },
  OPTIONS_CLASH: {
    what: { en: "{one} does not go together with {other}.", zh: "{one} 不能与 {other} 同时使用。" },
    hint: {
      en: "Leave one of them out; `--help` says what each is for.",
      zh: "请去掉其中之一，用途见 `--help`。",
    },
  },
  OPTION_ALONE: {
    what: { en: "{option} only works together with {other}.", zh: "{option} 只能与 {other} 一起使用。" },
    hint: { en: "`--help` says what each is for.", zh: "用途见 `--help`。" },
  },
  NO_RULE_LEFT: {
    what: { en: "--only and --skip leave no rule to run.", zh: "--only 与 --skip 之后没有剩下任何规则。" },
    hint: {
      en: "`mgobe-migrate list-rules` lists the rules.",
      zh: "`mgobe-migrate list-rules` 可列出所有规则。",
    },
  },
  NO_REPOSITORY: {
    what: { en: "{path} is in no git repository.", zh: "{path} 不在 git 仓库中。" },
    hint: {
      en: "--commit-each-rule needs one; elsewhere use --backup.",
      zh: "--commit-each-rule 需要 git 仓库，否则请使用 --backup。",
    },
  },
  NEEDS_TERMINAL: {
    what: { en: "--interactive needs a terminal.", zh: "--interactive 需要在终端中使用。" },
    hint: {
      en: "Leave it out, or answer every question with --yes.",
      zh: "请去掉该选项，或用 --yes 回答所有问题。",
    },
  },
  CANCELLED: {
    what: { en: "Stopped before the last answer.", zh: "在回答完所有问题之前已中止。" },
    hint: { en: "Nothing was written.", zh: "没有写入任何文件。" },
  },
  UNDO_NOT_FOUND: {
    what: { en: "There is no backup in {path}.", zh: "{path} 中没有备份。" },
    hint: {
      en: "Only a run with --backup can be undone; in a git repository use `git checkout`.",
      zh: "只有带 --backup 的运行才能撤销；在 git 仓库中请使用 `git checkout`。",
    },
  },
  UNDO_BROKEN: {
    what: { en: "The backup in {path} is not whole: {reason}.", zh: "{path} 中的备份不完整：{reason}。" },
    hint: {
      en: "Nothing was restored. The old texts that are left lie in that folder, one file each.",
      zh: "没有恢复任何文件。该目录中仍保留着各文件的旧内容。",
    },
  },
  UNDO_CHANGED: {
    what: {
      en: "{path} was changed after the rewrite.",
      zh: "{path} 在改写之后又被修改过。",
    },
    hint: {
      en: "Nothing was restored. Keep a copy of that change and pass --force.",
      zh: "没有恢复任何文件。请先保留该修改的副本，再加上 --force。",
    },
  },
  UNDO_OUTSIDE: {
    what: {
      en: "The backup names {path}, which does not lie in {folder} or in a path that was given, or is a link.",
      zh: "备份中的 {path} 不在 {folder} 或给出的路径之内，或者是一个链接。",
    },
    hint: {
      en: "Nothing was restored. If it is yours, give undo the paths that codemod was given, and that one.",
      zh: "没有恢复任何文件。如果确实是您的文件，请为 undo 给出与 codemod 相同的路径，并加上该路径。",
    },
  },
  BACKUP_TAKEN: {
    what: {
      en: "{path} cannot take the backup: other files lie there.",
      zh: "{path} 不能用于备份：其中有其他文件。",
    },
    hint: {
      en: "Nothing was written. Give --backup a folder of its own, which need not exist.",
      zh: "没有写入任何文件。请为 --backup 指定一个专用目录（可以不存在）。",
    },
  },
  OUTPUT_EXISTS: {
    what: { en: "{path} exists and is not empty.", zh: "{path} 已存在且不为空。" },
    hint: {
      en: "Give another folder with --out; nothing there was touched.",
      zh: "请用 --out 指定其他目录；其中的内容未被改动。",
    },
  },
  OUTPUT_INSIDE: {
    what: {
      en: "{path} lies inside {source}, which is copied there.",
      zh: "{path} 位于要复制的 {source} 之内。",
    },
    hint: { en: "Give a folder beside it with --out.", zh: "请用 --out 指定与其并列的目录。" },
  },
  BAD_BASELINE: {
    what: { en: "{path} cannot be compared with: {reason}.", zh: "无法与 {path} 比较：{reason}。" },
    hint: {
      en: "--baseline takes a report that was written with --format json.",
      zh: "--baseline 需要用 --format json 生成的报告。",
    },
  },
  GIT_FAILED: {
    what: { en: "git failed: {reason}.", zh: "git 出错：{reason}。" },
    hint: {
      en: "The files are rewritten; commit them yourself.",
      zh: "文件已改写，请自行提交。",
    },
  },
  UNKNOWN_TARGET: {
    what: { en: "There is no target called {name}.", zh: "没有名为 {name} 的目标。" },
    hint: { en: "Known targets: {known}.", zh: "可用目标：{known}。" },
  },
  UNKNOWN_RULE: {
    what: { en: "There is no rule called {name}.", zh: "没有名为 {name} 的规则。" },
    hint: {
      en: "`mgobe-migrate list-rules` lists them.",
      zh: "`mgobe-migrate list-rules` 可列出所有规则。",
    },
  },
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

/**
 * An error that a user can cause and mend; its message is the table's sentence followed by what to do.
 *
 * @example
 * throw new ToolError("PACKAGE_NOT_FOUND", { path: "./mgobexs" });
 */
export class ToolError extends Error {
  override readonly name = "ToolError";

  constructor(
    readonly code: ToolErrorCode,
    readonly details: TextDetails = {},
    options?: ErrorOptions,
  ) {
    super(
      `${translate(toolErrors[code].what, "en", details)} ${translate(toolErrors[code].hint, "en", details)}`,
      options,
    );
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
