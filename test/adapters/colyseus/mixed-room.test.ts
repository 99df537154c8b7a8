import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "socket.io";
import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { attachMgobe } from "../../../adapters/socketio";
import { type ActionArgs, ErrCode, NetworkState } from "../../../src/contract";
import { Operator } from "../../../src/engine";
import {
  createWithLibrary,
  joinOverSocketIo,
  joinOverWire,
  joinPlainly,
  joinWithSession,
  joinWithSocketIoLibrary,
  type MixedMember,
} from "../../servers/mixed-room";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";

/** Sends back what it got, to everybody, with a number that counts up. */
const echo = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({ count: 0 }),
    onRecvFromClient: ({ sender, actionData, gameData, SDK }: ActionArgs<any>) => {
      gameData.count += 1;
      SDK.sendData({ playerIdList: [], data: { count: gameData.count, sender, actionData } });
    },
  },
};

let app: MgobeServer;
/** The same game over Socket.IO, on a port of its own. */
let io: Server;
let socketPort: number;
let members: MixedMember[] = [];

beforeAll(async () => {
  app = await createMgobeServer({
    mgobexs: { mgobexsCode: echo },
    settings: { frameRate: 30, console: { password: "correct horse" } },
    port: 0,
    hostname: "127.0.0.1",
    log: () => {},
  });
  const httpServer: HttpServer = createServer();
  io = new Server(httpServer);
  attachMgobe(io, { host: app.host });
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  socketPort = (httpServer.address() as AddressInfo).port;
});

afterEach(async () => {
  await members[0]?.call("dismissRoom", {});
  for (const member of members.splice(0)) member.close();
});

afterAll(async () => {
  await io.close();
  await app.close();
});

/** Opens the console's view of the rooms; gives back what closes it. */
async function openConsole(): Promise<() => void> {
  const base = `http://127.0.0.1:${app.port}/console/api`;
  const login = await fetch(`${base}/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: `http://127.0.0.1:${app.port}` },
    body: JSON.stringify({ password: "correct horse" }),
  });
  expect(login.status).toBe(200);
  const end = new AbortController();
  const headers = { Cookie: login.headers.getSetCookie()[0]!.split(";")[0]! };
  const live = await fetch(`${base}/live?view=rooms`, { headers, signal: end.signal });
  expect(live.status).toBe(200);
  return () => end.abort();
}

/** One room with a client of every kind in it; what they saw while they came is forgotten. */
async function fillRoom(): Promise<MixedMember[]> {
  const { port } = app;
  const library = await createWithLibrary(port, 7);
  const { roomId } = library;
  members = [library];
  members.push(await joinOverWire(port, "1.3.9", roomId));
  members.push(await joinOverWire(port, "1.0.3", roomId));
  members.push(await joinWithSession(port, roomId));
  members.push(await joinPlainly(port, roomId));
  members.push(await joinWithSocketIoLibrary(socketPort, roomId));
  members.push(await joinOverSocketIo(socketPort, roomId));
  const hasSeenLast = ({ events }: MixedMember): boolean =>
    events.some(([name, , joiner]) => name === "onJoinRoom" && joiner === members.at(-1)!.playerId);
  await seen("the last one's coming", hasSeenLast);
  for (const member of members) member.events.length = 0;
  return members;
}

/** Waits until every member has seen something. */
async function seen(what: string, fits: (member: MixedMember) => boolean): Promise<void> {
  await waitUntil(() => members.every(fits), what);
}

async function expectOk(member: MixedMember, method: string, para: object): Promise<void> {
  expect([member.kind, method, await member.call(method, para)]).toEqual([member.kind, method, 0]);
}

test("clients of every kind hear the same events of their room in the same order", async () => {
  const [library, wire, oldWire, session, plain] = (await fillRoom()) as [
    MixedMember,
    MixedMember,
    MixedMember,
    MixedMember,
    MixedMember,
  ];
  const everybody = members.map(({ playerId }) => playerId);
  await expectOk(library, "changeRoom", { roomName: "new name", customProperties: "p" });
  await expectOk(wire, "changeRoomPlayerProfile", { customProfile: "wire's" });
  await expectOk(plain, "changeRoomPlayerProfile", { customProfile: "plain's" });
  // All at once: whatever order the server makes of it, it is one order.
  await Promise.all(
    members.map((member, index) =>
      expectOk(member, "changeCustomPlayerStatus", { customPlayerStatus: index + 1 }),
    ),
  );
  const chat = (msg: string) => ({ recvType: 3, recvPlayerList: everybody, msg });
  await Promise.all(members.map((member) => expectOk(member, "sendToClient", chat(`from ${member.kind}`))));
  await expectOk(session, "startFrameSync", {});
  await expectOk(oldWire, "stopFrameSync", {});
  await expectOk(library, "removePlayer", { removePlayerId: plain.playerId });
  await seen("the removal", ({ events }) => events.at(-1)?.[0] === "onRemovePlayer");

  const names = session.events.map(([name]) => name);
  expect(names).toHaveLength(1 + 2 + 7 + 7 + 2 + 1);
  for (const { kind, events } of members) {
    // Clients of 1.0.3 know no profiles.
    const known = session.events.filter(
      ([name]) => kind !== "wire 1.0.3" || name !== "onChangeRoomPlayerProfile",
    );
    expect([kind, events]).toEqual([kind, known]);
  }
  const statuses = session.events.filter(([name]) => name === "onChangeCustomPlayerStatus");
  expect(new Map(statuses.map(([, , id, status]) => [id, status]))).toEqual(
    new Map(everybody.map((id, index) => [id, index + 1])),
  );
});

