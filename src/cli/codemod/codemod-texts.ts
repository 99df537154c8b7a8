import { type BilingualText } from "../../contract";

/** Sentences of the `codemod`, `todo` and `undo` commands. */
export const texts = {
  reading: { en: "reading the code …", zh: "正在读取代码……" },
  rewriting: { en: "looking at {files} …", zh: "正在分析 {files}……" },
  noRepository: {
    en: "Not a git repository and no --backup: only your own copy leads back.",
    zh: "当前目录不是 git 仓库，也没有使用 --backup：只能用您自己的副本恢复。",
  },
  undoGit: { en: "Undo: {command}", zh: "撤销：{command}" },
  undoGitDirty: {
    en: "Undo: by hand; {command} would also drop your own uncommitted changes there.",
    zh: "撤销：请手动进行；{command} 会同时丢弃您自己未提交的修改。",
  },
  install: {
    en: "package.json names {name} now: run npm install.",
    zh: "package.json 现在包含 {name}：请运行 npm install。",
  },
  undoAdded: { en: "New files, to be deleted then: {paths}", zh: "新增的文件，撤销时请一并删除：{paths}" },
  undoBackup: { en: "Undo: mgobe-migrate undo {paths}", zh: "撤销：mgobe-migrate undo {paths}" },
  committed: { en: "Committed {rule}: {files}.", zh: "已提交 {rule}：{files}。" },
  question: {
    en: "Make this change in {path} ({left} more) [{choices}]? ",
    zh: "在 {path} 中进行此修改（其后还有 {left} 处）[{choices}]？ ",
  },
  questionOfMany: {
    en: "Make this change in {files}, which only works as a whole ({left} more) [{choices}]? ",
    zh: "在 {files}中进行此修改？它只能整体生效（其后还有 {left} 处）[{choices}]？ ",
  },
  answers: {
    en: "y - make this change\nn - leave it\nq - leave it and all that follow; those agreed to are made\na - make it and all that follow in this file\nd - leave it and all that follow in this file\n? - this help",
    zh: "y - 进行此修改\nn - 不修改\nq - 不修改，也不再询问；已同意的修改会写入\na - 进行此修改以及该文件中其后的所有修改\nd - 不修改，该文件中其后的也都不修改\n? - 显示帮助",
  },
  answerSplit: { en: "s - split it into its parts", zh: "s - 拆分成更小的修改" },
  leftWithoutSdk: {
    en: "{count} left: they work with the new SDK file only.",
    zh: "{count}未进行：它们只能与新的 SDK 文件一起工作。",
  },
  written: { en: "Written: {path}", zh: "已写入：{path}" },
  restored: { en: "Restored {files}.", zh: "已恢复 {files}。" },
  untouched: {
    en: "{files} held the old text already: a run had been stopped before that.",
    zh: "{files}本来就是旧内容：运行在处理它们之前已中断。",
  },
  leftInBackup: {
    en: "{files} of other paths stay in the backup.",
    zh: "其他路径的 {files}仍保留在备份中。",
  },
  leftovers: {
    en: "A run had been stopped while it was writing; its temporary files were removed ({files}). Each file of the game is whole, old or new; this run rewrites the rest.",
    zh: "之前有一次运行在写入时被中断，已删除其临时文件（{files}）。每个游戏文件都是完整的，要么是旧的，要么是新的；本次运行会改写其余部分。",
  },
  noWayBack: {
    en: "Not in git, so that only your own copy leads back: {paths}",
    zh: "以下文件不在 git 中，只能用您自己的副本恢复：{paths}",
  },
  noTodos: {
    en: "No markers. What is left beyond them: {command}",
    zh: "没有标记。标记之外的剩余事项：{command}",
  },
  unreadTodos: {
    en: "{files} not read, although MGOBE may be used there; what to do: {command}",
    zh: "{files}可能用到了 MGOBE 但未被读取；处理方法：{command}",
  },
  todos: {
    en: "{markers} in {files}: {rules}.",
    zh: "{files}中有 {markers}：{rules}。",
  },
  nextStep: {
    en: "Next: {command}",
    zh: "下一步：{command}",
  },
} satisfies Record<string, BilingualText>;
