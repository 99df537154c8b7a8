import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "socket.io";
import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { attachMgobe } from "../../../adapters/socketio";
import { type ActionArgs } from "../../../src/contract";
import {
  createWithLibrary,
  joinOverSocketIo,
  joinOverWire,
  joinPlainly,
  joinWithSession,
  type MixedMember,
} from "../../servers/mixed-room";
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
    settings: { frameRate: 30 },
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
  expect(names).toHaveLength(1 + 2 + 6 + 6 + 2 + 1);
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
  expect(others[0]!.events).toMatchObject([["onLeaveRoom", expect.any(String), leaver.playerId, 5]]);
});
