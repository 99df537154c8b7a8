import {
  type BilingualText,
  countOf,
  type Language,
  makeVisible,
  showName,
  type TextDetails,
  translate,
} from "../contract";
import { type Report, type ReportFinding } from "../analysis/model/report";
import { isTodo } from "../analysis/model/is-left";
import { describePlace } from "./place";

const texts = {
  sdk: { en: "SDK found: {path}, version {version}", zh: "发现 SDK：{path}，版本 {version}" },
  dropIn: { en: "Drop-in client: {path}", zh: "替代客户端：{path}" },
  changed: {
    en: "{path} | {edits} (+{added} -{removed}) {rules}",
    zh: "{path} | {edits} (+{added} -{removed}) {rules}",
  },
  added: { en: "{path} | new file {rules}", zh: "{path} | 新文件 {rules}" },
  removed: { en: "{path} | removed {rules}", zh: "{path} | 删除 {rules}" },
  todoHead: { en: "To do by hand:", zh: "需要手动处理：" },
  declinedHead: { en: "Declined, left as they are:", zh: "已拒绝修改，保持原样：" },
  guess: { en: "guess", zh: "推测" },
  failedHead: { en: "Not read, left as they are:", zh: "未读取，保持原样：" },
  pending: { en: "{changed} would change.", zh: "有 {changed}将被修改。" },
  clean: { en: "Nothing to rewrite.", zh: "没有需要改写的内容。" },
  results: {
    en: "Results: {changed} changed, {unchanged} unchanged, {skipped} skipped{reasons}, {notParsed} not parsed · {edits}, {todos} to do · {seconds} s",
    zh: "结果：{changed} 个已修改，{unchanged} 个未变，{skipped} 个跳过{reasons}，{notParsed} 个无法解析 · {edits}，{todos} 项待办 · {seconds} 秒",
  },
} satisfies Record<string, BilingualText>;

const countEdits = (count: number): BilingualText => countOf(count, "edit", "edits", "处改写");

/** A run of the codemod for a reader at a terminal, without the diffs. */
export function createRunText(report: Report, language: Language): string {
  const say = (text: BilingualText, details: TextDetails = {}): string => translate(text, language, details);
  const { findings, changes = [], project, run, verdict, files } = report;
  const lines = project.sdk.map(({ file, version, isDropIn }) =>
    isDropIn ? say(texts.dropIn, { path: file }) : say(texts.sdk, { path: file, version }),
  );
  for (const { file, edits, added, removed, rules, fate } of run.mode === "check" ? [] : changes) {
    if (fate !== undefined) {
      lines.push(say(texts[fate], { path: file, rules: rules.join(", ") }));
      continue;
    }
    const numbers = { edits: countEdits(edits), added: String(added), removed: String(removed) };
    lines.push(say(texts.changed, { path: file, ...numbers, rules: rules.join(", ") }));
  }
  const unread = findings.filter(({ state }) => state === "unread");
  if (unread.length > 0) lines.push("", say(texts.failedHead));
  for (const [first, ...others] of groupBySentence(unread, language)) {
    lines.push(`  ${showPlace(first)}  ${makeVisible(first.message[language])}`);
    for (const each of others) lines.push(`  ${showPlace(each)}`);
  }
  const todos = findings.filter(isTodo);
  if (todos.length > 0) lines.push("", say(texts.todoHead));
  for (const [first, ...others] of groupBySentence(todos, language)) {
    const mark = isGuess(first) ? ` [${say(texts.guess)}]` : "";
    lines.push(`  ${showPlace(first)}  ${first.rule}${mark}  ${makeVisible(first.message[language])}`);
    for (const each of others) lines.push(`  ${showPlace(each)}`);
  }
  const declined = findings.filter(({ state }) => state === "declined");
  if (declined.length > 0) lines.push("", say(texts.declinedHead));
  for (const each of declined) lines.push(`  ${showPlace(each)}  ${each.rule}`);
  if (lines.length > 0) lines.push("");
  if (verdict.kind === "nothing-found") lines.push(verdict.text[language]);
  else if (run.mode === "check") {
    const changed = countOf(files.changed, "file", "files", "个文件");
    lines.push(files.changed > 0 ? say(texts.pending, { changed }) : say(texts.clean));
  }
  lines.push(createResultsLine(report, todos.length, language));
  return `${lines.join("\n")}\n`;
}

/** The line every run ends with. */
function createResultsLine({ files, changes = [], run }: Report, todos: number, language: Language): string {
  const [, seconds = "0"] = /PT([\d.]+)S/.exec(run.time) ?? [];
  return translate(texts.results, language, {
    changed: String(files.changed),
    unchanged: String(files.unchanged),
    skipped: String(files.skipped.length),
    reasons: describeSkipped(files.skipped),
    notParsed: String(files.failed),
    edits: countEdits(changes.reduce((sum, { edits }) => sum + edits, 0)),
    todos: String(todos),
    seconds: Number(seconds).toFixed(1),
  });
}

/** ` (SDK 1, minified 2)`; empty when nothing was skipped. */
function describeSkipped(skipped: Report["files"]["skipped"]): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => `${reason === "sdk" ? "SDK" : reason} ${count}`);
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

function showPlace(finding: ReportFinding): string {
  return showName(describePlace(finding) ?? "");
}

/** Only its name says what it is, and no marker stands there. */
function isGuess({ certainty, state }: ReportFinding): boolean {
  return certainty === "guessed" && state !== "marker";
}

type Group = [ReportFinding, ...ReportFinding[]];

/** Findings that are told in the same words: once, with all of their places. */
function groupBySentence(todos: readonly ReportFinding[], language: Language): Group[] {
  const groups = new Map<string, Group>();
  for (const todo of todos) {
    const sentence = [todo.rule, isGuess(todo), todo.state, todo.message[language]].join(" ");
    const group = groups.get(sentence);
    if (group) group.push(todo);
    else groups.set(sentence, [todo]);
  }
  return [...groups.values()];
}
