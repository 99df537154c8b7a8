import { request as httpRequest, type IncomingMessage } from "node:http";
import { Client } from "@colyseus/sdk";
import { createMgobeServer, type MgobeServer, type MgobeServerOptions } from "../../../adapters/colyseus";
import { formatLogLine, type LogLine, type PartialGameSettings } from "../../../src/engine";
import { Inbox } from "../../servers/colyseus-server";
import { createWithLibrary, joinOverWire, joinPlainly } from "../../servers/mixed-room";
import { waitUntil } from "../../wait-until";
import { libraryVersion } from "../../../src/client/version";

const gameId = "obg-console";
const password = "correct horse";
const readOnlyPassword = "only a look";
const playerInfo = { name: "<img src=x onerror=alert(1)>", customPlayerStatus: 0, customProfile: "" };
const roomPara = {
  roomName: "</script><b>r</b>",
  roomType: "t",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  playerInfo,
};

let server: MgobeServer;
let lines: LogLine[];

async function start(
  settings: PartialGameSettings = { console: { password, readOnlyPassword } },
  options: MgobeServerOptions = {},
): Promise<void> {
  lines = [];
  server = await createMgobeServer({
    hostname: "127.0.0.1",
    settings: { gameId, ...settings },
    log: (line) => lines.push(line),
    mgobexs: {
      gameServer: {
        mode: "async",
        onInitGameData: () => ({ turn: 1 }),
        onRecvFromClient: () => {
          throw new Error("no such card");
        },
      },
    } as never,
    ...options,
  });
}

afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly json: any;
}

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      { host: "127.0.0.1", port: server.port, path, method, headers, agent: false },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          const isJson = /json/.test(response.headers["content-type"] ?? "");
          const json: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

const get = (path: string, headers?: Record<string, string>) => send("GET", `/console${path}`, headers);

function post(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const all = { "Content-Type": "application/json", ...headers };
  return send("POST", `/console${path}`, all, typeof value === "string" ? value : JSON.stringify(value));
}

/** Cookie and token of a login. */
async function logIn(given: Record<string, unknown> = { password, name: "Mei" }) {
  const answer = await post("/api/login", given);
  expect(answer.status).toBe(200);
  const [setCookie = ""] = answer.headers["set-cookie"] ?? [];
  const [cookie = ""] = setCookie.split(";");
  const headers = { Cookie: cookie, "X-CSRF-Token": answer.json.csrf as string };
  return {
    headers,
    setCookie,
    json: answer.json,
    act: (action: object) => post("/api/action", action, headers),
  };
}

async function play(openId: string) {
  const client = new Client(`ws://127.0.0.1:${server.port}`);
  const session = await client.joinOrCreate("mgobe_session", { gameId, openId });
  const inbox = new Inbox(session);
  const { playerId } = (await session.request("login", {})).data;
  return { session, inbox, playerId: playerId as string };
}

/** Opens a live view; its events can be waited for. */
function openLive(query: string, headers: Record<string, string>) {
  const events: { name: string; value: any }[] = [];
  let isClosed = false;
  const asked = httpRequest({
    host: "127.0.0.1",
    port: server.port,
    path: `/console/api/live?${query}`,
    headers,
    agent: false,
  });
  asked.on("response", (response) => {
    let rest = "";
    response.on("data", (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const [, name = "", text = ""] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
        if (name) events.push({ name, value: JSON.parse(text) });
      }
    });
    response.on("close", () => (isClosed = true));
  });
  asked.on("error", () => (isClosed = true));
  asked.end();
  return {
    last: async (name: string, fits: (value: any) => boolean = () => true): Promise<any> => {
      const find = () => events.findLast((event) => event.name === name && fits(event.value));
      await waitUntil(() => find() !== undefined, `${name} of ${query}`);
      return find()?.value;
    },
    closed: () => waitUntil(() => isClosed, `the end of ${query}`),
    stop: () => asked.destroy(),
  };
}

