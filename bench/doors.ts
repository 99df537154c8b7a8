import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { type DoorsReport } from "./doors-server";
import { encodeMessage, RawClient } from "./instruments/raw-client";
import { RawSocket } from "./instruments/raw-socket";
import { percentile, printTable } from "./instruments/table";
import { hear, pause } from "./instruments/child";

/**
 * What one guest can do to the others: it floods, nests, reserves, does not read and comes back, for a minute, at each door,
 * while a room of somebody else has frames. Server, attacker and witness are processes of their own; loopback only.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/doors.js`
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const doors = (process.env.BENCH_DOORS ?? "none,colyseus,session,wire,socketio").split(",");
/** Time after which everything has to be released. */
const releaseSeconds = 30;
const bars = { megabytes: 100, late: 200 };
const interval = 1000 / 15;

async function ask(server: ChildProcess): Promise<DoorsReport> {
  const answer = hear<{ report: DoorsReport }>(server, "report");
  server.send({ kind: "report" });
  return (await answer).report;
}

interface Result {
  readonly door: string;
  /** Most memory of the process during the attack over that before it, MB. */
  readonly grown: number;
  /** Heap and buffers over those before, after collection, when the attacker has been gone for a while, MB. */
  readonly left: number;
  readonly late: { readonly p99: number; readonly max: number };
  readonly stall: number;
  /** See `DoorsReport`. */
  readonly busy: number;
  readonly most: { rooms: number; reserved: number };
  readonly after: DoorsReport;
  readonly lines: number;
  readonly done: { readonly connects: number; readonly messages: number; readonly seats: number };
}

const used = ({ memory }: DoorsReport): number => memory.heapUsed + memory.external;
const toMegabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);

async function witnessOverColyseus(port: number): Promise<RawClient> {
  const witness = await RawClient.join(port, { create: "mgobe" }, { openId: "witness" }, "onRecvFrame");
  witness.send(encodeMessage("startFrameSync", {}));
  return witness;
}

async function witnessOverSocketIo(port: number): Promise<RawSocket> {
  const witness = await RawSocket.connect(port, "/mgobe", { gameId: "g", openId: "witness" });
  await witness.call("createRoom", { roomName: "r", maxPlayers: 2, playerInfo: { name: "p" } });
  witness.send("startFrameSync", {});
  return witness;
}

async function measure(door: string): Promise<Result> {
  const stdio = ["ignore", "ignore", "ignore", "ipc"] as ["ignore", "ignore", "ignore", "ipc"];
  const server = fork(join(__dirname, "doors-server.js"), [door], { stdio, execArgv: ["--expose-gc"] });
  const { port } = await hear<{ port: number }>(server, "port");
  const witness = await (door === "socketio" ? witnessOverSocketIo(port) : witnessOverColyseus(port));
  await pause(2000);
  const before = await ask(server);
  witness.reset();
  const attacker =
    door === "none" ? undefined : fork(join(__dirname, "doors-attacker.js"), [door, String(port)], { stdio });
  const most = { rss: 0, rooms: 0, reserved: 0 };
  let stall = 0;
  let busy = 0;
  let lines = 0;
  const note = async (): Promise<DoorsReport> => {
    const report = await ask(server);
    most.rss = Math.max(most.rss, report.memory.rss);
    most.rooms = Math.max(most.rooms, report.rooms);
    most.reserved = Math.max(most.reserved, report.reserved);
    stall = Math.max(stall, report.stall);
    busy = Math.max(busy, report.busy);
    lines += report.lines;
    return report;
  };
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    await pause(Math.min(2000, seconds * 200));
    await note();
  }
  const gaps = witness.gaps.map((gap) => gap - interval);
  let done = { connects: 0, messages: 0, seats: 0 };
  if (attacker) {
    const answer = Promise.race([
      hear<{ done: typeof done }>(attacker, "done"),
      new Promise<never>((_, reject) => attacker.once("exit", () => reject(new Error("the attacker fell")))),
    ]);
    attacker.send({ kind: "stop" });
    ({ done } = await answer);
    attacker.kill();
    await pause(releaseSeconds * 1000);
  }
  const after = await ask(server);
  witness.close();
  server.kill();
  return {
    door,
    grown: toMegabytes(most.rss - before.memory.rss),
    left: toMegabytes(used(after) - used(before)),
    late: { p99: percentile(gaps, 0.99), max: Math.max(...gaps) },
    stall,
    busy,
    most,
    after,
    lines,
    done,
  };
}

async function main(): Promise<void> {
  const results: Result[] = [];
  for (const door of doors) results.push(await measure(door));
  printTable(`One guest at each door for ${seconds} s`, [
    [
      "door",
      "seats/connects/messages tried",
      "memory +MB",
      "frame late p99/max ms",
      "loop stall ms",
      "of it CPU",
      "rooms, reserved",
      "lines",
      "left +MB, rooms",
    ],
    ...results.map(({ door, grown, left, late, stall, busy, most, after, lines, done }) => [
      door,
      `${done.seats}/${done.connects}/${done.messages}`,
      String(grown),
      `${late.p99.toFixed(0)}/${late.max.toFixed(0)}`,
      stall.toFixed(0),
      busy.toFixed(0),
      `${most.rooms}, ${most.reserved}`,
      String(lines),
      `${left}, ${after.rooms - 1 + after.reserved}`,
    ]),
  ]);
  const failed = results.filter(
    ({ grown, late, after }) =>
      grown > bars.megabytes || late.max > bars.late || after.rooms > 1 || after.reserved > 0,
  );
  for (const { door } of failed) console.log(`${door}: over the bar`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

void main();
