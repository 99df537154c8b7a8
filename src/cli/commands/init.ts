import { createRequire } from "node:module";
import { type Command } from "commander";
import type * as RunInit from "../init/run-init";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate init [folder]`: writes `mgobe.config.json` from what the code says. */
export function registerInit(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("init")
    .description("write mgobe.config.json from what the game's code says, and say what to fill in")
    .argument("[folder]", "the game: client, game server, or both", ".")
    .option("--force", "where there is a configuration: add what it lacks; what it has stays")
    .action((folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ force?: boolean } & TerminalOptions>();
      const { runInit } = createRequire(__filename)("../init/run-init") as typeof RunInit;
      finish(runInit(folder, options.force === true, new Terminal(options)));
    });
}
