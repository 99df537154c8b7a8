import { ErrCode, getRefusedData, type MethodName } from "../../src/contract";
import { Bench, roomInfo } from "./fake-server";

async function ready(config: Record<string, unknown> = {}): Promise<Bench> {
  const bench = new Bench();
  await bench.init(config);
  return bench;
}

describe("answers", () => {
  test("an empty success has {} as data, and every field is there", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.stopFrameSync = () => ({ code: 0, msg: undefined, data: undefined });
    const event = await bench.ask((done) => room.stopFrameSync({}, done));
    expect(event).toEqual({ code: 0, msg: "", seq: expect.stringMatching(/^\w{16}$/), data: {} });
  });

  test("the server's own seq is kept", async () => {
    const bench = await ready();
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011, seq: "77", msg: "none" });
    expect(await bench.ask((done) => bench.mgobe.Room.getMyRoom(done))).toEqual({
      code: 20011,
      msg: "none",
      seq: "77",
      data: { roomInfo: null },
    });
  });

  test("a negative code becomes 4, and is told in the text", async () => {
    const bench = await ready();
    bench.server.answers.getRoomByRoomId = () => ({ code: -1000, data: {} });
    const event = await bench.ask((done) => bench.mgobe.Room.getMyRoom(done));
    expect(event.code).toBe(4);
    expect(event.msg).toMatch(/\[-1000\]$/);
  });

  test("what is no answer at all is an internal error", async () => {
    const bench = await ready();
    bench.server.answers.getRoomByRoomId = () => ({ code: undefined });
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done))).code).toBe(4);
  });

  test("calls return undefined and need no callback", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.sendFrame = () => ({ code: 0 });
    expect(room.sendFrame({ data: {} })).toBeUndefined();
    expect(room.startFrameSync()).toBeUndefined();
    await bench.pass(0);
    expect(bench.server.methods()).toEqual(["sendFrame", "startFrameSync"]);
  });

  test("a callback in place of the parameters is called", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.leaveRoom = () => ({ code: 20011 });
    expect((await bench.ask((done) => room.leaveRoom(done))).code).toBe(20011);
  });
});

