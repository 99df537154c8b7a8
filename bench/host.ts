import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { encodeCall, encodeMessage, RawClient } from "./instruments/raw-client";
import { percentile, printTable } from "./instruments/table";
import { keepSending } from "./instruments/keep-sending";
import { hear, pause, warmUp } from "./instruments/child";

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
  /** Whether the sender asks for an answer, as the client libraries do. */
  readonly isAnswered: boolean;
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

/** The server without a framework, on a port of its own. */
const bare = "bare-ws";

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
interface Ports {
  readonly port: number;
  readonly barePort: number;
}

async function startServer(): Promise<Ports & { child: ChildProcess }> {
  const child = fork(join(__dirname, "host-server.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return { child, ...(await hear<Ports>(child, "port")) };
}

async function ask(child: ChildProcess): Promise<Report> {
  const answer = hear<{ report: Report }>(child, "report");
  child.send({ kind: "report" });
  return (await answer).report;
}

/** The players of one room, with frames running where the load has them. */
async function fillRoom(
  roomName: string,
  { port, barePort }: Ports,
  index: number,
  load: Load,
): Promise<RawClient[]> {
  if (roomName === bare) {
    const joins = Array.from({ length: load.players }, () =>
      RawClient.connect(barePort, String(index), load.counted),
    );
    return Promise.all(joins);
  }
  const first = await RawClient.join(port, { create: roomName }, {}, load.counted);
  const rest = Array.from({ length: load.players - 1 }, () =>
    RawClient.join(port, { id: first.roomId }, {}, load.counted),
  );
  const clients = [first, ...(await Promise.all(rest))];
  if (load.isFrames) first.send(encodeMessage("startFrameSync", {}));
  return clients;
}

async function measure(roomName: string, load: Load): Promise<Result> {
  const { child, ...ports } = await startServer();
  const clients: RawClient[] = [];
  for (let index = 0; index < load.rooms; index++) {
    clients.push(...(await fillRoom(roomName, ports, index, load)));
  }
  const para = { data: { x: 120.5, y: 33, action: "move" }, timestamp: Date.now() };
  const bytes = load.isAnswered ? encodeCall(load.sent, para) : encodeMessage(load.sent, para);
  const stop = keepSending(
    clients.map((client) => ({ send: () => client.send(bytes) })),
    load.rate,
  );
  await warmUp();
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

/** Runs each kind of room three times; the first is the one that is held against the others. */
async function compare(
  title: string,
  load: Load,
  mgobe: string,
  bars: Record<string, number>,
): Promise<void> {
  const rows = [["room", "µs CPU per message", "messages/s", "p99 gap ms", "RSS MB"]];
  const costs = new Map<string, number[]>();
  const names = [...Object.keys(bars), mgobe];
  // Turn about, so that a change in the machine's mood hits all.
  for (const name of [...names, ...names, ...names]) {
    const result = await measure(name, load);
    costs.set(name, [...(costs.get(name) ?? []), result.cpu]);
    rows.push([
      name,
      result.cpu.toFixed(1),
      result.perSecond.toFixed(0),
      result.gapP99.toFixed(1),
      (result.rss / 1048576).toFixed(0),
    ]);
  }
  printTable(title, rows);
  const median = (name: string): number => percentile(costs.get(name) ?? [], 0.5);
  for (const [name, bar] of Object.entries(bars)) {
    console.log(`${mgobe} ÷ ${name}: ${(median(mgobe) / median(name)).toFixed(2)} (bar ${bar})`);
  }
}

async function main(): Promise<void> {
  const rooms = Number(process.env.BENCH_ROOMS ?? 100);
  const frames = { rooms, players: 10, rate: 15, sent: "sendFrame", counted: "onRecvFrame", isFrames: true };
  const size = `${rooms} rooms × 10 players × 15 frames/s, one input per player and frame`;
  await compare(`Frame sync: ${size}, each answered`, { ...frames, isAnswered: true }, "mgobe-frames", {
    "hand-frames": 1.05,
    [bare]: 1.35,
  });
  await compare(`Frame sync: ${size}, none answered`, { ...frames, isAnswered: false }, "mgobe-frames", {
    "hand-frames": 1.1,
  });
  await compare(
    `Game server: ${rooms} rooms × 4 players × 15 messages/s, each pushed back to the room`,
    {
      rooms,
      players: 4,
      rate: 15,
      sent: "sendToGameSvr",
      counted: "onRecvFromGameSvr",
      isFrames: false,
      isAnswered: false,
    },
    "mgobe-relay",
    { "hand-relay": 1.11 },
  );
}

void main();
