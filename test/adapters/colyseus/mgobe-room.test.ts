import { MgobeRoom } from "../../../adapters/colyseus/mgobe-room";
import { HeldWrites } from "../../../adapters/wire/server/held-writes";
import { type ActionArgs } from "../../../src/contract";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";

let app: TestServer;

const script = {
  gameServer: {
    mode: "sync" as const,
    onInitGameData: () => ({ count: 0 }),
    onRecvFromClient: ({ sender, actionData, gameData, SDK }: ActionArgs) => {
      gameData.count += 1;
      SDK.sendData({ playerIdList: [sender], data: { echo: actionData, count: gameData.count } });
      SDK.exitAction();
    },
  },
};

beforeAll(async () => {
  app = await startTestServer((server) => {
    server.define("mgobe", MgobeRoom.host());
    server.define("scripted", MgobeRoom.host({ mgobexsCode: script }));
    server.define("missing", MgobeRoom.host("./no-such-mgobexs"));
  });
});

afterAll(() => app.stop());

test("a client that knows nothing of MGOBE creates and joins a room and relays a message", async () => {
  const a = await app.client().joinOrCreate("mgobe");
  const inboxA = new Inbox(a);
  const b = await app.client().joinOrCreate("mgobe");
  const inboxB = new Inbox(b);
  expect(b.roomId).toBe(a.roomId);
  const joined = await inboxA.next("onJoinRoom");
  expect(joined.data.roomInfo.playerList).toHaveLength(2);

  const answer = await a.request("sendToClient", { recvType: 1, msg: "你好" });
  expect(answer).toEqual({ code: 0, msg: "", seq: expect.any(String), data: {} });
  const heard = await inboxB.next("onRecvFromClient");
  expect(heard.data).toEqual({ roomId: a.roomId, sendPlayerId: joined.data.roomInfo.owner, msg: "你好" });

  await b.leave();
  expect((await inboxA.next("onLeaveRoom")).data.roomInfo.playerList).toHaveLength(1);
  await a.leave();
});

test("a refused join rejects with MGOBE's code", async () => {
  const a = await app.client().create("mgobe", { maxPlayers: 1, openId: "only" });
  await expect(app.client().joinById(a.roomId, { openId: "second" })).rejects.toMatchObject({ code: 20012 });
  await a.leave();
});

test("wrong types in what a client joins with are refused, `null` too, and nobody comes in", async () => {
  const a = await app.client().create("mgobe", { openId: "types" });
  const inbox = new Inbox(a);
  const wrong: Readonly<Record<string, readonly unknown[]>> = {
    openId: [null, 5, true, {}, []],
    gameId: [null, 5, true, {}, []],
    asMember: [null, 1, "true", {}, []],
    teamId: [null, 5, true, {}, []],
    token: [null, 5, true, {}, []],
    playerInfo: [null, 5, "x", [], { name: null }, { customPlayerStatus: "1" }, { customProfile: {} }],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      const options = { openId: "types-other", [field]: value };
      const error: any = await app
        .client()
        .joinById(a.roomId, options)
        .catch((cause: unknown) => cause);
      expect({ field, value, code: error.code }).toEqual({ field, value, code: expect.any(Number) });
    }
  }
  for (const field of ["maxPlayers", "roomName", "isPrivate", "customProperties", "teamNumber"]) {
    const options = { openId: "types-other", [field]: null };
    await expect(app.client().create("mgobe", options)).rejects.toMatchObject({ code: expect.any(Number) });
  }
  const { data } = await a.request("getRoomDetail", {});
  expect(data.roomInfo.playerList).toHaveLength(1);
  expect(inbox.types).not.toContain("onLeaveRoom");
  await a.leave();
});

test("frames flow from id 1 and carry what players send", async () => {
  const a = await app.client().create("mgobe", { openId: "frames" });
  const inbox = new Inbox(a);
  const { roomInfo } = (await a.request("getRoomDetail", {})).data;
  expect((await a.request("startFrameSync", {})).code).toBe(0);
  await inbox.next("onStartFrameSync");
  a.send("sendFrame", { data: { move: "left" }, timestamp: 5 });
  const frame = await inbox.next("onRecvFrame", (message) => message.data.frame.items.length > 0);
  expect(frame.data.frame.items).toEqual([
    { playerId: roomInfo.owner, data: { move: "left" }, timestamp: 5 },
  ]);
  const answer = await a.request("requestFrame", { beginFrameId: 1, endFrameId: frame.data.frame.id });
  expect(answer.data.frames.map(({ id }: { id: number }) => id)).toEqual(
    Array.from({ length: frame.data.frame.id }, (_, index) => index + 1),
  );
  await a.leave();
});

test("the answer to an input waits for a frame only when the input is in one", async () => {
  const hold = jest.spyOn(HeldWrites.prototype, "hold");
  const a = await app.client().create("mgobe", { openId: "waits" });
  const inbox = new Inbox(a);
  const input = { data: { move: "left" }, timestamp: 5 };
  expect((await a.request("sendFrame", input)).code).not.toBe(0);
  expect(hold).toHaveBeenCalledTimes(0);
  await a.request("startFrameSync", {});
  await inbox.next("onStartFrameSync");
  expect((await a.request("sendFrame", input)).code).toBe(0);
  expect(hold).toHaveBeenCalledTimes(1);
  hold.mockRestore();
  await a.leave();
});

test("a dropped client keeps its seat and comes back online", async () => {
  const a = await app.client().create("mgobe", { openId: "stays" });
  const inboxA = new Inbox(a);
  const b = await app.client().joinById(a.roomId, { openId: "drops" });
  new Inbox(b);
  await inboxA.next("onJoinRoom");
  b.reconnection.minUptime = 0;
  b.connection.close();
  const states: number[] = [];
  for (let i = 0; i < 4; i++) {
    const { data } = await inboxA.next("onChangePlayerNetworkState");
    states.push(data.networkState);
    expect(data.roomInfo.playerList).toHaveLength(2);
  }
  expect(states).toEqual([2, 0, 1, 3]);
  await b.leave();
  await a.leave();
});

test("a message reaches the script's hook and its answer comes back", async () => {
  const a = await app.client().create("scripted");
  const inbox = new Inbox(a);
  const answer = await a.request("sendToGameSvr", { data: { cmd: "hello" } });
  expect(answer).toMatchObject({ code: 0, data: {} });
  const pushed = await inbox.next("onRecvFromGameSvr");
  expect(pushed.data).toEqual({
    roomId: a.roomId,
    recvPlayerIdList: [a.sessionId],
    data: { echo: { cmd: "hello" }, count: 1 },
  });
  await a.leave();
});

test("without a script sendToGameSvr is answered with 40009", async () => {
  const a = await app.client().create("mgobe");
  new Inbox(a);
  expect((await a.request("sendToGameSvr", { data: 1 })).code).toBe(40009);
  await a.leave();
});

test("a package that is not there refuses the room and says why", async () => {
  await expect(app.client().create("missing")).rejects.toMatchObject({
    code: 40011,
    message: expect.stringContaining("No game server at ./no-such-mgobexs."),
  });
});

test("bad settings of a room are refused with MGOBE's code", async () => {
  await expect(app.client().create("mgobe", { maxPlayers: 1000 })).rejects.toMatchObject({ code: 20014 });
  await expect(app.client().create("mgobe", { roomName: 7 })).rejects.toMatchObject({ code: 61014 });
});
