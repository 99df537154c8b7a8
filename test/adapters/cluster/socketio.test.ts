import { Redis } from "ioredis";
import { io, type Socket } from "socket.io-client";
import { createMgobeSocketServer, type MgobeSocketServer } from "../../../adapters/socketio";
import { startBackend } from "../../../src/cli/serve/backends";
import { ErrCode } from "../../../src/contract";
import { closeMgobe, createMgobe, type Mgobe } from "../../../src/client/socketio";
import { ask } from "../../client/call-client";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { playerInfo, roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import { openLive } from "../node-server/console-cluster";

/** Sends back what it got, to everybody. */
const echo = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ sender, actionData, SDK }: any) =>
      SDK.sendData({ playerIdList: [], data: { sender, actionData } }),
  },
};

const password = "correct horse";
const settings = { gameId: "g", serverKey: "the processes' own key", frameRate: 30, console: { password } };

let redis: TestRedis;
const servers: MgobeSocketServer[] = [];
const ends: (() => void)[] = [];

async function start(): Promise<MgobeSocketServer> {
  const server = await createMgobeSocketServer({
    hostname: "127.0.0.1",
    mgobexs: { mgobexsCode: echo },
    settings,
    cluster: { redis: redis.url },
    log: () => undefined,
  });
  servers.push(server);
  return server;
}

beforeAll(async () => {
  redis = await startRedis();
  for (let count = 0; count < 3; count++) await start();
});

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await redis.stop();
});

interface Client {
  readonly socket: Socket;
  readonly playerId: string;
  /** Events of a name, in the order of their coming. */
  events(name: string): any[];
  call(method: string, para: object): Promise<any>;
}

