import { createMgobeServer } from "../adapters/colyseus";
import { MatchType } from "../src/contract";
import { type Game, type Outlet } from "../src/engine";

/**
 * One process of the benchmark of lists and matching: its players are made in here, as sessions without connections. What it
 * is started with comes as JSON in its first argument. Talks to its parent over the IPC channel.
 */

/** What the parent asks for. */
export type ListsOrder =
  | { readonly kind: "report" }
  /** Makes rooms, each with a player of its own. */
  | { readonly kind: "fill"; readonly rooms: number }
  /** Lets players wait for a match; the passes of the leader are held back until it is told to go on. */
  | { readonly kind: "wait"; readonly players: number; readonly from: number; readonly matchCode: string }
  | { readonly kind: "hold" }
  | { readonly kind: "pass" }
  /** Asks for pages of the room list, one after the other. */
  | { readonly kind: "list"; readonly times: number }
  | { readonly kind: "cancel" };

/** What it answers. */
export interface ListsAnswer {
  readonly rooms: number;
  readonly waiting: number;
  readonly told: number;
  readonly isLeading: boolean;
  readonly cpu: number;
  /** Of pages, or of a pass: how long each took, ms. */
  readonly wall: readonly number[];
  readonly cpuTimes: readonly number[];
  readonly total?: number;
}

function ruleSet(value: number): object {
  return {
    version: "V1.0",
    teams: [{ name: "team", maxPlayers: 1, minPlayers: 1, number: 2 }],
    playerAttributes: [{ name: "score", type: "number" }],
    rules: [{ type: "deviation", expression: "teams[*].players.score", value }],
  };
}

const room = { roomName: "r", maxPlayers: 4, roomType: "t", isPrivate: false, customProperties: "" };
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };

class Lists {
  private told = 0;
  private readonly waiting: string[] = [];
  private nextWaiter = 1;
  private readonly outlet: Outlet = {
    kind: "wire",
    deliver: ({ name }, playerIds) => {
      if (name === "onMatch") this.told += playerIds.length;
    },
  };

  constructor(
    private readonly game: Game,
    private readonly port: number,
  ) {}

  async obey(order: ListsOrder): Promise<ListsAnswer> {
    const times = await this.carryOut(order);
    const { user, system } = process.cpuUsage();
    return {
      rooms: this.game.rooms.size,
      waiting: this.game.matching.playerCount,
      told: this.told,
      isLeading: this.game.ownCluster?.isLeading ?? false,
      cpu: user + system,
      wall: [],
      cpuTimes: [],
      ...times,
    };
  }

  private carryOut(order: ListsOrder): Promise<Partial<ListsAnswer>> | Partial<ListsAnswer> {
    switch (order.kind) {
      case "fill":
        return this.fill(order.rooms);
      case "wait":
        return this.wait(order.players, order.from, order.matchCode);
      case "list":
        return this.list(order.times);
      case "hold":
        this.passes.pass = () => undefined;
        return {};
      case "pass":
        return this.pass();
      case "cancel":
        return this.cancel();
      default:
        return {};
    }
  }

  /** The matching's own passes, which nobody else may start. */
  private get passes(): { pass(): void; timer: unknown } {
    return this.game.matching as unknown as { pass(): void; timer: unknown };
  }

  private async fill(rooms: number): Promise<Partial<ListsAnswer>> {
    await inBatches(rooms, async (number) => {
      const id = `maker-${this.port}-${number}`;
      this.game.connect(id, this.outlet);
      const { code, msg } = await this.game.handle(id, "createRoom", { ...room, playerInfo });
      if (code !== 0) throw new Error(`createRoom: ${code} ${msg}`);
    });
    return {};
  }

  private async wait(players: number, from: number, matchCode: string): Promise<Partial<ListsAnswer>> {
    await inBatches(players, async (number) => {
      const id = `waiter-${matchCode}-${this.port}-${this.nextWaiter++}`;
      this.game.connect(id, this.outlet);
      this.waiting.push(id);
      const info = { ...playerInfo, matchAttributes: [{ name: "score", value: (from + number) * 7 }] };
      const { code, msg } = await this.game.handle(id, "matchPlayers", { matchCode, playerInfo: info });
      if (code !== 0) throw new Error(`matchPlayers: ${code} ${msg}`);
    });
    return {};
  }

  private async cancel(): Promise<Partial<ListsAnswer>> {
    const ids = this.waiting.splice(0);
    await inBatches(ids.length, async (number) => {
      const id = ids[number] ?? "";
      const { code } = await this.game.handle(id, "leaveRoom", {});
      if (code === 0) return;
      await this.game.handle(id, "cancelPlayerMatch", { matchType: MatchType.PLAYER_COMPLEX });
    });
    return {};
  }

  private async list(times: number): Promise<Partial<ListsAnswer>> {
    const [wall, cpuTimes]: [number[], number[]] = [[], []];
    let total = 0;
    const id = `reader-${this.port}`;
    this.game.connect(id, this.outlet);
    for (let time = 0; time < times; time++) {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      const para = { pageNo: 1 + time, pageSize: 20, roomType: "t", isDesc: time % 2 === 0 };
      const answer = await this.game.handle(id, "getRoomList", para);
      wall.push(performance.now() - start);
      cpuTimes.push(toMs(process.cpuUsage(cpu)));
      if (answer.code !== 0) throw new Error(`getRoomList: ${answer.code} ${answer.msg}`);
      ({ total } = answer.data as { total: number });
    }
    return { wall, cpuTimes, total };
  }

  /** One pass, from which on they come by themselves again; then what comes of it. */
  private pass(): Partial<ListsAnswer> {
    const { passes } = this;
    delete (passes as { pass?: unknown }).pass;
    passes.timer = undefined;
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    passes.pass();
    return { wall: [performance.now() - start], cpuTimes: [toMs(process.cpuUsage(cpu))] };
  }
}

function toMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

async function inBatches(count: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 50 }, worker));
}

async function main(): Promise<void> {
  const { port, redis } = JSON.parse(process.argv[2] ?? "{}") as { port: number; redis: string };
  const { host } = await createMgobeServer({
    port,
    hostname: "127.0.0.1",
    cluster: { redis, publicAddress: `127.0.0.1:${port}` },
    settings: {
      gameId: "bench",
      serverKey: "key of the benchmark",
      matchRules: { fits: ruleSet(50), nobody: ruleSet(0.5) },
      limits: { socketsPerAddress: 100_000, connectsPerMinute: 1_000_000, rooms: 100_000 },
    } as object,
    log: ({ level, message }) => {
      if (process.env.BENCH_LOG || level === "error") process.stderr.write(`${port}: ${message}\n`);
    },
  });
  const lists = new Lists(host.game as Game, port);
  process.on("message", (order: ListsOrder) => {
    if (typeof order.kind !== "string") return;
    void lists.obey(order).then((report) => process.send?.({ report }));
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ isUp: true });
}

void main();