describe("queueing", () => {
  test("a call made while the line is down succeeds when it is back", async () => {
    const bench = await ready();
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    bench.server.session!.drop();
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 1000)).code).toBe(20011);
  });

  test("without a line it fails after resendTimeout, with 90004", async () => {
    const bench = await ready({ resendTimeout: 7000 });
    bench.server.sessionRefusal = ErrCode.EC_SDK_SOCKET_ERROR;
    bench.server.session!.drop();
    const codes: number[] = [];
    bench.mgobe.Room.getMyRoom((event) => codes.push(event.code));
    await bench.pass(6750);
    expect(codes).toEqual([]);
    await bench.pass(500);
    expect(codes).toEqual([90004]);
  });

  test("with a login that the server refuses meanwhile, it fails with that code", async () => {
    const bench = await ready({ resendTimeout: 3000 });
    bench.server.sessionRefusal = ErrCode.EC_INVALID_PARAMS_TIMESTAMP;
    bench.server.session!.drop();
    expect((await bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 4000)).code).toBe(61009);
  });

  test("without an answer it fails after resendTimeout, with 90003, and is not sent again", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    const para = { playerInfo: {}, maxPlayers: 2, roomType: "" };
    const answer = bench.ask((done) => room.matchRoom(para, done), 20_250);
    await bench.pass(1000);
    bench.server.session!.drop();
    expect(await answer).toMatchObject({ code: 90003, msg: "消息发送失败 [90003]", data: null });
    expect(bench.server.methods()).toEqual(["matchRoom"]);
  });

  test("a query that was under way when the line broke is asked again", async () => {
    const bench = await ready();
    const answer = bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 2000);
    await bench.pass(0);
    bench.server.answers.getRoomByRoomId = () => ({ code: 20011 });
    bench.server.session!.drop();
    expect((await answer).code).toBe(20011);
    expect(bench.server.methods()).toEqual(["getRoomByRoomId", "getRoomByRoomId"]);
  });

  test("an answer that comes after the time-out is not told again", async () => {
    const bench = await ready();
    const event = await bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 21_000);
    expect(event.code).toBe(90003);
    bench.server.last("getRoomByRoomId").answer({ code: 0 });
    await bench.pass(1000);
  });

  test("relay calls wait for the room connection, in order", async () => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    bench.mgobe.Listener.add(room);
    room.initRoom(roomInfo());
    room.sendFrame({ data: { n: 1 } });
    room.sendFrame({ data: { n: 2 } });
    expect(bench.server.requests).toEqual([]);
    await bench.pass(0);
    expect(bench.server.requests.map(({ para }) => para.data.n)).toEqual([1, 2]);
    expect(bench.server.requests[0]!.channel.kind).toBe("room");
    expect(bench.server.requests[0]!.para.timestamp).toBe(bench.clock.now());
  });

  test("a relay that lets nobody in is code 90005", async () => {
    const bench = await ready({ resendTimeout: 3000 });
    bench.server.roomRefusal = ErrCode.EC_INNER_ERROR;
    const room = await bench.join();
    expect((await bench.ask((done) => room.startFrameSync({}, done), 3250)).code).toBe(90005);
  });

  test("what waits for the relay fails with 90008 when the room is gone", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.roomRefusal = ErrCode.EC_SDK_SOCKET_ERROR;
    bench.server.room!.drop();
    const answer = bench.ask((done) => room.sendFrame({ data: {} }, done));
    bench.server.session!.emit("onDismissRoom", { roomInfo: roomInfo() });
    expect(await answer).toEqual({ code: 90008, msg: "无房间信息", seq: null, data: null });
  });

  test("room operations run one after the other, other calls at once", async () => {
    const bench = await ready();
    const room = await bench.join();
    const order: string[] = [];
    room.changeCustomPlayerStatus({ customPlayerStatus: 1 }, () => order.push("status"));
    room.changeRoom({ roomName: "x" }, () => order.push("change"));
    room.leaveRoom({}, () => order.push("leave"));
    room.sendToGameSvr({ data: 1 }, () => order.push("message"));
    await bench.pass(0);
    expect(bench.server.methods()).toEqual(["changeCustomPlayerStatus", "sendToGameSvr"]);
    bench.server.last("sendToGameSvr").answer({ code: 0 });
    bench.server.last("changeCustomPlayerStatus").answer({ code: 0 });
    await bench.pass(0);
    expect(bench.server.methods().slice(2)).toEqual(["changeRoom"]);
    bench.server.last("changeRoom").answer({ code: 20004 });
    await bench.pass(0);
    bench.server.last("leaveRoom").answer({ code: 0 });
    await bench.pass(0);
    expect(order).toEqual(["message", "status", "change", "leave"]);
  });

  test("an operation without an answer lets the next one go on after its time-out", async () => {
    const bench = await ready({ resendTimeout: 2000 });
    const room = await bench.join();
    const codes: number[] = [];
    room.changeRoom({ roomName: "x" }, (event: any) => codes.push(event.code));
    room.leaveRoom({}, (event: any) => codes.push(event.code));
    await bench.pass(5000);
    expect(codes).toEqual([90003, 90003]);
  });

  test("a callback that starts the next operation finds the queue free", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.changeRoom = () => ({ code: 0, data: { roomInfo: roomInfo() } });
    bench.server.answers.leaveRoom = () => ({ code: 0 });
    const event = await bench.ask((done) => {
      room.changeRoom({ roomName: "x" }, () => room.leaveRoom({}, done));
    });
    expect(event.code).toBe(0);
  });
});

