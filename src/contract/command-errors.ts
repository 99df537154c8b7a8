import { type ToolErrorRow } from "./tool-error-row";

/** The part of the error table that is of the commands which read and write files: codemod, undo, report. */
export const commandErrors = {
  CODEMOD_CONFIG_INVALID: {
    what: { en: "{path}: {reason}.", zh: "{path}：{reason}。" },
    hint: {
      en: "The keys are listed in docs/codemod.md, under “Configuration file”.",
      zh: "各配置项见 docs/zh/codemod.md 的“配置文件”一节。",
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
  TOO_DEEP: {
    what: {
      en: "Under {path}, values go through so many names in a row that they cannot be followed.",
      zh: "在 {path} 中，值经过的名称链过长，无法跟踪。",
    },
    hint: {
      en: "Nothing was written. Generated code does that: leave it out with --ignore.",
      zh: "没有写入任何文件。这通常是生成的代码：请用 --ignore 排除。",
    },
  },
  GIT_SILENT: {
    what: {
      en: "git does not say whether {path} has uncommitted changes: {reason}.",
      zh: "无法从 git 得知 {path} 中是否有未提交的修改：{reason}。",
    },
    hint: {
      en: "Nothing was written. Mend what git says, or pass --allow-dirty, with --backup so that undo can put the files back.",
      zh: "没有写入任何文件。请先解决 git 报告的问题，或加上 --allow-dirty，并加上 --backup 以便用 undo 恢复文件。",
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
      en: "Nothing was changed. An undo takes its backup away: after one, all is back already. A run without --backup keeps none; in a git repository `git diff` shows what it changed, and `git checkout` takes it back.",
      zh: "没有修改任何文件。撤销后备份即被删除：如果已经撤销过，文件都已恢复。不带 --backup 的运行不保留备份；在 git 仓库中可用 `git diff` 查看改动，用 `git checkout` 恢复。",
    },
  },
  UNDO_ELSEWHERE: {
    what: {
      en: "There is no backup in {path}, but there is one in {other}.",
      zh: "{path} 中没有备份，但 {other} 中有。",
    },
    hint: {
      en: "Nothing was changed. Run undo in {folder}, where codemod was run.",
      zh: "没有修改任何文件。请在运行 codemod 时所在的目录 {folder} 中运行 undo。",
    },
  },
  UNDO_OTHER_PATHS: {
    what: {
      en: "The backup in {path} has no file of {given}.",
      zh: "{path} 的备份中没有 {given} 的文件。",
    },
    hint: {
      en: "Nothing was changed. It is of a run over {roots}: give undo that, or no path for all of it.",
      zh: "没有修改任何文件。该备份来自对 {roots} 的运行：请为 undo 给出该路径，或不给路径以恢复全部。",
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
      en: "The backup names {path}, which does not lie in {folder} or in a path that was given, or which git keeps for itself.",
      zh: "备份中的 {path} 不在 {folder} 或给出的路径之内，或者属于 git 自身的文件。",
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
  RULE_REMOVED: {
    what: {
      en: "The rule {name} is gone: it marked or wrote single calls where `native-client` was skipped.",
      zh: "规则 {name} 已移除：它只在跳过 `native-client` 时标记或改写单个调用。",
    },
    hint: {
      en: "Leave it out. Level native converts a game as a whole (`native-client`) or leaves it as level messages makes it.",
      zh: "请去掉它。native 级别要么整体改写游戏（`native-client`），要么保持 messages 级别的结果。",
    },
  },
  UNKNOWN_RULE: {
    what: { en: "There is no rule called {name}.", zh: "没有名为 {name} 的规则。" },
    hint: {
      en: "`mgobe-migrate list-rules` lists them.",
      zh: "`mgobe-migrate list-rules` 可列出所有规则。",
    },
  },
} as const satisfies Record<string, ToolErrorRow>;
