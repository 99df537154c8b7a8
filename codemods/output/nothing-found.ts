import { type BilingualText, countOf, translate } from "../../src/contract";

const text: BilingualText = {
  en:
    "Nothing of MGOBE was found in {files}. Should the game use it, check that the path is the game's own sources, " +
    "the --include, --ignore and --extensions filters, and what was skipped ({skipped}).",
  zh:
    "在 {files}中没有发现 MGOBE 的用法。如果游戏确实使用了 MGOBE，请检查路径是否为游戏源码、" +
    "--include、--ignore、--extensions 过滤条件，以及被跳过的文件和目录（{skipped}）。",
};

/**
 * What to say where files were read and none has anything of MGOBE: more often a wrong path than a game without it, so
 * it must not sound like success.
 *
 * @param read files that were read
 * @param skipped files and folders that were left alone
 */
export function describeNothingFound(read: number, skipped: number): BilingualText {
  const details = {
    files: countOf(read, "file that was read", "files that were read", "个已读取的文件"),
    skipped: countOf(skipped, "entry", "entries", "项"),
  };
  return { en: translate(text, "en", details), zh: translate(text, "zh", details) };
}
