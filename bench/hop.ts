import { loadavg } from "node:os";
import { join } from "node:path";
import { pause, warmUp } from "./instruments/child";
import { BenchCluster } from "./instruments/cluster";
import { printTable } from "./instruments/table";
import { gatherWire } from "./instruments/wire-crowd";

/**
 * What a frame costs two processes of a cluster, both together, when the clients' connections are at the one that has not
 * the room, against all of it in one of the same two: clients of MGOBE's wire protocol, turn about, medians.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/hop.js`
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const rooms = Number(process.env.BENCH_ROOMS ?? 20);
const rate = 15;
const bar = 1.8;

type Way = "same process" | "another process";

/** CPU of all processes together, µs. */
async function getCpu(cluster: BenchCluster): Promise<number> {
  const reports = await Promise.all(cluster.processes.map((process) => cluster.report(process)));
  return reports.reduce((sum, { cpu }) => sum + cpu, 0);
}

/** Microseconds of server CPU per delivered frame. */
async function measure(
  cluster: BenchCluster,
  way: Way,
  players: number,
  senders: number,
  settle: () => Promise<void>,
): Promise<number> {
  const [home, other] = cluster.processes;
  if (!home || !other) throw new Error("two processes are needed");
  const crowd = await gatherWire({
    rooms,
    players,
    gameId: "bench",
    getMakerPort: () => home.port,
    getPort: () => (way === "same process" ? home : other).port,
  });
  const timer = setInterval(() => {
    for (let room = 0; room < rooms; room++) {
      for (let player = 0; player < senders; player++) crowd.send(room * players + player);
    }
  }, 1000 / rate);
  await settle();
  const [cpu, count] = [await getCpu(cluster), crowd.count()];
  await pause(seconds * 1000);
  const result = ((await getCpu(cluster)) - cpu) / (crowd.count() - count);
  clearInterval(timer);
  crowd.close();
  await pause(500);
  return result;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function compare(cluster: BenchCluster, players: number, senders: number): Promise<void> {
  const costs: Record<Way, number[]> = { "same process": [], "another process": [] };
  const ways = ["same process", "another process"] as const;
  // What the compilers of both processes do for the first seconds counts in no round.
  for (const way of ways) await measure(cluster, way, players, senders, warmUp);
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      costs[way].push(await measure(cluster, way, players, senders, () => pause(1500)));
    }
  }
  const title = `${rooms} rooms × ${players} players × ${rate} frames/s, ${senders} of each room send with each frame`;
  const rows = Object.entries(costs).map(([way, values]) => [
    way,
    ...values.map((value) => value.toFixed(1)),
    median(values).toFixed(1),
  ]);
  const heads = Array.from({ length: rounds }, (_, round) => `round ${round + 1}`);
  printTable(title, [["room is in the", ...heads, "median, µs CPU per delivered frame"], ...rows]);
  const ratio = median(costs["another process"]) / median(costs["same process"]);
  console.log(
    `another ÷ same: ${ratio.toFixed(2)} (bar ${bar}); load average ${loadavg()[0]?.toFixed(1) ?? ""}`,
  );
  if (ratio > bar) process.exitCode = 1;
}

async function main(): Promise<void> {
  const cluster = await BenchCluster.start(join(__dirname, "cluster-server.js"), 2);
  try {
    for (const [players, senders] of [
      [10, 1],
      [10, 10],
      [2, 2],
    ] as const) {
      await compare(cluster, players, senders);
    }
  } finally {
    await cluster.stop();
  }
  process.exit();
}

void main();
