import { TestPlayer } from "../../engine/cluster/test-player";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import {
  type ConsoleProcess,
  ConsoleCluster,
  get,
  logIn,
  openLive,
  passwords,
  post,
} from "./console-cluster";

let all: ConsoleCluster;
let a: ConsoleProcess, b: ConsoleProcess, c: ConsoleProcess;
const stops: (() => void)[] = [];

beforeEach(async () => {
  all = new ConsoleCluster();
  [a, b, c] = [await all.add("a"), await all.add("b"), await all.add("c")];
});

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await all.close();
});

function live(at: ConsoleProcess, query: string, headers: object): ReturnType<typeof openLive> {
  const opened = openLive(at, query, headers);
  stops.push(opened.stop);
  return opened;
}

/** A player with a room at a process. */
async function host(
  at: ConsoleProcess,
  id: string,
  more: object = {},
): Promise<{ player: TestPlayer; roomId: string }> {
  const player = new TestPlayer(id, at);
  const answer = await player.call("createRoom", { ...roomPara, ...more });
  expect(answer.code).toBe(0);
  return { player, roomId: answer.data.roomInfo.id };
}

const isDone = { status: 200, json: {} };

describe("what is shown of three processes", () => {
  test("sums and each one, wherever the page is", async () => {
    await host(a, "anna");
    await host(b, "ben");
    await host(b, "bob");
    new TestPlayer("carl", c);
    const login = await logIn(a);
    const page = live(c, "view=now", login);
    const now = await page.value("now", ({ sample }) => sample.rooms === 3 && sample.wire === 4);
    const rooms = Object.fromEntries(
      now.processes.map(({ process, sample }: any) => [process, sample.rooms]),
    );
    expect(rooms).toEqual({ "a.example": 1, "b.example": 2, "c.example": 0 });
    const [, , last] = await page.value("processes");
    expect(last).toEqual({ id: "c", name: "c.example", state: "here" });
    // One of them alone.
    const own = live(c, "view=now&process=b", login);
    expect((await own.value("now", ({ sample }) => sample.rooms === 2)).processes).toHaveLength(1);
  });

  test("rooms and players by page, search and filter", async () => {
    for (let index = 0; index < 60; index++) await host([a, b, c][index % 3]!, `p${index}`);
    await host(b, "secret", { isPrivate: true, roomName: "hidden" });
    const login = await logIn(a);
    const first = await live(a, "view=rooms", login).value("rooms", ({ total }) => total === 61);
    expect(first).toMatchObject({ total: 61, page: 0, pages: 2 });
    const second = await live(b, "view=rooms&page=1", login).value("rooms", ({ total }) => total === 61);
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(61);
    expect(first.rows).toHaveLength(50);
    expect(new Set([...first.rows, ...second.rows].map(({ process }) => process)).size).toBe(3);
    // A page behind the last is the last.
    const last = await live(c, "view=rooms&page=1000000", login).value("rooms", ({ total }) => total === 61);
    expect(last).toMatchObject({ page: 1, rows: { length: 11 } });
    const found = await live(c, "view=rooms&filter=private&search=HID", login).value("rooms");
    expect(found.rows).toMatchObject([{ name: "hidden", process: "b.example" }]);
    const players = await live(c, "view=players&search=p1", login).value("players");
    expect(players.rows.map(({ id }: any) => id).sort()).toEqual(
      Array.from({ length: 60 }, (_, index) => `p${index}`)
        .filter((id) => id.includes("p1"))
        .sort(),
    );
    expect(players.rows.find(({ id }: any) => id === "p1")).toMatchObject({
      process: "b.example",
      kind: "wire",
    });
  });

  test("one room, with players who are connected elsewhere", async () => {
    const { player, roomId } = await host(a, "anna");
    const ben = new TestPlayer("ben", b);
    expect(await ben.call("joinRoom", { roomId })).toMatchObject({ code: 0 });
    const login = await logIn(c);
    const page = live(c, `view=room&room=${roomId}`, login);
    const view = await page.value("room", (value) => value !== null);
    expect(view).toMatchObject({ process: "a.example", room: { id: roomId } });
    expect(view.players).toMatchObject([
      { id: "anna", kind: "wire" },
      { id: "ben", kind: "wire" },
    ]);
    expect(JSON.stringify(view.gameServer.gameData)).toContain('"value":"a"');
    // A player of b whose room is elsewhere has its name all the same.
    const players = await live(c, "view=players&process=b", login).value("players");
    expect(players.rows).toMatchObject([{ id: "ben", name: "ben", roomId, process: "b.example" }]);
    expect(players.total).toBe(1);
    // It is live, and its end is seen.
    await player.call("changeRoom", { customProperties: "new" });
    await page.value("room", (value) => value.room.customProperties === "new");
    await player.call("dismissRoom");
    await page.value("room", (value) => value === null);
  });

  test("matching, the script and its errors, and lines of the log as they come", async () => {
    const login = await logIn(a);
    const lines = live(b, "view=logs", login);
    a.game.observers.hookCalled("onTick", 2, false, "r");
    b.game.observers.hookCalled("onTick", 4, true, "r");
    const { roomId } = await host(a, "anna");
    const remove = await post(b, "action", { action: "dismissRoom", roomId }, login);
    expect(remove).toMatchObject(isDone);
    const told = await lines.value("lines", ({ lines: each }) =>
      each.some(({ message }: any) => message.includes("dissolve")),
    );
    expect(told.lines.find(({ message }: any) => message.includes("dissolve")).process).toBe("a.example");
    const script = await live(c, "view=script", login).value("script");
    expect(script.hooks).toMatchObject([{ hook: "onTick", count: 2, mean: 3, longest: 4, errors: 1 }]);
    expect(script.processes.map(({ process }: any) => process)).toEqual([
      "a.example",
      "b.example",
      "c.example",
    ]);
  });
});

