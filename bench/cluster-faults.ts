import { join } from "node:path";
import { BenchCluster, type BenchProcess } from "./instruments/cluster";
import { type BenchPlayer, logInDropIn, logInWire } from "./instruments/cluster-player";
import { pause } from "./instruments/child";
import { printTable } from "./instruments/table";

/**
 * What players of a game on three processes feel of a fault: 20 rooms of two, drop-in and wire clients behind a balancer,
 * all in frame sync, while a process, the leader or Redis is killed, stands still, or Redis is away for a minute.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/cluster-faults.js [scenario …]`
 */

const roomCount = Number(process.env.BENCH_ROOMS ?? 20);
/** Time in which players of dead rooms must be told, ms. */
const bar = 5000;

interface Seat {
  readonly player: BenchPlayer;
  readonly roomId: string;
  /** Frames that had come when the fault began. */
  framesBefore: number;
}

interface Scenario {
  readonly name: string;
  /** Does the harm. Gives back the ids of the rooms that end by it. */
  run(cluster: BenchCluster): Promise<ReadonlySet<string>>;
  /** Time after the fault until everything is looked at, ms. */
  readonly wait: number;
}

async function findProcess(cluster: BenchCluster, isLeading: boolean): Promise<BenchProcess> {
  for (const process of cluster.processes) {
    const report = await cluster.report(process);
    if (report.isLeading === isLeading && report.rooms.length > 0) return process;
  }
  throw new Error(`no process ${isLeading ? "leads" : "does not lead"}`);
}

async function listRooms(cluster: BenchCluster, process: BenchProcess): Promise<Set<string>> {
  return new Set((await cluster.report(process)).rooms.map(({ id }) => id));
}

function kill(isLeading: boolean): Scenario["run"] {
  return async (cluster) => {
    const process = await findProcess(cluster, isLeading);
    const rooms = await listRooms(cluster, process);
    await cluster.kill(process);
    return rooms;
  };
}

const noRooms: ReadonlySet<string> = new Set();

const scenarios: Readonly<Record<string, Scenario>> = {
  room: { name: "kill -9 of a process with rooms", run: kill(false), wait: 10_000 },
  leader: { name: "kill -9 of the leader", run: kill(true), wait: 10_000 },
  stop: {
    name: "SIGSTOP of a process for 10 s",
    wait: 15_000,
    run: async (cluster) => {
      const process = await findProcess(cluster, false);
      const rooms = await listRooms(cluster, process);
      process.child.kill("SIGSTOP");
      setTimeout(() => process.child.kill("SIGCONT"), 10_000);
      return rooms;
    },
  },
  redis: {
    name: "kill -9 of Redis, back and empty after 2 s",
    wait: 12_000,
    run: async (cluster) => {
      await cluster.redis.crash();
      setTimeout(() => void cluster.redis.revive(), 2000);
      return noRooms;
    },
  },
  outage: {
    name: "Redis away for 60 s",
    wait: 70_000,
    run: async (cluster) => {
      await cluster.redis.crash();
      setTimeout(() => void cluster.redis.revive(), 60_000);
      return noRooms;
    },
  },
};

/** Makes the rooms and starts their frames. */
async function gather(cluster: BenchCluster): Promise<Seat[]> {
  const seats: Seat[] = [];
  for (let number = 0; number < roomCount; number++) {
    const logIn = (seat: number): Promise<BenchPlayer> =>
      (Math.random() < 0.5 ? logInDropIn : logInWire)(
        cluster.getAddress(number * 2 + seat),
        `player-${number}-${seat}`,
      );
    const [first, second] = [await logIn(0), await logIn(1)];
    const { code, roomId } = await first.create();
    if (code !== 0) throw new Error(`createRoom: ${code}`);
    const joined = await second.join(roomId);
    if (joined !== 0) throw new Error(`joinRoom: ${joined}`);
    seats.push({ player: first, roomId, framesBefore: 0 }, { player: second, roomId, framesBefore: 0 });
    await second.startFrames();
  }
  return seats;
}

