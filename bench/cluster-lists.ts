import { loadavg } from "node:os";
import { join } from "node:path";
import { requireForCluster } from "../adapters/cluster/connect-redis";
import { type ListsAnswer, type ListsOrder } from "./cluster-lists-server";
import { hear, pause } from "./instruments/child";
import { BenchCluster, type BenchProcess } from "./instruments/cluster";
import { logInDropIn } from "./instruments/cluster-player";
import { RawClient } from "./instruments/raw-client";
import { percentile, printTable } from "./instruments/table";

/**
 * Lists, matching and logins of a game on three processes that has 10,000 rooms and 10,000 players who wait for a match: what
 * a page of the room list takes, what a pass of the matching, and what a login of the drop-in library asks Redis for.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/cluster-lists.js`
 */

const rooms = Number(process.env.BENCH_ROOMS ?? 10_000);
const players = Number(process.env.BENCH_PLAYERS ?? 10_000);
const processes = 3;
const bars = { list: 20, pass: 60 };

interface Redis {
  info(section: string): Promise<string>;
  disconnect(): void;
}

async function order({ child }: BenchProcess, given: ListsOrder): Promise<ListsAnswer> {
  const answer = hear<{ report: ListsAnswer }>(child, "report");
  child.send(given);
  return (await answer).report;
}

function ofEach(cluster: BenchCluster, give: (index: number) => ListsOrder): Promise<ListsAnswer[]> {
  return Promise.all(cluster.processes.map((process, index) => order(process, give(index))));
}

async function findLeader(cluster: BenchCluster): Promise<BenchProcess> {
  for (const process of cluster.processes) {
    if ((await order(process, { kind: "report" })).isLeading) return process;
  }
  throw new Error("nobody leads");
}

function fail(): void {
  process.exitCode = 1;
}

const format = (value: number): string => value.toFixed(1);

async function measureLists(cluster: BenchCluster, leader: BenchProcess): Promise<void> {
  const rows = [["asked at", "rooms", "median, ms", "longest, ms", "CPU of this process, median, ms"]];
  for (const process of cluster.processes) {
    const { wall, cpuTimes, total = 0 } = await order(process, { kind: "list", times: 50 });
    const name = process === leader ? "the leader" : "another process";
    const longest = Math.max(...wall);
    const median = percentile(wall, 0.5);
    rows.push([name, String(total), format(median), format(longest), format(percentile(cpuTimes, 0.5))]);
    if (longest > bars.list) fail();
  }
  printTable(`A page of the room list (bar ${bars.list} ms)`, rows);
}

async function gatherWaiting(cluster: BenchCluster, leader: BenchProcess, matchCode: string): Promise<void> {
  await order(leader, { kind: "hold" });
  const each = Math.ceil(players / processes);
  await ofEach(cluster, (index) => ({ kind: "wait", players: each, from: index * each, matchCode }));
}

/** Waits until the players were told, or ms have passed without news. */
async function whenTold(cluster: BenchCluster, before: number): Promise<{ told: number; seconds: number }> {
  const start = performance.now();
  let [told, last] = [0, start];
  while (performance.now() - last < 3000) {
    const reports = await ofEach(cluster, () => ({ kind: "report" }));
    const now = reports.reduce((sum, report) => sum + report.told, 0) - before;
    if (now > told) [told, last] = [now, performance.now()];
    await pause(50);
  }
  return { told, seconds: (last - start) / 1000 };
}

async function measurePasses(cluster: BenchCluster, leader: BenchProcess): Promise<void> {
  const rows = [
    ["players", "waiting", "pass, ms", "CPU, ms", "told of a match", "after, s", "CPU of all, s"],
  ];
  const kinds = [
    ["nobody", "1v1, nobody fits"],
    ["fits", "1v1, score within 50"],
  ] as const;
  const passes: Record<string, number[]> = {};
  for (const [matchCode, title] of [...kinds, ...kinds, ...kinds]) {
    await gatherWaiting(cluster, leader, matchCode);
    const before = await ofEach(cluster, () => ({ kind: "report" }));
    const sum = (reports: readonly ListsAnswer[], key: "told" | "cpu"): number =>
      reports.reduce((total, report) => total + report[key], 0);
    const { wall, cpuTimes } = await order(leader, { kind: "pass" });
    const { told, seconds } = await whenTold(cluster, sum(before, "told"));
    const after = await ofEach(cluster, () => ({ kind: "report" }));
    const waiting = before.reduce((total, { waiting: there }) => total + there, 0);
    const cpu = cpuTimes[0] ?? 0;
    const used = (sum(after, "cpu") - sum(before, "cpu")) / 1e6;
    rows.push([
      title,
      String(waiting),
      format(wall[0] ?? 0),
      format(cpu),
      String(told),
      format(seconds),
      format(used),
    ]);
    (passes[title] ??= []).push(wall[0] ?? 0);
    await ofEach(cluster, () => ({ kind: "cancel" }));
  }
  printTable("One pass of the matching, everybody new", rows);
  for (const [title, values] of Object.entries(passes)) {
    const longest = Math.max(...values);
    console.log(
      `${title}: median ${format(percentile(values, 0.5))} ms, longest ${format(longest)} (bar ${bars.pass})`,
    );
    if (longest > bars.pass) fail();
  }
}

