import { createMgobeServer } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import type { Connection, GameRoom } from "../../../codemods/targets/room-module/source/colyseus-room";
import * as overColyseus from "../../../src/client";
import * as overSocketIo from "../../../src/client/socketio";
import { closeMgobe } from "../../../src/client/create-mgobe";
import { ask, createPara, nextEvent } from "../../client/call-client";
import { createRandom, waitAtRandom } from "../../random";
import { closeConnection } from "../games/close-connection";
import { loadRoomModule } from "../games/load-room-module";
import { Cable } from "../../servers/cable";
import { waitUntil } from "../../wait-until";

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

/** Two players against each other, no matter who. */
const duel = {
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  playerAttributes: [],
  rules: [],
  timeout: 60,
};

const playerInfo = { name: "joiner", customPlayerStatus: 0, customProfile: "" };
const matchPara = { matchCode: "duel", playerInfo: { ...playerInfo, matchAttributes: [] } };

const backends = {
  colyseus: { createServer: createMgobeServer, client: overColyseus },
  "socket.io": { createServer: createMgobeSocketServer, client: overSocketIo },
};

describe.each(Object.keys(backends) as (keyof typeof backends)[])("over %s", (target) => {
  const { createServer, client } = backends[target];
  const { createMgobe } = client;
  const module = loadRoomModule(target);
  let server: { readonly port: number; close(): Promise<void> };
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    const settings = { matchRules: { duel } };
    server = await createServer({ mgobexs: mgobexsCode, hostname: "127.0.0.1", settings });
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });
  // Colyseus waits for seats that were given out and not taken, 15 s each at most; cuts leave some.
  afterAll(() => server.close());

  async function logIn(
    openId: string,
    address = `127.0.0.1:${server.port}`,
    settings = {},
  ): Promise<Connection> {
    const connection = new module.Connection();
    ends.push(() => closeConnection(connection));
    const answer = await ask((done) =>
      connection.logIn({ gameId: "game", openId }, { url: address, ...settings }, done),
    );
    expect(answer).toMatchObject({ code: 0, msg: "初始化成功" });
    return connection;
  }

  function listen(connection: Connection): GameRoom {
    const room = new module.GameRoom(connection);
    connection.add(room);
    return room;
  }

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
    const current: any = roomA.current;
    expect(target === "colyseus" ? current.roomId === roomA.roomInfo.id : current.connected).toBe(true);
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
    const other = new module.Connection();
    ends.push(() => closeConnection(other));
    // Nobody listens on port 1; one that was free a moment ago may be taken by now.
    const nowhere = { url: "ws://127.0.0.1:1" };
    const refused = await ask((done) => other.logIn({ gameId: "game", openId: "x" }, nowhere, done));
    expect(refused.code).toBe(90006);
  });

  test("two players are matched, one by the callback alone and one by onMatch", async () => {
    const a = await logIn("m1");
    const b = await logIn("m2");
    const roomA = listen(a);
    const roomB = listen(b);
    const matched = nextEvent(b, "onMatch");
    const end = ask((done) => roomA.matchPlayers(matchPara, done));
    const acknowledged = await ask((done) => roomB.matchPlayers(matchPara, done));
    expect(acknowledged).toMatchObject({ code: 0, data: { matchCode: "duel" } });
    const event = await end;
    expect(event).toMatchObject({ code: 0, data: { matchType: 2, roomInfo: { createType: 1 } } });
    expect((await matched).data).toMatchObject({ errCode: 0, roomInfo: { id: event.data.roomInfo.id } });
    await waitUntil(() => roomA.networkState.RELAY && roomB.networkState.RELAY, "both connections");
    expect([roomA.isInRoom(), roomB.isInRoom()]).toEqual([true, true]);
  });

  test("a cancelled match is told once and calls nobody back; one that ends during a cut is found afterwards", async () => {
    const a = await logIn("m3");
    const room = listen(a);
    const cancelled = nextEvent(a, "onCancelMatch");
    const late: unknown[] = [];
    room.matchPlayers(matchPara, (event) => late.push(event));
    expect((await ask((done) => room.matchPlayers(matchPara, done))).code).toBe(30011);
    expect((await ask((done) => room.cancelPlayerMatch({ matchType: 2 }, done))).code).toBe(0);
    expect((await cancelled).data).toEqual({ matchCode: "duel", playerId: a.player.id });
    expect(late).toEqual([]);

    const cable = await Cable.lay(server.port);
    const b = await logIn("m4", cable.address, { reconnectInterval: 10, reconnectMaxTimes: 1000 });
    const roomB = listen(b);
    const end = ask((done) => roomB.matchPlayers(matchPara, done));
    // Its acknowledgement has come when a later question is answered.
    await ask((done) => b.getMyRoom(done));
    cable.cut();
    const other = await ask((done) => room.matchPlayers(matchPara, done));
    expect(other.code).toBe(0);
    cable.mend();
    expect(await end).toMatchObject({ code: 0, data: { roomInfo: { id: other.data.roomInfo.id } } });
    expect(roomB.isInRoom()).toBe(true);
    await cable.close();
  });

  test("200 cuts at random moments lose no frame and bring none twice, as with the drop-in client", async () => {
    const random = createRandom(7919);
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
      await waitAtRandom(random, 40);
      for (const cable of cables) cable.mend();
      // Sometimes the next cut comes while the way back is still under way.
      if (random() < 0.7) await waitUntil(() => ids[0].length > newest, "a frame after a cut");
    }
    await waitUntil(() => room.networkState.RELAY && judge.networkState.RELAY, "the last way back");
    const soFar = Math.max(...ids.map((each) => each.length));
    await waitUntil(() => ids.every((each) => each.length > soFar + 5), "frames at the end");
    for (const each of ids) expect(each).toEqual(each.map((_, index) => index + 1));
    // Gaps there were; how many depends on how fast the machine makes its way back.
    expect(replays).toBeGreaterThan(0);
    for (const cable of cables) await cable.close();
  });
});