test("without a password there is no console", async () => {
  await start({});
  expect((await get("/")).status).toBe(404);
  expect(server.createConsoleLink()).toBeUndefined();
});

test("a password of fewer than 8 characters is refused at start", async () => {
  await start();
  await expect(
    createMgobeServer({ hostname: "127.0.0.1", settings: { console: { password: "1234567" } } }),
  ).rejects.toThrow("settings: /console/password must have at least 8 characters");
});

test.each([
  ["one password for both roles", "one password", "one password", /two passwords are the same/],
  ["a password that no login takes", "a".repeat(201), undefined, /must have at most 200 characters/],
])("%s is refused at start", async (_what, password, readOnlyPassword, message) => {
  await start();
  const settings = { console: { password, readOnlyPassword } };
  await expect(createMgobeServer({ hostname: "127.0.0.1", settings })).rejects.toThrow(message);
});

describe("an attacker", () => {
  test("gets nothing without a login, and no view by a name that is none", async () => {
    await start();
    expect((await get("/api/me")).json).toBeNull();
    for (const path of ["/api/live?view=rooms", "/api/logs?text=a", "/api/nothing"]) {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, { Cookie: `mgobe_console=${"A".repeat(43)}` })).status).toBe(401);
    }
    const action = { action: "dismissRoom", roomId: "x" };
    expect((await post("/api/action", action)).status).toBe(401);
    const { headers } = await logIn();
    for (const view of ["__proto__", "constructor", "toString", ""]) {
      expect((await get(`/api/live?view=${view}`, headers)).status).toBe(404);
    }
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/__proto__", "/page.js/../../x"]) {
      expect((await get(path, headers)).status).toBe(404);
    }
  });

  test("has five attempts a minute, and then the right password does not help either", async () => {
    await start();
    for (let attempt = 0; attempt < 5; attempt++) {
      const refused = await post("/api/login", { password: `guess ${attempt}` });
      expect([refused.status, refused.json.error]).toEqual([403, "password"]);
      expect(refused.headers["set-cookie"]).toBeUndefined();
    }
    const late = await post("/api/login", { password });
    expect([late.status, late.json.error]).toEqual([429, "attempts"]);
    expect(Number(late.headers["retry-after"])).toBeGreaterThan(0);
    expect(lines.filter(({ message }) => message.includes("refused"))).toHaveLength(5);
  });

  test("has no more attempts by sending them all at once", async () => {
    await start();
    const guesses = Array.from({ length: 30 }, (_, index) =>
      post("/api/login", { password: `guess ${index}` }),
    );
    await Promise.all(guesses);
    expect((await post("/api/login", { password })).status).toBe(429);
  });

  test("gets nowhere with another page in a victim's browser", async () => {
    await start();
    const { headers, setCookie } = await logIn();
    expect(setCookie).toMatch(/^mgobe_console=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/);
    const action = { action: "dismissRoom", roomId: "x" };
    const attempts: [Record<string, string>, string][] = [
      [{ ...headers, "X-CSRF-Token": "" }, "csrf"],
      [{ ...headers, "X-CSRF-Token": "A".repeat(43) }, "csrf"],
      [{ ...headers, Origin: "https://evil.example" }, "origin"],
      [{ ...headers, Origin: "null" }, "origin"],
      [{ ...headers, Origin: `http://127.0.0.1:${server.port + 1}` }, "origin"],
      [{ ...headers, "Sec-Fetch-Site": "cross-site" }, "origin"],
      [{ ...headers, "Sec-Fetch-Site": "same-site" }, "origin"],
      [{ ...headers, "Content-Type": "text/plain" }, "type"],
    ];
    for (const [given, error] of attempts) {
      expect((await post("/api/action", action, given)).json).toEqual({ error });
    }
    // Nor may it log a victim in, to read what the victim does.
    const login = await post("/api/login", { password }, { Origin: "https://evil.example" });
    expect(login.status).toBe(403);
    const own = { ...headers, Origin: `http://127.0.0.1:${server.port}`, "Sec-Fetch-Site": "same-origin" };
    expect((await post("/api/action", action, own)).json).toMatchObject({ code: 20080 });
  });

  test("cannot choose the session of somebody who logs in, nor use one that has ended", async () => {
    await start();
    const chosen = `mgobe_console=${"A".repeat(43)}`;
    const answer = await post("/api/login", { password }, { Cookie: chosen });
    expect(answer.headers["set-cookie"]?.[0]).not.toContain(chosen);
    expect((await get("/api/me", { Cookie: chosen })).json).toBeNull();

    const first = await logIn();
    const second = await post("/api/login", { password }, { Cookie: first.headers.Cookie });
    expect((await get("/api/me", first.headers)).json).toBeNull();
    const Cookie = second.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    const live = openLive("view=now", { Cookie });
    await live.last("now");
    const out = await post("/api/logout", {}, { Cookie, "X-CSRF-Token": second.json.csrf });
    expect(out.headers["set-cookie"]?.[0]).toContain("Max-Age=0");
    await live.last("end");
    expect((await get("/api/me", { Cookie })).json).toBeNull();
  });

  test("cannot write lines into the log, nor headers into an answer", async () => {
    await start();
    const { act } = await logIn({ password, name: "Mei\n2026-01-01 ERROR forged\u202e" });
    await act({ action: "dismissRoom", roomId: "x\r\nSet-Cookie: a=b\n2026 ERROR forged" });
    await act({ action: "send", roomId: "x\ny", playerIds: ["a\nb"], data: "\n2026 ERROR forged" });
    const written = lines.filter(({ message }) => message.startsWith("console:"));
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const line of written) expect(formatLogLine(line)).not.toMatch(/[\r\n\u202e]/);
    const answer = await get("/api/live?view=room&room=a%0d%0aSet-Cookie:%20a=b&game=%0d%0ax");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("with the read-only password may look, and do nothing", async () => {
    await start();
    const { session } = await play("a");
    const { roomInfo } = (await session.request("createRoom", roomPara)).data;
    const { headers, json, act } = await logIn({ password: readOnlyPassword });
    expect(json.role).toBe("read");
    const live = openLive("view=rooms", headers);
    expect((await live.last("rooms")).total).toBe(1);
    live.stop();
    for (const action of ["dismissRoom", "removePlayer", "reload", "drain"]) {
      const answer = await act({ action, roomId: roomInfo.id, playerId: "x" });
      expect([answer.status, answer.json.error]).toEqual([403, "readOnly"]);
    }
    expect(server.host.game.rooms.size).toBe(1);
    const tried = lines.filter(({ message }) =>
      message.endsWith("was not done: the password is to look only"),
    );
    expect(tried.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining(`: dissolve room ${roomInfo.id} - was not done`)]),
    );
    expect(tried).toHaveLength(4);
  });

  test("who sends what is none of it is told so", async () => {
    await start();
    const { headers, act } = await logIn();
    const large = "x".repeat(10 * 1024 * 1024);
    expect(await post("/api/action", large, headers)).toMatchObject({
      status: 413,
      json: { error: "tooLarge" },
    });
    expect((await post("/api/action", "{", headers)).json).toEqual({ error: "json" });
    expect((await post("/api/login", "null")).status).toBe(403);
    for (const action of [
      null,
      [],
      {},
      { action: "__proto__" },
      { action: "dismissRoom" },
      { action: "dismissRoom", roomId: 1 },
      { action: "changeRoom", roomId: "a", changes: { isForbidJoin: "yes" } },
      { action: "changeRoom", roomId: "a", changes: { id: "b" } },
      { action: "changeRoom", roomId: "a", changes: {} },
      { action: "send", roomId: "a", playerIds: [1], data: 1 },
      { action: "reload", game: 7 },
      { action: "reload", game: "__proto__" },
    ]) {
      expect((await act(action as object)).json).toEqual({ error: "action" });
    }
    expect((await send("PUT", "/console/api/action")).status).toBe(405);
    expect((await get("/api/me", headers)).json.name).toBe("Mei");
  });

  test("gets a page that runs and frames nothing of others", async () => {
    await start();
    const { headers } = await get("/api/me");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/,
    );
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    expect((await get("")).headers.location).toBe("/console/");
  });
});

