import { createRequire } from "node:module";
import { type Command } from "commander";
import { benchSettings, type GivenBenchOptions } from "../bench/bench-settings";
import type * as RunBench from "../bench/run-bench";
import { type CommandContext } from "../command-context";
import { addSettings } from "../settings/add-settings";
import { Terminal, type TerminalOptions } from "../terminal";

/** `mgobe-migrate bench <url>`: measures a server with bots. */
export function registerBench(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("bench").argument("<url>");
  addSettings(command, benchSettings);
  command.action(async (url: string, _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<GivenBenchOptions & TerminalOptions>();
    const { runBench } = createRequire(__filename)("../bench/run-bench") as typeof RunBench;
    finish(await runBench(url, options, new Terminal(context, options)));
  });
}
