import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "../../commands/cli-context";

/** Outcome of a command. */
export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line in a folder, in this process and in English. */
export function run(folder: string, ...args: string[]): Promise<CliResult> {
  return runWith({}, folder, ...args);
}

/** Runs it with other environment variables. */
export async function runWith(
  environment: Record<string, string>,
  folder: string,
  ...args: string[]
): Promise<CliResult> {
  const env = { LANG: "en_US.UTF-8", ...environment };
  const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder, env });
  return { code: exitCode, stdout, stderr };
}

const made: string[] = [];

// Thousands of folders beside each other make every path on the way to them slow to follow.
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Makes a temporary folder with the given files; unless it lacks that, the drop-in client lies beside it. It goes with the test file. */
export function makeFolder(files: Record<string, string | Buffer>, { lacksClient = false } = {}): string {
  // The SDK is looked for two folders up, where everybody's temporary files must not be.
  const top = mkdtempSync(join(tmpdir(), "mgobe codemod 项目-"));
  made.push(top);
  const parent = join(top, "home");
  const folder = join(parent, "game 游戏");
  chmodSync(top, 0o755);
  mkdirSync(folder, { recursive: true });
  if (!lacksClient) writeFileSync(join(parent, "MGOBE.js"), "/*! mgobe-migrate, MIT. */\nvar MGOBE = {};\n");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs git in a folder. Throws with its message when it fails. */
export function git(folder: string, ...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
