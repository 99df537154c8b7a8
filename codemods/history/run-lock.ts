import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, uptime, userInfo } from "node:os";
import { ToolError } from "../../src/contract";
import { isAlive } from "../edits/leftovers";
import { getReason } from "../edits/write-files";
import { isInside, join } from "../project/project-path";
import { toReal } from "./real-path";

/** One run that is at work, as its file in the registry says. */
interface RunningRun {
  readonly pid: number;
  /** Folders and files that it may write to. */
  readonly trees: readonly string[];
}

const attempts = 4;

/** Where this user's runs are registered: not in the game, which must not get a file for it, nor become dirty. */
function getRegistry(): string {
  return join(tmpdir(), `mgobe-migrate-${userInfo().username.replace(/\W/g, "_")}-runs`);
}

/** Says to other runs of this user that some trees are being written to, until it is released or its process ends. */
export class RunLock {
  private constructor(private readonly path: string) {}

  /**
   * Registers a run. Throws `ToolError` RUN_BUSY when another one works on one of the trees, on a part of it or on what
   * holds it; WRITE_FAILED when there is no place to register at.
   */
  static acquire(paths: readonly string[], registry: string = getRegistry()): RunLock {
    const trees = paths.map(toReal);
    for (let attempt = 1; ; attempt++) {
      const lock = RunLock.register(trees, registry);
      // Registered first and looked around second: of two runs that start together at least one sees the other.
      const other = lock.findOther(trees, registry);
      if (!other) return lock;
      lock.release();
      if (attempt === attempts) throw new ToolError("RUN_BUSY", other);
      // Two that started together both gave way: one of them comes back sooner.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 + Math.random() * 100);
    }
  }

  private static register(trees: readonly string[], registry: string): RunLock {
    const path = join(registry, `${process.pid}-${randomUUID()}.json`);
    const run: RunningRun = { pid: process.pid, trees };
    try {
      mkdirSync(registry, { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.tmp`, JSON.stringify(run));
      renameSync(`${path}.tmp`, path);
    } catch (error) {
      rmSync(`${path}.tmp`, { force: true });
      throw new ToolError("WRITE_FAILED", { path: registry, reason: getReason(error) }, { cause: error });
    }
    return new RunLock(path);
  }

  /** Ends the registration. */
  release(): void {
    rmSync(this.path, { force: true });
  }

  private findOther(trees: readonly string[], registry: string): { path: string; pid: string } | undefined {
    for (const name of readdirSync(registry)) {
      const path = join(registry, name);
      if (path === this.path || !name.endsWith(".json")) continue;
      const run = readRun(path);
      if (!run) continue;
      const shared = run.trees.find((theirs) =>
        trees.some((ours) => isInside(ours, theirs) || isInside(theirs, ours)),
      );
      if (shared !== undefined) return { path: shared, pid: String(run.pid) };
    }
    return undefined;
  }
}

/** A run that is at work; the file of one that is no longer is removed. */
function readRun(path: string): RunningRun | undefined {
  try {
    const run = JSON.parse(readFileSync(path, "utf8")) as RunningRun;
    const isOfThisBoot = statSync(path).mtimeMs >= Date.now() - uptime() * 1000 - 60_000;
    if (isOfThisBoot && isAlive(run.pid)) return run;
    rmSync(path, { force: true });
  } catch {
    // Ended just now.
  }
  return undefined;
}
