import { createMgobeServer } from "../adapters/colyseus";
import { type ActionArgs } from "../src/contract";

/**
 * The server process of the memory bench: one game with a script and a match code. Talks to its parent over the IPC
 * channel, and collects its garbage before it tells of its heap.
 */
const script = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({ moves: [] as unknown[] }),
    onRecvFromClient: ({ actionData, gameData, SDK }: ActionArgs) => {
      (gameData as { moves: unknown[] }).moves.push(actionData);
      SDK.sendData({ playerIdList: [], data: actionData });
    },
  },
};
const duel = {
  version: "V1.0",
  teams: [{ name: "all", maxPlayers: 2, minPlayers: 2, number: 1 }],
  playerAttributes: [],
  rules: [],
  timeout: 10,
};

async function main(): Promise<void> {
  const { port, host } = await createMgobeServer({
    hostname: "127.0.0.1",
    log: () => undefined,
    mgobexs: { mgobexsCode: script },
    // Abandoned rooms shall end many times within the bench.
    settings: {
      matchRules: { duel },
      roomPolicy: { emptySeconds: 0, offlineSeconds: 20 },
      // All the players of the benchmark have one address.
      limits: { socketsPerAddress: 100_000, connectsPerMinute: 1_000_000 },
    },
  });
  process.on("message", (message: { kind?: string }) => {
    if (message.kind !== "report") return;
    globalThis.gc?.();
    globalThis.gc?.();
    process.send?.({ report: { heap: process.memoryUsage().heapUsed, rooms: host.game.rooms.size } });
  });
  process.send?.({ port });
}

void main();