/** A client of Socket.IO alone, at one of the processes. */
async function connect(at: number, openId: string): Promise<Client> {
  const socket = io(`http://127.0.0.1:${servers[at]!.port}/mgobe`, {
    auth: { gameId: "g", openId },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  ends.push(() => socket.disconnect());
  const seen: [string, any][] = [];
  socket.onAny((name: string, message: any) => seen.push([name, message?.data ?? message]));
  const { data } = await socket.emitWithAck("login");
  return {
    socket,
    playerId: data.playerId,
    events: (name) => seen.flatMap(([seenName, message]) => (seenName === name ? [message] : [])),
    call: (method, para) => socket.emitWithAck(method, para),
  };
}

/** The drop-in library at one of the processes, with the room that it uses. */
async function initLibrary(at: number, openId: string): Promise<{ mgobe: Mgobe; room: any }> {
  const mgobe = createMgobe();
  ends.push(() => closeMgobe(mgobe));
  const config = { url: `127.0.0.1:${servers[at]!.port}` };
  const answer = await ask((done) =>
    mgobe.Listener.init({ gameId: "g", openId } as never, config as never, done as never),
  );
  expect(answer.code).toBe(0);
  const room = new mgobe.Room();
  mgobe.Listener.add(room);
  return { mgobe, room };
}

const inputsOf = (client: Client): unknown[] =>
  client.events("onRecvFrame").flatMap(({ frame }) => frame.items.map(({ data }: any) => data));

test("one room over three processes: frames, messages, the script, and its end", async () => {
  const [a, b] = [await connect(0, "a"), await connect(1, "b")];
  const { data, code } = await a.call("createRoom", roomPara);
  expect(code).toBe(0);
  const { id: roomId } = data.roomInfo;
  const list = await b.call("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.roomList.map(({ id }: { id: string }) => id)).toEqual([roomId]);
  expect(await b.call("joinRoom", { roomId, playerInfo })).toMatchObject({ code: 0 });
  // One room per player, whatever process is asked.
  expect(await b.call("createRoom", roomPara)).toMatchObject({ code: 20010 });
  const { room } = await initLibrary(2, "c");
  const frames: any[] = [];
  room.onRecvFrame = ({ data: { frame } }: any) =>
    frames.push(...frame.items.map(({ data: sent }: any) => sent));
  room.initRoom({ id: roomId });
  expect(await ask((done) => room.joinRoom({ playerInfo }, done))).toMatchObject({ code: 0 });
  await waitUntil(() => a.events("onJoinRoom").length === 2, "both arrivals");
  await waitUntil(() => room.networkState.RELAY, "the library's way to the room");

  expect(await b.call("startFrameSync", {})).toMatchObject({ code: 0 });
  await waitUntil(() => [a, b].every((client) => client.events("onRecvFrame").length > 0), "frames");
  expect(await a.call("sendFrame", { data: { by: "a" } })).toMatchObject({ code: 0 });
  expect(await b.call("sendFrame", { data: { by: "b" } })).toMatchObject({ code: 0 });
  expect(await ask((done) => room.sendFrame({ data: { by: "c" } }, done))).toMatchObject({ code: 0 });
  const all = [{ by: "a" }, { by: "b" }, { by: "c" }];
  await waitUntil(() => [a, b].every((client) => inputsOf(client).length === 3), "everybody's input");
  expect(inputsOf(a)).toEqual(all);
  expect(inputsOf(b)).toEqual(all);
  await waitUntil(() => frames.length === 3, "the library's frames");
  expect(frames).toEqual(all);

  await b.call("sendToGameSvr", { data: { hello: 1 } });
  await waitUntil(() => a.events("onRecvFromGameSvr").length === 1, "the script's message");
  expect(a.events("onRecvFromGameSvr")[0].data).toEqual({ sender: b.playerId, actionData: { hello: 1 } });

  // Out of one room and into the next, elsewhere.
  expect(await b.call("leaveRoom", {})).toMatchObject({ code: 0 });
  const next = await b.call("createRoom", roomPara);
  expect(next).toMatchObject({ code: 0 });
  expect(await ask((done) => room.leaveRoom({}, done))).toMatchObject({ code: 0 });
  room.initRoom({ id: next.data.roomInfo.id });
  expect(await ask((done) => room.joinRoom({ playerInfo }, done))).toMatchObject({ code: 0 });
  await waitUntil(
    () => b.events("onJoinRoom").some(({ roomInfo }) => roomInfo.id === next.data.roomInfo.id),
    "c",
  );
  expect(await b.call("dismissRoom", {})).toMatchObject({ code: 0 });
  expect(await a.call("dismissRoom", {})).toMatchObject({ code: 0 });
});

test("players of several processes meet by matchRoom, and get their room's frames", async () => {
  const clients = [await connect(0, "m0"), await connect(1, "m1")];
  const answers = await Promise.all(
    clients.map((client) => client.call("matchRoom", { maxPlayers: 2, roomType: "duel", playerInfo })),
  );
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
  await clients[0]!.call("startFrameSync", {});
  await waitUntil(() => clients.every((client) => client.events("onRecvFrame").length > 2), "frames of both");
  await clients[0]!.call("dismissRoom", {});
});

test("the newest device wins, and comes back into the room wherever it connects", async () => {
  const a = await connect(0, "a");
  await a.call("createRoom", roomPara);
  await a.call("startFrameSync", {});
  const again = await connect(1, "a");
  await waitUntil(() => a.events("mgobe:close").length > 0, "the end of the older one");
  expect(a.events("mgobe:close")).toEqual([{ reason: "replaced" }]);
  await waitUntil(() => again.events("onRecvFrame").length > 2, "frames at the newer one");
  await again.call("dismissRoom", {});
});

test("of a player's two connections each may be at another process, and neither at that of the room", async () => {
  const host = await connect(2, "host");
  const { data } = await host.call("createRoom", roomPara);
  const roomId = data.roomInfo.id;
  const open = (at: number, namespace: string, auth: object): Socket => {
    const options = { auth, transports: ["websocket"], forceNew: true, reconnection: false };
    const socket = io(`http://127.0.0.1:${servers[at]!.port}${namespace}`, options);
    ends.push(() => socket.disconnect());
    return socket;
  };
  const session = open(0, "/mgobe", { gameId: "g", openId: "split", roomChannel: true });
  const { token } = (await session.emitWithAck("login")).data;
  const refused = open(1, "/mgobe/room", { roomId, token });
  const error: any = await new Promise((resolve) => refused.once("connect_error", resolve));
  expect(error.data.code).toBe(ErrCode.EC_ROOM_INFO_UNEXIST);
  expect(await session.emitWithAck("joinRoom", { roomId, playerInfo })).toMatchObject({ code: 0 });
  const channel = open(1, "/mgobe/room", { roomId, token });
  const frames: any[] = [];
  channel.on("onRecvFrame", (event) => frames.push(event));
  const ended = new Promise((resolve) => channel.once("mgobe:close", resolve));
  await new Promise<void>((resolve) => channel.once("connect", () => resolve()));
  expect(await channel.emitWithAck("startFrameSync", {})).toMatchObject({ code: 0 });
  await waitUntil(() => frames.length > 2, "frames");
  expect(await session.emitWithAck("leaveRoom", {})).toMatchObject({ code: 0 });
  expect(await ended).toEqual({ reason: "left" });
  await host.call("dismissRoom", {});
});

test("what is not there over several processes is refused in words", async () => {
  const make = (more: object): Promise<unknown> =>
    createMgobeSocketServer({ cluster: { redis: redis.url }, log: () => undefined, settings, ...more });
  await expect(make({ settings: { gameId: "g" } })).rejects.toThrow(/needs a serverKey/);
  await expect(make({ groupFile: "groups.json" })).rejects.toThrow(/no groupFile/);
  await expect(make({ cluster: { redis: "nonsense" } })).rejects.toThrow(/nonsense is no address/);
  await expect(make({ cluster: { redis: "redis://127.0.0.1:1" } })).rejects.toThrow(/127.0.0.1:1/);
});

test("serve takes a cluster with this backend, too, and its metrics name the process", async () => {
  const cluster = { redis: redis.url, publicAddress: "game1.example.com:7001" };
  const options = { hostname: "127.0.0.1", settings, cluster, log: () => undefined };
  const server = await startBackend("socket.io", options);
  expect(server.host.game.ownCluster).toBeDefined();
  const metrics = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  expect(await metrics.text()).toContain('process="game1.example.com:7001"');
  await server.close();
});

test("the console of each process knows who has logged in at another, and shows the rooms of all", async () => {
  const host = await connect(2, "shown");
  const { data } = await host.call("createRoom", roomPara);
  const toUrl = (at: number, path: string): string =>
    `http://127.0.0.1:${servers[at]?.port}/console/api/${path}`;
  const loggedIn = await fetch(toUrl(0, "login"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ password, name: "Mei" }),
  });
  const Cookie = loggedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const me = await fetch(toUrl(1, "me"), { headers: { Cookie } });
  expect(await me.json()).toMatchObject({ name: "Mei", role: "full" });
  const live = openLive({ url: `http://127.0.0.1:${servers[1]?.port}/console` }, "view=rooms", { Cookie });
  ends.push(live.stop);
  const rooms = await live.value("rooms", ({ rows }) => rows.some(({ id }: any) => id === data.roomInfo.id));
  expect(rooms.total).toBeGreaterThan(0);
});

test("the players of a process that ends hear that their room is over", async () => {
  const last = await start();
  const at = servers.indexOf(last);
  const host = await connect(at, "h");
  const { data } = await host.call("createRoom", roomPara);
  const guest = await connect(0, "guest");
  await guest.call("joinRoom", { roomId: data.roomInfo.id, playerInfo });
  servers.splice(at, 1);
  const { id } = last.host.game.ownCluster!;
  const listing = new Redis(redis.url);
  const isListed = async (): Promise<number> => listing.exists(`mgobe:{g}:process:${id}`);
  expect(await isListed()).toBe(1);
  await last.close();
  // A process may exit now: nobody waits for its lease to run out.
  expect(await isListed()).toBe(0);
  listing.disconnect();
  await waitUntil(() => guest.events("onDismissRoom").length === 1, "the end of the room");
  expect(await guest.call("createRoom", roomPara)).toMatchObject({ code: 0 });
});