test("clients of every kind get the same frames and the same messages of the game server", async () => {
  const [library] = (await fillRoom()) as [MixedMember];
  await expectOk(library, "startFrameSync", {});
  await seen("frames", ({ frames }) => frames.length > 0);
  for (let round = 1; round <= 5; round++) {
    await Promise.all(
      members.flatMap((member) => [
        expectOk(member, "sendFrame", { data: { from: member.kind, round }, timestamp: round }),
        expectOk(member, "sendToGameSvr", { data: { from: member.kind, round } }),
      ]),
    );
  }
  const all = members.length * 5;
  const count = ({ frames }: MixedMember): number => frames.flatMap(({ items }) => items).length;
  await seen("all items and messages", (member) => count(member) === all && member.messages.length === all);
  await expectOk(library, "stopFrameSync", {});
  await seen("the end of frame sync", ({ events }) => events.at(-1)?.[0] === "onStopFrameSync");

  // Frames that came before a client's first one are its own affair: the library asks for them, others may.
  const last = Math.min(...members.map(({ frames }) => frames.at(-1)!.id));
  const first = Math.max(...members.map(({ frames }) => frames[0]!.id));
  const shared = members.map(({ frames }) => frames.filter(({ id }) => id >= first && id <= last));
  expect(shared[0]!.map(({ id }) => id)).toEqual(
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  for (const frames of shared) expect(frames).toEqual(shared[0]);
  expect(shared[0]!.flatMap(({ items }) => items)).toHaveLength(all);

  const messages = members.map(({ messages: own }) => own);
  for (const own of messages) expect(own).toEqual(messages[0]);
  expect(messages[0]!.map(([, , { count: number }]: any) => number)).toEqual(
    Array.from({ length: all }, (_, index) => index + 1),
  );
});

test("a member that goes is missed by all the others, over their own kinds of connection", async () => {
  await fillRoom();
  const leaver = members[3]!;
  expect(await leaver.call("leaveRoom", {})).toBe(0);
  const others = members.filter((member) => member !== leaver);
  await waitUntil(() => others.every(({ events }) => events.length > 0), "the leaving");
  for (const { kind, events } of others) {
    expect([kind, events]).toEqual([kind, others[0]!.events]);
  }
  expect(others[0]!.events).toMatchObject([["onLeaveRoom", expect.any(String), leaver.playerId, 6]]);
});

test("what the operator does is heard alike, while the console looks on", async () => {
  const watch = await openConsole();
  const [library, , , , plain] = (await fillRoom()) as [MixedMember, ...MixedMember[]];
  const operator = new Operator(app.host.game);
  const [room] = app.host.game.rooms.list();
  await operator.changeProfile(library.playerId, "the operator's");
  await operator.sendAsServer(room!.id, [], { count: 0, news: true });
  await operator.removePlayer(plain!.playerId);
  await seen("the removal", ({ events }) => events.at(-1)?.[0] === "onRemovePlayer");
  await seen("the message", ({ messages }) => messages.length > 0);
  await operator.dismissRoom(room!.id);
  const others = members.filter((member) => member !== plain);
  await waitUntil(() => others.every(({ events }) => events.at(-1)?.[0] === "onDismissRoom"), "the end");
  for (const { kind, events, messages } of others) {
    const known = library.events.filter(
      ([name]) => kind !== "wire 1.0.3" || name !== "onChangeRoomPlayerProfile",
    );
    expect([kind, events, messages]).toEqual([kind, known, library.messages]);
  }
  expect(plain!.events).toEqual(library.events.slice(0, -1));
  watch();
});

test("lost connections come back to their seats, and everybody sees it alike", async () => {
  await fillRoom();
  const [library] = members as [MixedMember];
  await expectOk(library, "changeRoom", { roomName: "from here on" });
  await seen("the change", ({ events }) => events.at(-1)?.[0] === "onChangeRoom");
  const start = Number(library.events.at(-1)![1]);
  const lost = members.slice(-2);
  const others = members.slice(0, -2);
  for (const name of ["/mgobe", "/mgobe/room"])
    for (const { conn } of io.of(name).sockets.values()) (conn.transport as any).socket.terminate();
  const since = ({ states }: MixedMember) => states.filter(([, seq]) => Number(seq) > start);
  const isBack = (member: MixedMember): boolean =>
    lost.every(({ playerId }) =>
      since(member).some(([, , id, state]) => id === playerId && state === NetworkState.RELAY_ONLINE),
    );
  await waitUntil(() => others.every(isBack), "their return");
  for (const member of others) expect([member.kind, since(member)]).toEqual([member.kind, since(library)]);
  for (const member of members) await expectOk(member, "changeCustomPlayerStatus", { customPlayerStatus: 9 });
});

test("a server that drains refuses new rooms to all alike, and plays on", async () => {
  await fillRoom();
  const drained = app.host.game.drain(60_000);
  await expectOk(members[0]!, "startFrameSync", {});
  await seen("frames", ({ frames }) => frames.length > 3);
  expect(await members[0]!.call("dismissRoom", {})).toBe(0);
  const others = members.slice(1);
  await waitUntil(() => others.every(({ events }) => events.at(-1)?.[0] === "onDismissRoom"), "the end");
  await drained;
  // Those that ask for rooms over the connection that they have left.
  const asking = members.filter(({ kind }) => !["session", "plain"].includes(kind));
  const codes = await Promise.all(asking.map((member) => member.call("createRoom", roomPara)));
  expect(codes).toEqual(asking.map(() => ErrCode.EC_SERVER_BUSY));
});
