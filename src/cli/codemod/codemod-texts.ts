import { type BilingualText } from "../../contract";

/** Sentences of the `codemod`, `todo` and `undo` commands. */
export const texts = {
  reading: { en: "reading the code …", zh: "正在读取代码……" },
  rewriting: { en: "looking at {files} files …", zh: "正在分析 {files} 个文件……" },
  noRepository: {
    en: "Not a git repository and no --backup: only your own copy leads back.",
    zh: "当前目录不是 git 仓库，也没有使用 --backup：只能用您自己的副本恢复。",
  },
  undoGit: { en: "Undo: git checkout -- {paths}", zh: "撤销：git checkout -- {paths}" },
  undoGitDirty: {
    en: "Undo: by hand; git checkout -- {paths} would also drop your own uncommitted changes there.",
    zh: "撤销：请手动进行；git checkout -- {paths} 会同时丢弃您自己未提交的修改。",
  },
  undoBackup: { en: "Undo: mgobe-migrate undo {folder}", zh: "撤销：mgobe-migrate undo {folder}" },
  committed: { en: "Committed {rule}: {files}.", zh: "已提交 {rule}：{files}。" },
  question: {
    en: "Rewrite {path}? [y]es, [n]o, [a]ll, [q]uit: ",
    zh: "改写 {path}？[y] 是，[n] 否，[a] 全部，[q] 退出：",
  },
  written: { en: "Written: {path}", zh: "已写入：{path}" },
  restored: { en: "Restored {files}.", zh: "已恢复 {files}。" },
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
