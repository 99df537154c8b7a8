import { createRequire } from "node:module";
import { type Command, InvalidArgumentError, Option } from "commander";
import type * as RunServe from "../serve/run-serve";
import { backendNames } from "../serve/backends";
import { type ServeOptions } from "../serve/serve-options";
import { type CommandContext } from "../command-context";
import { Terminal, type TerminalOptions } from "../terminal";
import { argumentTexts } from "./help-texts";

/** `mgobe-migrate serve <mgobexs>`: hosts a game server package. */
export function registerServe(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  program
    .command("serve")
    .argument("<mgobexs>")
    .addOption(new Option("--backend <name>").choices(backendNames))
    .option("-p, --port <port>", "", readPort)
    .option("--relay-port <port>", "", readPort)
    .option("--classic-ports")
    .option("--trust-proxy")
    .option("--host <host>")
    .option("--metrics-host <address...>")
    .option("--console-password-file <file>")
    .option("--drain-seconds <seconds>", "", readSeconds)
    .option("-c, --config <file>")
    .option("-w, --watch")
    .option("--record <file>")
    .addOption(new Option("--log-level <level>").choices(["debug", "info", "error"]))
    .option("--log-dir <folder>")
    .option("--no-log-files")
    .option("--max-stall <seconds>", "", readSeconds)
    .option("--tls-cert <file>")
    .option("--tls-key <file>")
    .option("--tls-dev")
    .addOption(new Option("--tls-min <version>").choices(["1.0", "1.1", "1.2", "1.3"]))
    .action(async (mgobexs: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ServeOptions & TerminalOptions>();
      const { runServe } = createRequire(__filename)("../serve/run-serve") as typeof RunServe;
      finish(await runServe(mgobexs, options, new Terminal(context, options)));
    });
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError(argumentTexts.seconds.en);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError(argumentTexts.port.en);
}
