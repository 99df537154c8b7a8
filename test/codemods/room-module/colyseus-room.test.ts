import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { Connection, GameRoom } from "../../../codemods/targets/room-module/colyseus-room";
import { createMgobe } from "../../../src/client";
import { closeMgobe } from "../../../src/client/create-mgobe";
import { ask, createPara, nextEvent } from "../../client/support";
import { Cable } from "../../support/cable";
import { waitUntil } from "../../support/wait-until";

// The module that is written into games, against the real server; the drop-in client is the judge.

const mgobexsCode = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({ count: 0 }),
    onRecvFromClient({ sender, actionData, gameData, SDK }: any) {
      gameData.count++;
      SDK.sendData({ playerIdList: [], data: { from: sender, echo: actionData, count: gameData.count } });
    },
  },
};

let server: MgobeServer;
const ends: (() => void)[] = [];

beforeAll(async () => {
  server = await createMgobeServer({ mgobexs: mgobexsCode, hostname: "127.0.0.1" });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
// Colyseus waits for seats that were given out and not taken, 15 s each at most; cuts leave some.
afterAll(() => server.close(), 30_000);

async function logIn(
  openId: string,
  address = `127.0.0.1:${server.port}`,
  settings = {},
): Promise<Connection> {
  const connection = new Connection();
  ends.push(() => connection.close());
  const answer = await ask((done) =>
    connection.logIn({ gameId: "game", openId }, { url: address, ...settings }, done),
  );
  expect(answer).toMatchObject({ code: 0, msg: "初始化成功" });
  return connection;
}

function listen(connection: Connection): GameRoom {
  const room = new GameRoom(connection);
  connection.add(room);
  return room;
}

const playerInfo = { name: "joiner", customPlayerStatus: 0, customProfile: "" };

async function create(connection: Connection): Promise<GameRoom> {
  const room = listen(connection);
  expect(await ask((done) => room.createRoom(createPara(), done))).toMatchObject({ code: 0 });
  await waitUntil(() => room.networkState.RELAY, "the room's connection");
  return room;
}

async function join(connection: Connection, id: string): Promise<GameRoom> {
  const room = listen(connection);
  room.initRoom({ id });
  expect(await ask((done) => room.joinRoom({ playerInfo }, done))).toMatchObject({ code: 0 });
  await waitUntil(() => room.networkState.RELAY, "the room's connection");
  return room;
}

test("two players meet, talk, play frames and part; the object serves the next room", async () => {
  const a = await logIn("one");
  const b = await logIn("two");
  const roomA = await create(a);
  expect(roomA.roomInfo.owner).toBe(a.player.id);
  expect(roomA.current?.roomId).toBe(roomA.roomInfo.id);
  const joined = nextEvent(roomA, "onJoinRoom");
  const updates: number[] = [];
  roomA.onUpdate = (room) => updates.push(room.roomInfo.playerList.length);
  const roomB = await join(b, roomA.roomInfo.id);
  expect((await joined).data.joinPlayerId).toBe(b.player.id);
  expect(updates[0]).toBe(2);
  expect(roomB.isInRoom()).toBe(true);

  const pushed = nextEvent(roomB, "onRecvFromGameSvr");
  expect(await ask((done) => roomA.sendToGameSvr({ data: { cmd: 1 } }, done))).toMatchObject({ code: 0 });
  expect((await pushed).data.data).toEqual({ from: a.player.id, echo: { cmd: 1 }, count: 1 });
  const said = nextEvent(roomB, "onRecvFromClient");
  roomA.sendToClient({ msg: "hi", recvType: 2, recvPlayerList: [] });
  expect((await said).data).toMatchObject({ sendPlayerId: a.player.id, msg: "hi" });

  const frame = nextEvent(roomB, "onRecvFrame", (event) => event.data.frame.items.length > 0);
  expect(await ask((done) => roomA.startFrameSync({}, done))).toMatchObject({ code: 0 });
  roomA.sendFrame({ data: { x: 1 } });
  expect((await frame).data.frame.items).toEqual([
    expect.objectContaining({ playerId: a.player.id, data: { x: 1 } }),
  ]);
  expect(await ask((done) => roomA.stopFrameSync({}, done))).toMatchObject({ code: 0 });

  const left = nextEvent(roomA, "onLeaveRoom");
  expect(await ask((done) => roomB.leaveRoom({}, done))).toMatchObject({ code: 0 });
  expect((await left).data.leavePlayerId).toBe(b.player.id);
  expect(roomB.networkState).toEqual({ COMMON: true, RELAY: false });
  expect(roomB.current).toBeUndefined();
  expect(await ask((done) => roomB.createRoom(createPara(), done))).toMatchObject({ code: 0 });
  expect(roomB.roomInfo.owner).toBe(b.player.id);

  const gone: unknown[] = [];
  roomA.onDismissRoom = (event) => gone.push(event);
  expect(await ask((done) => roomA.dismissRoom({}, done))).toMatchObject({ code: 0 });
  expect(await ask((done) => a.getMyRoom(done))).toMatchObject({ code: 20011 });
  expect(gone.length).toBeLessThanOrEqual(1);
});

test("refusals and missing connections are answered with the numbers that the drop-in client gives", async () => {
  const mgobe = createMgobe();
  ends.push(() => closeMgobe(mgobe));
  await ask((done) =>
    mgobe.Listener.init({ gameId: "game", openId: "judge" }, { url: `127.0.0.1:${server.port}` }, done),
  );
  const connection = await logIn("judged");
  const judge: any = new mgobe.Room();
  mgobe.Listener.add(judge);
  const room: any = listen(connection);
  const calls: ((room: any, done: (event: any) => void) => void)[] = [
    (each, done) => each.sendToGameSvr({ data: 1 }, done),
    (each, done) => each.startFrameSync({}, done),
    (each, done) => each.leaveRoom({}, done),
    (each, done) => each.changeCustomPlayerStatus({ customPlayerStatus: 1 }, done),
    (each, done) => (each.initRoom({ id: "nowhere" }), each.joinRoom({ playerInfo }, done)),
    (each, done) => each.getRoomDetail(done),
  ];
  for (const call of calls) {
    const wanted = await ask((done) => call(judge, done));
    expect((await ask((done) => call(room, done))).code).toBe(wanted.code);
  }
  const other = new Connection();
  ends.push(() => other.close());
  const closed = await Cable.lay(server.port);
  const { address } = closed;
  await closed.close();
  const refused = await ask((done) => other.logIn({ gameId: "game", openId: "x" }, { url: address }, done));
  expect(refused.code).toBe(90006);
});

/** Numbers in [0, 1) that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test("200 cuts at random moments lose no frame and bring none twice, as with the drop-in client", async () => {
  const random = seeded(7919);
  const settings = { isAutoRequestFrame: true, reconnectInterval: 10 };
  const cables = [await Cable.lay(server.port), await Cable.lay(server.port)] as const;
  const connection = await logIn("cut", cables[0].address, settings);
  const room = await create(connection);
  const mgobe = createMgobe();
  ends.push(() => closeMgobe(mgobe));
  const config = { url: cables[1].address, ...settings };
  await ask((done) => mgobe.Listener.init({ gameId: "game", openId: "cut too" }, config, done));
  const judge: any = new mgobe.Room();
  mgobe.Listener.add(judge);
  judge.initRoom({ id: room.roomInfo.id });
  await ask((done) => judge.joinRoom({ playerInfo }, done));
  await waitUntil(() => judge.networkState.RELAY, "the judge's connection");

  const ids: [number[], number[]] = [[], []];
  let replays = 0;
  room.onRecvFrame = ({ data: { frame } }) => {
    ids[0].push(frame.id);
    if (frame.isReplay) replays++;
  };
  judge.onRecvFrame = ({ data: { frame } }: any) => ids[1].push(frame.id);
  await ask((done) => room.startFrameSync({}, done));
  for (let cut = 0; cut < 200; cut++) {
    const newest = ids[0].length;
    for (const cable of cables) cable.cut();
    await new Promise((resolve) => setTimeout(resolve, 40 * random()));
    for (const cable of cables) cable.mend();
    // Sometimes the next cut comes while the way back is still under way.
    if (random() < 0.7) await waitUntil(() => ids[0].length > newest, "a frame after a cut");
  }
  await waitUntil(() => room.networkState.RELAY && judge.networkState.RELAY, "the last way back");
  const soFar = Math.max(...ids.map((each) => each.length));
  await waitUntil(() => ids.every((each) => each.length > soFar + 5), "frames at the end");
  for (const each of ids) expect(each).toEqual(each.map((_, index) => index + 1));
  expect(replays).toBeGreaterThan(20);
  for (const cable of cables) await cable.close();
}, 120_000);
