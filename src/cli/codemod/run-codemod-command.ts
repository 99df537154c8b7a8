import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createUnifiedDiff } from "../../../codemods/edits/unified-diff";
import { writeFiles } from "../../../codemods/edits/write-files";
import { defaultBackup, writeBackup } from "../../../codemods/history/backup";
import { commitFiles, findRepository, isDirty } from "../../../codemods/history/git";
import {
  formatFailure,
  formatGithub,
  formatJson,
  formatJsonLines,
  formatMarkdown,
  formatSarif,
  type Format,
} from "../../../codemods/output/machine-formats";
import { createReport, toRelative, type RunReport } from "../../../codemods/output/run-report";
import { formatText } from "../../../codemods/output/text-format";
import { createProject, type CodeProject } from "../../../codemods/project/code-project";
import { collectFiles } from "../../../codemods/project/collect-files";
import { selectRules } from "../../../codemods/rules/registry";
import {
  runCodemod,
  type CodemodOptions,
  type CodemodResult,
  type FileChange,
} from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { ToolError } from "../../contract";
import { createDocument, createReport as createMigrationReport, getFormatOfFile } from "../../report";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { readVersion } from "../version";
import { askForChanges } from "./ask";
import { builtClient } from "./client-files";
import { type CodemodCommandOptions, type CodemodSettings } from "./codemod-options";
import { texts } from "./codemod-texts";
import { readCodemodConfig } from "./read-config";
import { runServerScaffold } from "./run-server-scaffold";

/** Runs `mgobe-migrate codemod`; returns the exit code. A failure is told in the format that was asked for. */
export async function runCodemodCommand(
  paths: readonly string[],
  given: CodemodCommandOptions,
  terminal: Terminal,
): Promise<number> {
  try {
    if (given.server !== undefined) return runServerScaffold(given.server, given.out ?? "server", terminal);
    return await new CodemodCommand(paths, given, terminal).run();
  } catch (error) {
    const isMachine = given.format === "json" || given.format === "jsonl";
    if (!(error instanceof ToolError) || !isMachine) throw error;
    terminal.print(formatFailure(error, terminal.language));
    return ExitCode.failed;
  }
}

class CodemodCommand {
  private readonly folder = process.cwd();
  private readonly settings: CodemodSettings & CodemodCommandOptions;
  private readonly paths: readonly string[];
  private readonly mode: "write" | "dry-run" | "check";
  private readonly startedAt = performance.now();

  constructor(
    paths: readonly string[],
    given: CodemodCommandOptions,
    private readonly terminal: Terminal,
  ) {
    this.settings = { ...readCodemodConfig(given.config, this.folder), ...given };
    this.paths = paths.length > 0 ? paths : (this.settings.paths ?? []);
    this.mode = given.check ? "check" : given.dryRun ? "dry-run" : "write";
  }

  async run(): Promise<number> {
    if (this.settings.printConfig) return this.printConfig();
    if (this.paths.length === 0) {
      throw new ToolError("BAD_OPTION", { option: "path", reason: "no path was given" });
    }
    const options = this.createOptions();
    // A misspelt rule or path must be told before git is asked.
    selectRules(options.rules);
    const project = this.openProject();
    if (this.mode === "write") this.checkRepositories(project);
    const result = runCodemod(project, options, builtClient);
    this.clearStatus();
    const changes = await this.chooseChanges(result);
    const report = this.createReport(result, changes);
    const outcome = this.mode === "write" ? this.write(changes, options) : [];
    this.print(result, report, changes);
    this.writeMigrationReport({ ...result, changes });
    outcome.forEach((line) => this.terminal.printError(line));
    return this.getExitCode(report);
  }

  private printConfig(): number {
    const { color: _color, lang: _lang, printConfig: _print, config: _config, ...rest } = this.settings;
    this.terminal.print(JSON.stringify({ ...defaults, ...rest, paths: this.paths }, null, 2));
    return ExitCode.done;
  }

