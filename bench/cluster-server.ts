import { createMgobeServer } from "../adapters/colyseus";

/**
 * One process of the cluster benchmarks; what it is started with comes as JSON in its first argument. Talks to its parent
 * over the IPC channel.
 */
async function main(): Promise<void> {
  // Without Redis it has the game alone.
  const { port, redis } = JSON.parse(process.argv[2] ?? "{}") as { port: number; redis?: string };
  const { host } = await createMgobeServer({
    port,
    hostname: "127.0.0.1",
    cluster: redis === undefined ? undefined : { redis, publicAddress: `127.0.0.1:${port}` },
    settings: {
      gameId: "bench",
      serverKey: "key of the benchmark",
      // All the players of the benchmark have one address.
      limits: { socketsPerAddress: 100_000, connectsPerMinute: 1_000_000 },
    } as object,
    log: ({ message }) => {
      if (process.env.BENCH_LOG) process.stderr.write(`${port}: ${message}\n`);
    },
  });
  process.on("message", (message: { kind?: string }) => {
    if (message.kind !== "report") return;
    const { game } = host;
    const rooms = game.rooms.list().map(({ id, state }) => ({ id, playerIds: [...state.roster.ids] }));
    const { user, system } = process.cpuUsage();
    const isLeading = game.ownCluster?.isLeading ?? false;
    process.send?.({ report: { rooms, isLeading, cpu: user + system } });
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ isUp: true });
}

void main();
