import { createRequire } from "node:module";
import { type Command } from "commander";
import { type CodemodCommandOptions } from "../codemod/codemod-options";
import { codemodSettings } from "../codemod/codemod-settings";
import type * as RunCodemodCommand from "../codemod/run-codemod-command";
import type * as RunListRules from "../codemod/run-list-rules";
import type * as RunTodo from "../codemod/run-todo";
import type * as RunUndo from "../codemod/run-undo";
import { runSettings } from "../codemod/run-settings";
import { type CommandContext } from "../command-context";
import { addSettings } from "../settings/add-settings";
import { Terminal, type TerminalOptions } from "../terminal";

const load = createRequire(__filename);

/** `mgobe-migrate codemod <path...>`: rewrites a client. */
export function registerCodemod(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("codemod").argument("[path...]");
  addSettings(command, codemodSettings);
  addSettings(command, runSettings);
  command.action(async (paths: string[], _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<CodemodCommandOptions>();
    const { runCodemodCommand } = load("../codemod/run-codemod-command") as typeof RunCodemodCommand;
    finish(await runCodemodCommand(paths, options, new Terminal(context, options)));
  });
}

/** `mgobe-migrate todo [path...]`: lists markers. */
export function registerTodo(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("todo")
    .argument("[path...]")
    .option("--json")
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<{ json?: boolean } & TerminalOptions>();
      const { runTodo } = load("../codemod/run-todo") as typeof RunTodo;
      finish(runTodo(paths.length > 0 ? paths : ["."], options, new Terminal(context, options)));
    });
}

/** `mgobe-migrate undo [path...]`: restores a backup. */
export function registerUndo(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("undo")
    .argument("[path...]")
    .option("--backup <folder>")
    .option("--force")
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<RunUndo.UndoOptions>();
      const { runUndo } = load("../codemod/run-undo") as typeof RunUndo;
      finish(runUndo(paths, options, new Terminal(context, options)));
    });
}

/** `mgobe-migrate list-rules`: lists the codemod's rules. */
export function registerListRules(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("list-rules")
    .option("--json")
    .action((_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<{ json?: boolean } & TerminalOptions>();
      const { runListRules } = load("../codemod/run-list-rules") as typeof RunListRules;
      finish(runListRules(options, new Terminal(context, options)));
    });
}
