import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePorts } from "../../test/servers/free-ports";
import { startRedis, type TestRedis } from "../../test/servers/redis-server";
import { hear } from "./child";
import { CpuQuota } from "./cpu-quota";

/** Servers that host one game together. */
export interface CapacityServers {
  /** Ports for players; one where all share it. */
  readonly ports: readonly number[];
  /** CPU of all processes since they started, Redis left out, µs. */
  getCpu(): Promise<number>;
  stop(): Promise<void>;
}

/** One process; two with a port of their own each; two workers of `serve`, which share a port. */
export type Arrangement = "one" | "two" | "workers";

interface Processes {
  readonly ports: readonly number[];
  /** Those that host rooms. */
  readonly pids: readonly number[];
  getCpu(): Promise<number>;
  /** Resolves when all have ended. */
  kill(): Promise<void>;
}

/**
 * Starts servers, and Redis where they need it.
 *
 * @param quota share of one core that each process has; all there is when left out
 * @param programs folder of the compiled benchmarks
 */
export async function startServers(
  arrangement: Arrangement,
  quota: number | undefined,
  programs: string,
): Promise<CapacityServers> {
  // Said at once, before anything runs.
  const groups = quota === undefined ? undefined : new CpuQuota(quota);
  const redis = arrangement === "one" ? undefined : await startRedis();
  const processes =
    arrangement === "workers" && redis
      ? await startWorkers(redis)
      : await startForks(arrangement === "one" ? 1 : 2, redis, programs);
  const stop = async (): Promise<void> => {
    await processes.kill();
    groups?.close();
    await redis?.stop();
  };
  try {
    for (const pid of processes.pids) groups?.hold(pid);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: processes.ports, getCpu: () => processes.getCpu(), stop };
}

async function startForks(count: number, redis: TestRedis | undefined, programs: string): Promise<Processes> {
  const ports = await findFreePorts(...Array.from({ length: count }, () => 1));
  const children: ChildProcess[] = [];
  for (const port of ports) {
    const options = JSON.stringify({ port, redis: redis?.url });
    const child = fork(join(programs, "cluster-server.js"), [options], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    await hear(child, "isUp");
    children.push(child);
  }
  const ask = async (child: ChildProcess): Promise<number> => {
    const answer = hear<{ report: { cpu: number } }>(child, "report");
    child.send({ kind: "report" });
    return (await answer).report.cpu;
  };
  return {
    ports,
    pids: children.map(({ pid }) => pid ?? 0),
    getCpu: async () => (await Promise.all(children.map(ask))).reduce((sum, cpu) => sum + cpu, 0),
    kill: async () => void (await Promise.all(children.map(end))),
  };
}

/** `serve --workers 2` as users start it, from `dist`. */
async function startWorkers(redis: TestRedis): Promise<Processes> {
  const [port = 0, first = 0] = await findFreePorts(1, 2);
  const folder = mkdtempSync(join(tmpdir(), "mgobe-bench-"));
  const limits = { socketsPerAddress: 100_000, connectsPerMinute: 1_000_000 };
  const config = { gameId: "bench", serverKey: "key of the benchmark", limits };
  writeFileSync(join(folder, "mgobe.config.json"), JSON.stringify(config));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  writeFileSync(join(folder, "index.js"), script);
  const main = join(__dirname, "../../../dist/src/cli/main.js");
  const place = ["--host", "127.0.0.1", "--port", `${port}`, "--public-address", `127.0.0.1:${first}`];
  const args = [
    main,
    "serve",
    "index.js",
    "--no-log-files",
    "--workers",
    "2",
    "--redis",
    redis.url,
    ...place,
  ];
  const parent = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const pids = await readPids(parent);
  return {
    ports: [port],
    pids,
    getCpu: () => Promise.resolve([parent.pid ?? 0, ...pids].reduce((sum, pid) => sum + readCpu(pid), 0)),
    kill: async () => {
      // Workers end with their parent.
      for (const pid of pids) process.kill(pid, "SIGKILL");
      await end(parent);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The ids of both workers, as the command prints them. */
function readPids({ stdout }: ChildProcess): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let text = "";
    stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const pids = [...text.matchAll(/Worker \d is up, process (\d+)/g)].map(([, pid]) => Number(pid));
      if (pids.length === 2) resolve(pids);
    });
    stdout?.once("close", () => reject(new Error(`serve does not start:\n${text}`)));
  });
}

/** CPU of a process of somebody else, µs; Linux alone tells it. */
function readCpu(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [fields[11], fields[12]].map(Number);
  // In ticks of 10 ms.
  return ((user ?? 0) + (system ?? 0)) * 10_000;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