/** Every request of Room and Group with parameters that are right. */
const playerInfo = { name: "n", customPlayerStatus: 1, customProfile: "" };
const matchAttributes = [{ name: "a", value: 1 }];
const groupPlayer = { name: "n", customGroupPlayerStatus: 1, customGroupPlayerProfile: "" };
const newRoom = {
  roomName: "",
  roomType: "",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  playerInfo,
};

/** method, parameters, the same with a wrong type in it, needs a parameter object, needs the relay */
type Row = [
  owner: "Room" | "Group",
  method: string,
  para: any,
  wrong: any,
  required: boolean,
  relay: boolean,
];

const rows: Row[] = [
  ["Room", "createRoom", newRoom, { ...newRoom, roomName: 5 }, true, false],
  [
    "Room",
    "createTeamRoom",
    { ...newRoom, teamNumber: 2 },
    { ...newRoom, teamNumber: 2, roomType: {} },
    true,
    false,
  ],
  ["Room", "joinRoom", { playerInfo }, { playerInfo: "Bob" }, true, false],
  ["Room", "joinTeamRoom", { playerInfo, teamId: "0" }, { playerInfo, teamId: 0 }, true, false],
  ["Room", "leaveRoom", {}, undefined, false, false],
  ["Room", "dismissRoom", {}, undefined, false, false],
  ["Room", "changeRoom", { roomName: "x" }, { roomName: 1 }, true, false],
  ["Room", "changeCustomPlayerStatus", { customPlayerStatus: 1 }, { customPlayerStatus: "x" }, true, false],
  ["Room", "changeRoomPlayerProfile", { customProfile: "" }, { customProfile: 1 }, true, false],
  ["Room", "removePlayer", { removePlayerId: "x" }, { removePlayerId: 5 }, true, false],
  [
    "Room",
    "matchPlayers",
    { matchCode: "c", playerInfo: { ...playerInfo, matchAttributes } },
    { matchCode: "c", playerInfo: { ...playerInfo, matchAttributes: "high" } },
    true,
    false,
  ],
  [
    "Room",
    "matchGroup",
    { matchCode: "c", playerInfoList: [{ id: "me", ...playerInfo, matchAttributes }] },
    { matchCode: "c", playerInfoList: [{ id: 7, ...playerInfo, matchAttributes }] },
    true,
    false,
  ],
  [
    "Room",
    "matchRoom",
    { playerInfo, maxPlayers: 2, roomType: "" },
    { playerInfo, maxPlayers: Number.NaN, roomType: "" },
    true,
    false,
  ],
  ["Room", "cancelPlayerMatch", { matchType: 2 }, { matchType: {} }, true, false],
  ["Room", "startFrameSync", {}, undefined, false, true],
  ["Room", "stopFrameSync", {}, undefined, false, true],
  ["Room", "sendFrame", { data: {} }, undefined, true, true],
  ["Room", "requestFrame", { beginFrameId: 1, endFrameId: 2 }, undefined, true, true],
  [
    "Room",
    "sendToClient",
    { recvType: 3, recvPlayerList: ["x"], msg: "" },
    { recvType: 3, recvPlayerList: ["x"], msg: { a: 1 } },
    true,
    false,
  ],
  ["Room", "sendToGameSvr", { data: {} }, undefined, true, true],
  [
    "Group",
    "createGroup",
    {
      groupName: "g",
      groupType: 0,
      maxPlayers: 4,
      customProperties: "",
      playerInfo: groupPlayer,
      isForbidJoin: false,
      isPersistent: false,
    },
    { groupName: 4 },
    true,
    false,
  ],
  ["Group", "joinGroup", { playerInfo: groupPlayer }, { playerInfo: { name: 5 } }, true, false],
  ["Group", "leaveGroup", {}, undefined, false, false],
  ["Group", "dismissGroup", {}, undefined, false, false],
  ["Group", "changeGroup", { groupName: "x" }, { groupName: [] }, true, false],
  ["Group", "removeGroupPlayer", { removePlayerId: "x" }, { removePlayerId: true }, true, false],
  [
    "Group",
    "changeCustomGroupPlayerStatus",
    { customGroupPlayerStatus: 1 },
    { customGroupPlayerStatus: [] },
    true,
    false,
  ],
  ["Group", "changeGroupPlayerProfile", { customProfile: "" }, { customProfile: 1 }, true, false],
  [
    "Group",
    "sendToGroupClient",
    { recvType: 1, recvPlayerList: [], msg: "" },
    { recvType: 1, recvPlayerList: [1], msg: "" },
    true,
    false,
  ],
];

