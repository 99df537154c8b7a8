import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { type Duplex } from "node:stream";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import {
  attachMgobe,
  createMgobeSocketServer,
  type MgobeSocketServer,
  type MgobeSocketServerOptions,
} from "../../../adapters/socketio";
import { ErrCode } from "../../../src/contract";
import { type LogLine } from "../../../src/engine";
import { signLogin } from "../../../src/engine/identity/signature";
import { waitUntil } from "../../wait-until";

let server: MgobeSocketServer;
let log: LogLine[];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await server?.close();
});

async function open(options: MgobeSocketServerOptions = {}): Promise<void> {
  log = [];
  server = await createMgobeSocketServer({
    hostname: "127.0.0.1",
    log: (line) => log.push(line),
    ...options,
  });
}

interface Client {
  readonly socket: Socket;
  readonly events: [name: string, message: any][];
  /** Why the server closed the socket. */
  readonly closed: Promise<string | undefined>;
}

function connect(auth: object, namespace = "/mgobe", more: object = {}): Client {
  const socket = io(`http://127.0.0.1:${server.port}${namespace}`, {
    auth,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    ...more,
  });
  sockets.push(socket);
  const events: Client["events"] = [];
  let reason: string | undefined;
  socket.onAny((name: string, message: any) => {
    events.push([name, message]);
    if (name === "mgobe:close") ({ reason } = message);
  });
  const closed = new Promise<string | undefined>((resolve) =>
    socket.once("disconnect", () => resolve(reason)),
  );
  return { socket, events, closed };
}

/** A client that was let in. */
async function enter(openId: string, more: object = {}): Promise<Client & { token: string }> {
  const client = connect({ gameId: "g", openId }, "/mgobe", more);
  const { data } = await client.socket.emitWithAck("login");
  return { ...client, token: data.token };
}

/** The words and the code with which the server refuses a socket. */
function refusal({ socket }: Client): Promise<{ code: number; message: string }> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => reject(new Error("it was let in")));
    socket.once("connect_error", (error: any) => resolve({ code: error.data?.code, message: error.message }));
  });
}

const createPara = { roomName: "n", maxPlayers: 4, playerInfo: { name: "p" } };

async function createRoom({ socket }: Client): Promise<string> {
  return (await socket.emitWithAck("createRoom", createPara)).data.roomInfo.id;
}

const countFrames = ({ events }: Client): number => events.filter(([name]) => name === "onRecvFrame").length;

