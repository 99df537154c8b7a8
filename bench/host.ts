import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { encodeMessage, RawClient } from "./support/raw-client";
import { percentile, printTable } from "./support/table";

/**
 * Cost of the Colyseus host against rooms written by hand that send the same messages: server CPU per message, and the
 * regularity of frames. Ratios of one run mean something; absolute numbers depend on the machine.
 */

interface Load {
  readonly rooms: number;
  readonly players: number;
  /** Messages per second of each player. */
  readonly rate: number;
  readonly sent: string;
  readonly counted: string;
  readonly isFrames: boolean;
}

interface Result {
  /** Microseconds of server CPU per counted message. */
  readonly cpu: number;
  readonly perSecond: number;
  readonly gapP99: number;
  readonly rss: number;
}

interface Report {
  readonly cpu: NodeJS.CpuUsage;
  readonly memory: NodeJS.MemoryUsage;
}

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function startServer(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(__dirname, "host-server.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await hear<{ port: number }>(child, "port");
  return { child, port };
}

/** Other libraries post on the same channel, so an answer is known by its key. */
function hear<T extends object>(child: ChildProcess, key: keyof T & string): Promise<T> {
  return new Promise((resolve) => {
    const listen = (message: object): void => {
      if (!(key in message)) return;
      child.off("message", listen);
      resolve(message as T);
    };
    child.on("message", listen);
  });
}

async function ask(child: ChildProcess): Promise<Report> {
  const answer = hear<{ report: Report }>(child, "report");
  child.send({ kind: "report" });
  return (await answer).report;
}

async function measure(roomName: string, load: Load): Promise<Result> {
  const { child, port } = await startServer();
  const clients: RawClient[] = [];
  for (let index = 0; index < load.rooms; index++) {
    const first = await RawClient.join(port, { create: roomName }, {}, load.counted);
    const rest = Array.from({ length: load.players - 1 }, () =>
      RawClient.join(port, { id: first.roomId }, {}, load.counted),
    );
    clients.push(first, ...(await Promise.all(rest)));
    if (load.isFrames) first.send(encodeMessage("startFrameSync", {}));
  }
  const bytes = encodeMessage(load.sent, {
    data: { x: 120.5, y: 33, action: "move" },
    timestamp: Date.now(),
  });
  const stop = keepSending(clients, bytes, load.rate);
  await pause(2000);
  for (const client of clients) client.reset();
  const before = await ask(child);
  const begin = performance.now();
  await pause(seconds * 1000);
  const after = await ask(child);
  const elapsed = (performance.now() - begin) / 1000;
  const count = clients.reduce((sum, client) => sum + client.count, 0);
  const gaps = clients.flatMap((client) => client.gaps);
  stop();
  for (const client of clients) client.close();
  child.kill();
  const cpu = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
  return {
    cpu: cpu / count,
    perSecond: count / elapsed,
    gapP99: percentile(gaps, 0.99),
    rss: after.memory.rss,
  };
}

/** Spreads the players' sends over the interval, as players do. */
function keepSending(clients: readonly RawClient[], bytes: Buffer, rate: number): () => void {
  const slices = 8;
  let slice = 0;
  const timer = setInterval(
    () => {
      for (let index = slice; index < clients.length; index += slices) clients[index]?.send(bytes);
      slice = (slice + 1) % slices;
    },
    1000 / rate / slices,
  );
  return () => clearInterval(timer);
}

async function compare(title: string, mgobe: string, hand: string, load: Load, bar: number): Promise<void> {
  const rows = [["room", "µs CPU per message", "messages/s", "p99 gap ms", "RSS MB"]];
  const totals: Record<string, number[]> = { [mgobe]: [], [hand]: [] };
  // Turn about, so that a change in the machine's mood hits both.
  for (const name of [hand, mgobe, hand, mgobe]) {
    const result = await measure(name, load);
    totals[name]?.push(result.cpu);
    rows.push([
      name,
      result.cpu.toFixed(1),
      result.perSecond.toFixed(0),
      result.gapP99.toFixed(1),
      (result.rss / 1048576).toFixed(0),
    ]);
  }
  printTable(title, rows);
  const mean = (name: string): number => (totals[name] ?? []).reduce((sum, value) => sum + value, 0) / 2;
  console.log(`ratio ${(mean(mgobe) / mean(hand)).toFixed(2)} (bar ${bar})`);
}

async function main(): Promise<void> {
  const rooms = Number(process.env.BENCH_ROOMS ?? 100);
  await compare(
    `Frame sync: ${rooms} rooms × 10 players × 15 frames/s, one input per player and frame`,
    "mgobe-frames",
    "hand-frames",
    { rooms, players: 10, rate: 15, sent: "sendFrame", counted: "onRecvFrame", isFrames: true },
    1.15,
  );
  await compare(
    `Game server: ${rooms} rooms × 4 players × 15 messages/s, each pushed back to the room`,
    "mgobe-relay",
    "hand-relay",
    { rooms, players: 4, rate: 15, sent: "sendToGameSvr", counted: "onRecvFromGameSvr", isFrames: false },
    1.3,
  );
}

void main();
