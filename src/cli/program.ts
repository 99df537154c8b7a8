import { Command, CommanderError, Option } from "commander";
import { formatFailure } from "../../codemods/output/failure-format";
import { type Language } from "../contract/bilingual-text";
import { type CommandContext } from "./command-context";
import { commands } from "./commands";
import { translateHelp } from "./commands/translate-help";
import { ExitCode } from "./exit-codes";
import { printFailure } from "./failure";
import { chooseLanguage, languages } from "./language";
import { Terminal, type TerminalOptions } from "./terminal";
import { createUsageError } from "./usage-error";
import { readVersion } from "./version";

/**
 * The whole command line. Making it loads nothing heavy: each command loads its work when it is run.
 *
 * @param finish hears the exit code of the command that was run
 * @param language of the help
 * @param context what is around the command
 */
export function createProgram(
  finish: (exitCode: number) => void,
  language: Language,
  context: CommandContext,
): Command {
  const program = new Command("mgobe-migrate")
    .version(readVersion(), "-V, --version")
    .addOption(new Option("--lang <language>").choices(languages))
    .option("--no-color")
    // What commander has to say about a command line is told by runCli, in the user's language.
    .configureOutput({
      outputError: () => undefined,
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .exitOverride();
  for (const register of commands) register(program, finish, context);
  translateHelp(program, language);
  return program;
}

/**
 * Runs a command line to its end.
 *
 * @param argv as in `process.argv`
 * @param context what is around the command
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], context: CommandContext): Promise<number> {
  let exitCode: number = ExitCode.done;
  const lang = findOption("--lang", argv);
  const program = createProgram(
    (code) => (exitCode = code),
    chooseLanguage(lang, context.environment),
    context,
  );
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    const terminal = new Terminal(context, { ...program.opts<TerminalOptions>(), lang });
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
  const format = command === "codemod" ? findOption("--format", argv) : undefined;
  const told = formatFailure(failure, format, terminal.language);
  if (told === undefined) printFailure(failure, terminal);
  else terminal.print(told);
}

/** Value of an option in a command line that was not read yet, or could not be read as a whole. */
function findOption(option: string, argv: readonly string[]): string | undefined {
  const index = argv.indexOf(option);
  if (index !== -1) return argv[index + 1];
  return argv.find((each) => each.startsWith(`${option}=`))?.slice(option.length + 1);
}
