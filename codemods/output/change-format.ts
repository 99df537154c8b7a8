import { type BilingualText, type Language, translate } from "../../src/contract";
import { createUnifiedDiff, paintDiff } from "../edits/unified-diff";
import { type FileChange, isReplacement } from "../run/codemod-run";
import { type SecretMask } from "./secrets";

const replaced: BilingualText = {
  en: "{path}: another file takes its place, {before} KB become {after} KB",
  zh: "{path}：整个文件被替换，{before} KB 变为 {after} KB",
};

const added: BilingualText = {
  en: "{path}: a new file, {after} KB",
  zh: "{path}：新文件，{after} KB",
};

const removed: BilingualText = {
  en: "{path}: removed, {before} KB",
  zh: "{path}：删除，{before} KB",
};

function toKilobytes(text: string): string {
  return (Buffer.byteLength(text) / 1024).toFixed(1);
}

/** A change for a reader at a terminal: the diff without secrets, or one line for a file that another one replaces. */
export function formatChange(
  change: FileChange,
  path: string,
  language: Language,
  isColoured: boolean,
  mask: SecretMask,
): string {
  const { before, after } = change;
  if (!isReplacement(change)) {
    const diff = mask.apply(createUnifiedDiff(path, before, after).replace(/\n$/, ""));
    return isColoured ? paintDiff(diff) : diff;
  }
  const text = { added, removed, edited: replaced }[change.fate ?? "edited"];
  return translate(text, language, {
    path,
    before: toKilobytes(before),
    after: toKilobytes(after),
  });
}
