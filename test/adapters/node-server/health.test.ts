import { request as httpRequest } from "node:http";
import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { Client } from "@colyseus/sdk";
import { type PartialGameSettings } from "../../../src/engine";
import { Inbox } from "../../servers/colyseus-server";
import { playerInfo, roomPara } from "../../servers/room-para";

const gameId = "obg-health";
const duel = {
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  timeout: 60,
};

/** A script whose second message throws. */
const mgobexs = {
  mode: "async",
  onInitGameData: () => ({}),
  onRecvFromClient: ({ actionData }: { actionData: { fail?: boolean } }) => {
    if (actionData.fail) throw new Error("on purpose");
  },
};

let server: MgobeServer;

async function start(settings: PartialGameSettings = {}): Promise<void> {
  server = await createMgobeServer({
    hostname: "127.0.0.1",
    mgobexs: { gameServer: mgobexs } as never,
    settings: { gameId, matchRules: { duel }, ...settings },
    log: () => undefined,
  });
}

afterEach(() => server.close());

function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const options = { host: "127.0.0.1", port: server.port, path, headers, method };
    httpRequest(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}

async function readMetrics(): Promise<(line: string) => number> {
  const { text } = await get("/metrics");
  return (line) => {
    const found = text.split("\n").find((each) => each.startsWith(`${line} `));
    if (found === undefined) throw new Error(`no ${line} in\n${text}`);
    return Number(found.slice(line.length + 1));
  };
}

async function play(openId: string) {
  const client = new Client(`ws://127.0.0.1:${server.port}`);
  const session = await client.joinOrCreate("mgobe_session", { gameId, openId });
  return { session, inbox: new Inbox(session) };
}

test("metrics count rooms, players, calls, refusals, hooks, events and frames", async () => {
  await start();
  const { session, inbox } = await play("a");
  await session.request("createRoom", roomPara);
  expect((await session.request("createRoom", roomPara)).code).toBe(20010);
  await session.request("sendToGameSvr", { data: {} });
  await session.request("sendToGameSvr", { data: { fail: true } });
  await session.request("startFrameSync", {});
  await inbox.next("onRecvFrame");
  const read = await readMetrics();
  const game = `game="${gameId}"`;
  expect(read(`mgobe_rooms{${game}}`)).toBe(1);
  expect(read(`mgobe_players{${game},kind="drop-in"}`)).toBe(1);
  expect(read(`mgobe_players{${game},kind="wire"}`)).toBe(0);
  expect(read(`mgobe_calls_total{${game},method="createRoom",refused="false"}`)).toBe(1);
  expect(read(`mgobe_calls_total{${game},method="sendToGameSvr",refused="false"}`)).toBe(2);
  expect(read(`mgobe_refusals_total{${game},code="20010"}`)).toBe(1);
  expect(read(`mgobe_hook_errors_total{${game},hook="onRecvFromClient"}`)).toBe(1);
  expect(read(`mgobe_hook_seconds_count{${game},hook="onRecvFromClient"}`)).toBe(2);
  expect(read(`mgobe_events_delivered_total{${game},event="onRecvFrame"}`)).toBeGreaterThanOrEqual(1);
  expect(read(`mgobe_frame_lateness_seconds_count{${game}}`)).toBeGreaterThanOrEqual(1);
  expect(read("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  await session.leave();
});

test("metrics are for this machine, and what a proxy on it hands on is not from this machine", async () => {
  await start();
  expect((await get("/metrics")).status).toBe(200);
  for (const header of ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"]) {
    expect((await get("/metrics", { [header]: "127.0.0.1" })).status).toBe(403);
  }
  expect((await get("/health", { "X-Forwarded-For": "8.8.8.8" })).status).toBe(200);
});

test("metrics are for those who were allowed, too", async () => {
  await start({ metricsHosts: ["127.0.0.0/8"] });
  expect((await get("/metrics", { "X-Forwarded-For": "8.8.8.8" })).status).toBe(200);
});

test.each(["300.1.1.1", "10.0.0.0/33", "example.com", "10.0.0.0/8/8", " "])(
  "%j is no address that metrics can be opened to",
  async (host) => {
    await start();
    await expect(
      createMgobeServer({ hostname: "127.0.0.1", settings: { metricsHosts: [host] } }),
    ).rejects.toMatchObject({ code: "METRICS_HOST_INVALID" });
  },
);

test("health and readiness are read, nothing else", async () => {
  await start();
  expect(await get("/health")).toEqual({ status: 200, text: "alive\n" });
  expect(await get("/ready?probe")).toEqual({ status: 200, text: "ready\n" });
  expect((await get("/health", {}, "POST")).status).toBe(405);
});

describe("while the server drains", () => {
  test("no new rooms, nobody is matched; those who are there play on until their rooms end", async () => {
    await start({ drainSeconds: 600 });
    const { session, inbox } = await play("a");
    const waiting = await play("b");
    const { roomInfo } = (await session.request("createRoom", roomPara)).data;
    await session.request("startFrameSync", {});
    await waiting.session.request("matchPlayers", {
      matchCode: "duel",
      playerInfo: { ...playerInfo, matchAttributes: [] },
    });
    let isDrained = false;
    const drained = server.drain().then(() => (isDrained = true));
    expect((await waiting.inbox.next("onMatch")).data.errCode).toBe(30001);
    expect(await get("/ready")).toEqual({ status: 503, text: "draining\n" });
    expect((await get("/health")).status).toBe(200);
    expect((await waiting.session.request("createRoom", roomPara)).code).toBe(6);
    expect(
      (
        await waiting.session.request("matchPlayers", {
          matchCode: "duel",
          playerInfo: { ...playerInfo, matchAttributes: [] },
        })
      ).code,
    ).toBe(30107);
    // A room that is there takes players still.
    const joined = await waiting.session.request("joinRoom", { roomId: roomInfo.id, playerInfo });
    expect(joined.code).toBe(0);
    const { id } = (await inbox.next("onRecvFrame")).data.frame;
    expect((await inbox.next("onRecvFrame")).data.frame.id).toBe(id + 1);
    expect(isDrained).toBe(false);
    await session.request("dismissRoom", {});
    await drained;
  });

  test("patience ends", async () => {
    await start({ drainSeconds: 1 });
    const { session, inbox } = await play("a");
    await session.request("createRoom", roomPara);
    await server.drain();
    expect(server.host.game.rooms.size).toBe(1);
    const closed = server.close();
    expect((await inbox.next("onDismissRoom")).data.roomInfo.name).toBe("r");
    await closed;
    await start();
  });
});
