import { createRequire } from "node:module";
import { type Command } from "commander";
import type * as RunServe from "../serve/run-serve";
import { type ServeOptions, serveSettings } from "../serve/serve-settings";
import { type CommandContext } from "../command-context";
import { addSettings } from "../settings/add-settings";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate serve <mgobexs>`: hosts a game server package. */
export function registerServe(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("serve").argument("<mgobexs>");
  addSettings(command, serveSettings);
  command.action(async (mgobexs: string, _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<ServeOptions & TerminalOptions>();
    const { runServe } = createRequire(__filename)("../serve/run-serve") as typeof RunServe;
    finish(await runServe(mgobexs, options, new Terminal(context, options)));
  });
}
