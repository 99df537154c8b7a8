import { createHmac } from "node:crypto";
import { ErrCode } from "../../src/contract";
import { hmacSha1, utf8Length } from "../../src/client/session/hmac-sha1";
import { Bench } from "./fake-server";

// proves: Listener.init, Listener.isInited, Listener.isMe, Player.id, Player.openId, Room.networkState
// proves: StatCallbacks.onPingTime

describe("Listener.init", () => {
  // proves: Listener.init, Listener.isInited, Listener.isMe, Player.id, Player.openId
  test("answers with the server's time and makes the player known", async () => {
    const bench = new Bench();
    expect(bench.mgobe.Player.id).toBeUndefined();
    expect(bench.mgobe.Listener.isInited).toBe(false);
    const event = await bench.init({}, { openId: 77 });
    expect(event).toEqual({ code: 0, msg: "初始化成功", seq: null, data: { serverTime: 1_600_000_000_000 } });
    expect(bench.mgobe.Player).toMatchObject({ id: "me", openId: "77", name: undefined });
    expect(bench.mgobe.Listener.isInited).toBe(true);
    expect(bench.mgobe.Listener.isMe("me")).toBe(true);
    expect(bench.mgobe.Listener.isMe("other")).toBe(false);
  });

  test("signs the login with the secret key", async () => {
    const bench = new Bench();
    await bench.init({}, { secretKey: "key", openId: "öpen" });
    const login = bench.server.logins[0]!;
    const text = `game_id=g&nonce=${login.nonce}&open_id=öpen&timestamp=${login.timestamp}`;
    expect(login.sign).toBe(createHmac("sha1", "key").update(text).digest("base64"));
    expect(login.timestamp).toBe(Math.floor(bench.clock.now() / 1000));
  });

  test("asks createSignature at every login, even when there is a key", async () => {
    const bench = new Bench();
    let calls = 0;
    const createSignature = (done: (s: object) => void) =>
      done({ sign: `s${++calls}`, nonce: 5, timestamp: 6 });
    await bench.init({}, { secretKey: "key", createSignature });
    bench.server.session!.drop();
    await bench.pass(500);
    expect(bench.server.logins.map((login) => login.sign)).toEqual(["s1", "s2"]);
    expect(bench.server.logins[0]).toMatchObject({ nonce: 5, timestamp: 6 });
  });

  test("reports a refused login with the server's code and may be called again", async () => {
    const bench = new Bench();
    bench.server.sessionRefusal = ErrCode.EC_INVALID_PARAMS_SIGN;
    const room = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    const event = await bench.init();
    expect(event).toMatchObject({ code: 61010, seq: null, data: { serverTime: undefined } });
    expect(bench.mgobe.Listener.isInited).toBe(false);
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done))).code).toBe(90002);
    bench.server.sessionRefusal = 0;
    expect((await bench.init()).code).toBe(0);
  });

  test("reports a server that cannot be reached at once, with 90006", async () => {
    const bench = new Bench();
    bench.server.sessionRefusal = ErrCode.EC_SDK_SOCKET_ERROR;
    expect((await bench.init()).code).toBe(90006);
    expect(bench.server.logins).toHaveLength(1);
  });

  test("reports a server that never answers", async () => {
    const bench = new Bench();
    bench.server.isSilent = true;
    const codes: number[] = [];
    bench.mgobe.Listener.init({ gameId: "g", openId: "o" }, { url: "u" }, (event) => codes.push(event.code));
    await bench.pass(9_000);
    expect(codes).toEqual([]);
    await bench.pass(20_000);
    expect(codes).toEqual([90006]);
  });

  test("a failed init drops what was added before, as MGOBE did", async () => {
    const bench = new Bench();
    bench.server.sessionRefusal = 61010;
    const room: any = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    await bench.init();
    bench.server.sessionRefusal = 0;
    await bench.init();
    let updates = 0;
    room.onUpdate = () => updates++;
    bench.server.session!.drop();
    await bench.pass(1000);
    expect(updates).toBe(0);
  });

  test("a second init on a live client changes the settings and calls nobody back", async () => {
    const bench = new Bench();
    await bench.init();
    expect(await bench.init({}, { openId: "second" })).toBeUndefined();
    await bench.pass(60_000);
    expect(bench.mgobe.Player.openId).toBe("second");
    expect(bench.server.logins).toHaveLength(1);
  });

  test("during a pending init the newer callback takes the older one's place", async () => {
    const bench = new Bench();
    const called: string[] = [];
    bench.mgobe.Listener.init({ gameId: "g", openId: "o" }, { url: "u" }, () => called.push("first"));
    bench.mgobe.Listener.init({ gameId: "g", openId: "o" }, { url: "u" }, () => called.push("second"));
    await bench.pass(0);
    expect(called).toEqual(["second"]);
  });

  test("throws without game info, and not without a callback", async () => {
    const bench = new Bench();
    expect(() => (bench.mgobe.Listener.init as any)()).toThrow(TypeError);
    bench.mgobe.Listener.init({ gameId: "g", openId: "o" }, { url: "u" });
    await bench.pass(0);
    expect(bench.mgobe.Listener.isInited).toBe(true);
  });

  test("an error in the game's callback surfaces as an uncaught one and breaks nothing", async () => {
    const bench = new Bench();
    bench.mgobe.Listener.init({ gameId: "g", openId: "o" }, { url: "u" }, () => {
      throw new Error("of the game");
    });
    await expect(bench.pass(0)).rejects.toThrow("of the game");
    expect(bench.mgobe.Listener.isInited).toBe(true);
  });
});

