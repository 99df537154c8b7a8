import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildCli } from "../../support/built-cli";

/** Outcome of a command. */
export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command line in a folder, in English. */
export function run(folder: string, ...args: string[]): CliResult {
  return runWith({}, folder, ...args);
}

/** Runs it with other environment variables. */
export function runWith(environment: Record<string, string>, folder: string, ...args: string[]): CliResult {
  const env = { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "", ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [buildCli(), ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { code: status, stdout, stderr };
}

/** Makes a temporary folder with the given files; unless it lacks that, the drop-in client lies beside it. */
export function makeFolder(files: Record<string, string>, { lacksClient = false } = {}): string {
  const parent = mkdtempSync(join(tmpdir(), "mgobe codemod 项目-"));
  const folder = join(parent, "game 游戏");
  chmodSync(parent, 0o755);
  mkdirSync(folder);
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
