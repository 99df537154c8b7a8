import { type Socket } from "node:net";
import { join } from "node:path";
import { type Room as ClientRoom } from "@colyseus/sdk";
import { WebSocket } from "ws";
import { type HostOptions, MgobeRoom } from "../../../adapters/colyseus";
import { ErrCode } from "../../../src/contract";
import { type LogLine } from "../../../src/engine";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";

const script = join(__dirname, "../../fixtures/faults/mgobexs");
const log: LogLine[] = [];
/** Some faults here are many messages at once. */
const limits = { messagesPerSecond: 100_000, messageBurst: 100_000 };
const options: HostOptions = { log: (line) => void log.push(line), settings: { frameRate: 20, limits } };

let app: TestServer;
/** A room that has nothing to do with the fault, and must not notice it. */
let witness: Guest;

interface Guest {
  room: ClientRoom;
  inbox: Inbox;
}

beforeAll(async () => {
  app = await startTestServer((server) => {
    server.define("faults", MgobeRoom.host(script, options));
    server.define("stuck", MgobeRoom.host({ gameServer: neverExits }, options));
  });
  witness = await create({ openId: "witness" });
  await witness.room.request("startFrameSync", {});
});

afterAll(async () => {
  await witness.room.leave();
  await app.stop();
});

let testNumber = 0;
/** Of the frames of the witness, the last that was looked at. */
let lastFrame = 0;

beforeEach(() => {
  log.splice(0);
  testNumber += 1;
});

/** Options of a player of this test alone. */
const as = (name: string): { openId: string } => ({ openId: `${name}-${testNumber}` });

afterEach(async () => {
  // After each fault the other room still plays: its script answers and its frames flow without a gap.
  await echo(witness, expect.getState().currentTestName);
  const before = witness.inbox.takeAll("onRecvFrame").map(({ data }) => data.frame.id as number);
  const ids = [...before, (await nextFrame(witness)).id];
  expect(ids).toEqual(ids.map((_, index) => lastFrame + 1 + index));
  lastFrame += ids.length;
});

const neverExits = { mode: "sync" as const, onInitGameData: () => ({}), onRecvFromClient: () => undefined };

function collect(room: ClientRoom): Guest {
  return { room, inbox: new Inbox(room) };
}

async function create(para: object = {}, name = "faults"): Promise<Guest> {
  return collect(await app.client().create(name, para));
}

async function joinIn(host: Guest, para: object = {}): Promise<Guest> {
  return collect(await app.client().joinById(host.room.roomId, para));
}

const say = (guest: Guest, cmd: string, value?: unknown): Promise<any> =>
  guest.room.request("sendToGameSvr", { data: { cmd, value } });

/** Proves that the script serves this room. */
async function echo(guest: Guest, value: unknown): Promise<void> {
  expect(await say(guest, "echo", value)).toMatchObject({ code: 0 });
  const answer = await guest.inbox.next("onRecvFromGameSvr", ({ data }) => "echo" in (data.data ?? {}));
  expect(answer.data.data).toEqual({ echo: value });
}

async function nextFrame(guest: Guest): Promise<{ id: number }> {
  return (await guest.inbox.next("onRecvFrame")).data.frame;
}

/** The first error line that fits, as soon as it is there. */
async function errorLine(text: string): Promise<LogLine> {
  const find = () => log.find(({ level, message }) => level === "error" && message.includes(text));
  await waitUntil(() => find() !== undefined, `an error line with "${text}"`);
  return find()!;
}

