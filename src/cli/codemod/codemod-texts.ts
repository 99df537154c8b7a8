import { type BilingualText } from "../../contract";

/** Sentences of the `codemod`, `todo` and `undo` commands. */
export const texts = {
  reading: { en: "reading the code …", zh: "正在读取代码……" },
  rewriting: { en: "looking at {files} files …", zh: "正在分析 {files} 个文件……" },
  noRepository: {
    en: "Not a git repository and no --backup: only your own copy leads back.",
    zh: "当前目录不是 git 仓库，也没有使用 --backup：只能用您自己的副本恢复。",
  },
  undoGit: { en: "Undo: {command}", zh: "撤销：{command}" },
  undoGitDirty: {
    en: "Undo: by hand; {command} would also drop your own uncommitted changes there.",
    zh: "撤销：请手动进行；{command} 会同时丢弃您自己未提交的修改。",
  },
  undoBackup: { en: "Undo: mgobe-migrate undo {paths}", zh: "撤销：mgobe-migrate undo {paths}" },
  committed: { en: "Committed {rule}: {files}.", zh: "已提交 {rule}：{files}。" },
  question: {
    en: "Rewrite {path}? [y]es, [n]o, [a]ll, [q]uit: ",
    zh: "改写 {path}？[y] 是，[n] 否，[a] 全部，[q] 退出：",
  },
  written: { en: "Written: {path}", zh: "已写入：{path}" },
  restored: { en: "Restored {files}.", zh: "已恢复 {files}。" },
  untouched: {
    en: "{files} held the old text already: a run was stopped before them.",
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
  noTodos: { en: "No markers.", zh: "没有标记。" },
  todos: {
    en: "{markers} in {files}: {rules}.",
    zh: "{files}中有 {markers}：{rules}。",
  },
  nextStep: {
    en: "Next: {command}",
    zh: "下一步：{command}",
  },
} satisfies Record<string, BilingualText>;