  private createOptions(): CodemodOptions {
    const { level = defaults.level, target = defaults.target, only, skip, endpoint } = this.settings;
    return {
      rules: { level, ...(only ? { only } : {}), ...(skip ? { skip } : {}) },
      target: requireTarget(target),
      includeGuesses: this.settings.includeGuesses ?? false,
      language: this.terminal.language,
      client: this.settings.client ?? defaults.client,
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }

  private openProject(): CodeProject {
    const { include, ignore, extensions } = this.settings;
    this.showStatus(this.terminal.say(texts.reading));
    const collected = collectFiles(this.paths, {
      ...(include ? { include } : {}),
      ...(ignore ? { ignore } : {}),
      ...(extensions ? { extensions } : {}),
    });
    if (collected.files.length === 0 && collected.sdkFiles.length === 0 && !this.settings.passOnNoFiles) {
      throw new ToolError("NO_FILES", { path: collected.roots.join(", ") });
    }
    this.showStatus(this.terminal.say(texts.rewriting, { files: String(collected.files.length) }));
    return createProject(collected);
  }

  private checkRepositories(project: CodeProject): void {
    for (const root of project.roots) {
      const repository = findRepository(root);
      if (repository === undefined) {
        if (!this.settings.backup) this.terminal.printError(this.terminal.say(texts.noRepository));
      } else if (!this.settings.allowDirty && isDirty(repository)) {
        this.clearStatus();
        throw new ToolError("DIRTY_TREE", { path: repository });
      }
    }
  }

  private async chooseChanges(result: CodemodResult): Promise<readonly FileChange[]> {
    if (!this.settings.interactive || this.settings.yes || this.mode !== "write") return result.changes;
    return askForChanges(result.changes, this.folder, this.terminal);
  }

  private createReport(result: CodemodResult, changes: readonly FileChange[]): RunReport {
    return createReport(
      result,
      {
        version: readVersion(),
        level: this.settings.level ?? defaults.level,
        target: this.settings.target ?? defaults.target,
        mode: this.mode,
        durationMs: Math.round(performance.now() - this.startedAt),
        folder: this.folder,
        withDiffs: this.mode === "dry-run",
      },
      changes,
    );
  }

  /** Writes the changes; returns the lines that say how to undo them. */
  private write(changes: readonly FileChange[], options: CodemodOptions): string[] {
    if (changes.length === 0) return [];
    const { backup } = this.settings;
    const folder = typeof backup === "string" ? backup : defaultBackup;
    if (backup) writeBackup(resolve(this.folder, folder), this.folder, changes);
    const commits = this.settings.commitEachRule ? this.commitEachRule(changes, options) : undefined;
    if (commits) return commits;
    writeFiles(changes.map(({ path, after }) => ({ path, text: after })));
    if (backup)
      return [this.terminal.say(texts.undoBackup, { folder: backup === true ? "" : folder }).trimEnd()];
    if (!findRepository(this.paths[0] ?? ".")) return [];
    return [this.terminal.say(texts.undoGit, { paths: this.paths.join(" ") })];
  }

  /** One commit for each rule, each made from the code as the rule before left it. */
  private commitEachRule(changes: readonly FileChange[], options: CodemodOptions): string[] | undefined {
    const repository = findRepository(changes[0]?.path ?? this.folder);
    if (repository === undefined) return undefined;
    const lines: string[] = [];
    for (const { id } of selectRules(options.rules)) {
      const result = runCodemod(
        this.openProject(),
        { ...options, rules: { level: "native", only: [id] } },
        builtClient,
      );
      if (result.changes.length === 0) continue;
      writeFiles(result.changes.map(({ path, after }) => ({ path, text: after })));
      const paths = result.changes.map(({ path }) => path);
      commitFiles(repository, paths, `refactor: mgobe-migrate ${id}`);
      lines.push(this.terminal.say(texts.committed, { rule: id, files: String(paths.length) }));
    }
    this.clearStatus();
    return lines;
  }

  private print(result: CodemodResult, report: RunReport, changes: readonly FileChange[]): void {
    const format = this.settings.format ?? "text";
    const output = this.settings.output;
    if (this.mode === "dry-run" && format === "text" && output === undefined) {
      for (const { path, before, after } of changes) {
        const diff = createUnifiedDiff(
          toRelative(this.folder, path),
          before,
          after,
          this.terminal.isColoured,
        );
        this.terminal.print(diff.replace(/\n$/, ""));
      }
    }
    const text = formatReport(report, format, this.terminal);
    if (output === undefined) return this.terminal.print(text);
    writeFileSync(resolve(this.folder, output), `${text}\n`);
    this.terminal.printError(this.terminal.say(texts.written, { path: output }));
  }

  private writeMigrationReport(result: CodemodResult): void {
    const { report: file, level = defaults.level } = this.settings;
    if (file === undefined) return;
    const report = createMigrationReport({
      result,
      mode: this.mode === "write" ? "written" : "dry-run",
      level,
      command: ["mgobe-migrate", ...process.argv.slice(2)].join(" "),
      toolVersion: readVersion(),
      startedAt: performance.timeOrigin + this.startedAt,
      getDuration: () => performance.now() - this.startedAt,
    });
    const { language } = this.terminal;
    const text = createDocument(report, { format: getFormatOfFile(file) ?? "html", language });
    writeFiles([{ path: resolve(this.folder, file), text }]);
    this.terminal.printError(this.terminal.say(texts.written, { path: file }));
  }

  private getExitCode({ counts }: RunReport): number {
    if (this.settings.exitZero) return ExitCode.done;
    const isPending = this.mode === "check" && counts.changed > 0;
    return isPending || counts.todos > 0 || counts.notParsed > 0 ? ExitCode.findings : ExitCode.done;
  }

  private showStatus(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  }

  private clearStatus(): void {
    if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  }
}

const defaults = { level: "messages", target: "colyseus", client: "file", format: "text" } as const;

function formatReport(report: RunReport, format: Format, { language }: Terminal): string {
  switch (format) {
    case "json":
      return formatJson(report, language);
    case "jsonl":
      return formatJsonLines(report, language);
    case "sarif":
      return formatSarif(report, language);
    case "github":
      return formatGithub(report, language);
    case "markdown":
      return formatMarkdown(report, language);
    default:
      return formatText(report, language);
  }
}
