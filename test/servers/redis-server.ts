import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findFreePorts } from "./free-ports";

/** A Redis of a test's own, in memory alone. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Ends it without a word, with all that it holds. */
  crash(): Promise<void>;
  /** Starts it again after {@link crash}, empty, on the same port. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

const programs = ["redis-server", "valkey-server"];

/** Starts Debian's `redis-server` or `valkey-server` on a free port; fails in words where neither is installed. */
export async function startRedis(): Promise<TestRedis> {
  const program = findRedis();
  if (program === undefined)
    throw new Error("this test needs redis-server or valkey-server: apt-get install redis-server");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-redis-"));
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0] = await findFreePorts(1);
    const redis = await launch(program, port, folder);
    if (redis) return manage(program, port, folder, redis);
    // Somebody else was quicker to take the port.
    if (attempt === 5) throw new Error(`${program} does not start`);
  }
}

interface Launched {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

function manage(program: string, port: number, folder: string, first: Launched): TestRedis {
  let current = first;
  const crash = async (): Promise<void> => {
    current.child.kill("SIGKILL");
    await current.ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get child() {
      return current.child;
    },
    crash,
    revive: async () => {
      const next = await launch(program, port, folder);
      if (!next) throw new Error(`${program} does not start again`);
      current = next;
    },
    stop: async () => {
      await crash();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives back undefined when it does not start. */
async function launch(program: string, port: number, folder: string): Promise<Launched | undefined> {
  const where = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const args = [...where, "--save", "", "--appendonly", "no"];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return (await isReady(child)) ? { child, ended } : undefined;
}

/** Name of the Redis that is installed; undefined when there is none. */
export function findRedis(): string | undefined {
  return programs.find((name) => isInstalled(name));
}

function isInstalled(name: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => fs.existsSync(path.join(folder, name)));
}

/** Resolves with false when the program ends instead. */
function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (text.includes("eady to accept connections")) resolve(true);
    });
    child.once("close", () => resolve(false));
    child.once("error", () => resolve(false));
  });
}
