import { removeLeftovers } from "../../../codemods/edits/leftovers";
import { writeFiles } from "../../../codemods/edits/write-files";
import { defaultBackup, type FileToKeep, writeBackup } from "../../../codemods/history/backup";
import {
  commitFiles,
  findRepository,
  findSilentRepository,
  findUntracked,
  groupByRepository,
  isDirty,
} from "../../../codemods/history/git";
import { toReal } from "../../../codemods/history/real-path";
import { RunLock } from "../../../codemods/history/run-lock";
import { type CodeProject } from "../../../codemods/project/code-project";
import { basename, dirname, isInside, relative, toProjectPath } from "../../../codemods/project/project-path";
import { selectRules, type RuleSelection } from "../../../codemods/rules/registry";
import { type CodemodOptions, type FileChange } from "../../../codemods/run/codemod-run";
import { countOf, ToolError } from "../../contract";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { type CodemodSettings } from "./codemod-settings";
import { texts } from "./codemod-texts";

/** What a file holds before and after, null where it is not there. */
function toFileStates({ path, before, after, fate }: FileChange): FileToKeep {
  return { path, before: fate === "added" ? null : before, after: fate === "removed" ? null : after };
}

/** Writes a run's changes the way the settings ask for; afterwards it says how to take them back. */
export class ChangeWriter {
  private readonly dirty = new Set<string>();
  private readonly checked = new Set<string>();
  private readonly backupFolder: string;

  constructor(
    private readonly paths: readonly string[],
    private readonly folder: string,
    private readonly settings: CodemodSettings,
    private readonly terminal: Terminal,
  ) {
    const { backup } = settings;
    this.backupFolder = typeof backup === "string" ? backup : defaultBackup;
  }

  /** Keeps other runs away from the code. Throws `ToolError` RUN_BUSY. */
  lock(): RunLock {
    const backup = this.settings.backup ? [this.backupFolder] : [];
    return RunLock.acquire([...this.paths, ...backup].map((path) => toProjectPath(path, this.folder)));
  }

  /** Removes what a killed run left in the code's folders, and says so. */
  clean({ files, sdkFiles, skipped }: CodeProject): void {
    const paths = [...files, ...sdkFiles, ...skipped].map(({ path }) => path);
    const folders = new Set(paths.map((path) => dirname(path)));
    if (this.settings.backup) folders.add(toProjectPath(this.backupFolder, this.folder));
    const { length } = removeLeftovers(folders);
    if (length === 0) return;
    const removed = countOf(length, "file", "files", "个文件");
    this.terminal.printError(this.terminal.say(texts.leftovers, { files: removed }));
  }

  /** Throws `ToolError` DIRTY_TREE, GIT_SILENT, or NO_REPOSITORY where commits were asked for. */
  checkRepositories(roots: readonly string[]): void {
    for (const root of roots) {
      const repository = findRepository(root);
      if (repository === undefined) this.requireWord(root);
      if (repository !== undefined) this.checkRepository(repository);
      else if (this.settings.commitEachRule) throw new ToolError("NO_REPOSITORY", { path: root });
    }
  }

  /** The same for repositories inside the given paths, of which only those count that hold a file to be changed. */
  checkChanges(changes: readonly FileChange[]): void {
    for (const [repository, paths] of groupByRepository(changes.map(({ path }) => path))) {
      if (repository !== undefined) this.checkRepository(repository);
      else for (const folder of new Set(paths.map((path) => dirname(path)))) this.requireWord(folder);
    }
  }

  /** Throws where there is a repository that git tells nothing of: what is not committed in it could be lost. */
  private requireWord(path: string): void {
    const silent = this.settings.allowDirty ? undefined : findSilentRepository(path);
    if (silent) throw new ToolError("GIT_SILENT", silent);
  }

  private checkRepository(repository: string): void {
    if (this.checked.has(repository)) return;
    this.checked.add(repository);
    if (!isDirty(repository)) return;
    if (!this.settings.allowDirty) {
      this.requireWord(repository);
      throw new ToolError("DIRTY_TREE", { path: repository });
    }
    this.dirty.add(repository);
  }

  /**
   * Writes; returns what is to be said about it. Throws `ToolError` FILE_CHANGED when a file no longer holds what was read.
   *
   * @param runRule the changes of one rule to the code as it is by then
   */
  write(
    changes: readonly FileChange[],
    { rules, target }: Pick<CodemodOptions, "rules" | "target">,
    runRule: (id: string) => readonly FileChange[],
  ): string[] {
    if (changes.length === 0) return [];
    if (this.settings.commitEachRule) return this.commitEachRule(changes, rules, runRule);
    this.writeStep(changes);
    const isAdded = ({ fate }: FileChange): boolean => fate === "added";
    const added = changes.filter(isAdded).map(({ path }) => path);
    const changed = changes.filter((each) => !isAdded(each)).map(({ path }) => path);
    const isInstalled = changed.some((path) => basename(path) === "package.json");
    const install = isInstalled ? [this.terminal.say(texts.install, { name: target.sdk.package })] : [];
    return [...install, ...this.describeWayBack(changed, added)];
  }

