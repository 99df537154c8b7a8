import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { join } from "node:path";
import { findFreePorts } from "../test/servers/free-ports";
import { startRedis, type TestRedis } from "../test/servers/redis-server";
import { hear, pause } from "./instruments/child";
import { CpuQuota } from "./instruments/cpu-quota";
import { encodeCall, encodeMessage, RawClient } from "./instruments/raw-client";
import { frameOf } from "./instruments/lean-socket";
import { percentile, printTable } from "./instruments/table";
import { type Crowd, gatherWire, input } from "./instruments/wire-crowd";

/**
 * How many players in frame sync one process carries, and how many two workers do: rooms are added until p99 of the lateness
 * of frames passes 100 ms, with what a delivered frame costs the servers and the load generator. Clients decode nothing, so
 * that they leave the cores to the servers; every player sends with every frame, or as many of each room as BENCH_SENDERS.
 * With BENCH_SHARE each server process has that share of one core and no more (Linux, as root), so that the load generator
 * does not take from two servers what it leaves to one.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/cluster-capacity.js [drop-in|wire …]`
 */

const from = Number(process.env.BENCH_FROM ?? 400);
const to = Number(process.env.BENCH_TO ?? 4000);
const step = Number(process.env.BENCH_STEP ?? 100);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const roomSize = 10;
const rate = 15;
/** Players of each room who send an input with each frame. */
const senders = Number(process.env.BENCH_SENDERS ?? roomSize);
/** Ms by which a gap between two frames may be longer than the interval, at p99; as `mgobe-migrate bench` counts. */
const limit = 100;
const bar = 1.5;
/** Ms between a new load and the measurement, and at the start. */
const settling = 2_500;
const firstSettling = 15_000;
/** Of one core, for each server process; all there is when nothing is set. */
const share = Number(process.env.BENCH_SHARE ?? 0);

interface Servers {
  readonly ports: readonly number[];
  /** CPU of all processes, Redis left out, µs. */
  getCpu(): Promise<number>;
  stop(): Promise<void>;
}

async function startServers(count: number): Promise<Servers> {
  const redis: TestRedis | undefined = count > 1 ? await startRedis() : undefined;
  const ports = await findFreePorts(count);
  const children: ChildProcess[] = [];
  const quota = share > 0 ? new CpuQuota(share) : undefined;
  for (const port of ports) {
    const options = JSON.stringify({ port, redis: redis?.url });
    const child = fork(join(__dirname, "cluster-server.js"), [options], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    await hear(child, "isUp");
    children.push(child);
    quota?.hold(child.pid ?? 0);
  }
  const ask = async (child: ChildProcess): Promise<number> => {
    const answer = hear<{ report: { cpu: number } }>(child, "report");
    child.send({ kind: "report" });
    return (await answer).report.cpu;
  };
  return {
    ports,
    getCpu: async () => (await Promise.all(children.map(ask))).reduce((sum, cpu) => sum + cpu, 0),
    stop: async () => {
      const ended = children.map((child) => once(child, "exit"));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(ended);
      quota?.close();
      await redis?.stop();
    },
  };
}

/** Players who connect to the process that has their room, as the drop-in library and Colyseus' do. */
async function gatherDropIn(ports: readonly number[], rooms: number): Promise<Crowd> {
  const clients: RawClient[] = [];
  for (let room = 0; room < rooms; room++) {
    const port = ports[room % ports.length] ?? 0;
    const first = await RawClient.join(port, { create: "mgobe" }, { maxPlayers: roomSize }, "onRecvFrame");
    clients.push(first);
    for (let player = 1; player < roomSize; player++) {
      clients.push(await RawClient.join(port, { id: first.roomId }, {}, "onRecvFrame"));
    }
    first.send(encodeMessage("startFrameSync", {}));
  }
  await pause(500);
  const sockets = clients.map((client) => client.becomeLean());
  const frame = frameOf(encodeCall("sendFrame", { data: input, timestamp: Date.now() }));
  return {
    count: () => clients.reduce((sum, client) => sum + client.count, 0),
    takeGaps: () => clients.flatMap((client) => client.gaps.splice(0)),
    send: (index) => sockets[index]?.send(frame),
    close: () => sockets.forEach((socket) => socket.close()),
  };
}

let crowds = 0;

/** Players of the original protocol behind one port: each connects to any worker, so that half of them are not at their room's. */
function gatherOverWire(ports: readonly number[], rooms: number): Promise<Crowd> {
  return gatherWire({
    rooms,
    players: roomSize,
    gameId: "bench",
    prefix: `crowd-${crowds++}-`,
    getPort: (index) => ports[index % ports.length] ?? 0,
  });
}

const kinds = { "drop-in": gatherDropIn, wire: gatherOverWire } as const;
type Kind = keyof typeof kinds;

interface Step {
  readonly players: number;
  /** Lateness of frames at p99, ms. */
  readonly late: number;
  /** Share of the due frames that came. */
  readonly share: number;
  /** CPU per delivered frame, µs. */
  readonly server: number;
  readonly generator: number;
}

/** All crowds that came so far send; one timer for each, so that they do not send at the same moment. */
class Load {
  private readonly crowds: Crowd[] = [];
  private readonly timers: NodeJS.Timeout[] = [];

  get players(): number {
    return this.timers.length * roomSize;
  }

  add(crowd: Crowd, rooms: number): void {
    this.crowds.push(crowd);
    for (let room = 0; room < rooms; room++) {
      const send = (): void => {
        for (let player = 0; player < senders; player++) crowd.send(room * roomSize + player);
      };
      this.timers.push(setInterval(send, 1000 / rate));
    }
  }

  count(): number {
    return this.crowds.reduce((sum, crowd) => sum + crowd.count(), 0);
  }

  takeGaps(): number[] {
    return this.crowds.flatMap((crowd) => crowd.takeGaps());
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const crowd of this.crowds) crowd.close();
  }
}

