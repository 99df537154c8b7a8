import { io, type Socket } from "socket.io-client";
import { createMgobeSocketServer, type MgobeSocketServer } from "../../../adapters/socketio";
import { createRandom, waitAtRandom } from "../../random";
import { waitUntil } from "../../wait-until";

let server: MgobeSocketServer;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await createMgobeSocketServer({
    hostname: "127.0.0.1",
    settings: { frameRate: 60 },
    socketIo: { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } },
    log: () => undefined,
  });
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await server.close();
});

interface Client {
  readonly socket: Socket;
  readonly playerId: string;
  readonly frames: number[];
  readonly events: [name: string, message: any][];
  /** How often the connection came back, and how often it was recovered. */
  readonly returns: { count: number; recovered: number };
}

async function connect(openId: string): Promise<Client> {
  const socket = io(`http://127.0.0.1:${server.port}/mgobe`, {
    auth: { gameId: "g", openId },
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 20,
  });
  sockets.push(socket);
  const frames: number[] = [];
  const events: Client["events"] = [];
  const returns = { count: 0, recovered: 0 };
  socket.onAny((name: string, message: any) => {
    if (name === "onRecvFrame") frames.push(message.data.frame.id);
    else events.push([name, message]);
  });
  const { data } = await socket.emitWithAck("login");
  socket.on("connect", () => {
    returns.count += 1;
    if (socket.recovered) returns.recovered += 1;
  });
  return { socket, playerId: data.playerId, frames, events, returns };
}

const playerInfo = { name: "p" };

async function startRoom(clients: readonly Client[]): Promise<string> {
  const [first, ...others] = clients as [Client, ...Client[]];
  const para = { roomName: "n", maxPlayers: 9, playerInfo };
  const roomId: string = (await first.socket.emitWithAck("createRoom", para)).data.roomInfo.id;
  for (const { socket } of others)
    expect(await socket.emitWithAck("joinRoom", { roomId, playerInfo })).toMatchObject({ code: 0 });
  expect(await first.socket.emitWithAck("startFrameSync", {})).toMatchObject({ code: 0 });
  await waitUntil(() => clients.every(({ frames }) => frames.length > 0), "frames");
  return roomId;
}

/** The server's end of a client's connection goes without a word. */
function cut({ socket }: Client): boolean {
  const { conn } = server.io.of("/mgobe").sockets.get(socket.id ?? "") ?? {};
  (conn?.transport as any)?.socket.terminate();
  return conn !== undefined;
}

test("of 200 cuts in the middle of frames no client that is recovered sees anything", async () => {
  const clients = await Promise.all(["a", "b", "c", "d"].map(connect));
  await startRoom(clients);
  const random = createRandom(20_241);
  for (let cuts = 0; cuts < 200;) {
    await waitAtRandom(random, 20);
    if (cut(clients[Math.floor(random() * clients.length)]!)) cuts += 1;
  }
  const last = Math.max(...clients.map(({ frames }) => frames.at(-1)!)) + 30;
  await waitUntil(() => clients.every(({ frames }) => frames.at(-1)! >= last), "frames after the last cut");
  for (const { frames, returns } of clients) {
    expect(frames).toEqual(frames.map((_, index) => index + 1));
    expect(returns.recovered).toBe(returns.count);
  }
  await clients[0]!.socket.emitWithAck("dismissRoom");
});

test("what happens in the room while a connection is away comes with its recovery, in order and once", async () => {
  const [a, b] = [await connect("e"), await connect("f")];
  const roomId = await startRoom([a, b]);
  await a.socket.emitWithAck("stopFrameSync", {});
  await waitUntil(() => b.events.at(-1)?.[0] === "onStopFrameSync", "the end of the frames");
  b.events.length = 0;
  b.socket.io.reconnection(false);
  cut(b);
  await waitUntil(() => !b.socket.connected, "b's going");
  const chat = (msg: string): object => ({ recvType: 3, recvPlayerList: [b.playerId], msg });
  for (const msg of ["1", "2", "3"])
    expect(await a.socket.emitWithAck("sendToClient", chat(msg))).toMatchObject({ code: 0 });
  b.socket.connect();
  await waitUntil(() => b.returns.recovered === 1, "b's return");
  expect(await a.socket.emitWithAck("sendToClient", chat("4"))).toMatchObject({ code: 0 });
  const messages = (): string[] =>
    b.events.flatMap(([name, { data }]) => (name === "onRecvFromClient" ? [data.msg] : []));
  await waitUntil(() => messages().length >= 4, "the messages");
  expect(messages()).toEqual(["1", "2", "3", "4"]);
  expect(await b.socket.emitWithAck("getRoomDetail")).toMatchObject({ data: { roomInfo: { id: roomId } } });
});

test("who is removed while away hears of it, and nothing of what the room does next", async () => {
  const [a, b] = [await connect("g"), await connect("h")];
  await startRoom([a, b]);
  b.socket.io.reconnection(false);
  cut(b);
  await waitUntil(() => !b.socket.connected, "b's going");
  expect(await a.socket.emitWithAck("removePlayer", { removePlayerId: b.playerId })).toMatchObject({
    code: 0,
  });
  const last = a.frames.at(-1)! + 10;
  await waitUntil(() => a.frames.at(-1)! >= last, "frames without b");
  b.socket.connect();
  await waitUntil(() => b.returns.recovered === 1, "b's return");
  await waitUntil(() => b.events.at(-1)?.[0] === "onRemovePlayer", "the removal");
  expect(b.frames.at(-1)).toBeLessThan(last);
  const para = { roomName: "n", maxPlayers: 2, playerInfo };
  expect(await b.socket.emitWithAck("createRoom", para)).toMatchObject({ code: 0 });
});