  private writeStep(changes: readonly FileChange[]): void {
    const { folder } = this;
    if (this.settings.backup) {
      const roots = this.paths.map((path) => toProjectPath(path, folder));
      writeBackup(toProjectPath(this.backupFolder, folder), folder, roots, changes.map(toFileStates));
    }
    writeFiles(
      changes.map(toFileStates).map(({ path, before, after }) => ({ path, text: after, expected: before })),
    );
  }

  /** How to take the changes back: one line for each history that knows the files, one for files that none knows. */
  private describeWayBack(changed: readonly string[], added: readonly string[]): string[] {
    const { terminal } = this;
    const { backup } = this.settings;
    if (backup) {
      const option = backup === true ? [] : ["--backup", this.quote(this.backupFolder)];
      const named = [...this.paths, ...this.listLinkedOut([...changed, ...added])];
      const paths = [...named.map((path) => this.quote(path)), ...option].join(" ");
      return [terminal.say(texts.undoBackup, { paths })];
    }
    const extra = added.length === 0 ? [] : [terminal.say(texts.undoAdded, { paths: this.listPaths(added) })];
    const lines: string[] = [];
    const lost: string[] = [];
    const groups = groupByRepository(changed);
    for (const [repository, paths] of groups) {
      const untracked = repository === undefined ? paths : findUntracked(repository, paths);
      lost.push(...untracked);
      if (repository === undefined || untracked.length === paths.length) continue;
      const text = this.dirty.has(repository) ? texts.undoGitDirty : texts.undoGit;
      lines.push(terminal.say(text, { command: this.getCheckout(repository, paths) }));
    }
    if (lost.length === changed.length && groups.size === 1 && groups.has(undefined))
      return [terminal.say(texts.noRepository)];
    const left = lost.length === 0 ? [] : [terminal.say(texts.noWayBack, { paths: this.listPaths(lost) })];
    return [...lines, ...extra, ...left];
  }

  /** Files that a link leads to out of the working folder and the given paths: `undo` writes there only when it is told. */
  private listLinkedOut(changed: readonly string[]): string[] {
    const trees = [toReal(this.folder), ...this.paths.map((path) => this.toTree(path))];
    const outside = changed.map(toReal).filter((path) => !trees.some((tree) => isInside(tree, path)));
    return outside.map((path) => relative(this.folder, path));
  }

  private listPaths(paths: readonly string[]): string {
    return paths.map((path) => relative(this.folder, path)).join(", ");
  }

  private quote(path: string): string {
    return quoteArgument(path, this.terminal.context.platform);
  }

  private toTree(path: string): string {
    return toReal(toProjectPath(path, this.folder));
  }

  /** The command that brings a repository's files back, as it is typed in the folder of this run. */
  private getCheckout(repository: string, changed: readonly string[]): string {
    const isOwn = findRepository(this.folder) === repository;
    if (!isOwn) {
      const place = relative(this.folder, repository) || ".";
      return `git -C ${this.quote(place)} checkout -- .`;
    }
    // Git goes through no link: what one leads to is named by its own path.
    const files = changed.map(toReal);
    const given = this.paths.filter((path) => files.some((each) => isInside(this.toTree(path), each)));
    // A file may lie outside of the paths that were given, e.g. the SDK beside them.
    const others = files.filter((each) => !given.some((path) => isInside(this.toTree(path), each)));
    const paths = [...given, ...others.map((path) => relative(toReal(this.folder), path))];
    return `git checkout -- ${paths.map((path) => this.quote(path)).join(" ")}`;
  }

  /** One commit for each rule and repository, each made from the code as the rule before left it. */
  private commitEachRule(
    changes: readonly FileChange[],
    rules: RuleSelection,
    runRule: (id: string) => readonly FileChange[],
  ): string[] {
    const chosen = new Set(changes.map(({ path }) => path));
    const lines: string[] = [];
    for (const { id } of selectRules(rules)) {
      const own = runRule(id).filter(({ path }) => chosen.has(path));
      if (own.length === 0) continue;
      const groups = groupByRepository(own.map(({ path }) => path));
      const [outside] = groups.get(undefined) ?? [];
      if (outside !== undefined) throw new ToolError("NO_REPOSITORY", { path: outside });
      this.writeStep(own);
      for (const [repository = "", paths] of groups)
        commitFiles(repository, paths, `refactor: mgobe-migrate ${id}`);
      const files = countOf(own.length, "file", "files", "个文件");
      lines.push(this.terminal.say(texts.committed, { rule: id, files }));
    }
    return lines;
  }
}