test("behind a proxy on TLS the cookie is for TLS alone, and attempts count for the address that the proxy names", async () => {
  await start(undefined, { trustProxy: true });
  const headers = { "X-Forwarded-For": "6.6.6.6, 203.0.113.7", "X-Forwarded-Proto": "https" };
  const answer = await post("/api/login", { password }, headers);
  expect(answer.headers["set-cookie"]?.[0]).toContain("; Secure");
  for (let attempt = 0; attempt < 5; attempt++) await post("/api/login", { password: "no" }, headers);
  expect((await post("/api/login", { password }, headers)).status).toBe(429);
  expect((await post("/api/login", { password }, { "X-Forwarded-For": "203.0.113.8" })).status).toBe(200);
});

describe("the link of the start", () => {
  test("opens the console once, from this machine, where there is no password", async () => {
    await start({}, { console: { withLink: true } });
    const link = server.createConsoleLink();
    for (const header of ["X-Forwarded-For", "Via", "Forwarded", "X-Real-IP"]) {
      const stranger = await get("/", { [header]: "127.0.0.1" });
      expect([stranger.status, stranger.text]).toEqual([403, expect.stringContaining("Set one")]);
      expect((await post("/api/login", { link }, { [header]: "127.0.0.1" })).status).toBe(403);
    }
    expect((await post("/api/login", { link: "guess" })).json).toEqual({ error: "link" });
    expect((await post("/api/login", { password: "" })).status).toBe(403);
    expect((await logIn({ link })).json.role).toBe("full");
    expect((await post("/api/login", { link })).json).toEqual({ error: "link" });
  });

  test("holds no more once there is a newer one", async () => {
    await start({}, { console: { withLink: true } });
    const old = server.createConsoleLink();
    const link = server.createConsoleLink();
    expect((await post("/api/login", { link: old })).status).toBe(403);
    await logIn({ link });
  });
});

