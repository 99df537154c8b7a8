import { Client, type Room } from "@colyseus/sdk";
import type * as Mgobe from "../../../adapters/colyseus";
import { Inbox } from "../../servers/colyseus-server";
import { findFreePorts } from "../../servers/free-ports";
import { loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { playerInfo, roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";

/**
 * Three processes are replaced one by one while players are in frame sync on each, as docs/cluster.md tells. Each server has
 * modules of its own, as if it were a process of its own.
 */

let redis: TestRedis;
const servers: Mgobe.MgobeServer[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await redis.stop();
});

async function start(): Promise<Mgobe.MgobeServer> {
  const { mgobe } = loadIsolatedProcess();
  const [port = 0] = await findFreePorts(1);
  const server = await mgobe.createMgobeServer({
    port,
    hostname: "127.0.0.1",
    cluster: { redis: redis.url, publicAddress: `127.0.0.1:${port}` },
    settings: { gameId: "g", serverKey: "the processes' own key", drainSeconds: 200 },
    log: () => undefined,
  });
  servers.push(server);
  return server;
}

interface Player {
  readonly openId: string;
  readonly session: Room;
  readonly inbox: Inbox;
}

/** Logs in somewhere, by whichever server is asked. */
async function enter({ port }: { readonly port: number }, openId: string): Promise<Player> {
  const session = await new Client(`ws://127.0.0.1:${port}`).joinOrCreate("mgobe_session", {
    gameId: "g",
    openId,
  });
  return { openId, session, inbox: new Inbox(session) };
}

const getPort = ({ session }: Player): number => {
  const { ws } = session.connection.transport as unknown as { readonly ws: { readonly url: string } };
  return Number(new URL(ws.url).port);
};

const frameIds = ({ inbox }: Player): number[] => inbox.all("onRecvFrame").map(({ data }) => data.frame.id);

test("three processes are replaced during frame sync: no frame is lost, and nobody is refused a room", async () => {
  const old = [await start(), await start(), await start()];
  const players: Player[] = [];
  // A room on each process, and in it a player of another one.
  for (const index of old.keys()) players.push(await enter(old[index]!, `host ${index}`));
  expect(players.map(getPort).sort()).toEqual(old.map(({ port }) => port).sort());
  const rooms = new Map<number, { host: Player; guest: Player }>();
  for (const [index, host] of players.entries()) {
    const { data } = await host.session.request("createRoom", roomPara);
    const guest = await enter(old[(index + 1) % 3]!, `guest ${index}`);
    const joined = await guest.session.request("joinRoom", { roomId: data.roomInfo.id, playerInfo });
    expect(joined.code).toBe(0);
    await host.session.request("startFrameSync", {});
    rooms.set(getPort(host), { host, guest });
  }

  for (const [index, server] of old.entries()) {
    const replacement = await start();
    let isDrained = false;
    const drained = server.drain().then(() => (isDrained = true));
    // New players have what they want, whichever server they ask.
    const newcomer = await enter(server, `newcomer ${index}`);
    expect((await newcomer.session.request("createRoom", roomPara)).code).toBe(0);
    const { host, guest: former } = rooms.get(server.port)!;
    // Whose session was at a process that has ended logs in again, as the client library does, and is in its room still.
    const isGone = !servers.some(({ port }) => port === getPort(former));
    const guest = isGone ? await enter(replacement, former.openId) : former;
    await waitUntil(() => frameIds(host).length > 10 && frameIds(guest).length > 10, "frames");
    const atOther = await enter(replacement, `other ${index}`);
    const { data } = await newcomer.session.request("getRoomByRoomId", {});
    expect((await atOther.session.request("joinRoom", { roomId: data.roomInfo.id, playerInfo })).code).toBe(
      0,
    );
    for (const player of [host, guest]) {
      const ids = frameIds(player);
      expect(ids).toEqual(ids.map((_, at) => ids[0]! + at));
    }
    expect(isDrained).toBe(false);
    await host.session.request("dismissRoom", {});
    await guest.inbox.next("onDismissRoom");
    await drained;
    // The player's session is still at the old one, whose game is over; the next room is made by another process.
    const next = await host.session.request("createRoom", roomPara);
    expect(next.code).toBe(0);
    await host.session.request("dismissRoom", {});
    await server.close();
    servers.splice(servers.indexOf(server), 1);
  }
  const last = await enter(servers[0]!, "last");
  const list = await last.session.request("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.total).toBe(3);
});

test("when all are to end at once, one still leads, and says so", async () => {
  const player = await enter(servers[0]!, "waits");
  await Promise.all(servers.map((server) => server.host.game.drain(0)));
  await waitUntil(() => servers.every(({ host }) => host.game.isDraining), "the drain");
  const { code, msg } = await player.session.request("createRoom", roomPara);
  expect(code).toBe(6);
  // One of them leads to the last.
  expect(msg).not.toMatch(/no leader/);
});
