import { type LogLine } from "../../../src/engine";
import { findFreePorts } from "../../servers/free-ports";
import { loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { waitUntil } from "../../wait-until";

let redis: TestRedis;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  await redis.stop();
});

test("while Redis is away the log says so once, in words, and nothing else is printed; the same when it is back", async () => {
  const printed: string[] = [];
  const note = (...parts: unknown[]): void => void printed.push(parts.map(String).join(" "));
  const spies = (["log", "info", "warn", "error"] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(note),
  );
  const lines: LogLine[] = [];
  const { mgobe, core } = loadIsolatedProcess();
  const [port = 0] = await findFreePorts(1);
  const server = await mgobe.createMgobeServer({
    port,
    hostname: "127.0.0.1",
    cluster: { redis: redis.url.replace("//", "//default:secret@"), publicAddress: `127.0.0.1:${port}` },
    settings: { gameId: "g", serverKey: "the processes' own key" },
    log: (line) => lines.push(line),
  });
  const about = (): LogLine[] => lines.filter(({ message }) => /redis/i.test(message));
  const { _client: driver } = core.matchMaker.driver as unknown as {
    _client: { retryAttempts: number; status: string };
  };
  // A Redis without a password is asked with one: the client library says so by itself.
  printed.length = 0;

  await redis.crash();
  await waitUntil(() => about().length > 0, "the news");
  // Each attempt would print a line of its own.
  await waitUntil(() => driver.retryAttempts > 4, "the attempts of Colyseus' own client");
  expect(about()).toEqual([
    expect.objectContaining({
      level: "error",
      message: expect.stringMatching(
        /^Redis at redis:\/\/\*\*\*@127\.0\.0\.1:\d+ cannot be used: nobody listens there .* answered with 6$/,
      ),
    }),
  ]);
  expect(printed).toEqual([]);

  await redis.revive();
  await waitUntil(() => about().length > 1, "the other news");
  await waitUntil(() => driver.status === "ready", "the return of Colyseus' own client");
  expect(about()[1]).toMatchObject({
    level: "info",
    message: expect.stringMatching(/^Redis can be used again/),
  });
  expect(about()).toHaveLength(2);
  expect(printed.filter((line) => !line.includes("[WARN]"))).toEqual([]);
  expect(JSON.stringify([lines, printed])).not.toContain("secret");
  for (const spy of spies) spy.mockRestore();
  await server.close();
});