async function measureStep(load: Load, servers: Servers, settling: number): Promise<Step> {
  await pause(settling);
  load.takeGaps();
  const [count, cpu, own, start] = [
    load.count(),
    await servers.getCpu(),
    process.cpuUsage(),
    performance.now(),
  ];
  await pause(seconds * 1000);
  const frames = load.count() - count;
  const used = process.cpuUsage(own);
  const server = ((await servers.getCpu()) - cpu) / frames;
  const due = (load.players * rate * (performance.now() - start)) / 1000;
  return {
    players: load.players,
    late: Math.max(0, percentile(load.takeGaps(), 0.99) - 1000 / rate),
    share: frames / due,
    server,
    generator: (used.user + used.system) / frames,
  };
}

/** Adds rooms until the limit is passed twice. Gives back the steps, and the most players whose frames came in time. */
async function search(kind: Kind, processes: number): Promise<{ steps: Step[]; most: number }> {
  const servers = await startServers(processes);
  const load = new Load();
  const steps: Step[] = [];
  let [most, failures] = [0, 0];
  try {
    for (let players = from; players <= to && failures < 2; players += step) {
      const rooms = Math.round((players - load.players) / roomSize);
      load.add(await kinds[kind](servers.ports, rooms), rooms);
      // Code is still being compiled at first, which takes the longer the less of a core there is.
      const measured = await measureStep(load, servers, steps.length === 0 ? firstSettling : settling);
      steps.push(measured);
      // A server that gives up time makes fewer frames, all of them in time.
      if (measured.late <= limit && measured.share >= 0.97) [most, failures] = [measured.players, 0];
      else failures += 1;
    }
  } finally {
    load.close();
    await servers.stop();
  }
  return { steps, most };
}

function print(title: string, steps: readonly Step[]): void {
  printTable(title, [
    [
      "players",
      "frames late by, p99, ms",
      "of the due frames",
      "servers, µs per frame",
      "load generator, µs per frame",
    ],
    ...steps.map(({ players, late, share, server, generator }) => [
      String(players),
      late.toFixed(0),
      `${(100 * share).toFixed(0)} %`,
      server.toFixed(1),
      generator.toFixed(1),
    ]),
  ]);
}

async function main(): Promise<void> {
  if (share > 0) console.log(`each server process has ${share} of a core`);
  const chosen = process.argv.slice(2) as Kind[];
  for (const kind of chosen.length > 0 ? chosen : (Object.keys(kinds) as Kind[])) {
    const one = await search(kind, 1);
    print(`${kind} players, one process`, one.steps);
    const two = await search(kind, 2);
    print(`${kind} players, two workers`, two.steps);
    const ratio = two.most / one.most;
    const load = loadavg()[0]?.toFixed(1) ?? "";
    console.log(
      `${kind}: ${two.most} players on two workers ÷ ${one.most} on one process: ${ratio.toFixed(2)} (bar ${bar}); load average ${load}`,
    );
    const [cost, costOfTwo] = [one, two].map(({ steps }) =>
      percentile(
        steps.map(({ server }) => server),
        0.5,
      ),
    );
    console.log(
      `by CPU alone, were there a core for each and the load generator elsewhere: ${((2 * (cost ?? 0)) / (costOfTwo ?? 0)).toFixed(2)}`,
    );
    if (!(ratio >= bar)) process.exitCode = 1;
  }
  process.exit();
}

void main();
