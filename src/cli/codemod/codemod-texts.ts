import { type BilingualText } from "../../contract";

/** Sentences of the `codemod`, `todo` and `undo` commands. */
export const texts = {
  reading: { en: "reading the code …", zh: "正在读取代码……" },
  rewriting: { en: "looking at {files} files …", zh: "正在分析 {files} 个文件……" },
  noRepository: {
    en: "Not a git repository: without --backup there is no way back.",
    zh: "当前目录不是 git 仓库：没有 --backup 将无法恢复。",
  },
  undoGit: { en: "Undo: git checkout -- {paths}", zh: "撤销：git checkout -- {paths}" },
  undoBackup: { en: "Undo: mgobe-migrate undo {folder}", zh: "撤销：mgobe-migrate undo {folder}" },
  committed: { en: "Committed {rule}: {files} files.", zh: "已提交 {rule}：{files} 个文件。" },
  question: {
    en: "Rewrite {path}? [y]es, [n]o, [a]ll, [q]uit: ",
    zh: "改写 {path}？[y] 是，[n] 否，[a] 全部，[q] 退出：",
  },
  written: { en: "Written: {path}", zh: "已写入：{path}" },
  restored: { en: "Restored {files} files.", zh: "已恢复 {files} 个文件。" },
  noTodos: { en: "No markers.", zh: "没有标记。" },
  todos: {
    en: "{count} markers in {files} files: {rules}.",
    zh: "{files} 个文件中有 {count} 处标记：{rules}。",
  },
  nextStep: {
    en: "Next: {command}",
    zh: "下一步：{command}",
  },
} satisfies Record<string, BilingualText>;