/** Calls of each command, and bytes that Redis has written, between two looks. */
async function watchRedis(redis: Redis, work: () => Promise<void>): Promise<Record<string, number>> {
  const look = async (): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    for (const [, name = "", calls] of (await redis.info("commandstats")).matchAll(
      /^cmdstat_(\S+?):calls=(\d+)/gm,
    ))
      found.set(name, Number(calls));
    const [, bytes] = /total_net_output_bytes:(\d+)/.exec(await redis.info("stats")) ?? [];
    return found.set("bytes", Number(bytes));
  };
  const before = await look();
  await work();
  const after = await look();
  const grown = [...after].map(([name, value]) => [name, value - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(grown.filter(([name, value]) => value > 0 && name !== "info"));
}

async function measureLogins(cluster: BenchCluster): Promise<void> {
  const { Redis: Client } = requireForCluster<{ Redis: new (url: string) => Redis }>("ioredis");
  const redis = new Client(cluster.redis.url);
  const rows = [["what", "ms each", "CPU of all processes, ms each", "bytes of Redis, each", "commands"]];
  const number = 10;
  const cpuOf = async (): Promise<number> =>
    (await ofEach(cluster, () => ({ kind: "report" }))).reduce((sum, { cpu }) => sum + cpu, 0);
  const measure = async (what: string, work: (index: number) => Promise<unknown>): Promise<void> => {
    const cpu = await cpuOf();
    const start = performance.now();
    const { bytes = 0, ...commands } = await watchRedis(redis, async () => {
      for (let index = 0; index < number; index++) await work(index);
    });
    const seconds = performance.now() - start;
    const used = ((await cpuOf()) - cpu) / 1000;
    const names = Object.entries(commands).map(([name, calls]) => `${name} ${calls / number}`);
    rows.push([
      what,
      format(seconds / number),
      format(used / number),
      (bytes / number).toFixed(0),
      names.join(", "),
    ]);
  };
  const crowd: Awaited<ReturnType<typeof logInDropIn>>[] = [];
  let roomId = "";
  await measure("nothing, for as long as a login", () => pause(50));
  await measure("login", async (index) => {
    crowd.push(await logInDropIn(cluster.getAddress(index), `drop-in ${index}`));
  });
  await measure("createRoom", async (index) => {
    if (index % 4 === 0) ({ roomId } = (await crowd[index]?.create()) ?? { roomId });
    else await crowd[index]?.join(roomId);
  });
  const natives: RawClient[] = [];
  const ports = cluster.processes.map(({ port }) => port);
  await measure("joinOrCreate of a Colyseus client", async (index) => {
    const port = ports[index % ports.length] ?? 0;
    // A room may have become full since it was listed; a game asks again.
    for (let client: RawClient | undefined; !client;) {
      client = await RawClient.join(port, { any: "mgobe" }, {}, "onRecvFrame").catch(() => undefined);
      if (client) natives.push(client);
    }
  });
  for (const client of natives) client.close();
  printTable(
    `Players of the drop-in library, behind a balancer (in turn: a room of four is made, three join)`,
    rows,
  );
  for (const player of crowd) player.close();
  redis.disconnect();
}

async function main(): Promise<void> {
  const cluster = await BenchCluster.start(join(__dirname, "cluster-lists-server.js"), processes);
  try {
    const leader = await findLeader(cluster);
    const start = performance.now();
    await ofEach(cluster, () => ({ kind: "fill", rooms: Math.ceil(rooms / processes) }));
    console.log(
      `${rooms} rooms made in ${format((performance.now() - start) / 1000)} s; load average ${format(loadavg()[0] ?? 0)}`,
    );
    await measureLogins(cluster);
    await measureLists(cluster, leader);
    await measurePasses(cluster, leader);
    console.log(`load average ${format(loadavg()[0] ?? 0)}`);
  } finally {
    await cluster.stop();
  }
  process.exit();
}

void main();
