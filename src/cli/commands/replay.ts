import { createRequire } from "node:module";
import { type Command } from "commander";
import { type CommandContext } from "../command-context";
import type * as RunReplay from "../replay/run-replay";
import { type ReplayCommandOptions, replaySettings } from "../replay/replay-settings";
import { addSettings } from "../settings/add-settings";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate replay <file> <url>`: plays a record again and compares. */
export function registerReplay(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("replay").argument("<file>").argument("<url>");
  addSettings(command, replaySettings);
  command.action(async (file: string, url: string, _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<ReplayCommandOptions & TerminalOptions>();
    const { runReplay } = createRequire(__filename)("../replay/run-replay") as typeof RunReplay;
    finish(await runReplay(file, url, options, new Terminal(context, options)));
  });
}
