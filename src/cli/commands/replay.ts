import { createRequire } from "node:module";
import { type Command, Option } from "commander";
import { type CommandContext } from "../command-context";
import type * as RunReplay from "../replay/run-replay";
import { type ReplayCommandOptions } from "../replay/replay-command-options";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate replay <file> <url>`: plays a record again and compares. */
export function registerReplay(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("replay")
    .argument("<file>")
    .argument("<url>")
    .option("--fast")
    .option("--rules <file>")
    .option("-c, --config <file>")
    .addOption(new Option("--backend <name>").choices(["colyseus", "socket.io"]))
    .addOption(new Option("--format <format>").choices(["text", "json"]))
    .action(async (file: string, url: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReplayCommandOptions & TerminalOptions>();
      const { runReplay } = createRequire(__filename)("../replay/run-replay") as typeof RunReplay;
      finish(await runReplay(file, url, options, new Terminal(context, options)));
    });
}
