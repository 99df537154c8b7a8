import { type AddressInfo } from "node:net";
import { type Server } from "@colyseus/core";
import { type MgobexsSource } from "../../../adapters/colyseus/mgobe-host";
import { type LogLine } from "../../../src/engine";
import { type ChooseFor } from "../../seeded-choice";
import { findFreePorts } from "../../servers/free-ports";
import {
  createServerOnRedis,
  type IsolatedProcess,
  loadIsolatedProcess,
} from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { type CompatGame, type GameSetup } from "../driver";
import { ClusterGame } from "./cluster-game";
import { type ConnectPlayer, type GamesServer } from "./server-game";

interface Process {
  readonly modules: IsolatedProcess;
  readonly server: Server;
  readonly port: number;
}

/**
 * Three servers of Colyseus with Redis, each with modules of its own as if it were a process of its own: all host each
 * game together.
 */
export class ColyseusCluster implements GamesServer {
  private games = 0;

  private constructor(
    private readonly redis: TestRedis,
    private readonly processes: readonly Process[],
    private readonly chooseFor: ChooseFor,
  ) {}

  static async start(chooseFor: ChooseFor): Promise<ColyseusCluster> {
    const redis = await startRedis();
    const processes: Process[] = [];
    for (let count = 0; count < 3; count++) processes.push(await startProcess(redis));
    return new ColyseusCluster(redis, processes, chooseFor);
  }

  async add(
    { mgobexsCode, settings, gameServer }: GameSetup,
    connect: ConnectPlayer,
    caseName: string,
  ): Promise<CompatGame> {
    const name = `game-${++this.games}`;
    const log: LogLine[] = [];
    const hosts = await Promise.all(
      this.processes.map(async (process, index) => {
        const { mgobe, cluster, clustered, core, sessions } = process.modules;
        const meeting = { redis: this.redis.url };
        const host = mgobe.registerMgobe(process.server, {
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
        host.leaveCluster = await cluster.joinCluster(host, meeting, clustered.getClusterBackend(host));
        host.isClustered = true;
        // A room for sessions in each process, under a name of its own, so that the test chooses the process.
        for (const number of this.processes.keys()) {
          process.server.define(`${name}-session-${number}`, sessions.SessionRoom.forHost(host));
        }
        await core.matchMaker.handleCreateRoom(`${name}-session-${index}`, {});
        return host;
      }),
    );
    const ports = this.processes.map(({ port }) => port);
    const getSessionName = (index: number): string => `${name}-session-${index}`;
    return new ClusterGame(
      log,
      { gameId: name, wirePath: `/${name}`, getSessionName },
      hosts,
      ports,
      this.chooseFor(caseName),
      connect,
      async () => {
        await Promise.all(hosts.map((host) => host.leaveCluster()));
      },
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map(({ server }) => server.gracefullyShutdown(false)));
    await this.redis.stop();
  }
}

async function startProcess(redis: TestRedis): Promise<Process> {
  const modules = loadIsolatedProcess();
  const [port = 0] = await findFreePorts(1);
  const server = createServerOnRedis(modules, redis, port);
  await server.listen(port, "127.0.0.1");
  const { port: opened } = server.transport.server?.address() as AddressInfo;
  return { modules, server, port: opened };
}
