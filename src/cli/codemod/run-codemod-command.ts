import { writeFiles } from "../../../codemods/edits/write-files";
import { formatFailure, type Format } from "../../../codemods/output/failure-format";
import { formatChange } from "../../../codemods/output/change-format";
import { SecretMask } from "../../../codemods/output/secrets";

import { createProject, type CodeProject } from "../../../codemods/project/code-project";
import { dirname, relative, toProjectPath } from "../../../codemods/project/project-path";
import { selectRules } from "../../../codemods/rules/registry";
import {
  runCodemod,
  type CodemodOptions,
  type CodemodResult,
  type FileChange,
} from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { countOf, type Language, ToolError } from "../../contract";
import {
  createOutcome,
  createReport as createMigrationReport,
  findBase,
  isTodo,
  type Report,
  type ReportInput,
} from "../../analysis";
import { createDocument, createGithub, createRunText, getFormatOfFile } from "../../report";
import { collectSources } from "../collect-sources";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { readVersion } from "../version";
import { askForChanges } from "./ask";
import { checkSettings } from "./check-settings";
import { builtClient } from "./client-files";
import { type CodemodCommandOptions } from "./codemod-options";
import { texts } from "./codemod-texts";
import { readCodemodConfig } from "./read-config";
import { runServerScaffold } from "./run-server-scaffold";
import { ChangeWriter } from "./write-changes";

/** Runs `mgobe-migrate codemod`; returns the exit code. A failure is told in the format that was asked for. */
export async function runCodemodCommand(
  paths: readonly string[],
  given: CodemodCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { folder } = terminal.context;
  let { format } = given;
  try {
    if (given.server !== undefined) {
      checkSettings(paths, given, terminal.context);
      const target = requireTarget(given.target ?? defaults.target);
      return await runServerScaffold({ mgobexs: given.server, out: given.out ?? "server", target }, terminal);
    }
    const settings = { ...readCodemodConfig(given.config, folder), ...given };
    format = settings.format;
    const all = paths.length > 0 ? paths : (settings.paths ?? []);
    checkSettings(all, settings, terminal.context);
    return await new CodemodCommand(all, settings, folder, terminal).run();
  } catch (error) {
    const told = error instanceof ToolError ? formatFailure(error, format, terminal.language) : undefined;
    if (told === undefined) throw error;
    terminal.print(told);
    return ExitCode.failed;
  }
}

class CodemodCommand {
  private readonly mode: "write" | "dry-run" | "check";
  private readonly writer: ChangeWriter;
  private readonly startedAt = performance.now();

  constructor(
    private readonly paths: readonly string[],
    private readonly settings: CodemodCommandOptions,
    private readonly folder: string,
    private readonly terminal: Terminal,
  ) {
    this.mode = settings.check ? "check" : settings.dryRun ? "dry-run" : "write";
    this.writer = new ChangeWriter(paths, folder, settings, terminal);
  }

  async run(): Promise<number> {
    if (this.settings.printConfig) return this.printConfig();
    const options = this.createOptions();
    // A misspelt rule or path must be told before git is asked.
    selectRules(options.rules);
    const lock = this.mode === "write" ? this.writer.lock() : undefined;
    try {
      return await this.runWith(options);
    } finally {
      lock?.release();
    }
  }

  private async runWith(options: CodemodOptions): Promise<number> {
    const result = this.analyse(options);
    const changes = await this.chooseChanges(result);
    const outcome = this.createOutcome(result, changes);
    const wayBack = this.mode === "write" ? this.write(changes, options) : [];
    this.print(outcome, result, changes);
    this.writeMigrationReport(result, changes);
    wayBack.forEach((line) => this.terminal.printError(line));
    return this.getExitCode(outcome);
  }

  private analyse(options: CodemodOptions): CodemodResult {
    try {
      const project = this.openProject();
      if (this.mode !== "write") return runCodemod(project, options, builtClient);
      this.writer.clean(project);
      this.writer.checkRepositories(project.roots);
      const result = runCodemod(project, options, builtClient);
      this.writer.checkChanges(result.changes);
      return result;
    } finally {
      this.clearStatus();
    }
  }

  private printConfig(): number {
    const { color: _color, lang: _lang, printConfig: _print, config: _config, ...rest } = this.settings;
    this.terminal.print(JSON.stringify({ ...defaults, ...rest, paths: this.paths }, null, 2));
    return ExitCode.done;
  }

