import { Command, CommanderError, Option } from "commander";
import { formatFailure } from "../../codemods/output/failure-format";
import { commands } from "./commands";
import { ExitCode } from "./exit-codes";
import { printFailure } from "./failure";
import { languages } from "./language";
import { Terminal } from "./terminal";
import { createUsageError } from "./usage-error";
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
    // What commander has to say about a command line is told by runCli, in the user's language.
    .configureOutput({ outputError: () => undefined })
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
    const terminal = new Terminal(program.opts());
    if (!(error instanceof CommanderError)) printFailure(error, terminal);
    // Help and version come this way; a bare call has shown the help, too.
    else if (error.exitCode === 0) return ExitCode.done;
    else if (error.code !== "commander.help") printUsageError(error, program, argv, terminal);
    return ExitCode.failed;
  }
}

function printUsageError(
  error: CommanderError,
  program: Command,
  argv: readonly string[],
  terminal: Terminal,
): void {
  const names = program.commands.map((command) => command.name());
  const command = argv.find((each) => names.includes(each));
  const failure = createUsageError(error, command);
  const format = command === "codemod" ? findFormat(argv) : undefined;
  const told = formatFailure(failure, format, terminal.language);
  if (told === undefined) printFailure(failure, terminal);
  else terminal.print(told);
}

/** Value of `--format` in a command line that could not be read as a whole. */
function findFormat(argv: readonly string[]): string | undefined {
  const index = argv.indexOf("--format");
  return index === -1 ? /^--format=(.*)/m.exec(argv.join("\n"))?.[1] : argv[index + 1];
}