describe("faults of a script", () => {
  test.each([
    ["throw", "thrown by the script"],
    ["reject", "rejected by the script"],
    ["throwInTimer", "thrown in a timer"],
    ["exit", "process.exit"],
    ["exitInTimer", "process.exit"],
    ["no such command", "commands[args.actionData.cmd]"],
  ])("%s is logged with the room's id, and the room goes on", async (cmd, text) => {
    const a = await create();
    expect(await say(a, "count")).toMatchObject({ code: 0 });
    expect(await say(a, cmd)).toMatchObject({ code: 0 });
    expect((await errorLine(text)).roomId).toBe(a.room.roomId);
    await say(a, "count");
    await say(a, "report");
    expect((await a.inbox.next("onRecvFromGameSvr")).data.data.count).toBe(2);
    await a.room.leave();
  });

  test("an uncaughtException handler of the script hears of its own errors and hides none of the host's", async () => {
    const before = process.listeners("uncaughtException");
    const a = await create();
    await say(a, "handleUncaught");
    await say(a, "throwInTimer");
    await errorLine("thrown in a timer");
    await say(a, "report");
    expect((await a.inbox.next("onRecvFromGameSvr")).data.data.handled).toEqual(["thrown in a timer"]);
    expect(process.listeners("uncaughtException")).toEqual(before);
    await a.room.leave();
  });

  test("timers that outlive their room are stopped with it", async () => {
    const a = await create();
    await say(a, "tick");
    await a.inbox.next("onRecvFromGameSvr", ({ data }) => data.data.tick === 3);
    await a.room.request("dismissRoom", {});
    await waitUntil(() => log.some(({ message }) => message.includes("destroyed after")), "onDestroyRoom");
    expect(log.map(({ message }) => message)).toContain("destroyed after 0 counts");
    const ticks = a.inbox.all("onRecvFromGameSvr").length;
    await echo(witness, "meanwhile");
    expect(a.inbox.all("onRecvFromGameSvr")).toHaveLength(ticks);
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("a queue that nobody ends is capped: further messages are refused, once logged, and nothing is lost", async () => {
    const a = await create({}, "stuck");
    await say(a, "in flight");
    // By the time of the next answer the first message has left the queue.
    await a.room.request("getRoomDetail", {});
    const count = 1200;
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => say(a, "wait", index)));
    const codes = answers.map(({ code }) => code as number);
    expect(codes.filter((code) => code === 0)).toHaveLength(1000);
    expect(new Set(codes)).toEqual(new Set([0, ErrCode.EC_RELAY_FORWARD_TO_GAMESVR_FAIL]));
    expect(log.filter(({ message }) => message.includes("1000 messages wait"))).toHaveLength(1);
    expect(await a.room.request("sendToClient", { recvType: 1, msg: "room works" })).toMatchObject({
      code: 0,
    });
    expect((await a.inbox.next("onRecvFromClient")).data.msg).toBe("room works");
    await a.room.leave();
  });

  test.each([
    ["sendTimer", { recvGameData: { count: 0 } }],
    ["sendCircle", { name: "circle" }],
    ["sendBigInt", { name: "big" }],
  ])("%s: what can be encoded arrives, the rest is left out and logged", async (cmd, received) => {
    const a = await create();
    await say(a, cmd);
    expect((await a.inbox.next("onRecvFromGameSvr")).data.data).toEqual(received);
    expect((await errorLine("cannot be encoded as JSON")).roomId).toBe(a.room.roomId);
    await a.room.request("dismissRoom", {});
  });

  test("strangers and nobodies in playerIdList are passed by", async () => {
    const a = await create(as("a"));
    const b = await joinIn(a, as("b"));
    await say(b, "sendToStrangers");
    expect((await b.inbox.next("onRecvFromGameSvr")).data.data).toEqual({ name: "strangers" });
    await echo(a, 1);
    expect(a.inbox.all("onRecvFromGameSvr")).toEqual([]);
    await a.room.request("dismissRoom", {});
  });
});