describe("bad input", () => {
  const make = (bench: Bench, owner: "Room" | "Group"): any => new bench.mgobe[owner]();

  test.each(rows)("%s.%s before init throws a TypeError, and so do the others", (owner, method, para) => {
    const bench = new Bench();
    expect(() => make(bench, owner)[method](para, () => undefined)).toThrow(TypeError);
  });

  test.each(rows)("%s.%s without a successful init is code 90002", async (owner, method, para) => {
    const bench = new Bench();
    bench.server.sessionRefusal = 61010;
    await bench.init();
    const event = await bench.ask((done) => make(bench, owner)[method](para, done));
    expect(event).toMatchObject({ code: 90002, msg: "消息发送失败 [90002]", data: null });
  });

  test.each(rows.filter((row) => row[3] !== undefined))(
    "%s.%s with a wrong type is code 90009",
    async (owner, method, _para, wrong) => {
      const bench = await ready();
      const event = await bench.ask((done) => make(bench, owner)[method](wrong, done));
      expect(event).toMatchObject({ code: 90009, data: null });
      expect(bench.server.requests).toEqual([]);
    },
  );

  test.each(rows.filter((row) => row[4]))(
    "%s.%s without parameters throws, as MGOBE did",
    async (owner, method) => {
      const bench = await ready();
      expect(() => make(bench, owner)[method]()).toThrow(TypeError);
      expect(() => make(bench, owner)[method](null, () => undefined)).toThrow(TypeError);
    },
  );

  test.each(rows.filter((row) => !row[4]))("%s.%s without parameters is no error", async (owner, method) => {
    const bench = await ready();
    expect(make(bench, owner)[method]()).toBeUndefined();
  });

  test.each(rows.filter((row) => row[5]))(
    "%s.%s without a room is code 90008",
    async (owner, method, para) => {
      const bench = await ready();
      const event = await bench.ask((done) => make(bench, owner)[method](para, done));
      expect(event).toMatchObject({ code: 90008, msg: "无房间信息", seq: null });
      expect(bench.server.requests).toEqual([]);
    },
  );

  test.each(rows.filter((row) => row[5]))(
    "%s.%s after leaving is code 90008",
    async (_owner, method, para) => {
      const bench = await ready();
      const room = await bench.join();
      bench.server.answers.leaveRoom = () => ({ code: 0 });
      await bench.ask((done) => room.leaveRoom({}, done));
      expect((await bench.ask((done) => room[method](para, done))).code).toBe(90008);
    },
  );

  test.each(rows.filter((row) => !row[5]))(
    "%s.%s hands on what the server refuses",
    async (owner, method, para) => {
      const bench = await ready();
      bench.server.answers[method] = () => ({ code: 20011, msg: "no" });
      const event = await bench.ask((done) => make(bench, owner)[method](para, done));
      // Without Room.onMatch, matchPlayers tells the end of a match that never began (spec mgobe-client §3.9).
      const data = method === "matchPlayers" ? null : getRefusedData(method as MethodName);
      expect(event).toMatchObject({ code: 20011, msg: "no" });
      expect(event.data).toEqual(data);
    },
  );

  test.each([
    ["changeRoom", { isForbidJoin: null }, undefined],
    ["changeCustomPlayerStatus", { customPlayerStatus: null }, undefined],
    ["joinRoom", { playerInfo: { name: null } }, undefined],
    ["matchPlayers", { matchCode: "m", playerInfo: { matchAttributes: [null] } }, undefined],
    ["joinRoom", { playerInfo: null }, { roomId: "room1" }],
    [
      "matchPlayers",
      { matchCode: "m", playerInfo: { matchAttributes: null } },
      {
        matchCode: "m",
        playerInfo: { name: "", customPlayerStatus: 0, customProfile: "", matchAttributes: [] },
      },
    ],
  ])("%s(%j) treats null as MGOBE's client did", async (method, para, sent) => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers[method] = () => ({ code: 20011 });
    const { code } = await bench.ask((done) => room[method](para, done));
    expect(code).toBe(sent ? 20011 : ErrCode.EC_SDK_ENCODE_PARAM_FAIL);
    expect(bench.server.requests.filter((r) => r.method === method).map((r) => r.para)).toEqual(
      sent ? [sent] : [],
    );
  });

  test.each([
    [{ maxPlayers: "4" }],
    [{ maxPlayers: undefined }],
    [{ maxPlayers: 3, teamNumber: 2 }],
    [{ maxPlayers: 2, teamNumber: 4 }],
    [{ maxPlayers: 4, teamNumber: 0 }],
  ])("a split into teams that cannot be made is code 3, locally: %j", async (changes) => {
    const bench = await ready();
    const room: any = new bench.mgobe.Room();
    const event = await bench.ask((done) =>
      room.createTeamRoom({ ...newRoom, teamNumber: 1, ...changes }, done),
    );
    expect(event).toMatchObject({ code: 3, seq: "", data: null });
    expect(bench.server.requests).toEqual([]);
  });

  test("static queries with wrong types and before init", async () => {
    const early = new Bench();
    expect(() => early.mgobe.Room.getMyRoom()).toThrow(TypeError);
    expect(() => early.mgobe.Group.getMyGroups()).toThrow(TypeError);
    const bench = await ready();
    const wrong = { pageNo: "first", pageSize: 10 } as any;
    expect((await bench.ask((done) => bench.mgobe.Room.getRoomList(wrong, done))).code).toBe(90009);
    expect(() => (bench.mgobe.Room.getRoomByRoomId as any)()).toThrow(TypeError);
    expect(() => (bench.mgobe.Group.getGroupByGroupId as any)()).toThrow(TypeError);
  });

  test("networkState before init throws, as MGOBE's did", () => {
    const bench = new Bench();
    const room: any = new bench.mgobe.Room();
    expect(() => room.networkState).toThrow(TypeError);
  });

  test("cyclic data throws at the call", async () => {
    const bench = await ready();
    const room = await bench.join();
    const data: any = {};
    data.self = data;
    expect(() => room.sendToGameSvr({ data })).toThrow(TypeError);
    expect(() => room.sendFrame({ data })).toThrow(TypeError);
  });

  test("a request of more than 4096 bytes is code 90001", async () => {
    const bench = await ready();
    const room = await bench.join();
    bench.server.answers.sendToGameSvr = () => ({ code: 0 });
    const send = (text: string) => bench.ask((done) => room.sendToGameSvr({ data: { text } }, done));
    expect((await send("x".repeat(3900))).code).toBe(0);
    expect((await send("x".repeat(4100))).code).toBe(90001);
    expect((await send("中".repeat(1400))).code).toBe(90001);
  });

  test("wrong things for the Listener do no harm", async () => {
    const bench = await ready();
    const { Listener } = bench.mgobe as any;
    expect(() => {
      Listener.add();
      Listener.add(null);
      Listener.remove();
      Listener.remove(5);
      Listener.clear();
    }).not.toThrow();
  });

  test("settings of a game's own in the configuration are ignored, and nonsense gets the defaults", async () => {
    const bench = await ready({ server: "x", matchCode: "m", reconnectMaxTimes: "many", resendTimeout: -1 });
    const answer = bench.ask((done) => bench.mgobe.Room.getMyRoom(done), 20_250);
    expect((await answer).code).toBe(90003);
  });
});
