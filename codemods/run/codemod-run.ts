import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { applyEdits, type TextEdit } from "../edits/text-edit";
import { findUses, type Finding } from "../finder";
import { findMarkers } from "../markers/marker";
import { getSyntaxError, type CodeProject, type UnparsedFile } from "../project/code-project";
import { selectRules, type RuleSelection } from "../rules/registry";
import { type ClientFiles, type RuleOptions, type Todo } from "../rules/rule";
import { type Target } from "../targets/target";
import { EditSession } from "./edit-session";

/** What one file becomes. */
export interface FileChange {
  /** Absolute path. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
}

/** Whether a change puts another file in the place of the old one: a diff of the two would say nothing. */
export function isReplacement({ before, edits }: FileChange): boolean {
  const [edit] = edits;
  return edits.length === 1 && edit?.start === 0 && edit.end === before.length && before.length > 0;
}

/** Outcome of a run; nothing is written yet. */
export interface CodemodResult {
  readonly project: CodeProject;
  readonly findings: readonly Finding[];
  readonly changes: readonly FileChange[];
  /** What is left to the developer, markers of earlier runs included; by file and line. */
  readonly todos: readonly Todo[];
  /** Files that were left alone because they do not parse, before or after the edits. */
  readonly notParsed: readonly UnparsedFile[];
}

/** Settings of a run. */
export interface CodemodOptions extends RuleOptions {
  readonly rules: RuleSelection;
  readonly target: Target;
  readonly client: RuleOptions["client"];
}

/** Computes all changes of the selected rules; reads the code, writes nothing. */
export function runCodemod(
  project: CodeProject,
  options: CodemodOptions,
  client: ClientFiles,
): CodemodResult {
  const findings = findUses(project);
  const session = new EditSession(project, findings, options.target, options, client);
  for (const rule of selectRules(options.rules)) session.run(rule);
  session.finish();
  const changes: FileChange[] = [];
  const notParsed = [...project.notParsed];
  const texts = new Map(project.files.map((file) => [file.path, file.text]));
  for (const [path, edits] of session.edits) {
    const before = texts.get(path) ?? "";
    const after = applyEdits(before, edits);
    const error = after === before ? undefined : verify(path, after);
    if (error) notParsed.push({ ...error, reason: `the rewritten file would not parse: ${error.reason}` });
    else if (after !== before) changes.push({ path, before, after, edits });
  }
  for (const [path, { text, rule }] of session.replaced) {
    const before = readFileSync(path, "utf8");
    changes.push({ path, before, after: text, edits: [{ start: 0, end: before.length, text, rule }] });
  }
  changes.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { project, findings, changes, todos: mergeTodos(project, session), notParsed };
}

function verify(path: string, text: string): UnparsedFile | undefined {
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  return getSyntaxError(ts.createSourceFile(path, text, options, false));
}

/** Adds the markers that stand in the code from earlier runs and that no rule spoke of in this one. */
function mergeTodos(project: CodeProject, { todos, markedSpans, edits }: EditSession): Todo[] {
  const merged = [...todos];
  const isRemoved = (path: string, at: number): boolean =>
    !!edits.get(path)?.some(({ start, end, text }) => text === "" && start <= at && at < end);
  for (const { path, text } of project.files) {
    for (const { rule, message, line, column, start } of findMarkers(text)) {
      if (markedSpans.some((span) => span.file === path && span.start <= start && start < span.end)) continue;
      if (isRemoved(path, start)) continue;
      merged.push({ rule, file: path, line, column, message: { en: message, zh: message }, state: "marker" });
    }
  }
  return merged.sort((one, other) =>
    one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
  );
}
