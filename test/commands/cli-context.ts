import { Readable, Writable } from "node:stream";
import { toProjectPath } from "../../codemods/project/project-path";
import { type CommandContext } from "../../src/cli/command-context";
import { runCli as run } from "../../src/cli/program";
import { type CliOptions, type CliResult } from "./built-cli";

/** A stream that remembers what was written to it. */
class Written extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** What is around a command in a test: nobody at the keyboard, no language but English, a folder of its own. */
export function createTestContext({ cwd = ".", env = {} }: CliOptions = {}, args: readonly string[] = []) {
  const stdout = new Written();
  const stderr = new Written();
  const context: CommandContext = {
    stdin: Readable.from([]),
    stdout,
    stderr,
    environment: { ...process.env, LANG: "C", LC_ALL: "", NO_COLOR: "", ...env },
    folder: toProjectPath(cwd),
    platform: process.platform,
    nodeVersion: process.versions.node,
    commandLine: ["mgobe-migrate", ...args].join(" "),
  };
  return { context, stdout, stderr };
}

/** Runs a command in this process, which is many times cheaper than starting one; for all but streams, signals and `serve`. */
export async function runCli(
  args: readonly string[],
  options: Omit<CliOptions, "script"> = {},
): Promise<CliResult> {
  const { context, stdout, stderr } = createTestContext(options, args);
  const exitCode = await run(["node", "mgobe-migrate", ...args], context);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
