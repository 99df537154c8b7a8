import { createRequire } from "node:module";
import { type Command } from "commander";
import type * as RunDoctor from "../doctor/run-doctor";
import { type CommandContext } from "../command-context";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate doctor [mgobexs]`: says what would keep `serve` from running. */
export function registerDoctor(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("doctor")
    .argument("[mgobexs]", "", "mgobexs")
    .option("-c, --config <file>")
    .action(async (mgobexs: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ config?: string } & TerminalOptions>();
      const { runDoctor } = createRequire(__filename)("../doctor/run-doctor") as typeof RunDoctor;
      finish(await runDoctor(mgobexs, options.config, new Terminal(context, options)));
    });
}
