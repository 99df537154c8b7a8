import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { encodeCall, encodeMessage, RawClient } from "./instruments/raw-client";
import { printTable } from "./instruments/table";
import { hear, pause, warmUp } from "./instruments/child";
import { type Crowd, gatherWire, input } from "./instruments/wire-crowd";

/**
 * What a delivered frame costs the server, for clients of MGOBE's wire protocol against Colyseus clients: the same game,
 * server, rooms and inputs. Ratios of one run mean something; absolute numbers depend on the machine.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/wire.js`
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const rooms = Number(process.env.BENCH_ROOMS ?? 40);
const players = Number(process.env.BENCH_PLAYERS ?? 10);
const rate = 15;
const bar = 1.1;

async function getCpu(child: ChildProcess): Promise<number> {
  const answer = hear<{ report: NodeJS.CpuUsage }>(child, "report");
  child.send({ kind: "report" });
  const { user, system } = (await answer).report;
  return user + system;
}

async function gatherColyseus(port: number): Promise<Crowd> {
  const clients: RawClient[] = [];
  for (let room = 0; room < rooms; room++) {
    const first = await RawClient.join(port, { create: "mgobe" }, {}, "onRecvFrame");
    clients.push(first);
    for (let player = 1; player < players; player++) {
      clients.push(await RawClient.join(port, { id: first.roomId }, {}, "onRecvFrame"));
    }
    first.send(encodeMessage("startFrameSync", {}));
  }
  return {
    count: () => clients.reduce((sum, client) => sum + client.count, 0),
    takeGaps: () => clients.flatMap((client) => client.gaps.splice(0)),
    send: (index) => clients[index]?.send(encodeCall("sendFrame", { data: input, timestamp: Date.now() })),
    close: () => clients.forEach((client) => client.close()),
  };
}

function gatherOverWire(port: number): Promise<Crowd> {
  return gatherWire({ rooms, players, getPort: () => port });
}

/** Microseconds of server CPU per delivered frame. */
async function measure(gather: (port: number) => Promise<Crowd>, senders: number): Promise<number> {
  const child = fork(join(__dirname, "wire-server.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await hear<{ port: number }>(child, "port");
  const crowd = await gather(port);
  const timer = setInterval(() => {
    for (let room = 0; room < rooms; room++) {
      for (let player = 0; player < senders; player++) crowd.send(room * players + player);
    }
  }, 1000 / rate);
  await warmUp();
  const [cpu, count] = [await getCpu(child), crowd.count()];
  await pause(seconds * 1000);
  const result = ((await getCpu(child)) - cpu) / (crowd.count() - count);
  clearInterval(timer);
  crowd.close();
  child.kill();
  return result;
}

async function compare(title: string, senders: number): Promise<void> {
  const rows = [["clients", "µs CPU per delivered frame"]];
  const sums = { colyseus: 0, wire: 0 };
  // Turn about, so that a change in the machine's mood hits both.
  for (const kind of ["colyseus", "wire", "colyseus", "wire", "colyseus", "wire"] as const) {
    const cost = await measure(kind === "wire" ? gatherOverWire : gatherColyseus, senders);
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