describe("an action", () => {
  test("gives the game the events of any other hand, and the log who did it", async () => {
    await start();
    const [a, b] = [await play("a"), await play("b")];
    const { roomInfo } = (await a.session.request("createRoom", roomPara)).data;
    await b.session.request("joinRoom", { roomId: roomInfo.id, playerInfo });
    const { act } = await logIn();
    const roomId = roomInfo.id as string;

    const changes = { isForbidJoin: true, roomName: "new", customProperties: "{}" };
    expect((await act({ action: "changeRoom", roomId, changes })).status).toBe(200);
    expect((await a.inbox.next("onChangeRoom")).data.roomInfo).toMatchObject({
      name: "new",
      isForbidJoin: true,
    });
    expect((await act({ action: "send", roomId, playerIds: [a.playerId], data: { hello: 1 } })).status).toBe(
      200,
    );
    expect((await a.inbox.next("onRecvFromGameSvr")).data.data).toEqual({ hello: 1 });
    const toStranger = { action: "send", roomId, playerIds: [a.playerId, "nobody"], data: { hello: 2 } };
    const refused = await act(toStranger);
    expect(refused).toMatchObject({ status: 409, json: { error: "refused", code: 20011 } });
    expect(refused.json.message).toContain("not in this room: nobody");
    expect((await act({ action: "removePlayer", playerId: b.playerId })).status).toBe(200);
    expect((await b.inbox.next("onRemovePlayer")).data.removePlayerId).toBe(b.playerId);
    expect((await act({ action: "dismissRoom", roomId })).status).toBe(200);
    await a.inbox.next("onDismissRoom");
    expect((await act({ action: "dismissRoom", roomId })).json).toMatchObject({
      error: "refused",
      code: 20080,
    });

    const closed = new Promise((resolve) => b.session.onLeave(resolve));
    expect((await act({ action: "endSession", playerId: b.playerId })).status).toBe(200);
    await closed;
    expect((await act({ action: "endSession", playerId: "nobody" })).json).toMatchObject({ code: 10005 });

    const told = lines.filter(({ message }) => message.startsWith("console: Mei (127.0.0.1): "));
    const texts = told.map(({ message }) => message.slice("console: Mei (127.0.0.1): ".length));
    expect(texts[0]).toBe(`change room ${roomId}: ${JSON.stringify(changes)}`);
    expect(texts).toContain(`dissolve room ${roomId}`);
    expect(texts.some((text) => text.startsWith(`dissolve room ${roomId} - was not done`))).toBe(true);
    expect(told.find(({ message }) => message.includes("remove player"))?.time).toBeGreaterThan(0);
  });

  test("loads the script again, and drains", async () => {
    await start();
    const { headers, json, act } = await logIn();
    // A server of one's own drains, and nobody but its program ends it.
    expect(json.drain).toEqual({ seconds: 0, isEnd: false });
    expect((await act({ action: "reload" })).status).toBe(200);
    const live = openLive("view=script", headers);
    expect((await live.last("script")).script).toMatchObject({
      loads: 2,
      hooks: ["onInitGameData", "onRecvFromClient"],
    });
    live.stop();
    // By another hand, as --watch does.
    const again = openLive("view=script", headers);
    await server.host.reload();
    await again.last("script", ({ script }) => script.loads === 3);
    again.stop();
    expect((await act({ action: "drain" })).status).toBe(200);
    expect(server.host.game.isDraining).toBe(true);
  });
});

