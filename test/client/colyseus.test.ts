import { createMgobeServer, type MgobeServer } from "../../adapters/colyseus";
import { createMgobe } from "../../src/client";
import { createRandom, waitAtRandom } from "../random";
import { ask, Clients, createPara, createRoom, joinRoom, listen, nextEvent } from "./call-client";

const mgobexsCode = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({ count: 0 }),
    onRecvFromClient({ sender, actionData, gameData, SDK }: any) {
      gameData.count++;
      SDK.sendData({ playerIdList: [], data: { from: sender, echo: actionData, count: gameData.count } });
      SDK.exitAction();
    },
  },
};

let server: MgobeServer;
let clients: Clients;

beforeAll(async () => {
  server = await createMgobeServer({ mgobexs: mgobexsCode, hostname: "127.0.0.1" });
});
beforeEach(() => {
  clients = new Clients(() => createMgobe(), `127.0.0.1:${server.port}`);
});
afterEach(() => clients.close());
afterAll(() => server.close());

const isState = (state: number) => (event: any) => event.data.networkState === state;

describe("over a real Colyseus server", () => {
  test("two players meet in a room, talk, play frames and part", async () => {
    const a = await clients.login("a");
    const b = await clients.login("b");
    const roomA = await createRoom(a);
    expect(a.Player.id).toBe(roomA.roomInfo.owner);
    const joined = nextEvent(roomA, "onJoinRoom");
    const roomB = await joinRoom(b, roomA.roomInfo.id);
    expect((await joined).data.joinPlayerId).toBe(b.Player.id);
    expect(roomA.roomInfo.playerList.map((p: any) => p.id)).toEqual([a.Player.id, b.Player.id]);

    const heard = nextEvent(roomB, "onRecvFromClient");
    const sent = await ask((done) =>
      roomA.sendToClient({ recvType: 2, recvPlayerList: [], msg: "hi" }, done),
    );
    expect(sent).toMatchObject({ code: 0, data: {} });
    expect((await heard).data).toMatchObject({ sendPlayerId: a.Player.id, msg: "hi" });

    const pushed = nextEvent(roomA, "onRecvFromGameSvr");
    expect((await ask((done) => roomB.sendToGameSvr({ data: { cmd: 1 } }, done))).code).toBe(0);
    expect((await pushed).data).toEqual({
      roomId: roomA.roomInfo.id,
      recvPlayerIdList: expect.any(Array),
      data: { from: b.Player.id, echo: { cmd: 1 }, count: 1 },
    });

    const started = nextEvent(roomB, "onStartFrameSync");
    expect((await ask((done) => roomA.startFrameSync({}, done))).code).toBe(0);
    await started;
    expect(roomB.roomInfo.frameSyncState).toBe(1);
    const withItem = nextEvent(roomA, "onRecvFrame", (event) => event.data.frame.items.length > 0);
    expect((await ask((done) => roomB.sendFrame({ data: { x: 5 } }, done))).code).toBe(0);
    const { frame } = (await withItem).data;
    expect(frame.items[0]).toMatchObject({ playerId: b.Player.id, data: { x: 5 } });
    expect(frame.roomId).toBe(roomA.roomInfo.id);
    const history = await ask((done) => roomB.requestFrame({ beginFrameId: 1, endFrameId: frame.id }, done));
    expect(history.data.frames.map(({ id }: any) => id)).toEqual(
      Array.from({ length: frame.id }, (_, index) => index + 1),
    );
    expect((await ask((done) => roomA.stopFrameSync({}, done))).code).toBe(0);

    const left = nextEvent(roomA, "onLeaveRoom");
    expect((await ask((done) => roomB.leaveRoom({}, done))).code).toBe(0);
    expect((await left).data.leavePlayerId).toBe(b.Player.id);
    expect(roomB.networkState).toEqual({ COMMON: true, RELAY: false });
    expect((await ask((done) => roomA.dismissRoom({}, done))).code).toBe(0);
    expect((await ask((done) => a.Room.getMyRoom(done))).code).toBe(20011);
  });

  test("who comes back to a room hears of its end at once, while its own connection is still being opened", async () => {
    const a = await clients.login("owner");
    const b = await clients.login("guest");
    const roomA = await createRoom(a);
    const { id } = roomA.roomInfo;
    const roomB = await joinRoom(b, id);
    expect((await ask((done) => roomB.leaveRoom({}, done))).code).toBe(0);
    roomB.initRoom({ id });
    const playerInfo = { name: "guest", customPlayerStatus: 0, customProfile: "" };
    expect((await ask((done) => roomB.joinRoom({ playerInfo }, done))).code).toBe(0);
    const dismissed = nextEvent(roomB, "onDismissRoom");
    expect((await ask((done) => roomA.dismissRoom({}, done))).code).toBe(0);
    expect((await dismissed).data.roomInfo.id).toBe(id);
    expect(roomB.roomInfo).toEqual({});
  });

  test("codes of the server arrive as they are", async () => {
    const a = await clients.login("c");
    const b = await clients.login("d");
    const roomA = await createRoom(a, { maxPlayers: 1 });
    expect((await ask((done) => roomA.createRoom(createPara(), done))).code).toBe(20010);
    const roomB = listen(b);
    roomB.initRoom({ id: roomA.roomInfo.id });
    const playerInfo = { name: "x", customPlayerStatus: 0, customProfile: "" };
    expect((await ask((done) => roomB.joinRoom({ playerInfo }, done))).code).toBe(20012);
    roomB.initRoom({ id: "nowhere" });
    expect((await ask((done) => roomB.joinRoom({ playerInfo }, done))).code).toBe(20080);
    expect((await ask((done) => roomB.leaveRoom({}, done))).code).toBe(20011);
  });

  test("a client that starts again finds its room and goes on, and the others see it come and go", async () => {
    const a = await clients.login("e");
    const roomA = await createRoom(a);
    const gone = new Clients(() => createMgobe(), `127.0.0.1:${server.port}`);
    await joinRoom(await gone.login("f"), roomA.roomInfo.id);
    const offline = nextEvent(roomA, "onChangePlayerNetworkState", isState(0));
    gone.close();
    const { changePlayerId } = (await offline).data;
    const online = nextEvent(roomA, "onChangePlayerNetworkState", isState(1));
    const again = await clients.login("f");
    expect(again.Player.id).toBe(changePlayerId);
    await online;
    const mine = await ask((done) => again.Room.getMyRoom(done));
    const relayOnline = nextEvent(roomA, "onChangePlayerNetworkState", isState(3));
    const room = listen(again);
    room.initRoom(mine.data.roomInfo);
    expect((await relayOnline).data.changePlayerId).toBe(changePlayerId);
    expect(room.isInRoom()).toBe(true);
    expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
    await nextEvent(room, "onRecvFrame");
  });

  test("frames survive sockets that are cut at random moments", async () => {
    const config = { isAutoRequestFrame: true, reconnectInterval: 20, resendInterval: 50 };
    const a = await clients.login("g", config);
    const b = await clients.login("h", config);
    const roomA = await createRoom(a);
    const roomB = await joinRoom(b, roomA.roomInfo.id);
    const ids: number[][] = [[], []];
    roomA.onRecvFrame = (event: any) => ids[0]!.push(event.data.frame.id);
    roomB.onRecvFrame = (event: any) => ids[1]!.push(event.data.frame.id);
    await ask((done) => roomA.startFrameSync({}, done));
    const random = createRandom(4711);
    for (let loss = 0; loss < 15; loss++) {
      await waitAtRandom(random, 250);
      for (const socket of (server.server.transport as any).wss.clients) {
        if (random() < 0.5) socket.terminate();
      }
    }
    await nextEvent(roomA, "onRecvFrame", (event) => event.data.frame.id >= 60);
    await nextEvent(roomB, "onRecvFrame", (event) => event.data.frame.id >= 60);
    for (const list of ids) expect(list).toEqual(list.map((_, index) => index + 1));
  });

  test("a refused login brings MGOBE's code", async () => {
    const mgobe = createMgobe();
    // The SDK warns of each join that is refused.
    const warned = new Promise<void>((resolve) => {
      jest.spyOn(console, "warn").mockImplementationOnce(() => resolve());
    });
    const event = await ask((done) =>
      mgobe.Listener.init({ gameId: "", openId: "x" }, { url: `127.0.0.1:${server.port}` }, done),
    );
    expect(event.code).toBeGreaterThan(0);
    expect(event.code).toBeLessThan(90000);
    await warned;
    jest.restoreAllMocks();
  });

  test("a server that is not there is code 90006", async () => {
    const mgobe = createMgobe();
    const event = await ask((done) =>
      mgobe.Listener.init({ gameId: "g", openId: "x" }, { url: "127.0.0.1:9" }, done),
    );
    expect(event.code).toBe(90006);
    const nowhere = await ask((done) =>
      createMgobe().Listener.init({ gameId: "g", openId: "x" }, { url: "" }, done),
    );
    expect(nowhere.code).toBe(90006);
  });
});
