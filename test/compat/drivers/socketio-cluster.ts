import { type ChooseFor } from "../../seeded-choice";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { type CompatGame, type GameSetup } from "../driver";
import { ClusterGame } from "./cluster-game";
import { type ConnectPlayer, type GamesServer } from "./server-game";
import { SocketIoServer } from "./socketio-game";

/** Three servers of Socket.IO with Redis, as if each were a process of its own: all host each game together. */
export class SocketIoCluster implements GamesServer {
  private games = 0;

  private constructor(
    private readonly redis: TestRedis,
    private readonly servers: readonly SocketIoServer[],
    private readonly chooseFor: ChooseFor,
  ) {}

  static async start(chooseFor: ChooseFor): Promise<SocketIoCluster> {
    const redis = await startRedis();
    const servers = await Promise.all([1, 2, 3].map(() => SocketIoServer.start()));
    return new SocketIoCluster(redis, servers, chooseFor);
  }

  async add(setup: GameSetup, connect: ConnectPlayer, caseName: string): Promise<CompatGame> {
    const gameId = `game-${++this.games}`;
    const path = `/${gameId}`;
    const log: ClusterGame["log"] = [];
    const settings = { serverKey: "key", ...setup.settings, gameId };
    const cluster = { redis: this.redis.url };
    const parts = await Promise.all(
      this.servers.map((server) => server.attach(path, { ...setup, settings }, log, cluster)),
    );
    const names = { gameId, wirePath: path, getSessionName: () => path };
    const ports = this.servers.map(({ port }) => port);
    const hosts = parts.map(({ host }) => host);
    return new ClusterGame(log, names, hosts, ports, this.chooseFor(caseName), connect, async () => {
      await Promise.all(parts.map((part) => part.close()));
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.redis.stop();
  }
}