  private createOptions(): CodemodOptions {
    const { level = defaults.level, only, skip, endpoint } = this.settings;
    const target = requireTarget(this.settings.target ?? defaults.target);
    if (this.settings.inline && !target.native)
      throw new ToolError("OPTIONS_CLASH", { one: "--inline", other: `--target ${target.id}` });
    return {
      rules: { level, ...(only ? { only } : {}), ...(skip ? { skip } : {}) },
      target,
      includeGuesses: this.settings.includeGuesses ?? false,
      inline: this.settings.inline ?? false,
      language: this.terminal.language,
      client: this.settings.client ?? defaults.client,
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }

  private openProject(): CodeProject {
    this.showStatus(this.terminal.say(texts.reading));
    const collected = collectSources(this.paths, { ...this.settings, folder: this.folder });
    this.showStatus(
      this.terminal.say(texts.rewriting, {
        files: countOf(collected.files.length, "file", "files", "个文件"),
      }),
    );
    return createProject(collected);
  }

  private async chooseChanges(result: CodemodResult): Promise<readonly FileChange[]> {
    if (!this.settings.interactive || this.settings.yes || this.mode !== "write") return result.changes;
    return askForChanges(result.changes, this.folder, this.terminal, createMask(result));
  }

  /** Writes the changes; returns the lines that say how to undo them. */
  private write(changes: readonly FileChange[], options: CodemodOptions): string[] {
    try {
      return this.writer.write(
        changes,
        options,
        (alone) => runCodemod(this.openProject(), { ...options, alone }, builtClient).changes,
      );
    } finally {
      this.clearStatus();
    }
  }

  private print(outcome: Report, result: CodemodResult, changes: readonly FileChange[]): void {
    const { format = defaults.format, output } = this.settings;
    const { language, isColoured } = this.terminal;
    if (this.mode === "dry-run" && format === "text" && output === undefined) {
      for (const change of changes) {
        const path = relative(this.folder, change.path);
        this.terminal.print(formatChange(change, path, language, isColoured, createMask(result)));
      }
    }
    const text = createText(outcome, format, language).trimEnd();
    if (output === undefined) this.terminal.print(text);
    else this.writeOutcome(output, `${text}\n`);
  }

  private writeOutcome(path: string, text: string): void {
    writeFiles([{ path: toProjectPath(path, this.folder), text }]);
    this.terminal.printError(this.terminal.say(texts.written, { path }));
  }

  /** The run as all formats show it. */
  private createOutcome(result: CodemodResult, changes: readonly FileChange[]): Report {
    const withDiffs = this.mode === "dry-run";
    return createOutcome({ ...this.describeRun(result, changes), folder: this.folder, withDiffs });
  }

  private describeRun(result: CodemodResult, changes: readonly FileChange[]): ReportInput {
    const { level = defaults.level, target = defaults.target } = this.settings;
    return {
      result,
      changes,
      mode: this.mode === "write" ? "written" : this.mode,
      level,
      target,
      command: this.terminal.context.commandLine,
      toolVersion: readVersion(),
      startedAt: performance.timeOrigin + this.startedAt,
      getDuration: () => performance.now() - this.startedAt,
    };
  }

  private writeMigrationReport(result: CodemodResult, changes: readonly FileChange[]): void {
    const { report: file } = this.settings;
    if (file === undefined) return;
    const report = createMigrationReport(this.describeRun(result, changes));
    const { language } = this.terminal;
    const text = createDocument(report, {
      format: getFormatOfFile(file) ?? "html",
      language,
      folder: relative(dirname(toProjectPath(file, this.folder)), findBase(result.project.roots)),
    });
    this.writeOutcome(file, text);
  }

  private getExitCode({ findings, files }: Report): number {
    if (this.settings.exitZero) return ExitCode.done;
    const isPending = this.mode === "check" && files.changed > 0;
    const isLeft = findings.some((each) => isTodo(each) || each.state === "unread");
    return isPending || isLeft ? ExitCode.findings : ExitCode.done;
  }

  private showStatus(text: string): void {
    const { stderr } = this.terminal.context;
    if (stderr.isTTY) stderr.write(`\r\u001B[K${text}`);
  }

  private clearStatus(): void {
    const { stderr } = this.terminal.context;
    if (stderr.isTTY) stderr.write("\r\u001B[K");
  }
}

/** What no diff may show; read from the code only when one is made. */
function createMask({ project }: CodemodResult): SecretMask {
  return new SecretMask(() => project.files.map(({ text }) => text));
}

const defaults = { level: "messages", target: "colyseus", client: "file", format: "text" } as const;

/** The codemod's own two formats, and those that `report` writes, too. */
function createText(outcome: Report, format: Format, language: Language): string {
  if (format === "text") return createRunText(outcome, language);
  if (format === "github") return createGithub(outcome, language);
  return createDocument(outcome, { format, language });
}