describe("nobody gets in", () => {
  test("without a signed login where there is a secret key", async () => {
    await open({ settings: { secretKey: "secret" } });
    expect(await refusal(connect({ gameId: "g", openId: "a" }))).toMatchObject({ code: 61009 });
    expect(await refusal(connect({}))).toMatchObject({ code: ErrCode.EC_INVALID_PARAMS_SIGN });
    expect(log.some(({ message }) => message.startsWith("login was refused"))).toBe(true);
  });

  test("with words for a signature; its numbers may be text, as where auth holds text alone", async () => {
    await open({ settings: { secretKey: "secret" } });
    const timestamp = Math.floor(Date.now() / 1000);
    const login = { gameId: "g", openId: "a", nonce: 7, timestamp };
    const text = { ...login, nonce: "7", timestamp: String(timestamp), sign: signLogin("secret", login) };
    const { data } = await connect(text).socket.emitWithAck("login");
    expect(data.playerId).toBeTruthy();
    expect(await refusal(connect({ ...text, timestamp: "today" }))).toMatchObject({ code: 61009 });
  });

  test("to a room with a bad token, to none, or as somebody who is not in it", async () => {
    await open();
    const owner = await enter("owner");
    const other = await enter("other");
    const roomId = await createRoom(owner);
    const ask = async (auth: object): Promise<number> => (await refusal(connect(auth, "/mgobe/room"))).code;
    expect(await ask({ roomId, token: "forged" })).toBe(ErrCode.EC_ACCESS_CMD_INVALID_TOKEN);
    expect(await ask({ roomId: "nowhere", token: owner.token })).toBe(ErrCode.EC_ROOM_INFO_UNEXIST);
    expect(await ask({ roomId, token: other.token })).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
  });

  test("from one address more often than the configuration says, and it is said why", async () => {
    await open({ settings: { limits: { socketsPerAddress: 2 } } });
    await enter("a");
    await enter("b");
    expect(await refusal(connect({ gameId: "g", openId: "c" }))).toEqual({
      code: ErrCode.EC_SERVER_BUSY,
      message: expect.stringContaining("too many connections"),
    });
  });

  test("by opening connections that ask for nothing: past twice the limit the server does not even talk", async () => {
    await open({ settings: { limits: { socketsPerAddress: 2 } } });
    const shake = (): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=polling`);
    const answers: number[] = [];
    for (let index = 0; index < 6; index++) answers.push((await shake()).status);
    expect(answers.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(answers[5]).toBe(403);
  });

  test("while the script cannot be loaded; the reason is in the refusal", async () => {
    const httpServer = createServer();
    const io = new Server(httpServer);
    const { close } = attachMgobe(io, { mgobexs: "/nowhere/at/all", log: () => undefined });
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    server = { port: (httpServer.address() as AddressInfo).port } as MgobeSocketServer;
    expect(await refusal(connect({ gameId: "g", openId: "a" }))).toEqual({
      code: ErrCode.EC_RELAY_NO_AVAILABLE_POD,
      message: expect.stringContaining("nowhere"),
    });
    await close();
    await io.close();
    server = undefined as unknown as MgobeSocketServer;
    await expect(createMgobeSocketServer({ mgobexs: "/nowhere/at/all", log: () => {} })).rejects.toThrow(
      /nowhere/,
    );
  });
});

describe("one client", () => {
  test("that floods is told so and cut off; a room beside it plays on", async () => {
    await open({ settings: { limits: { messagesPerSecond: 10, messageBurst: 20 } } });
    const witness = await enter("witness");
    await createRoom(witness);
    await witness.socket.emitWithAck("startFrameSync", {});
    const flood = await enter("flood");
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => flood.socket.emitWithAck("getRoomDetail", {})),
    );
    expect(answers.filter(({ code }) => code === ErrCode.EC_SERVER_BUSY).length).toBeGreaterThan(0);
    for (let index = 0; index < 60; index++) flood.socket.emit("sendToClient", { recvType: 1, msg: "x" });
    expect(await flood.closed).toBe("flooding");
    const seen = countFrames(witness);
    await waitUntil(() => countFrames(witness) > seen + 2, "frames of the other room");
    expect(log.filter(({ message }) => message.includes("cut off"))).toHaveLength(1);
  });

  test("that floods a namespace which is nobody's is cut off, too", async () => {
    await open({ settings: { limits: { messagesPerSecond: 10, messageBurst: 20 } } });
    const { socket, closed } = connect({}, "/");
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    for (let index = 0; index < 100; index++) socket.emit("x", index);
    await closed;
    expect(log.filter(({ message }) => message.includes("cut off"))).toHaveLength(1);
  });

  test("gets the answer to an input although no frame comes, or none is asked for", async () => {
    await open();
    const client = await enter("a");
    await createRoom(client);
    const refused = await client.socket.emitWithAck("sendFrame", { data: 1 });
    expect(refused.code).not.toBe(0);
    await client.socket.emitWithAck("startFrameSync", {});
    client.socket.emit("sendFrame", { data: 2 });
    expect(await client.socket.emitWithAck("sendFrame", { data: 3 })).toMatchObject({ code: 0 });
    const items = (): unknown[] =>
      client.events.flatMap(([name, { data }]) => (name === "onRecvFrame" ? data.frame.items : []));
    await waitUntil(() => items().length === 2, "both inputs");
  });

  test("whose messages mean nothing is cut off, with one line in the log", async () => {
    await open();
    const { socket, closed } = await enter("a");
    expect(await socket.emitWithAck("nonsense", {})).toMatchObject({ code: ErrCode.EC_CMD_INVALID });
    for (let index = 0; index < 20; index++) socket.emit(`nonsense${index}`, {});
    expect(await closed).toBe("unknown messages");
    expect(log.filter(({ message }) => message.includes('unknown message "'))).toHaveLength(1);
  });

  test("that nests its input too deep is refused, and the frames go on", async () => {
    await open();
    const client = await enter("a");
    await createRoom(client);
    await client.socket.emitWithAck("startFrameSync", {});
    let deep: unknown = 1;
    for (let level = 0; level < 1000; level++) deep = [deep];
    expect(await client.socket.emitWithAck("sendFrame", { data: deep })).toMatchObject({
      code: expect.any(Number),
      msg: expect.stringContaining("deep"),
    });
    const seen = countFrames(client);
    await waitUntil(() => countFrames(client) > seen + 2, "further frames");
  });

  test("that does not read is cut off when too much waits for it, and nobody else", async () => {
    const limits = { bufferedBytes: 1024 * 1024, messagesPerSecond: 1e6, messageBurst: 1e6 };
    await open({ settings: { frameRate: 60, limits } });
    const connections: Duplex[] = [];
    server.io.httpServer.on("connection", (connection: Duplex) => connections.push(connection));
    const host = await enter("host");
    const roomId = await createRoom(host);
    const deaf = await enter("deaf");
    await deaf.socket.emitWithAck("joinRoom", { roomId, playerInfo: { name: "d" } });
    (deaf.socket.io.engine as any).transport.ws._socket.pause();
    await host.socket.emitWithAck("startFrameSync", {});
    const isGone = (): boolean => host.events.some(([name]) => name === "onChangePlayerNetworkState");
    for (let sent = 0; sent < 1000 && !isGone(); sent++) {
      await host.socket.emitWithAck("sendFrame", { data: "x".repeat(60_000) });
    }
    expect(isGone()).toBe(true);
    expect(await host.socket.emitWithAck("getRoomDetail", {})).toMatchObject({ code: 0 });
    // Its connection is gone with what waited in it, though it never agreed to end: a server that ends waits for none.
    expect(connections.map(({ destroyed }) => destroyed)).toEqual([false, true]);
  });

  test("that logs in again takes its own place", async () => {
    await open();
    const old = await enter("a");
    await createRoom(old);
    const young = await enter("a");
    expect(await old.closed).toBe("replaced");
    await young.socket.emitWithAck("startFrameSync", {});
    await waitUntil(() => countFrames(young) > 1, "frames on the new socket");
    young.socket.disconnect();
    // Nobody is left: the old socket's end had not taken the new one's place with it.
    await waitUntil(() => server.host.game.countPlayers().native === 0, "the end of the session");
  });
});

test("a server that ends tells its players first that their rooms are over", async () => {
  await open();
  const client = await enter("a");
  await createRoom(client);
  await server.close();
  expect(await client.closed).toBe("shutdown");
  expect(client.events.map(([name]) => name)).toContain("onDismissRoom");
});

test("a server that takes smaller messages than the game is told how to mend it", async () => {
  await open({ socketIo: { maxHttpBufferSize: 1000 } });
  expect(log.find(({ level }) => level === "error")?.message).toMatch(/1000 bytes.*maxHttpBufferSize: \d+/);
});

test("a Socket.IO server without an HTTP server is told what cannot be reached", async () => {
  const lines: string[] = [];
  const alone = new Server();
  const { close } = attachMgobe(alone, { log: ({ message }) => lines.push(message) });
  expect(lines.join()).toMatch(/health.*new Server\(httpServer\)/);
  await close();
  expect(() => attachMgobe(alone, { host: {} as never, mgobexs: "x" })).toThrow(/leave out mgobexs/);
  expect(() => attachMgobe(alone, { host: {} as never, wire: {}, recordFile: "f" })).toThrow(
    /leave out recordFile, wire/,
  );
});

test("a game that another backend has goes on when its Socket.IO side is closed", async () => {
  await open();
  const client = await enter("a");
  await createRoom(client);
  const other = new Server();
  await attachMgobe(other, { host: server.host }).close();
  expect(server.host.game.rooms.size).toBe(1);
  expect(await client.socket.emitWithAck("getRoomDetail", {})).toMatchObject({ code: 0 });
});