/** Gaps and repetitions in what came since the fault. */
function countBroken(frames: readonly number[], from: number): { lost: number; doubled: number } {
  let [lost, doubled] = [0, 0];
  for (let index = Math.max(1, from); index < frames.length; index++) {
    const step = (frames[index] ?? 0) - (frames[index - 1] ?? 0);
    if (step > 1) lost += step - 1;
    if (step < 1) doubled += 1;
  }
  return { lost, doubled };
}

async function measure(scenario: Scenario): Promise<boolean> {
  const cluster = await BenchCluster.start(join(__dirname, "cluster-server.js"), 3);
  try {
    const seats = await gather(cluster);
    const sending = setInterval(() => seats.forEach(({ player }) => player.sendFrame()), 200);
    await pause(3000);
    for (const seat of seats) seat.framesBefore = seat.player.frames.length;
    const start = performance.now();
    const dead = await scenario.run(cluster);
    await pause(scenario.wait);
    clearInterval(sending);
    const isGood = await judge(scenario, seats, dead, start);
    for (const { player } of seats) player.close();
    return isGood;
  } finally {
    await cluster.stop();
  }
}

async function judge(
  { name }: Scenario,
  seats: readonly Seat[],
  dead: ReadonlySet<string>,
  start: number,
): Promise<boolean> {
  const ended = seats.filter(({ roomId }) => dead.has(roomId)).map(({ player }) => player);
  const alive = seats.filter(({ roomId }) => !dead.has(roomId));
  const times = ended.map(({ toldAt }) => (toldAt === undefined ? Infinity : toldAt - start));
  const untold = ended.filter(({ toldAt }) => toldAt === undefined).map(({ kind, id }) => `${kind} ${id}`);
  const wrong = alive.filter(({ player }) => player.toldAt !== undefined);
  if (process.env.BENCH_LOG) {
    for (const { kind, id, toldAt = Infinity, wasCut } of ended) {
      console.error(`${kind} ${id} ${wasCut ? "was cut" : "was not cut"}, told after ${toldAt - start} ms`);
    }
  }
  const uncut = alive.filter(({ player }) => !player.wasCut || player.kind === "drop-in");
  const broken = uncut.map(({ player, framesBefore }) => countBroken(player.frames, framesBefore));
  const now = performance.now();
  const silent = alive.filter(({ player }) => now - player.lastFrame > 2000);
  const again = await Promise.all(ended.map((player) => player.create().then(({ code }) => code)));
  const refused = again.filter((code) => code !== 0);
  const worst = times.length === 0 ? 0 : Math.max(...times);
  const sum = (key: "lost" | "doubled"): number => broken.reduce((total, entry) => total + entry[key], 0);
  printTable(name, [
    ["", ""],
    ["players of rooms that ended", String(ended.length)],
    [`told within ${bar / 1000} s`, String(times.filter((time) => time <= bar).length)],
    ["told last, ms", worst === Infinity ? `never: ${untold.join(", ")}` : worst.toFixed(0)],
    ["refused when they create again", `${refused.length} ${refused.join(" ")}`],
    ["players of other rooms", String(alive.length)],
    ["told although their rooms go on", String(wrong.length)],
    [
      "without frames at the end",
      silent.map(({ player }) => `${player.kind} ${player.id}`).join(", ") || "0",
    ],
    ["of them with their connections", String(uncut.length)],
    ["frames that these lost, got twice", `${sum("lost")}, ${sum("doubled")}`],
  ]);
  return worst <= bar && refused.length + wrong.length + silent.length + sum("lost") + sum("doubled") === 0;
}

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  for (const key of chosen.length > 0 ? chosen : Object.keys(scenarios)) {
    const scenario = scenarios[key];
    if (!scenario) throw new Error(`no scenario ${key}; there are ${Object.keys(scenarios).join(", ")}`);
    if (!(await measure(scenario))) process.exitCode = 1;
  }
  process.exit();
}

void main();
