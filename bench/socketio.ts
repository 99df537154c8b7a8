import { fork } from "node:child_process";
import { join } from "node:path";
import { RawSocket } from "./instruments/raw-socket";
import { percentile, printTable } from "./instruments/table";
import { hear, pause, warmUp } from "./instruments/child";

/**
 * Cost of frame sync over Socket.IO against a namespace written by hand that sends the same messages and answers each input:
 * server CPU per delivered frame. Ratios of one run mean something; absolute numbers depend on the machine.
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const rooms = Number(process.env.BENCH_ROOMS ?? 50);
const players = 10;
const rate = 15;

async function fillByHand(port: number, index: number): Promise<RawSocket[]> {
  const auth = { roomId: String(index) };
  return Promise.all(Array.from({ length: players }, () => RawSocket.connect(port, "/hand", auth)));
}

async function fillMgobe(port: number, index: number): Promise<RawSocket[]> {
  const clients = await Promise.all(
    Array.from({ length: players }, (_, player) =>
      RawSocket.connect(port, "/mgobe", { gameId: "g", openId: `${index}-${player}` }),
    ),
  );
  const [first, ...others] = clients as [RawSocket, ...RawSocket[]];
  const playerInfo = { name: "p" };
  const made = await first.call("createRoom", { roomName: "r", maxPlayers: players, playerInfo });
  const [, roomId] = /"roomInfo":\{"id":"([^"]+)"/.exec(made) ?? [];
  await Promise.all(others.map((client) => client.call("joinRoom", { roomId, playerInfo })));
  await first.call("startFrameSync", {});
  return clients;
}

async function measure(fill: typeof fillByHand): Promise<{ cpu: number; perSecond: number; gap: number }> {
  const child = fork(join(__dirname, "socketio-server.js"), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = (await hear<{ port: number }>(child, "port")).port;
  const clients: RawSocket[] = [];
  for (let index = 0; index < rooms; index++) clients.push(...(await fill(port, index)));
  const para = { data: { x: 120.5, y: 33, action: "move" }, timestamp: Date.now() };
  const slices = 8;
  let slice = 0;
  // Spread over the interval, as players send.
  const timer = setInterval(
    () => {
      for (let at = slice; at < clients.length; at += slices) clients[at]?.send("sendFrame", para);
      slice = (slice + 1) % slices;
    },
    1000 / rate / slices,
  );
  await warmUp();
  for (const client of clients) client.reset();
  const report = async (): Promise<NodeJS.CpuUsage> => {
    const answer = hear<{ report: NodeJS.CpuUsage }>(child, "report");
    child.send({ kind: "report" });
    return (await answer).report;
  };
  const before = await report();
  const begin = performance.now();
  await pause(seconds * 1000);
  const after = await report();
  const elapsed = (performance.now() - begin) / 1000;
  clearInterval(timer);
  const count = clients.reduce((sum, client) => sum + client.count, 0);
  const gap = percentile(
    clients.flatMap(({ gaps }) => gaps),
    0.99,
  );
  for (const client of clients) client.close();
  child.kill();
  const cpu = after.user + after.system - before.user - before.system;
  return { cpu: cpu / count, perSecond: count / elapsed, gap };
}

async function main(): Promise<void> {
  const rows = [["namespace", "µs CPU per frame", "frames/s", "p99 gap ms"]];
  const costs = { hand: [] as number[], mgobe: [] as number[] };
  // Turn about, so that a change in the machine's mood hits both.
  for (const name of ["hand", "mgobe", "hand", "mgobe", "hand", "mgobe"] as const) {
    const { cpu, perSecond, gap } = await measure(name === "hand" ? fillByHand : fillMgobe);
    costs[name].push(cpu);
    rows.push([name, cpu.toFixed(1), perSecond.toFixed(0), gap.toFixed(1)]);
  }
  printTable(`Socket.IO: ${rooms} rooms × ${players} players × ${rate} frames/s, each input answered`, rows);
  const ratio = percentile(costs.mgobe, 0.5) / percentile(costs.hand, 0.5);
  console.log(`mgobe ÷ hand: ${ratio.toFixed(2)} (bar 1.1)`);
  process.exit();
}

void main();
