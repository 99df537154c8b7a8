import { readFileSync } from "node:fs";
import { type ts } from "ts-morph";
import { type BilingualText, ToolError } from "../../src/contract";
import { applyEdits, type TextEdit } from "../edits/text-edit";
import { findUses, getRoomNames } from "../finder";
import { dropEverydayUses } from "../finder/everyday-uses";
import { type FindingList } from "../findings/finding-list";
import { type ListedFinding } from "../findings/listed-finding";
import { unreadRule } from "../findings/rules";
import { getOutside, isEmbedding } from "../project/embedded-scripts";
import { type CodeProject } from "../project/code-project";
import { readIfThere } from "../project/source-text";
import { listUnread, type UnreadFile } from "../project/unread-files";
import { separateGames } from "../rules/native/games";
import { selectRules, type RuleSelection } from "../rules/registry";
import { type ClientFiles, type RuleOptions } from "../rules/rule";
import { type Target } from "../targets/target";
import { checkClient } from "./client-check";
import { checkLoads } from "./dangling-loads";
import { checkDependency } from "./dependency-check";
import { EditSession } from "./edit-session";
import { findRewrittenError } from "./verify-edits";

/** A file that is added to the game, or taken out of it. */
export type FileFate = "added" | "removed";

/** What one file becomes. */
export interface FileChange {
  /** Absolute path. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** The file is new, or goes; the text before or after is empty then. */
  readonly fate?: FileFate;
  /** Number of the game that the file belongs to, where the run has several. */
  readonly game?: number;
}

/** Characters of a new file that is still shown line by line. */
const longestAdded = 100_000;

/** Whether a change puts another file in the place of the old one: a diff of the two would say nothing. */
export function isReplacement({ before, after, edits, fate }: FileChange): boolean {
  const [edit] = edits;
  if (fate === "added") return after.length > longestAdded;
  if (fate === "removed") return true;
  return edits.length === 1 && edit?.start === 0 && edit.end === before.length && before.length > 0;
}

/** Outcome of a run; nothing is written yet. */
export interface CodemodResult {
  readonly project: CodeProject;
  /** Everything that was found and what becomes of it, by file and place: the one list that all outputs are views of. */
  readonly findings: readonly ListedFinding[];
  readonly changes: readonly FileChange[];
}

/** Settings of a run. */
export interface CodemodOptions extends RuleOptions {
  readonly rules: RuleSelection;
  /** Id of the one rule that runs now; what it may do depends on all that were selected. */
  readonly alone?: string;
  readonly target: Target;
  readonly client: RuleOptions["client"];
}

/** Computes all changes of the selected rules; reads the code, writes nothing. Throws `ToolError` TOO_DEEP. */
export function runCodemod(
  project: CodeProject,
  options: CodemodOptions,
  client: ClientFiles,
): CodemodResult {
  try {
    return compute(project, options, client);
  } catch (error) {
    // The compiler follows a chain of names on the stack.
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw new ToolError("TOO_DEEP", { path: project.roots.join(", ") }, { cause: error });
    throw error;
  }
}

function compute(project: CodeProject, options: CodemodOptions, client: ClientFiles): CodemodResult {
  const uses = dropEverydayUses(findUses(project), project);
  const session = new EditSession(project, uses, options.target, options, client);
  session.runAll(selectRules(options.rules), options.alone);
  session.finish();
  const { list } = session;
  const clientUse = session.getClientUse();
  const hasTold = clientUse !== undefined && checkClient(project, clientUse, list);
  const texts = new Map(project.files.map((file) => [file.path, file.text]));
  const changes = [...listEdited(session, texts, project), ...listReplaced(session)];
  const after = new Map(texts);
  for (const change of changes) after.set(change.path, change.after);
  checkDependency(options.target.sdk, after, list);
  const removed = [...session.replaced].flatMap(([path, { text }]) => (text === null ? [path] : []));
  if (!hasTold) checkLoads(project, { texts: after, removed: new Set(removed) }, list);
  for (const file of listUnread(project, getRoomNames(uses))) addUnread(list, file);
  changes.sort((one, other) => (one.path < other.path ? -1 : 1));
  const numbered = numberGames(changes, separateGames(project, uses), session.neighbours);
  return { project, findings: list.getAll(), changes: numbered };
}

function listEdited(
  { edits: all, others, list }: EditSession,
  texts: ReadonlyMap<string, string>,
  { units }: CodeProject,
): FileChange[] {
  const sources = new Map(units.map(({ file, source }) => [file.path, source]));
  return [...all].flatMap(([path, edits]): FileChange[] => {
    const isOther = others.has(path);
    const before = texts.get(path) ?? (isOther ? readFileSync(path, "utf8") : "");
    const after = applyEdits(before, edits);
    if (after === before) return [];
    const error = isOther ? undefined : verify({ path, before, after, edits }, sources.get(path));
    if (!error) return [{ path, before, after, edits }];
    leaveFile(list, path, edits, error);
    return [];
  });
}

function listReplaced({ replaced }: EditSession): FileChange[] {
  return [...replaced].flatMap(([path, { text, ...origin }]): FileChange[] => {
    const old = readIfThere(path);
    if (old === undefined && text === null) return [];
    const [before, after] = [old ?? "", text ?? ""];
    const edits = [{ start: 0, end: before.length, text: after, ...origin }];
    const fate = old === undefined ? "added" : text === null ? "removed" : undefined;
    return [{ path, before, after, edits, ...(fate ? { fate } : {}) }];
  });
}

function numberGames(
  changes: readonly FileChange[],
  games: readonly ReadonlySet<string>[],
  neighbours: ReadonlyMap<string, string>,
): FileChange[] {
  if (games.length < 2) return [...changes];
  return changes.map((change) => {
    const file = neighbours.get(change.path) ?? change.path;
    const game = games.findIndex((files) => files.has(file));
    return game === -1 ? change : { ...change, game };
  });
}

/** What is wrong with a file's text after its edits: it would not parse, or more than its code would have changed. */
function verify(
  { path, before, after, edits }: FileChange,
  source: ts.SourceFile | undefined,
): UnreadFile | undefined {
  if (!isEmbedding(path)) return findRewrittenError(path, after, edits, source);
  if (getOutside(path, before) !== getOutside(path, after)) return { path, message: outsideChanges };
  return findRewrittenError(path, after, edits, undefined);
}

/** A file that would not parse after its edits stays as it is, and so does all that was to be done in it. */
function leaveFile(list: FindingList, path: string, edits: readonly TextEdit[], error: UnreadFile): void {
  for (const { finding, rule } of edits)
    list.settle(finding, { rule, state: "by-hand", message: notWritten });
  const message = {
    en: `the rewritten file would not parse: ${error.message.en}`,
    zh: `改写后的文件将无法解析：${error.message.zh}`,
  };
  addUnread(list, { ...error, path, message });
}

const outsideChanges: BilingualText = {
  en: "text outside of its scripts would change",
  zh: "其脚本以外的文本将被改动",
};

const notWritten: BilingualText = {
  en: "not rewritten, because the rewritten file would not parse",
  zh: "未改写：改写后的文件将无法解析",
};

function addUnread(list: FindingList, { path, message, ...spot }: UnreadFile): void {
  const place = { file: path, start: 0, end: 0, ...spot };
  list.add({ ...place, kind: "file", rule: unreadRule.id, state: "unread", message });
}
