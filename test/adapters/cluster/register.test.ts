import { Client, type Room } from "@colyseus/sdk";
import { type RegisterOptions } from "../../../adapters/colyseus";
import { Inbox } from "../../servers/colyseus-server";
import { findFreePorts } from "../../servers/free-ports";
import { type IsolatedProcess, loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { playerInfo, roomPara } from "../../servers/room-para";

const settings = { gameId: "g", serverKey: "the processes' own key" };

let redis: TestRedis;
const servers: { gracefullyShutdown(exit: boolean): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.gracefullyShutdown(false)));
  await redis.stop();
});

/** A server as its owner makes it, with another room beside the game. */
async function start(
  options: Partial<RegisterOptions> = {},
  choose: (modules: IsolatedProcess) => object = () => ({}),
): Promise<{ url: string; log: string[] }> {
  const modules = loadIsolatedProcess();
  const { core, transport, driver, presence, mgobe } = modules;
  const given = choose(modules);
  const [port = 0] = await findFreePorts(1);
  const log: string[] = [];
  const server = new core.Server({
    transport: new transport.WebSocketTransport({ maxPayload: 1024 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
    ...(!("driver" in given) && {
      driver: new driver.RedisDriver({
        port: redis.port,
        maxRetriesPerRequest: null,
        keyPrefix: "mgobe:{g}:",
      }),
    }),
    ...(!("presence" in given) && { presence: new presence.RedisPresence(redis.url) }),
    publicAddress: `127.0.0.1:${port}`,
    ...given,
  });
  servers.push(server);
  mgobe.registerMgobe(server, {
    settings,
    cluster: { redis: redis.url },
    log: ({ message }) => log.push(message),
    ...options,
  });
  await server.listen(port, "127.0.0.1");
  return { url: `ws://127.0.0.1:${port}`, log };
}

async function login(url: string, openId: string): Promise<{ session: Room; inbox: Inbox }> {
  const session = await new Client(url).joinOrCreate("mgobe_session", { gameId: "g", openId });
  return { session, inbox: new Inbox(session) };
}

test("two servers of one's own host one game: rooms, lists, one room per player, and the room's events", async () => {
  const password = "correct horse";
  const withConsole = { settings: { ...settings, console: { password } } };
  const [first, second] = [await start(withConsole), await start(withConsole)];
  // Each has its session at the process that it asked.
  const a = await login(first.url, "a");
  const b = await login(first.url, "b");
  const { code, data } = await a.session.request("createRoom", roomPara);
  expect(code).toBe(0);
  const list = await b.session.request("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.roomList.map(({ id }: { id: string }) => id)).toEqual([data.roomInfo.id]);
  expect(await b.session.request("joinRoom", { roomId: data.roomInfo.id, playerInfo })).toMatchObject({
    code: 0,
  });
  expect((await a.inbox.next("onJoinRoom")).data.roomInfo.playerList).toHaveLength(2);
  expect((await b.session.request("createRoom", roomPara)).code).toBe(20010);
  // A client of Colyseus itself, which the matchmaker sends wherever it likes.
  const native = await new Client(second.url).joinById(data.roomInfo.id, { openId: "c" });
  await b.inbox.next("onJoinRoom", ({ data: { roomInfo } }) => roomInfo.playerList.length === 3);
  await native.leave();
  for (const { url } of [first, second]) {
    const metrics = await (await fetch(`${url.replace("ws", "http")}/metrics`)).text();
    expect(metrics).toContain(`mgobe_draining{game="g",process="${url.slice(5)}"} 0`);
  }
  // Who logs in to the console of one is known at the other.
  const loggedIn = await fetch(`${first.url.replace("ws", "http")}/console/api/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ password, name: "Mei" }),
  });
  const Cookie = loggedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const me = await fetch(`${second.url.replace("ws", "http")}/console/api/me`, { headers: { Cookie } });
  expect(await me.json()).toMatchObject({ name: "Mei", role: "full" });
  await a.session.request("dismissRoom", {});
  expect(await b.inbox.next("onDismissRoom")).toBeDefined();
});

test("a server that could not find the others' rooms is refused in words", async () => {
  await expect(start({}, () => ({ driver: undefined }))).rejects.toThrow(/has no driver for a cluster/);
  await expect(start({}, ({ core }) => ({ presence: new core.LocalPresence() }))).rejects.toThrow(
    /has no presence for a cluster/,
  );
  await expect(start({}, () => ({ publicAddress: undefined }))).rejects.toThrow(/has no publicAddress/);
  await expect(start({ settings: {} })).rejects.toThrow(/needs a serverKey/);
  await expect(start({ cluster: { redis: "nonsense" } })).rejects.toThrow(/nonsense is no address/);
  await expect(start({ cluster: undefined })).rejects.toThrow(
    /a driver or presence for several processes.*cluster mode/s,
  );
});

test("devMode is refused in a cluster, too", async () => {
  await expect(start({}, () => ({ devMode: true }))).rejects.toThrow(/devMode is on/);
});

test("a driver that an outage of Redis would end is told of", async () => {
  const { log } = await start({}, ({ driver }) => ({ driver: new driver.RedisDriver(redis.url) }));
  expect(log.join()).toMatch(/fails for ever once Redis was away.*maxRetriesPerRequest: null/);
});

test("a driver that mixes the rooms of two games on one Redis is told of, and one that does not is not", async () => {
  const mixed = await start({}, ({ driver }) => ({
    driver: new driver.RedisDriver({ port: redis.port, maxRetriesPerRequest: null }),
  }));
  expect(mixed.log.join()).toMatch(/no keyPrefix: another game.*keyPrefix: "mgobe:\{<gameId>\}:"/);
  expect((await start()).log.join()).not.toMatch(/keyPrefix|maxRetriesPerRequest/);
});