describe("reconnection", () => {
  // proves: Room.onUpdate, Room.networkState
  test("comes back after reconnectInterval and logs in again", async () => {
    const bench = new Bench();
    await bench.init({ reconnectInterval: 500 });
    const room: any = await bench.join();
    const states: unknown[] = [];
    room.onUpdate = (updated: any) => states.push(updated.networkState);
    bench.server.session!.drop();
    await bench.pass(250);
    expect(bench.server.logins).toHaveLength(1);
    await bench.pass(250);
    expect(bench.server.logins).toHaveLength(2);
    expect(states).toEqual([
      { COMMON: false, RELAY: true },
      { COMMON: true, RELAY: true },
    ]);
  });

  test("gives up after reconnectMaxTimes, and a later request starts a new series", async () => {
    const bench = new Bench();
    await bench.init({ reconnectMaxTimes: 3, reconnectInterval: 500, resendTimeout: 5000 });
    bench.server.sessionRefusal = ErrCode.EC_SDK_SOCKET_ERROR;
    bench.server.session!.drop();
    await bench.pass(60_000);
    expect(bench.server.logins).toHaveLength(1 + 3);
    bench.server.sessionRefusal = 0;
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 1000)).code).toBe(20011);
  });

  // proves: StatCallbacks.onPingTime
  test("a heartbeat without an answer means that the peer is dead", async () => {
    const bench = new Bench();
    const times: number[] = [];
    bench.mgobe.StatCallbacks.onPingTime = (time) => times.push(time);
    await bench.init();
    await bench.pass(5_000);
    expect(times).toHaveLength(1);
    bench.server.session!.answersPings = false;
    await bench.pass(11_000);
    expect(bench.server.logins).toHaveLength(2);
  });

  test("a server with others beside it is looked after more often, and left after 4 s of silence", async () => {
    const bench = new Bench();
    bench.server.heartbeat = 1000;
    await bench.init();
    // Slow is not dead.
    bench.server.session!.pongDelay = 3500;
    await bench.pass(60_000);
    expect(bench.server.logins).toHaveLength(1);
    bench.server.session!.answersPings = false;
    await bench.pass(9000);
    expect(bench.server.logins).toHaveLength(2);
    const at = bench.clock.elapsed();
    bench.server.session!.answersPings = false;
    await bench.pass(4999);
    expect(bench.server.logins).toHaveLength(2);
    await bench.pass(1);
    expect(bench.server.logins).toHaveLength(3);
    expect(bench.clock.elapsed() - at).toBe(5000);
  });

  test("so is its room's connection, which may be at another process", async () => {
    const bench = new Bench();
    bench.server.heartbeat = 1000;
    await bench.init();
    await bench.join();
    bench.server.room!.answersPings = false;
    await bench.pass(5000);
    expect(bench.server.roomsOpened).toHaveLength(2);
    expect(bench.server.logins).toHaveLength(1);
  });

  test("a client that slept itself does not take its server for dead", async () => {
    const bench = new Bench();
    bench.server.heartbeat = 1000;
    await bench.init();
    bench.server.session!.pongDelay = 500;
    await bench.pass(1200);
    // Its timers and what came meanwhile run when it wakes up.
    jest.spyOn(bench.clock, "now").mockReturnValue(bench.clock.now() + 60_000);
    await bench.pass(2000);
    expect(bench.server.logins).toHaveLength(1);
  });

  test("a platform that wakes up notices a dead line at once, and a living one stays", async () => {
    let resume = (): void => undefined;
    const bench = new Bench({ onResume: (callback) => (resume = callback) });
    resume();
    await bench.init();
    const room: any = await bench.join();
    resume();
    await bench.pass(2000);
    expect(bench.server.logins).toHaveLength(1);
    bench.server.session!.answersPings = false;
    resume();
    await bench.pass(2500);
    expect(bench.server.logins).toHaveLength(2);
    expect(bench.server.roomsOpened).toHaveLength(1);
    expect(room.networkState).toEqual({ COMMON: true, RELAY: true });
  });

  test("a platform that wakes up does not wait for the next attempt", async () => {
    let resume = (): void => undefined;
    const bench = new Bench({ onResume: (callback) => (resume = callback) });
    await bench.init({ reconnectInterval: 60_000 });
    bench.server.session!.drop();
    await bench.pass(0);
    resume();
    await bench.pass(0);
    expect(bench.server.logins).toHaveLength(2);
  });

  test("a line that the server closed on purpose stays closed until it is needed", async () => {
    const bench = new Bench();
    await bench.init();
    bench.server.session!.drop("ended");
    await bench.pass(30_000);
    expect(bench.server.logins).toHaveLength(1);
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 1000)).code).toBe(20011);
  });

  test("the room connection comes back by itself", async () => {
    const bench = new Bench();
    await bench.init();
    const room: any = await bench.join();
    expect(bench.server.roomsOpened).toEqual(["room1 token-me"]);
    bench.server.room!.drop();
    expect(room.networkState).toEqual({ COMMON: true, RELAY: false });
    await bench.pass(500);
    expect(room.networkState).toEqual({ COMMON: true, RELAY: true });
    expect(bench.server.roomsOpened).toHaveLength(2);
  });
});

describe("signature", () => {
  test.each([
    ["key", "The quick brown fox jumps over the lazy dog"],
    ["", ""],
    ["k".repeat(100), "long key"],
    ["密钥", "游戏 🎮 text"],
    ["key", "x".repeat(119)],
  ])("hmac of %j equals Node's", (key, text) => {
    expect(hmacSha1(key, text)).toBe(createHmac("sha1", key).update(text).digest("base64"));
  });

  test("counts bytes as Node does", () => {
    for (const text of ["", "abc", "é", "中文", "🎮x", "a🎮中é"]) {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }
  });
});
