import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { readSnippets, root } from "../docs/markdown";
import { cleanEnvironment, npm, type Output, type Place, run } from "./npm";

/** Commands of a page by the number of the step, in order; steps without commands are left out. */
function readSteps(page: string): Map<string, string[]> {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  const steps = new Map<string, string[]>();
  for (const { language, line, text } of readSnippets(page)) {
    const heading = lines.slice(0, line).findLast((each) => each.startsWith("## "));
    const step = /^## (\d+)\. /.exec(heading ?? "")?.[1];
    if (language === "sh" && step) steps.set(step, [...(steps.get(step) ?? []), ...text.split("\n")]);
  }
  return steps;
}

/** How a reader comes to a page. */
export interface GuideReaderOptions {
  /** Relative to the root of the repository. */
  readonly page: string;
  /** As in `LANG`. */
  readonly language: string;
  /** Name of the empty folder that the page asks for. */
  readonly folderName: string;
  /** What the folder holds at the beginning, beside the package. */
  readonly content: string;
}

/** A new user in a clean folder, who has the packed package and a page, and types what the page shows. */
export class GuideReader {
  readonly folder: string;
  /** What the server that runs now has printed. */
  served = "";
  private readonly work = mkdtempSync(join(tmpdir(), "mgobe-guide-"));
  private readonly steps: ReadonlyMap<string, readonly string[]>;
  private readonly place: Place;
  private server: { readonly child: ChildProcess; readonly ended: Promise<unknown> } | undefined;

  constructor({ page, language, folderName, content }: GuideReaderOptions) {
    this.steps = readSteps(page);
    this.folder = join(this.work, folderName);
    cpSync(content, this.folder, { recursive: true });
    const tarball = process.env.PACKED_TARBALL ?? "";
    copyFileSync(tarball, join(this.folder, basename(tarball)));
    this.place = {
      folder: this.folder,
      env: { LANG: language, LC_ALL: language, MGOBE_MIGRATE_CA: join(this.work, "ca") },
    };
  }

  /** Certificate of the authority of `--tls-dev`. */
  get authority(): string {
    return join(this.work, "ca", "ca.pem");
  }

  /** Types the lines of a step one after the other; gives what they wrote. @throws Error when one fails */
  async follow(step: number): Promise<string> {
    const lines = this.steps.get(String(step));
    if (!lines) throw new Error(`the page has no step ${step} with commands`);
    let written = "";
    for (const line of lines) {
      const { stdout, stderr } = await this.type(line);
      written += stdout + stderr;
    }
    return written;
  }

  /** Types a line. A server goes on, and takes the place of the one before. */
  async type(line: string): Promise<Output> {
    // The port of the page may be taken here: each server has one of its own.
    const port = /localhost:(\d+)/.exec(this.served)?.[1] ?? "";
    const [command = "", ...args] = line.replaceAll("localhost:2567", `localhost:${port}`).split(/\s+/);
    if (command === "npm") return npm(this.place, ...args);
    if (args[1] === "serve") return this.serve(command, args);
    return run(this.place, command, ...args).catch((error: Error) => {
      // 1 is the exit code of a report that leaves something to do.
      if (args[1] !== "report" || !error.message.includes("ended with 1:")) throw error;
      return { stdout: "", stderr: error.message };
    });
  }

  /** Changes a file by hand. @throws Error when there is nothing to change */
  edit(file: string, from: string | RegExp, to: string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(path, changed);
  }

  async close(): Promise<void> {
    await this.stopServer();
    rmSync(this.work, { recursive: true, force: true });
  }

  private async serve(command: string, args: readonly string[]): Promise<Output> {
    await this.stopServer();
    this.served = "";
    const child = spawn(command, [...args, "--port", "0"], {
      cwd: this.folder,
      env: { ...cleanEnvironment(), ...this.place.env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      // A group of its own, as a terminal makes one: Ctrl-C is for all that a command has started.
      detached: process.platform !== "win32",
    });
    this.server = { child, ended: new Promise((resolve) => child.on("close", resolve)) };
    child.stderr.on("data", (bytes) => (this.served += String(bytes)));
    for await (const line of createInterface(child.stdout)) {
      this.served += `${line}\n`;
      if (line.includes("Ctrl-C")) {
        child.stdout.resume();
        return { stdout: this.served, stderr: "" };
      }
    }
    throw new Error(`serve ended:\n${this.served}`);
  }

  private async stopServer(): Promise<void> {
    const { child, ended } = this.server ?? {};
    this.server = undefined;
    if (child?.pid === undefined) return;
    if (process.platform === "win32") child.kill();
    else if (child.exitCode === null) process.kill(-child.pid, "SIGINT");
    await ended;
  }
}
