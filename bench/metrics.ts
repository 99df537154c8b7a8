import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { hear, pause, warmUp } from "./instruments/child";
import { GapCounter } from "./instruments/gap-counter";
import { keepSending } from "./instruments/keep-sending";
import { gatherDropIn } from "./instruments/lean-crowds";
import { printTable } from "./instruments/table";

/**
 * What metrics cost a server at work: one process, whose metrics are switched on and off in turn while the same players play on. Two
 * processes that are measured one after the other differ by more than metrics could cost. What is watched of the process itself, the delay of
 * its loop and its collections of garbage, goes on in both states; in a process at rest it takes 0.1 % of a core.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/metrics.js`
 */

const rooms = Number(process.env.BENCH_ROOMS ?? 60);
const pairs = Number(process.env.BENCH_PAIRS ?? 60);
const players = 10;
const rate = 15;
const windowMs = 1000;
/** Switching itself costs, too. */
const settlingMs = 100;
const bar = 1.02;
const states = ["off", "on"] as const;
type State = (typeof states)[number];

async function getCpu(child: ChildProcess): Promise<number> {
  const answer = hear<{ report: NodeJS.CpuUsage }>(child, "report");
  child.send({ kind: "report" });
  const { user, system } = (await answer).report;
  return user + system;
}

/** Microseconds of server CPU and frames of one window. */
async function measure(
  child: ChildProcess,
  counter: GapCounter,
  state: State,
): Promise<{ cpu: number; frames: number }> {
  child.send({ kind: "metrics", state });
  await pause(settlingMs);
  const [cpu, frames] = [await getCpu(child), counter.frames];
  await pause(windowMs);
  return { cpu: (await getCpu(child)) - cpu, frames: counter.frames - frames };
}

async function main(): Promise<void> {
  const child = fork(join(__dirname, "metrics-server.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await hear<{ port: number }>(child, "port");
  const counter = new GapCounter();
  const onLost = (): never => {
    throw new Error("the server ended a connection");
  };
  const crowd = await gatherDropIn({ rooms, players, prefix: "", getPort: () => port, counter, onLost });
  const stopSending = keepSending(crowd, rate);
  await warmUp();
  const sums = { off: { cpu: 0, frames: 0 }, on: { cpu: 0, frames: 0 } };
  for (let pair = 0; pair < pairs; pair++) {
    // The first of a pair is now the one, now the other.
    for (const state of pair % 2 === 0 ? states : states.toReversed()) {
      const { cpu, frames } = await measure(child, counter, state);
      sums[state].cpu += cpu;
      sums[state].frames += frames;
    }
  }
  stopSending();
  for (const player of crowd) player.close();
  child.kill();
  const cost = (state: State): number => sums[state].cpu / sums[state].frames;
  printTable(`${rooms} rooms × ${players} players × ${rate} frames/s, every player sends and is answered`, [
    ["metrics", "µs CPU per delivered frame", "frames"],
    ...states.map((state) => [state, cost(state).toFixed(2), String(sums[state].frames)]),
  ]);
  console.log(`on ÷ off, ${pairs} pairs of seconds: ${(cost("on") / cost("off")).toFixed(3)} (bar ${bar})`);
}

void main();
