import { io, type Socket } from "socket.io-client";
import WebSocket from "ws";
import { createMgobeSocketServer, type MgobeSocketServer } from "../../../adapters/socketio";
import { groupMethodNames, lobbyMethodNames, roomMethodNames } from "../../../src/contract";
import { type LogLine } from "../../../src/engine";
import { playerInfo, roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";

/** Sends back what it got, to everybody. */
const echo = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ actionData, SDK }: any) => SDK.sendData({ playerIdList: [], data: actionData }),
  },
};

let server: MgobeSocketServer;
let log: LogLine[];
const ends: (() => void)[] = [];

beforeEach(async () => {
  log = [];
  server = await createMgobeSocketServer({
    hostname: "127.0.0.1",
    mgobexs: { mgobexsCode: echo },
    settings: { frameRate: 60, limits: { messagesPerSecond: 1000, messageBurst: 2000 } },
    log: (line) => log.push(line),
  });
});

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await server.close();
});

interface Client {
  readonly socket: Socket;
  readonly events: [name: string, message: any][];
}

async function connect(openId: string): Promise<Client> {
  const socket = io(`http://127.0.0.1:${server.port}/mgobe`, {
    auth: { gameId: "g", openId },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  ends.push(() => socket.disconnect());
  const events: Client["events"] = [];
  socket.onAny((name: string, message: any) => events.push([name, message]));
  await socket.emitWithAck("login");
  return { socket, events };
}

/** Two players in one room, with frames. */
async function startRoom(): Promise<{ bad: Client; good: Client; roomId: string }> {
  const [good, bad] = [await connect("good"), await connect("bad")];
  const roomId: string = (await good.socket.emitWithAck("createRoom", roomPara)).data.roomInfo.id;
  expect(await bad.socket.emitWithAck("joinRoom", { roomId, playerInfo })).toMatchObject({ code: 0 });
  expect(await good.socket.emitWithAck("startFrameSync", {})).toMatchObject({ code: 0 });
  return { bad, good, roomId };
}

const items = ({ events }: Client): unknown[] =>
  events.flatMap(([name, { data }]) =>
    name === "onRecvFrame" ? data.frame.items.map((item: any) => item.data) : [],
  );

/** The packets of Engine.IO, written by hand. */
async function openRaw(): Promise<{ socket: WebSocket; received: string[]; closed: Promise<void> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`);
  ends.push(() => socket.terminate());
  const received: string[] = [];
  socket.on("message", (data: Buffer) => received.push(data.toString()));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await waitUntil(() => received.length > 0, "the handshake");
  return { socket, received, closed };
}

async function logInRaw(): Promise<Awaited<ReturnType<typeof openRaw>>> {
  const raw = await openRaw();
  raw.socket.send('40/mgobe,{"gameId":"g","openId":"raw"}');
  await waitUntil(() => raw.received.some((text) => text.startsWith("40/mgobe")), "the login");
  return raw;
}

async function expectPlayable({ socket, events }: Client): Promise<void> {
  const before = events.filter(([name]) => name === "onRecvFrame").length;
  await waitUntil(() => events.filter(([name]) => name === "onRecvFrame").length > before + 2, "frames");
  expect(await socket.emitWithAck("getRoomDetail", {})).toMatchObject({ code: 0 });
}

test("placeholders of attachments, and attachments, reach others as values and harm nobody's parser", async () => {
  const { bad, good } = await startRoom();
  const fake = { _placeholder: true, num: 99 };
  const payloads = [fake, Buffer.from("abc"), { deep: { bytes: Buffer.from("abc") } }];
  for (const data of payloads) {
    expect(await bad.socket.emitWithAck("sendFrame", { data })).toMatchObject({ code: 0 });
    expect(await bad.socket.emitWithAck("sendToGameSvr", { data })).toMatchObject({ code: 0 });
  }
  const json = JSON.parse(JSON.stringify(payloads));
  await waitUntil(() => items(good).length === 3, "the inputs");
  expect(items(good)).toEqual(json);
  const echoes = (): unknown[] =>
    good.events.filter(([name]) => name === "onRecvFromGameSvr").map(([, { data }]) => data.data);
  await waitUntil(() => echoes().length === 3, "the script's messages");
  expect(echoes()).toEqual(json);
  // Both in one packet are a packet that is none: its sender's own connection ends.
  bad.socket.emit("sendFrame", { data: [fake, Buffer.from("abc")] });
  await waitUntil(() => !bad.socket.connected, "its end");
  await expectPlayable(good);
});

test("every method takes rubbish with an answer, or without one, and the room goes on", async () => {
  const { bad, good } = await startRoom();
  const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
  const rubbish: unknown[] = [
    null,
    7,
    "text",
    [],
    [[]],
    deep,
    Buffer.alloc(10),
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    { roomId: { toString: 1 }, playerInfo: null, data: deep, recvPlayerList: "x", maxPlayers: Number.NaN },
  ];
  const methods = [...roomMethodNames, ...lobbyMethodNames, ...groupMethodNames, "login"];
  for (const method of methods.filter(
    (name) => !["leaveRoom", "dismissRoom", "stopFrameSync"].includes(name),
  ))
    for (const para of rubbish) {
      bad.socket.emit(method, para);
      bad.socket.emit(method, para, "more", [1]);
      const answer = await bad.socket.emitWithAck(method, para);
      expect([method, typeof answer.code]).toEqual([method, "number"]);
    }
  expect(({} as any).polluted).toBeUndefined();
  await expectPlayable(good);
});

test("a forged login, another's seat and another's token get nothing", async () => {
  const { roomId } = await startRoom();
  const refused = async (namespace: string, auth: object): Promise<number> => {
    const options = { auth, transports: ["websocket"], forceNew: true, reconnection: false };
    const socket = io(`http://127.0.0.1:${server.port}${namespace}`, options);
    ends.push(() => socket.disconnect());
    return new Promise((resolve, reject) => {
      socket.once("connect", () => reject(new Error("it was let in")));
      socket.once("connect_error", (error: any) => resolve(error.data?.code));
    });
  };
  const tokens: unknown[] = ["", "x.y", null, {}, ["a"], { toString: "no" }, "__proto__", 1e9];
  for (const token of tokens) expect(await refused("/mgobe/room", { roomId, token })).toBeGreaterThan(0);
  for (const openId of [{}, [], 7, true])
    expect(await refused("/mgobe", { gameId: "g", openId })).toBeGreaterThan(0);
  const stranger = await connect("stranger");
  const { token } = (await stranger.socket.emitWithAck("login")).data;
  for (const id of [roomId, "", null, {}, "__proto__"])
    expect(await refused("/mgobe/room", { roomId: id, token })).toBeGreaterThan(0);
  // A recovery of somebody's connection needs its secret.
  expect(await refused("/mgobe", { pid: "guess", offset: "guess", openId: {} })).toBeGreaterThan(0);
});

