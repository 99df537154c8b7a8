import { createRequire } from "node:module";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type BenchOptions } from "../bench/bench-options";
import type * as RunBench from "../bench/run-bench";
import { type CommandContext } from "../command-context";
import { Terminal, type TerminalOptions } from "../terminal";
import { argumentTexts } from "./help-texts";

/** `mgobe-migrate bench <url>`: measures a server with bots. */
export function registerBench(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("bench")
    .argument("<url>")
    .addOption(new Option("--kind <kind>").choices(["drop-in", "wire", "mixed"]).default("drop-in"))
    .addOption(createCount("--players <count>").default(100))
    .addOption(createCount("--room-size <count>").default(10))
    .addOption(createCount("--fps <rate>"))
    .addOption(new Option("--send-rate <rate>").argParser(readRate))
    .addOption(createCount("--seconds <seconds>").default(10))
    .addOption(createCount("--ramp <count>"))
    .addOption(createCount("--limit <ms>").default(100))
    .addOption(createCount("--workers <count>"))
    .option("-c, --config <file>")
    .addOption(new Option("--format <format>").choices(["text", "json"]).default("text"))
    .action(async (url: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<BenchOptions & TerminalOptions>();
      const { runBench } = createRequire(__filename)("../bench/run-bench") as typeof RunBench;
      finish(await runBench(url, options, new Terminal(context, options)));
    });
}

function createCount(flags: string): Option {
  return new Option(flags).argParser((text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= 1 && count <= 100_000) return count;
    throw new InvalidArgumentError(argumentTexts.count.en);
  });
}

function readRate(text: string): number {
  const rate = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && rate <= 1000) return rate;
  throw new InvalidArgumentError(argumentTexts.rate.en);
}
