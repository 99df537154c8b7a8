import {
  type BilingualText,
  countOf,
  type Language,
  makeVisible,
  showName,
  type TextDetails,
  translate,
} from "../../src/contract";
import { createUnifiedDiff, paintDiff } from "../edits/unified-diff";
import { type FileChange, isReplacement } from "../run/codemod-run";
import { describeNothingOf } from "./nothing-found";
import { type RunReport } from "./run-report";
import { type SecretMask } from "./secrets";

const texts = {
  sdk: { en: "SDK found: {path}, version {version}", zh: "发现 SDK：{path}，版本 {version}" },
  dropIn: { en: "Drop-in client: {path}", zh: "替代客户端：{path}" },
  changed: {
    en: "{path} | {edits} (+{added} -{removed}) {rules}",
    zh: "{path} | {edits} (+{added} -{removed}) {rules}",
  },
  replaced: {
    en: "{path}: another file takes its place, {before} KB become {after} KB",
    zh: "{path}：整个文件被替换，{before} KB 变为 {after} KB",
  },
  todoHead: { en: "To do by hand:", zh: "需要手动处理：" },
  declinedHead: { en: "Declined, left as they are:", zh: "已拒绝修改，保持原样：" },
  guess: { en: "guess", zh: "推测" },
  failedHead: { en: "Not parsed, left as they are:", zh: "无法解析，保持原样：" },
  pending: { en: "{changed} would change.", zh: "有 {changed}将被修改。" },
  clean: { en: "Nothing to rewrite.", zh: "没有需要改写的内容。" },
  results: {
    en: "Results: {changed} changed, {unchanged} unchanged, {skipped} skipped{reasons}, {notParsed} not parsed · {edits}, {todos} to do · {seconds} s",
    zh: "结果：{changed} 个已修改，{unchanged} 个未变，{skipped} 个跳过{reasons}，{notParsed} 个无法解析 · {edits}，{todos} 项待办 · {seconds} 秒",
  },
} satisfies Record<string, BilingualText>;

const countEdits = (count: number): BilingualText => countOf(count, "edit", "edits", "处改写");

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
  return translate(texts.replaced, language, {
    path,
    before: toKilobytes(before),
    after: toKilobytes(after),
  });
}

/** `(SDK 1, minified 2)`; empty when nothing was skipped. */
function describeSkipped(report: RunReport): string {
  const parts = Object.entries(report.counts.skippedBy).map(
    ([reason, count]) => `${reason === "sdk" ? "SDK" : reason} ${count}`,
  );
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

/** The line every run ends with. */
export function createResultsLine(
  { counts, durationMs }: RunReport,
  language: Language,
  reasons: string,
): string {
  return translate(texts.results, language, {
    changed: String(counts.changed),
    unchanged: String(counts.unchanged),
    skipped: String(counts.skipped),
    reasons,
    notParsed: String(counts.notParsed),
    edits: countEdits(counts.edits),
    todos: String(counts.todos),
    seconds: (durationMs / 1000).toFixed(1),
  });
}

type Group<T> = readonly [T, ...T[]];

/** Things to do that are told in the same words: once, with all of their places. */
function groupBySentence(todos: RunReport["todos"], language: Language): Group<RunReport["todos"][number]>[] {
  const groups = new Map<string, [RunReport["todos"][number], ...RunReport["todos"][number][]]>();
  for (const todo of todos) {
    const sentence = [todo.rule, todo.state, todo.message[language]].join(" ");
    const group = groups.get(sentence);
    if (group) group.push(todo);
    else groups.set(sentence, [todo]);
  }
  return [...groups.values()];
}

/** A run for a reader at a terminal, without the diffs. */
export function formatText(report: RunReport, language: Language): string {
  const say = (text: BilingualText, details: TextDetails = {}): string => translate(text, language, details);
  const lines = report.sdk.map(({ path, version, isDropIn }) =>
    isDropIn ? say(texts.dropIn, { path }) : say(texts.sdk, { path, version }),
  );
  for (const { path, edits, added, removed, rules } of report.mode === "check" ? [] : report.changes) {
    const numbers = { edits: countEdits(edits), added: String(added), removed: String(removed) };
    lines.push(say(texts.changed, { path, ...numbers, rules: rules.join(", ") }));
  }
  if (report.notParsed.length > 0) lines.push("", say(texts.failedHead));
  for (const { path, line, column, reason } of report.notParsed)
    lines.push(`  ${showName(path)}:${line}:${column}  ${makeVisible(reason)}`);
  if (report.todos.length > 0) lines.push("", say(texts.todoHead));
  for (const todos of groupBySentence(report.todos, language)) {
    const [{ rule, message, state }] = todos;
    const mark = state === "guess" ? ` [${say(texts.guess)}]` : "";
    const [first = "", ...others] = todos.map(
      ({ path, line, column }) => `${showName(path)}:${line}:${column}`,
    );
    lines.push(`  ${first}  ${rule}${mark}  ${makeVisible(message[language])}`);
    for (const place of others) lines.push(`  ${place}`);
  }
  if (report.declined.length > 0) lines.push("", say(texts.declinedHead));
  for (const { path, line, column, rule } of report.declined)
    lines.push(`  ${showName(path)}:${line}:${column}  ${rule}`);
  if (lines.length > 0) lines.push("");
  if (!report.hasMgobe) lines.push(say(describeNothingOf(report)));
  else if (report.mode === "check") {
    lines.push(
      report.counts.changed > 0
        ? say(texts.pending, { changed: countOf(report.counts.changed, "file", "files", "个文件") })
        : say(texts.clean),
    );
  }
  lines.push(createResultsLine(report, language, describeSkipped(report)));
  return lines.join("\n");
}
