import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Arrangement, type CapacityServers, startServers } from "./instruments/capacity-servers";
import { pause } from "./instruments/child";
import { GapCounter } from "./instruments/gap-counter";
import { gatherDropIn, gatherWire, type LeanPlan, type LeanPlayer } from "./instruments/lean-crowds";
import { percentile, printTable } from "./instruments/table";

/**
 * How many players in frame sync one process carries, and how many two do: rooms are added until p99 of the lateness of frames
 * passes 100 ms. The load generator reads next to nothing and makes nothing, so that it leaves the cores to the servers; what it
 * costs is printed, and how late it is itself. Every player sends with every frame, or as many of each room as BENCH_SENDERS.
 *
 * With BENCH_CPU_QUOTA=0.4 each server process has that share of one core and no more (Linux, as root), so that the load
 * generator does not take from two what it leaves to one: 1 - 2 × 0.4 of the machine's two cores are for it and Redis.
 * With BENCH_WORKERS=1 the two are the workers of `serve --workers 2`, which needs `npm run build`.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/cluster-capacity.js [drop-in|wire …]`
 */

const from = Number(process.env.BENCH_FROM ?? 400);
const to = Number(process.env.BENCH_TO ?? 4000);
const step = Number(process.env.BENCH_STEP ?? 100);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const quota = process.env.BENCH_CPU_QUOTA === undefined ? undefined : Number(process.env.BENCH_CPU_QUOTA);
const several: Arrangement = process.env.BENCH_WORKERS === undefined ? "two" : "workers";
const roomSize = 10;
const rate = 15;
/** Players of each room who send an input with each frame. */
const senders = Number(process.env.BENCH_SENDERS ?? roomSize);
/** Ms by which a gap between two frames may be longer than the interval, at p99; as `mgobe-migrate bench` counts. */
const limit = 100;
/** A server that gives up time makes fewer frames, all of them in time. */
const leastShare = 0.97;
const bar = 1.5;
/** Windows that are measured of a step in the first of which frames were late. */
const windowsOfStep = 3;
const signals = ["SIGINT", "SIGTERM"] as const;
/** Rooms send in turns, so many to an interval. */
const turns = 16;
/** Ms. */
const turnLength = 1000 / rate / turns;
const beatInterval = 5000;
/** The servers' compilers are at work at first, the longer the less of a core there is. */
const warmUp = Number(process.env.BENCH_WARM_UP ?? 15) * 1000;
const settling = 2500;

const kinds = { "drop-in": gatherDropIn, wire: gatherWire } as const;
type Kind = keyof typeof kinds;

const names: Record<Arrangement, string> = {
  one: "one process",
  two: "two processes",
  workers: "two workers of serve behind one port",
};

/** Players of one kind connect in rooms, and all who came so far send. */
class Load {
  readonly counter = new GapCounter();
  /** Connections that servers ended. */
  lost = 0;
  private readonly rooms: LeanPlayer[][] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly beats: NodeJS.Timeout;
  private turn = 0;
  /**
   * Whether it sleeps between two turns: to be woken for every message costs as much as the message does, and a server that writes
   * to a thousand players wakes it all the time.
   */
  mayNap = false;
  private readonly bed = new Int32Array(new SharedArrayBuffer(4));
  private readonly start = performance.now();

  constructor(
    private readonly kind: Kind,
    private readonly ports: readonly number[],
  ) {
    this.timer = setInterval(() => this.catchUp(), turnLength);
    this.beats = setInterval(() => this.rooms.flat().forEach((player) => player.beat()), beatInterval);
  }

  get players(): number {
    return this.rooms.length * roomSize;
  }

  async add(rooms: number): Promise<void> {
    const before = this.rooms.length;
    const plan: LeanPlan = {
      rooms,
      players: roomSize,
      prefix: `${before}-`,
      // Drop-in players come to their room by any port; half of the others are not at the process of theirs.
      getPort: (room, player) =>
        this.ports[(this.kind === "wire" ? player : before + room) % this.ports.length] ?? 0,
      counter: this.counter,
      onLost: () => (this.lost += 1),
    };
    const players = await kinds[this.kind](plan);
    while (players.length > 0) this.rooms.push(players.splice(0, roomSize));
  }

  close(): void {
    clearInterval(this.timer);
    clearInterval(this.beats);
    for (const player of this.rooms.flat()) player.close();
  }

  /** A timer that comes late misses no turn. */
  private catchUp(): void {
    const now = (): number => (performance.now() - this.start) / turnLength;
    const due = Math.floor(now());
    for (; this.turn < due; this.turn += 1) {
      for (let room = this.turn % turns; room < this.rooms.length; room += turns) {
        const players = this.rooms[room] ?? [];
        for (let player = 0; player < senders; player++) players[player]?.send();
      }
    }
    const rest = (due + 1 - now()) * turnLength;
    if (this.mayNap && rest > 0) Atomics.wait(this.bed, 0, 0, rest);
  }
}

interface Step {
  readonly players: number;
  /** Lateness of frames at p99, ms. */
  readonly late: number;
  /** Share of the due frames that came. */
  readonly share: number;
  /** CPU per delivered frame, µs. */
  readonly server: number;
  readonly generator: number;
  /** Cores in use by the servers. */
  readonly cores: number;
  /** How late the load generator's own timers were at p99, ms, naps included: it adds as much to what it measures. */
  readonly ownDelay: number;
  readonly lost: number;
}

