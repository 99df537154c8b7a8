import { writeFiles } from "../../../codemods/edits/write-files";
import { defaultBackup, writeBackup } from "../../../codemods/history/backup";
import { commitFiles, findRepository, isDirty } from "../../../codemods/history/git";
import { toProjectPath } from "../../../codemods/project/project-path";
import { selectRules, type RuleSelection } from "../../../codemods/rules/registry";
import { type FileChange } from "../../../codemods/run/codemod-run";
import { countOf, ToolError } from "../../contract";
import { quoteArgument } from "../quote-argument";
import { type Terminal } from "../terminal";
import { type CodemodSettings } from "./codemod-options";
import { texts } from "./codemod-texts";

/** Writes a run's changes the way the settings ask for; afterwards it says how to take them back. */
export class ChangeWriter {
  private isInRepository = false;
  private wasDirty = false;

  constructor(
    private readonly paths: readonly string[],
    private readonly folder: string,
    private readonly settings: CodemodSettings,
    private readonly terminal: Terminal,
  ) {}

  /** Throws `ToolError` DIRTY_TREE, or NO_REPOSITORY where commits were asked for. */
  checkRepositories(roots: readonly string[]): void {
    for (const root of roots) {
      const repository = findRepository(root);
      if (repository === undefined) {
        if (this.settings.commitEachRule) throw new ToolError("NO_REPOSITORY", { path: root });
        continue;
      }
      this.isInRepository = true;
      if (!isDirty(repository)) continue;
      if (!this.settings.allowDirty) throw new ToolError("DIRTY_TREE", { path: repository });
      this.wasDirty = true;
    }
  }

  /**
   * Writes; returns what is to be said about it.
   *
   * @param runRule the changes of one rule to the code as it is by then
   */
  write(
    changes: readonly FileChange[],
    rules: RuleSelection,
    runRule: (id: string) => readonly FileChange[],
  ): string[] {
    if (changes.length === 0) return [];
    const { backup, commitEachRule } = this.settings;
    const backupFolder = typeof backup === "string" ? backup : defaultBackup;
    if (backup) writeBackup(toProjectPath(backupFolder, this.folder), this.folder, changes);
    if (commitEachRule) return this.commitEachRule(changes, rules, runRule);
    writeFiles(changes.map(({ path, after }) => ({ path, text: after })));
    if (backup) {
      const folder = backup === true ? "" : quoteArgument(backupFolder);
      return [this.terminal.say(texts.undoBackup, { folder }).trimEnd()];
    }
    if (!this.isInRepository) return [this.terminal.say(texts.noRepository)];
    const paths = this.paths.map(quoteArgument).join(" ");
    return [this.terminal.say(this.wasDirty ? texts.undoGitDirty : texts.undoGit, { paths })];
  }

  /** One commit for each rule, each made from the code as the rule before left it. */
  private commitEachRule(
    changes: readonly FileChange[],
    rules: RuleSelection,
    runRule: (id: string) => readonly FileChange[],
  ): string[] {
    const chosen = new Set(changes.map(({ path }) => path));
    const repository = findRepository(changes[0]?.path ?? this.folder);
    if (repository === undefined) throw new ToolError("NO_REPOSITORY", { path: this.folder });
    const lines: string[] = [];
    for (const { id } of selectRules(rules)) {
      const own = runRule(id).filter(({ path }) => chosen.has(path));
      if (own.length === 0) continue;
      writeFiles(own.map(({ path, after }) => ({ path, text: after })));
      const paths = own.map(({ path }) => path);
      commitFiles(repository, paths, `refactor: mgobe-migrate ${id}`);
      lines.push(
        this.terminal.say(texts.committed, {
          rule: id,
          files: countOf(paths.length, "file", "files", "个文件"),
        }),
      );
    }
    return lines;
  }
}