describe("a process that does not answer", () => {
  test("is named, and is back when it answers again", async () => {
    await host(b, "ben");
    const login = await logIn(a);
    const page = live(a, "view=now", login);
    await page.value("now", ({ sample }) => sample.rooms === 1);
    all.cluster.stall("b");
    await page.value("processes", ([, second]) => second.name === "b.example" && second.state === "silent");
    const rooms = live(a, "view=rooms", login);
    expect(await rooms.value("rooms")).toMatchObject({ total: 0 });
    expect(await rooms.value("processes")).toContainEqual({ id: "b", name: "b.example", state: "silent" });
    all.cluster.resume("b");
    await page.value("processes", ([, second]) => second.state === "there");
    await rooms.value("rooms", ({ total }) => total === 1);
  });

  test("that is gone is told of, and what it had counts no more", async () => {
    await host(b, "ben");
    const login = await logIn(a);
    const page = live(a, "view=now", login);
    await page.value("now", ({ sample }) => sample.rooms === 1);
    all.cluster.kill("b", "a");
    await page.value("processes", (list) =>
      list.some(({ name, state }: any) => name === "b.example" && state === "gone"),
    );
    await page.value("now", ({ sample }) => sample.rooms === 0);
  });

  test("keeps an action from being done in silence", async () => {
    const { roomId } = await host(b, "ben");
    const login = await logIn(a);
    // Known by name.
    await live(a, "view=now", login).value("now", ({ processes }) => processes.length === 3);
    all.cluster.stall("b");
    expect(await post(a, "action", { action: "dismissRoom", roomId }, login)).toMatchObject({
      status: 409,
      json: { error: "silent", message: "b.example" },
    });
    expect(a.lines.at(-1)?.message).toMatch(/^console: Mei .*: dissolve room .* - no answer of b\.example/);
  });

  test("of another version, or with rubbish for an answer, is said to be so, and ends nothing", async () => {
    await host(a, "anna");
    const rubbish = [
      null,
      7,
      "x",
      [],
      {},
      { version: 1 },
      { version: 2, name: "b.example", cost: 0, value: {} },
    ];
    const rows = [{ id: 1 }, { id: "r", name: { deep: 1 } }, null];
    for (const value of [
      null,
      { total: "1" },
      ...rows.map((row) => ({ total: 1, keys: [1], rows: [row] })),
    ]) {
      rubbish.push({ version: 1, name: "b.example", cost: 0, value } as never);
    }
    const login = await logIn(a);
    for (const answer of rubbish) {
      b.game.peers.serve("console", () => Promise.resolve(answer));
      const page = live(a, "view=rooms", login);
      expect(await page.value("rooms")).toMatchObject({ total: 1 });
      const [, second] = await page.value("processes");
      expect(second).toMatchObject({ id: "b", state: "other" });
      page.stop();
    }
    const { status, json } = await post(a, "action", { action: "dismissRoom", roomId: "nowhere" }, login);
    expect([status, json.error]).toEqual([409, "silent"]);
  });

  test("and one that asks for rubbish gets an answer that says nothing", async () => {
    const questions = [
      null,
      7,
      [],
      {},
      { version: 1 },
      { version: 9, kind: "who", para: {} },
      { version: 1, kind: "__proto__", para: {} },
      { version: 1, kind: "list", para: { list: "rooms" } },
      { version: 1, kind: "begin", para: { key: "k", session: { role: "god" } } },
      { version: 1, kind: "act", para: { action: [], name: 1 } },
    ];
    for (const question of questions) {
      expect(await b.game.peers.ask("a", "console", question)).toEqual({ version: 1, name: "a.example" });
    }
    const act = { action: { action: "dismissRoom" }, name: "x\ny", address: "z" };
    const refused = await b.game.peers.ask("a", "console", { version: 1, kind: "act", para: act });
    expect(refused).toMatchObject({ value: { state: "refused" } });
    expect(await b.game.peers.ask("a", "nothing", null)).toBeNull();
    // Not even what no process of this game would say.
    b.node.send("a", "peer", null);
    b.node.send("a", "nonsense", null);
    expect((await get(a, "me")) === null).toBe(true);
  });
});