async function measureStep(load: Load, servers: CapacityServers): Promise<Step> {
  const { counter } = load;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  counter.clear();
  const [frames, cpu, own, start] = [
    counter.frames,
    await servers.getCpu(),
    process.cpuUsage(),
    performance.now(),
  ];
  load.mayNap = true;
  delay.enable();
  await pause(seconds * 1000);
  delay.disable();
  load.mayNap = false;
  const came = counter.frames - frames;
  const late = Math.max(0, counter.percentile(0.99) - 1000 / rate);
  const used = process.cpuUsage(own);
  const time = performance.now() - start;
  const usedByServers = (await servers.getCpu()) - cpu;
  return {
    players: load.players,
    late,
    share: came / ((load.players * rate * time) / 1000),
    server: usedByServers / came,
    generator: (used.user + used.system) / came,
    cores: usedByServers / 1000 / time,
    ownDelay: Math.max(0, delay.percentile(99) / 1e6 - 5),
    lost: load.lost,
  };
}

function isCarried({ late, share, lost }: Step): boolean {
  return late <= limit && share >= leastShare && lost === 0;
}

/**
 * One window in which frames were late may be a collection of garbage, or of the load generator's making: what a process
 * carries is said by the middle one of three.
 */
async function measureFairly(load: Load, servers: CapacityServers): Promise<Step> {
  const windows: Step[] = [];
  while (windows.length < windowsOfStep) {
    const measured = await measureStep(load, servers);
    if (windows.length === 0 && isCarried(measured)) return measured;
    windows.push(measured);
  }
  windows.sort((one, other) => Number(isCarried(other)) - Number(isCarried(one)) || one.late - other.late);
  return windows[(windowsOfStep - 1) / 2] as Step;
}

/** Adds rooms until the limit is passed twice. Gives back the steps, and the most players whose frames came in time. */
async function search(
  kind: Kind,
  arrangement: Arrangement,
  first: number,
): Promise<{ steps: Step[]; most: number }> {
  const servers = await startServers(arrangement, quota, __dirname);
  // Who breaks it off shall find no control groups and no Redis left over.
  const breakOff = (): void => void servers.stop().finally(() => process.exit(1));
  for (const signal of signals) process.once(signal, breakOff);
  const load = new Load(kind, servers.ports);
  const steps: Step[] = [];
  let [most, failures] = [0, 0];
  try {
    for (let players = first; players <= to && failures < 2; players += step) {
      await load.add(Math.round((players - load.players) / roomSize));
      await pause(steps.length === 0 ? warmUp : settling);
      const measured = await measureFairly(load, servers);
      steps.push(measured);
      if (isCarried(measured)) [most, failures] = [measured.players, 0];
      else failures += 1;
    }
  } finally {
    load.close();
    for (const signal of signals) process.off(signal, breakOff);
    await servers.stop();
  }
  return { steps, most };
}

function print(title: string, steps: readonly Step[]): void {
  const head = [
    "players",
    "frames late by, p99, ms",
    "of the due frames",
    "servers, µs per frame",
    "cores",
    "load generator, µs per frame",
    "late itself, p99, ms",
    "connections lost",
  ];
  const rows = steps.map(({ players, late, share, server, cores, generator, ownDelay, lost }) => [
    String(players),
    late.toFixed(0),
    `${(100 * share).toFixed(0)} %`,
    server.toFixed(1),
    cores.toFixed(2),
    generator.toFixed(1),
    ownDelay.toFixed(0),
    String(lost),
  ]);
  printTable(title, [head, ...rows]);
}

function median(steps: readonly Step[], key: keyof Step): number {
  return percentile(
    steps.map((measured) => measured[key]),
    0.5,
  );
}

async function compare(kind: Kind): Promise<void> {
  const one = await search(kind, "one", from);
  print(`${kind} players, ${names.one}`, one.steps);
  const two = await search(kind, several, Math.max(from, one.most));
  print(`${kind} players, ${names[several]}`, two.steps);
  const ratio = two.most / one.most;
  const load = loadavg()[0]?.toFixed(1) ?? "";
  console.log(
    `${kind}: ${two.most} players on ${names[several]} ÷ ${one.most} on one: ${ratio.toFixed(2)} (bar ${bar}); load average ${load}`,
  );
  const byCpu = (2 * median(one.steps, "server")) / median(two.steps, "server");
  console.log(
    `by CPU alone, were there a core for each and the load generator elsewhere: ${byCpu.toFixed(2)}`,
  );
  if (!(ratio >= bar)) process.exitCode = 1;
}

async function main(): Promise<void> {
  const share =
    quota === undefined
      ? "Servers, Redis and load generator take what they get of all cores."
      : `Each server process has ${quota} of one core; the load generator and Redis have the rest.`;
  console.log(
    `Rooms of ${roomSize}, ${rate} frames/s, ${senders} of each room send with each frame. ${share}`,
  );
  const chosen = process.argv.slice(2) as Kind[];
  for (const kind of chosen.length > 0 ? chosen : (Object.keys(kinds) as Kind[])) await compare(kind);
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
