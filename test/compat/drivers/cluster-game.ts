import { type AddressInfo } from "node:net";
import { type Server } from "@colyseus/core";
import { type MgobeHost, type MgobexsSource } from "../../../adapters/colyseus/mgobe-host";
import { type LogLine } from "../../../src/engine";
import { type Choose } from "../../seeded-choice";
import { Cable } from "../../servers/cable";
import { findFreePorts } from "../../servers/free-ports";
import { type IsolatedProcess, loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { type CompatGame, type CompatPlayer, type GameSetup } from "../driver";
import { letServerWork } from "./mail-player";
import { type ConnectPlayer, type GamesServer, type PlayerCable, type ServerPlayer } from "./server-game";

/** Longest way of what one call sets off: its front, the leader, the room's process, another front. */
const longestWay = 4;

/** Cables of one player to all processes; each connection that has a choice takes any. */
class ManyCables implements PlayerCable {
  private constructor(
    private readonly cables: ReadonlyMap<number, Cable>,
    private readonly choose: Choose,
  ) {}

  static async lay(ports: readonly number[], choose: Choose): Promise<ManyCables> {
    const cables = new Map<number, Cable>();
    for (const port of ports) cables.set(port, await Cable.lay(port));
    return new ManyCables(cables, choose);
  }

  get address(): string {
    const all = [...this.cables.values()];
    return (all[this.choose(all.length)] as Cable).address;
  }

  lead(url: URL): string {
    const cable = this.cables.get(Number(url.port));
    return cable ? url.href.replace(url.host, cable.address) : url.href;
  }

  cut(): void {
    for (const cable of this.cables.values()) cable.cut();
  }

  mend(): void {
    for (const cable of this.cables.values()) cable.mend();
  }

  async close(): Promise<void> {
    await Promise.all([...this.cables.values()].map((cable) => cable.close()));
  }
}

interface Process {
  readonly modules: IsolatedProcess;
  readonly server: Server;
  readonly port: number;
}

/** A game on several processes. */
class ClusterGame implements CompatGame {
  private readonly players: ServerPlayer[] = [];
  private readonly cables: ManyCables[] = [];

  constructor(
    readonly log: LogLine[],
    private readonly name: string,
    private readonly hosts: readonly MgobeHost[],
    private readonly ports: readonly number[],
    private readonly choose: Choose,
    private readonly connect: ConnectPlayer,
  ) {}

  async login(openId: string): Promise<CompatPlayer> {
    const { name, choose } = this;
    const cable = await ManyCables.lay(this.ports, choose);
    this.cables.push(cable);
    const sessionName = `${name}-session-${choose(this.hosts.length)}`;
    const player = await this.connect(openId, { cable, gameId: name, wirePath: `/${name}`, sessionName });
    this.players.push(player);
    return player;
  }

  async pass(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.settle();
  }

  async settle(): Promise<void> {
    // What clients have sent arrives; then what was sent between processes arrives before the answer to a ping.
    await Promise.all(this.players.map((player) => player.roundTrip()));
    for (let step = 0; step < longestWay; step++) {
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(this.hosts.map((host) => this.pingOthers(host)));
    }
    await letServerWork(this.players);
  }

  async stop(): Promise<void> {
    for (const player of this.players) player.close();
    await Promise.all(this.cables.map((cable) => cable.close()));
    for (const host of this.hosts) {
      const rooms = host.game.rooms.list();
      for (const room of rooms) room.destroy("dismissed");
      await Promise.all(rooms.map(({ id }) => host.whenRoomFinished(id)));
    }
    await Promise.all(this.hosts.map((host) => host.leaveCluster()));
    await Promise.all(this.hosts.map((host) => host.close()));
  }

  private async pingOthers(host: MgobeHost): Promise<void> {
    const cluster = host.game.ownCluster as any;
    const others = this.hosts.map(({ game }) => game.ownCluster?.id).filter((id) => id !== cluster.id);
    await Promise.all(others.map((id) => cluster.lines.ask(id, "member", { playerId: "" })));
  }
}

/**
 * Three servers of Colyseus with Redis, each with modules of its own as if it were a process of its own: all host each
 * game together.
 */
export class ClusterServer implements GamesServer {
  private games = 0;

  private constructor(
    private readonly redis: TestRedis,
    private readonly processes: readonly Process[],
    private readonly choose: Choose,
  ) {}

  static async start(choose: Choose): Promise<ClusterServer> {
    const redis = await startRedis();
    const processes: Process[] = [];
    for (let count = 0; count < 3; count++) processes.push(await startProcess(redis));
    return new ClusterServer(redis, processes, choose);
  }

  async add({ mgobexsCode, settings, gameServer }: GameSetup, connect: ConnectPlayer): Promise<CompatGame> {
    const name = `game-${++this.games}`;
    const log: LogLine[] = [];
    const hosts = await Promise.all(
      this.processes.map(async (proc, index) => {
        const { mgobe, cluster, clustered, core, sessions } = proc.modules;
        const meeting = { redis: this.redis.url };
        const host = mgobe.registerMgobe(proc.server, {
          mgobexs: mgobexsCode as MgobexsSource | undefined,
          settings: { serverKey: "key", ...settings, gameId: name },
          gameServer,
          log: (line) => log.push(line),
          roomName: name,
          wire: { path: `/${name}` },
          cluster: meeting,
        });
        await host.ready;
        // The server listens already: what `listen` does is done for this game alone.
        host.leaveCluster = await cluster.joinCluster(host, meeting, clustered.getClusterBackend());
        host.isClustered = true;
        // A room for sessions in each process, under a name of its own, so that the test chooses the process.
        for (const number of this.processes.keys()) {
          proc.server.define(`${name}-session-${number}`, sessions.SessionRoom.forHost(host));
        }
        await core.matchMaker.handleCreateRoom(`${name}-session-${index}`, {});
        return host;
      }),
    );
    const ports = this.processes.map(({ port }) => port);
    return new ClusterGame(log, name, hosts, ports, this.choose, connect);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map(({ server }) => server.gracefullyShutdown(false)));
    await this.redis.stop();
  }
}

async function startProcess(redis: TestRedis): Promise<Process> {
  const modules = loadIsolatedProcess();
  const { core, transport, driver, presence } = modules;
  const [port = 0] = await findFreePorts(1);
  const server = new core.Server({
    transport: new transport.WebSocketTransport({ maxPayload: 1024 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
    driver: new driver.RedisDriver({ port: redis.port, maxRetriesPerRequest: null }),
    presence: new presence.RedisPresence(redis.url),
    publicAddress: `127.0.0.1:${port}`,
  });
  await server.listen(port, "127.0.0.1");
  const { port: opened } = server.transport.server?.address() as AddressInfo;
  return { modules, server, port: opened };
}
