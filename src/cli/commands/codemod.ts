import { createRequire } from "node:module";
import { type Command, Option } from "commander";
import { type CodemodCommandOptions } from "../codemod/codemod-options";
import type * as RunCodemodCommand from "../codemod/run-codemod-command";
import type * as RunOtherCommands from "../codemod/run-other-commands";
import { type UndoOptions } from "../codemod/run-other-commands";
import { Terminal, type TerminalOptions } from "../terminal";
import { readList } from "./read-list";

const load = createRequire(__filename);

/** `mgobe-migrate codemod <path...>`: rewrites a client. */
export function registerCodemod(program: Command, finish: (exitCode: number) => void): void {
  const command = program
    .command("codemod")
    .description("rewrite a game's client for the new backend, or scaffold a server project (--server)")
    .argument("[path...]", "folders or files of the client");
  addWhat(command);
  addFiles(command);
  addOutcome(command);
  command.action(async (paths: string[], _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<CodemodCommandOptions>();
    const { runCodemodCommand } = load("../codemod/run-codemod-command") as typeof RunCodemodCommand;
    finish(await runCodemodCommand(paths, options, new Terminal(options)));
  });
}

function addWhat(command: Command): void {
  command
    .addOption(
      new Option("--level <level>", "how deep the rewrite goes (default: messages)").choices([
        "sdk",
        "messages",
        "native",
      ]),
    )
    .option("--target <name>", "backend to rewrite for (default: colyseus)")
    .option("--endpoint <url>", "address of the new server, e.g. wss://play.example.com")
    .addOption(
      new Option(
        "--client <form>",
        "replace the vendored MGOBE.js, or import the package instead (default: file)",
      ).choices(["file", "package"]),
    )
    .option("--only <rules>", "run only these rules, separated by commas", readList)
    .option("--skip <rules>", "leave these rules out", readList)
    .option("--include-guesses", "also rewrite what only looks like MGOBE by its name")
    .option("--server <mgobexs>", "write a typed Colyseus project around a game server package instead")
    .option("--out <folder>", "folder of the project that --server writes (default: server)");
}

function addFiles(command: Command): void {
  command
    .option("--include <globs>", "take only files that match, separated by commas", readList)
    .option("--ignore <globs>", "leave out files that match", readList)
    .option("--extensions <list>", "endings to read (default: js,ts,jsx,tsx,mjs,cjs)", readList)
    .option("--pass-on-no-files", "no file to read is no error")
    .option("--config <file>", "configuration file (default: mgobe-migrate.config.json, .js or .ts)")
    .option("--print-config", "print the settings that hold, and stop");
}

function addOutcome(command: Command): void {
  command
    .option("--dry-run", "print the diff, write nothing")
    .option("--check", "only tell whether anything would change")
    .addOption(
      new Option("--format <format>", "how the outcome is told (default: text)").choices([
        "text",
        "json",
        "jsonl",
        "sarif",
        "github",
        "markdown",
      ]),
    )
    .option("-o, --output <file>", "write the outcome to a file")
    .option("--report <file>", "also write the migration report (.html .md .json .csv .sarif), with diffs")
    .option("-i, --interactive", "ask for each change, as `git add -p` does")
    .option("-y, --yes", "answer every question with yes")
    .option("--backup [folder]", "keep the old files there, for `mgobe-migrate undo`")
    .option("--commit-each-rule", "make a git commit of each rule's changes")
    .option("--allow-dirty", "write although the git tree has uncommitted changes")
    .option("--exit-zero", "exit with 0 although findings remain");
}

/** `mgobe-migrate todo [path...]`: lists markers. */
export function registerTodo(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("todo")
    .description("list the markers that codemod left in the code; exit code 1 when there are any")
    .argument("[path...]", "folders or files (default: the current folder)")
    .option("--json", "print JSON")
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<{ json?: boolean } & TerminalOptions>();
      const { runTodo } = load("../codemod/run-other-commands") as typeof RunOtherCommands;
      finish(runTodo(paths.length > 0 ? paths : ["."], options, new Terminal(options)));
    });
}

/** `mgobe-migrate undo [path...]`: restores a backup. */
export function registerUndo(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("undo")
    .description("put back the files of a codemod run with --backup")
    .argument("[path...]", "the paths that codemod was given (default: all that is in the backup)")
    .option("--backup <folder>", "folder of the backup (default: .mgobe-migrate/backup)")
    .option("--force", "also over files that were changed since")
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<UndoOptions>();
      const { runUndo } = load("../codemod/run-other-commands") as typeof RunOtherCommands;
      finish(runUndo(paths, options, new Terminal(options)));
    });
}

/** `mgobe-migrate list-rules`: lists the codemod's rules. */
export function registerListRules(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("list-rules")
    .description("list the rules of codemod")
    .option("--json", "print JSON")
    .action((_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<{ json?: boolean } & TerminalOptions>();
      const { runListRules } = load("../codemod/run-other-commands") as typeof RunOtherCommands;
      finish(runListRules(options, new Terminal(options)));
    });
}
