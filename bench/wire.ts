import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { hear, pause, warmUp } from "./instruments/child";
import { GapCounter } from "./instruments/gap-counter";
import { keepSending } from "./instruments/keep-sending";
import { gatherDropIn, gatherWire } from "./instruments/lean-crowds";
import { printTable } from "./instruments/table";

/**
 * What a delivered frame costs the server, for clients of MGOBE's wire protocol against Colyseus clients: the same game,
 * server, rooms and inputs. Players of both kinds make nothing when they send and read next to nothing, so that their inputs come alike:
 * one kind of which took longer to make its inputs would wake the server more often. Ratios of one run mean something; absolute numbers depend on the machine.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/wire.js`
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const rooms = Number(process.env.BENCH_ROOMS ?? 40);
const players = Number(process.env.BENCH_PLAYERS ?? 10);
const rate = 15;
const bar = 1.1;
const beatInterval = 5000;
const kinds = { colyseus: gatherDropIn, wire: gatherWire } as const;

async function getCpu(child: ChildProcess): Promise<number> {
  const answer = hear<{ report: NodeJS.CpuUsage }>(child, "report");
  child.send({ kind: "report" });
  const { user, system } = (await answer).report;
  return user + system;
}

/** Microseconds of server CPU per delivered frame. */
async function measure(kind: keyof typeof kinds, senders: number): Promise<number> {
  const child = fork(join(__dirname, "wire-server.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await hear<{ port: number }>(child, "port");
  const counter = new GapCounter();
  const onLost = (): never => {
    throw new Error(`the server ended the connection of a ${kind} client`);
  };
  const crowd = await kinds[kind]({ rooms, players, prefix: "", getPort: () => port, counter, onLost });
  const sending = crowd.filter((_, index) => index % players < senders);
  const stopSending = keepSending(sending, rate);
  const beats = setInterval(() => crowd.forEach((player) => player.beat()), beatInterval);
  await warmUp();
  const [cpu, count] = [await getCpu(child), counter.frames];
  await pause(seconds * 1000);
  const result = ((await getCpu(child)) - cpu) / (counter.frames - count);
  stopSending();
  clearInterval(beats);
  for (const player of crowd) player.close();
  child.kill();
  return result;
}

async function compare(title: string, senders: number): Promise<void> {
  const rows = [["clients", "µs CPU per delivered frame"]];
  const sums = { colyseus: 0, wire: 0 };
  // Turn about, so that a change in the machine's mood hits both.
  for (const kind of ["colyseus", "wire", "colyseus", "wire", "colyseus", "wire"] as const) {
    const cost = await measure(kind, senders);
    sums[kind] += cost;
    rows.push([kind, cost.toFixed(2)]);
  }
  printTable(title, rows);
  console.log(`wire ÷ colyseus: ${(sums.wire / sums.colyseus).toFixed(2)} (bar ${bar})`);
}

async function main(): Promise<void> {
  const size = `${rooms} rooms × ${players} players × ${rate} frames/s`;
  await compare(`${size}, one player of each room sends an input per frame`, 1);
  await compare(`${size}, every player sends an input per frame`, players);
}

void main();