describe("what is live", () => {
  test("rooms that are searched for, and one room whole", async () => {
    await start();
    const a = await play("open-a");
    const { roomInfo } = (await a.session.request("createRoom", roomPara)).data;
    await a.session.request("startFrameSync", {});
    await a.session.request("sendToGameSvr", { data: { play: 17 } });
    const { headers } = await logIn();
    const none = openLive("view=rooms&search=nothing+like+it", headers);
    expect((await none.last("rooms")).total).toBe(0);
    const all = openLive(`view=rooms&search=${a.playerId}&filter=syncing`, headers);
    expect((await all.last("rooms")).rows[0]).toMatchObject({
      id: roomInfo.id,
      name: roomPara.roomName,
      players: 1,
      isSyncing: true,
    });
    const one = openLive(`view=room&room=${roomInfo.id}`, headers);
    const view = await one.last("room", (value) => value?.hooks.length === 2);
    expect(view.players).toEqual([{ id: a.playerId, openId: "open-a", kind: "drop-in" }]);
    expect(view.gameServer).toMatchObject({
      waiting: 0,
      sender: null,
      gameData: { entries: [["turn", { value: "1" }]] },
    });
    expect(view.hooks).toContainEqual(
      expect.objectContaining({ hook: "onRecvFromClient", count: 1, errors: 1 }),
    );
    expect(view.lines.some(({ message }: LogLine) => message.includes("no such card"))).toBe(true);
    // Values of players are values, nowhere markup.
    expect(view.room.playerList[0].name).toBe(playerInfo.name);
    await a.session.request("dismissRoom", {});
    expect(await one.last("room", (value) => value === null)).toBeNull();
    for (const live of [none, all, one]) live.stop();
  });

  test("players, matching, log lines and errors", async () => {
    const duel = {
      version: "V1.0",
      teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
      timeout: 60,
    };
    await start({ console: { password }, matchRules: { duel } });
    const a = await play("open-a");
    await a.session.request("matchPlayers", {
      matchCode: "duel",
      playerInfo: { ...playerInfo, matchAttributes: [] },
    });
    const { headers } = await logIn();
    const players = openLive("view=players&search=OPEN-A", headers);
    const { rows } = await players.last("players");
    expect(rows).toEqual([expect.objectContaining({ id: a.playerId, openId: "open-a", kind: "drop-in" })]);
    expect(rows[0].since).toBeGreaterThan(Date.now() - 60_000);
    const matching = openLive("view=matching", headers);
    expect((await matching.last("matching")).queues).toEqual([
      expect.objectContaining({ matchCode: "duel", players: 1, parties: 1, seats: 2 }),
    ]);
    const logs = openLive("view=logs", headers);
    expect((await logs.last("lines")).lines.at(-1).message).toMatch(/logged in from/);
    server.host.log("error", "something at 12:01 for 9f8e7d6c5b4a");
    server.host.log("error", "something at 12:02 for 0f8e7d6c5b4a");
    expect((await logs.last("lines", ({ isFirst }) => !isFirst)).lines).toHaveLength(2);
    const script = openLive("view=script", headers);
    expect((await script.last("script")).errors).toEqual([expect.objectContaining({ count: 2 })]);
    for (const live of [players, matching, logs, script]) live.stop();
  });

  test("ends with the server, which waits for no open page", async () => {
    await start();
    const { headers } = await logIn();
    const live = openLive("view=now", headers);
    expect((await live.last("now")).sample).toMatchObject({ rooms: 0, dropIn: 0 });
    await server.close();
    await live.closed();
    await start();
  });
});