describe("an action", () => {
  test("is carried to the process that has the room or the player, and written down there", async () => {
    const { player: anna, roomId } = await host(a, "anna");
    const ben = new TestPlayer("ben", b);
    await ben.call("joinRoom", { roomId });
    const login = await logIn(c);
    const act = (action: object) => post(c, "action", action, login);
    const changes = { isForbidJoin: true };
    expect(await act({ action: "changeRoom", roomId, changes })).toMatchObject(isDone);
    await waitUntil(() => ben.names().includes("onChangeRoom"), "the change");
    expect(await act({ action: "send", roomId, playerIds: [], data: { hello: 1 } })).toMatchObject(isDone);
    await waitUntil(() => ben.names().includes("onRecvFromGameSvr"), "the message");
    expect(await act({ action: "removePlayer", playerId: "ben" })).toMatchObject(isDone);
    await waitUntil(() => anna.names().includes("onRemovePlayer"), "the removal");
    expect(await act({ action: "endSession", playerId: "ben" })).toMatchObject(isDone);
    expect(ben.hasEnded).toBe(true);
    expect(await act({ action: "dismissRoom", roomId })).toMatchObject(isDone);
    expect(anna.names()).toContain("onDismissRoom");
    expect(await act({ action: "dismissRoom", roomId })).toMatchObject({
      status: 409,
      json: { error: "refused", code: 20080 },
    });
    const told = ({ lines }: ConsoleProcess): string[] =>
      lines.flatMap(({ message }) => /^console: Mei \(127.0.0.1\): (.*)$/.exec(message)?.[1] ?? []);
    expect(told(a).map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual([
      "change room",
      "send to",
      "remove player",
      "dissolve room",
    ]);
    expect(told(b)).toEqual(["end the session of player ben"]);
    expect(told(c).at(-1)).toMatch(/^dissolve room .* - was not done/);
  });

  test("for all processes is done at each, and says where it was not", async () => {
    const login = await logIn(c);
    const act = (action: object) => post(c, "action", action, login);
    expect(await act({ action: "reload" })).toMatchObject(isDone);
    expect([a, b, c].map(({ script }) => script.loads)).toEqual([2, 2, 2]);
    b.script.problem = "no such file";
    expect(await act({ action: "reload" })).toMatchObject({
      status: 409,
      json: { error: "failed", message: "b.example: no such file" },
    });
    expect([a, b, c].map(({ script }) => script.loads)).toEqual([3, 2, 3]);
    expect(await act({ action: "reload", process: "a" })).toMatchObject(isDone);
    expect([a, b, c].map(({ script }) => script.loads)).toEqual([4, 2, 3]);

    expect(await act({ action: "drain", process: "b" })).toMatchObject(isDone);
    expect([a, b, c].map(({ drains }) => drains)).toEqual([[], [false], []]);
    expect(await act({ action: "drain" })).toMatchObject(isDone);
    expect([a, b, c].map(({ drains }) => drains)).toEqual([[true], [false, true], [true]]);
    expect(await act({ action: "drain", process: "nobody" })).toMatchObject({ json: { error: "gone" } });
  });

  test("is refused to who may look only, at every process", async () => {
    const { roomId } = await host(b, "ben");
    const login = await logIn(a, { password: passwords.readOnlyPassword });
    for (const at of [a, b, c]) {
      const answer = await post(at, "action", { action: "dismissRoom", roomId }, login);
      expect(answer).toMatchObject({ status: 403, json: { error: "readOnly" } });
    }
    expect(b.game.rooms.size).toBe(1);
  });
});

describe("a login", () => {
  test("holds at every process, and with its token alone it acts", async () => {
    const login = await logIn(a);
    expect(await get(b, "me", login)).toMatchObject({ name: "Mei", role: "full" });
    const action = { action: "reload", process: "c" };
    expect(await post(b, "action", action, login)).toMatchObject(isDone);
    const forged = { ...login, "X-CSRF-Token": "A".repeat(43) };
    expect(await post(b, "action", action, forged)).toMatchObject({ json: { error: "csrf" } });
    // One that came later asks for it.
    const d = await all.add("d");
    expect(await get(d, "me", login)).toMatchObject({ name: "Mei" });
  });

  test("that ended is over everywhere, what is open on it too, and does not come back", async () => {
    const login = await logIn(a);
    const page = live(b, "view=now", login);
    await page.value("now");
    expect(await post(c, "logout", {}, login)).toMatchObject({ status: 200, json: { silent: [] } });
    await page.closed();
    const d = await all.add("d");
    for (const at of [a, b, c, d]) {
      expect(await get(at, "me", login)).toBeNull();
      expect((await post(at, "action", { action: "reload" }, login)).status).toBe(401);
    }
  });

  test("that ended while a process stood still is over there as soon as it goes on", async () => {
    const login = await logIn(a);
    await live(a, "view=now", login).value("now", ({ processes }) => processes.length === 3);
    all.cluster.stall("b");
    expect((await post(a, "logout", {}, login)).json.silent).toEqual(["b.example"]);
    all.cluster.resume("b");
    let me: unknown = {};
    const look = async (): Promise<void> => {
      me = await get(b, "me", login);
    };
    await look();
    while (me !== null) await look();
  });

  test("cannot be made up, and nobody is asked about what was", async () => {
    await logIn(a);
    const before = b.node.sent.get("peer") ?? 0;
    for (const id of ["A".repeat(43), "x", "_".repeat(43)]) {
      expect(await get(b, "me", { Cookie: `mgobe_console=${id}` })).toBeNull();
    }
    expect(b.node.sent.get("peer") ?? 0).toBe(before);
  });

  test("is tried five times a minute, at however many processes", async () => {
    const guesses = Array.from({ length: 30 }, (_, index) =>
      post([a, b, c][index % 3]!, "login", { password: `guess ${index}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(5);
    for (const at of [a, b, c]) {
      expect(await post(at, "login", { password: passwords.password })).toMatchObject({ status: 429 });
    }
  });

  test("by the link of one process is good for once, at any of them", async () => {
    const link = a.console.createLink();
    const login = await logIn(b, { link });
    expect(await get(c, "me", login)).toMatchObject({ role: "full" });
    for (const at of [a, b, c]) expect(await post(at, "login", { link })).toMatchObject({ status: 403 });
  });

  test("made and ended many times stays in step", async () => {
    const logins = [];
    for (let index = 0; index < 12; index++) logins.push(await logIn([a, b, c][index % 3]!));
    for (const [index, login] of logins.entries()) {
      if (index % 2 === 0) await post([b, c, a][index % 3]!, "logout", {}, login);
    }
    for (const [index, login] of logins.entries()) {
      for (const at of [a, b, c]) expect((await get(at, "me", login)) === null).toBe(index % 2 === 0);
    }
  });
});

test("a search of the log says which process' files are missing", async () => {
  const login = await logIn(a);
  expect(await get(a, "logs?text=x", login)).toEqual({ error: "noLogFiles" });
  await live(a, "view=now", login).value("now", ({ processes }) => processes.length === 3);
  all.cluster.stall("b");
  expect(await get(a, "logs?text=x", login)).toEqual({ error: "silent", message: "b.example" });
});
