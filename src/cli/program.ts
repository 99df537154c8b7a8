import { Command, CommanderError, Option } from "commander";
import { commands } from "./commands";
import { ExitCode } from "./exit-codes";
import { printFailure } from "./failure";
import { languages } from "./language";
import { Terminal } from "./terminal";
import { readVersion } from "./version";

/**
 * The whole command line. Making it loads nothing heavy: each command loads its work when it is run.
 *
 * @param finish hears the exit code of the command that was run
 */
export function createProgram(finish: (exitCode: number) => void): Command {
  const program = new Command("mgobe-migrate")
    .description("Brings an MGOBE game back to life.")
    .version(readVersion(), "-V, --version", "print the version")
    .addOption(
      new Option("--lang <language>", "language of messages (default: from LANG)").choices(languages),
    )
    .option("--no-color", "no colours, also with NO_COLOR or when the output is no terminal")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const register of commands) register(program, finish);
  return program;
}

/**
 * Runs a command line to its end.
 *
 * @param argv as in `process.argv`
 * @returns the exit code
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode: number = ExitCode.done;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has said what was wrong; help and version come this way, too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.failed;
    printFailure(error, new Terminal(program.opts()));
    return ExitCode.failed;
  }
}