test("ten thousand namespaces, and logins without end over one connection, end it, and nobody else's", async () => {
  const { good } = await startRoom();
  const many = await openRaw();
  for (let count = 0; count < 10_000; count++) many.socket.send(`40/none-${count},`);
  await many.closed;
  const logins = await openRaw();
  for (let count = 0; count < 5000; count++)
    logins.socket.send(`40/mgobe,{"gameId":"g","openId":"x${count}"}`);
  await logins.closed;
  await expectPlayable(good);
});

test("packets that are none end the connection that sends them, and nothing else", async () => {
  const { good } = await startRoom();
  const packets = [
    "42/mgobe,{",
    "42/mgobe,[{}]",
    '42/mgobe,["connect"]',
    "4599999999-/mgobe,[]",
    '451-/mgobe,["sendFrame",{"_placeholder":true,"num":-1}]',
    "49",
    '42/mgobe,["disconnecting",1]',
  ];
  for (const packet of packets) {
    const raw = await logInRaw();
    raw.socket.send(packet);
    raw.socket.send('42/mgobe,["getRoomList",{"pageNo":1,"pageSize":1}]');
    raw.socket.send(Buffer.from("attachment of nothing"));
    raw.socket.send(Buffer.from("attachment of nothing"));
    await raw.closed;
  }
  await expectPlayable(good);
});

test("names that are numbers, prototype's, or very long are no methods; acknowledgements of nothing are passed over", async () => {
  const { good } = await startRoom();
  const raw = await logInRaw();
  const names = ["7", '"__proto__"', '"constructor"', `"${"x".repeat(100_000)}"`, '""', "-0.5"];
  for (const [id, name] of names.entries()) raw.socket.send(`42/mgobe,${id}[${name},{}]`);
  raw.socket.send("43/mgobe,99999999999[1]");
  await waitUntil(
    () => raw.received.filter((text) => text.startsWith("43/mgobe,")).length === names.length,
    "answers",
  );
  for (const answer of raw.received.filter((text) => text.startsWith("43/mgobe,")))
    expect(answer).toContain('"code":2');
  expect(log.every(({ message }) => message.length < 1000)).toBe(true);
  await expectPlayable(good);
});
