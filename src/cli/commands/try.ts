import { createRequire } from "node:module";
import { type Command } from "commander";
import { type CommandContext } from "../command-context";
import { addSettings } from "../settings/add-settings";
import { Terminal, type TerminalOptions } from "../terminal";
import type * as RunTry from "../try/run-try";
import { type TryOptions, trySettings } from "../try/try-settings";

/** `mgobe-migrate try <sdk> [second]`: tries a copy of MGOBE.js against the server of this package. */
export function registerTry(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("try").argument("<sdk>").argument("[second]");
  addSettings(command, trySettings);
  command.action(async (sdk: string, second: string | undefined, _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<TryOptions & TerminalOptions>();
    const { runTry } = createRequire(__filename)("../try/run-try") as typeof RunTry;
    finish(await runTry(sdk, second, options, new Terminal(context, options)));
  });
}