describe("faults of a client", () => {
  test("a message larger than the limit is refused with 40002 and the connection stays", async () => {
    const a = await create();
    const text = "x".repeat(70 * 1024);
    expect(await a.room.request("sendToGameSvr", { data: { cmd: "echo", value: text } })).toMatchObject({
      code: ErrCode.EC_RELAY_DATA_EXCEED_LIMITED,
    });
    await a.room.request("startFrameSync", {});
    expect(await a.room.request("sendFrame", { data: text })).toMatchObject({ code: 40002 });
    await echo(a, "still connected");
    await a.room.leave();
  });

  test("a message larger than the transport takes costs its sender the connection and nobody else", async () => {
    const a = await create(as("a"));
    const b = await joinIn(a, as("b"));
    b.room.send("sendToGameSvr", { data: "x".repeat(2 * 1024 * 1024) });
    const states = [
      await a.inbox.next("onChangePlayerNetworkState"),
      await a.inbox.next("onChangePlayerNetworkState"),
    ];
    expect(states.map(({ data }) => data.networkState)).toEqual([2, 0]);
    expect(states[1].data.roomInfo.playerList).toHaveLength(2);
    const back = await joinIn(a, as("b"));
    await a.inbox.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 3);
    await echo(back, "back");
    await a.room.request("dismissRoom", {});
  });

  test("an unknown message type is logged and answered, and the connection stays", async () => {
    const a = await create();
    a.room.send("noSuchMethod", { x: 1 });
    a.room.send("__proto__");
    a.room.send(7, { x: 1 });
    await expect(a.room.request("constructor", {})).rejects.toThrow(/no onMessage/);
    expect((await errorLine("noSuchMethod")).roomId).toBe(a.room.roomId);
    await echo(a, "still connected");
    await a.room.leave();
  });

  test.each([
    ["nothing at all", []],
    ["an unknown protocol byte", [250, 1, 2, 3]],
    ["a message without a type", [13]],
    ["a text that is longer than the message", [13, 0xd9, 0xff, 0x61]],
    ["a payload that ends early", [13, 0xa1, 0x78, 0xdf, 0xff, 0xff, 0xff, 0xff]],
    ["a payload of an unknown kind", [13, 0xa1, 0x78, 0xc1]],
    ["a request that ends early", [21, 0x01]],
  ])("malformed bytes (%s) harm nobody", async (_what, bytes) => {
    const a = await create(as("a"));
    const b = await joinIn(a, as("b"));
    await a.inbox.next("onJoinRoom", ({ data }) => data.roomInfo.playerList.length === 2);
    b.room.connection.send(new Uint8Array(bytes));
    // Whether the server closes the connection or not, the room goes on and the player keeps its seat.
    await echo(a, "goes on");
    const { data } = await a.room.request("getRoomDetail", {});
    expect(data.roomInfo.playerList).toHaveLength(2);
    await a.room.request("dismissRoom", {});
  });

  test("a burst of 10,000 messages from one client is handled in full while others are served", async () => {
    const a = await create();
    for (let i = 0; i < 10_000; i++) a.room.send("sendToGameSvr", { data: { cmd: "count" } });
    const others = echo(witness, "during the burst");
    await say(a, "report");
    expect((await a.inbox.next("onRecvFromGameSvr")).data.data.count).toBe(10_000);
    await others;
    await a.room.leave();
  });

  test("a client that vanishes in the middle of a message keeps its seat, and can come back", async () => {
    const a = await create(as("a"));
    const seat = await app.client().http.post(`/matchmake/joinById/${a.room.roomId}`, {
      body: as("b"),
    } as never);
    const { processId, roomId, sessionId } = seat.data as Record<string, string>;
    const socket = new WebSocket(`${app.url}/${processId}/${roomId}?sessionId=${sessionId}`);
    await new Promise<void>((resolve) => socket.once("message", () => resolve()));
    socket.send(new Uint8Array([10]));
    await a.inbox.next("onJoinRoom", ({ data }) => data.roomInfo.playerList.length === 2);
    // The head of a masked frame of 100 bytes, two of them, and then the network is gone.
    const { _socket: tcp } = socket as unknown as { _socket: Socket };
    tcp.write(Buffer.from([0x82, 0x80 | 100, 1, 2, 3, 4, 13, 0xa1]));
    tcp.resetAndDestroy();
    const offline = await a.inbox.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 0);
    expect(offline.data.roomInfo.playerList).toHaveLength(2);
    const b = await joinIn(a, as("b"));
    await a.inbox.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 3);
    await echo(b, "back");
    await a.room.request("dismissRoom", {});
  });

  test("the same player connecting twice is one member: the older connection is closed, the newer one plays", async () => {
    const a = await create(as("a"));
    const first = await joinIn(a, as("twin"));
    const closed = new Promise<number>((resolve) => first.room.onLeave((code) => resolve(code)));
    const second = await joinIn(a, as("twin"));
    expect(await closed).toBe(4013);
    await echo(second, "the newer one");
    await a.room.request("sendToClient", { recvType: 2, msg: "hello" });
    expect((await second.inbox.next("onRecvFromClient")).data.msg).toBe("hello");
    const { data } = await a.room.request("getRoomDetail", {});
    expect(data.roomInfo.playerList).toHaveLength(2);
    expect(data.roomInfo.playerList[1]).toMatchObject({ commonNetworkState: 1, relayNetworkState: 3 });
    expect(a.inbox.all("onLeaveRoom")).toEqual([]);
    await a.room.request("dismissRoom", {});
  });
});
