import { Client } from "@colyseus/sdk";
import type * as Mgobe from "../../../adapters/colyseus";
import { findFreePorts } from "../../servers/free-ports";
import { loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";

let redis: TestRedis;
const servers: Mgobe.MgobeServer[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(async () => {
  await redis.stop();
});

interface Started {
  readonly server: Mgobe.MgobeServer;
  readonly port: number;
  readonly log: string[];
}

/** A process of a game; with a port of its own it is at a public address that others may have, too. */
async function start(
  gameId: string,
  changes: { publicAddress?: string; linkHost?: string; serverKey?: string; url?: string } = {},
): Promise<Started> {
  const { linkHost, url = redis.url, serverKey = "the processes' own key" } = changes;
  const log: string[] = [];
  const { mgobe } = loadIsolatedProcess();
  const [port = 0] = await findFreePorts(1);
  const { publicAddress = `127.0.0.1:${port}` } = changes;
  const server = await mgobe.createMgobeServer({
    port,
    hostname: "127.0.0.1",
    cluster: { redis: url, publicAddress, linkHost },
    settings: { gameId, serverKey, drainSeconds: 200 },
    log: ({ message }) => log.push(message),
  });
  servers.push(server);
  return { server, port, log };
}

async function refusal(starting: Promise<unknown>): Promise<string> {
  return starting.then(
    () => "it started",
    (error: Error) => error.message,
  );
}

test("two games share a Redis: neither finds the other's rooms, nor sends its players there", async () => {
  const [chess, other] = [await start("chess"), await start("chess")];
  const tag = await start("tag");
  const enter = (port: number, gameId: string, openId: string) =>
    new Client(`ws://127.0.0.1:${port}`).joinOrCreate("mgobe_session", { gameId, openId });
  const anna = await enter(tag.port, "tag", "anna");
  const made = await anna.request("createRoom", roomPara);
  // A client of Colyseus, which asks the matchmaker alone.
  const client = new Client(`ws://127.0.0.1:${chess.port}`);
  await expect(client.joinById(made.data.roomInfo.id, { openId: "ben" })).rejects.toThrow(/not found/);
  // Who comes to one that is to end is sent to the other of its game, however many rooms that has.
  const carl = await enter(other.port, "chess", "carl");
  await carl.request("createRoom", roomPara);
  void chess.server.drain();
  const dora = await enter(chess.port, "chess", "dora");
  const list = await dora.request("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.total).toBe(1);
});

test("a public address that another process has is refused at start, and that one says so", async () => {
  const first = await start("addresses");
  const message = await refusal(start("addresses", { publicAddress: `127.0.0.1:${first.port}` }));
  expect(message).toMatch(/Another process of this game has the public address 127\.0\.0\.1:\d+/);
  expect(first.log.join()).toMatch(/was to start with the public address of this one/);
});

test("a public address that others do not reach is told of by both", async () => {
  const first = await start("reach");
  const second = await start("reach", { publicAddress: "127.0.0.1:1" });
  await waitUntil(
    () => /127\.0\.0\.1:1 of this process cannot be reached from process/.test(second.log.join()),
    "its own",
  );
  await waitUntil(
    () =>
      /127\.0\.0\.1:1 of another process .* cannot be reached from here: connect ECONNREFUSED/.test(
        first.log.join(),
      ),
    "the other's",
  );
});

test("a link host that is no address of this machine is refused in words", async () => {
  // An address that nobody has (RFC 5737).
  expect(await refusal(start("hosts", { linkHost: "192.0.2.1" }))).toMatch(
    /cannot listen for the others of its game at 192\.0\.2\.1: .*EADDRNOTAVAIL/,
  );
});

test("a process with another serverKey does not start and says why, as the one that is there does, long before both give up", async () => {
  const first = await start("keys");
  const begun = performance.now();
  const message = await refusal(start("keys", { serverKey: "another key" }));
  expect(message).toMatch(
    /another serverKey than the one at 127\.0\.0\.1:\d+, which belongs to the game keys/,
  );
  // It waited for a leader before, 18 s.
  expect(performance.now() - begun).toBeLessThan(12_000);
  await waitUntil(() => first.log.some((line) => line.includes("serverKey")), "the other one says so, too");
});

test("a password that Redis does not need is told of once, in the log alone", async () => {
  const printed = jest.spyOn(console, "warn").mockImplementation(() => undefined);
  try {
    const { log } = await start("open", { url: redis.url.replace("//", "//:secret@") });
    expect(log.filter((line) => line.includes("password"))).toEqual([
      expect.stringMatching(/^Redis needs no password, although cluster.redis gives one/),
    ]);
    expect(log.join()).not.toContain("secret");
    expect(printed).not.toHaveBeenCalled();
  } finally {
    printed.mockRestore();
  }
});
