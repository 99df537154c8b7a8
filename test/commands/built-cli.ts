import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";

const root = path.resolve(__dirname, "../..");
/** How long a line of a server is waited for, ms; below the limit of a test, so that what came is shown. */
const patience = 240_000;
const sources = ["src", "adapters", "codemods"];
let known: string | undefined;

/**
 * Translates the sources for tests that start the command line, and returns the path of `main.js`. Types are not looked
 * at. The result lies in a folder named after the state of the sources, so that test files in parallel share it and none
 * gets an old one.
 */
export function buildCli(): string {
  return (known ??= build());
}

function build(): string {
  const files = sources.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) => path.join(folder, name)),
  );
  const pages = ["report", "console", "cli/try"].map((name) => path.join("src", name, "page") + path.sep);
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file).update(fs.readFileSync(path.join(root, file)));
  const builds = path.join(root, "test-output", "cli");
  const target = path.join(builds, hash.digest("hex").slice(0, 16));
  const main = path.join(target, "src/cli/main.js");
  if (fs.existsSync(main)) return main;
  fs.mkdirSync(builds, { recursive: true });
  const unfinished = fs.mkdtempSync(path.join(builds, "unfinished-"));
  buildSync({
    absWorkingDir: root,
    entryPoints: files.filter((file) => !pages.some((page) => file.startsWith(page))),
    outdir: unfinished,
    outbase: ".",
    format: "cjs",
    platform: "node",
    target: "node22",
    sourcemap: true,
    logLevel: "error",
  });
  const script = path.join(root, "scripts", "build-page.mjs");
  for (const [page, folder] of [
    ["report", "src/report/html"],
    ["console", "src/console"],
    ["cli/try", "src/cli/try"],
  ] as const) {
    execFileSync(process.execPath, [script, path.join(unfinished, folder), page], { stdio: "inherit" });
  }
  execFileSync(process.execPath, [path.join(root, "scripts/build-room-module.mjs"), unfinished]);
  // A temporary folder is its maker's alone, and a test runs the command as another user.
  fs.chmodSync(unfinished, 0o755);
  try {
    fs.renameSync(unfinished, target);
  } catch {
    // Another test file was faster.
    fs.rmSync(unfinished, { recursive: true });
  }
  return main;
}

/** How a command ended. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is started. */
export interface CliOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The command's script; that of {@link buildCli} when not given. */
  readonly script?: string;
}

/** A command that runs; what it writes can be waited for. */
export class RunningCli {
  stdout = "";
  stderr = "";
  readonly ended: Promise<CliResult>;
  readonly child: ChildProcessWithoutNullStreams;
  private readonly watchers = new Set<() => void>();
  /** Whether it has ended and everything that it wrote has come: the process may be gone before its last lines are here. */
  private isClosed = false;

  /** @param nodeOptions options of Node itself, before the script */
  constructor(args: readonly string[], options: CliOptions = {}, nodeOptions: readonly string[] = []) {
    const env = { ...process.env, LANG: "C", LC_ALL: "", NO_COLOR: "", ...options.env };
    const { cwd, script = buildCli() } = options;
    this.child = spawn(process.execPath, [...nodeOptions, script, ...args], { cwd, env });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => this.take("stdout", text));
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => this.take("stderr", text));
    this.ended = new Promise((resolve) => {
      this.child.on("close", (exitCode) => {
        this.isClosed = true;
        resolve({ exitCode, stdout: this.stdout, stderr: this.stderr });
        for (const watcher of [...this.watchers]) watcher();
      });
    });
  }

  /**
   * The first match in what was written, as soon as it is there; fails, and shows what was written, when the command ends
   * without it or four minutes pass.
   */
  waitFor(pattern: RegExp, stream: "stdout" | "stderr" = "stdout"): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (work: () => void): void => {
        clearTimeout(deadline);
        this.watchers.delete(look);
        work();
      };
      const fail = (): void => {
        const written = `${this.stdout}\n${this.stderr}`;
        finish(() => reject(new Error(`${pattern} did not come:\n${written}`)));
      };
      const look = (): void => {
        const found = pattern.exec(this[stream]);
        if (found) finish(() => resolve(found));
        else if (this.isClosed) fail();
      };
      const deadline = setTimeout(fail, patience);
      this.watchers.add(look);
      look();
    });
  }

  private take(stream: "stdout" | "stderr", text: string): void {
    this[stream] += text;
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** Runs a command to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new RunningCli(args, options).ended;
}
