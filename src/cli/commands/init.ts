import { createRequire } from "node:module";
import { type Command } from "commander";
import type * as RunInit from "../init/run-init";
import { type CommandContext } from "../command-context";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate init [folder]`: writes `mgobe.config.json` from what the code says. */
export function registerInit(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("init")
    .argument("[folder]", "", ".")
    .option("--force")
    .action((folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ force?: boolean } & TerminalOptions>();
      const { runInit } = createRequire(__filename)("../init/run-init") as typeof RunInit;
      finish(runInit(folder, options.force === true, new Terminal(context, options)));
    });
}