test("players of every kind are told apart, and the session of each can be ended", async () => {
  await start({ gameId: undefined, console: { password } });
  const library = await createWithLibrary(server.port, 4);
  const wire = await joinOverWire(server.port, "1.3.9", library.roomId);
  const plain = await joinPlainly(server.port, library.roomId);
  const { headers, act } = await logIn();
  const live = openLive("view=players", headers);
  const { rows } = await live.last("players", ({ total }) => total === 3);
  const find = (id: string) => rows.find((row: { id: string }) => row.id === id);
  expect(find(library.playerId)).toMatchObject({
    kind: "drop-in",
    version: libraryVersion,
    roomId: library.roomId,
  });
  expect(find(wire.playerId)).toMatchObject({ kind: "wire", version: "1.3.9", roomId: library.roomId });
  expect(find(plain.playerId)).toMatchObject({ kind: "native", since: null, roomId: library.roomId });
  expect((await act({ action: "endSession", playerId: wire.playerId })).status).toBe(200);
  await live.last("players", ({ total }) => total === 2);
  // Who has no session has none to end, and is removed instead.
  expect((await act({ action: "endSession", playerId: plain.playerId })).json).toMatchObject({ code: 10005 });
  expect((await act({ action: "removePlayer", playerId: plain.playerId })).status).toBe(200);
  await live.last("players", ({ total }) => total === 1);
  live.stop();
  for (const member of [library, wire, plain]) member.close();
});

test("metrics are for those who are logged in, too", async () => {
  await start();
  expect((await get("/api/metrics")).status).toBe(401);
  const { headers } = await logIn({ password: readOnlyPassword });
  const answer = await get("/api/metrics", headers);
  expect(answer.text).toContain(`mgobe_rooms{game="${gameId}"} 0`);
  expect(answer.headers["content-type"]).toContain("text/plain");
  expect((await send("HEAD", "/console/api/live?view=now", headers)).status).toBe(404);
});

test("where no log files are written, a search says so", async () => {
  await start();
  const { headers } = await logIn();
  expect((await get("/api/logs?text=a", headers)).json).toEqual({ error: "noLogFiles" });
});
