import { type ResponseEvent, type RoomInfo } from "../../../src/contract";
import { type RoomDirectory } from "../../../src/engine";
import { createRoom, newPlayer, serveRoom, type TestRoomOptions } from "./test-room";

type Answer = ResponseEvent<{ roomInfo?: RoomInfo }>;
type CallName = "getRoomByRoomId" | "changeRoom" | "changeCustomPlayerStatus" | "removePlayer";

async function serve(options: TestRoomOptions = {}, hooks: Record<string, unknown> = {}, code: object = {}) {
  let SDK: any;
  const order: string[] = [];
  const note = (name: string) => (args: any) =>
    void order.push(`${name} of ${args.actionData.roomInfo.name}`);
  const gameServer = {
    onInitGameData: () => ({}),
    onRecvFromClient: () => undefined,
    onCreateRoom: (args: any) => (SDK = args.SDK),
    onChangeRoom: note("onChangeRoom"),
    onChangeCustomPlayerStatus: note("onChangeCustomPlayerStatus"),
    onRemovePlayer: note("onRemovePlayer"),
    ...hooks,
  };
  const served = await serveRoom({ gameServer, ...code } as any, options);
  served.open("a", "b");
  const call = async (name: CallName, para: unknown): Promise<Answer> => {
    let answer: Answer | undefined;
    SDK[name](para, (event: Answer) => {
      order.push(`callback of ${name}`);
      answer = event;
    });
    expect(answer).toBeUndefined();
    await served.settle();
    if (!answer) throw new Error(`${name} never called back`);
    return answer;
  };
  return { ...served, SDK, order, call };
}

describe("room calls on the own room", () => {
  test("Q29, Q30: work without being owner; the hook runs before the callback, and both later", async () => {
    const { call, order, events } = await serve();
    const changed = await call("changeRoom", {
      roomId: "room-1",
      roomName: "new",
      owner: "b",
      isForbidJoin: true,
    });
    expect(changed).toMatchObject({
      code: 0,
      data: { roomInfo: { name: "new", owner: "b", isForbidJoin: true } },
    });
    const status = await call("changeCustomPlayerStatus", {
      roomId: "room-1",
      playerId: "a",
      customPlayerStatus: 5,
    });
    expect(status.data?.roomInfo?.playerList[0]).toMatchObject({ id: "a", customPlayerStatus: 5 });
    const removed = await call("removePlayer", { roomId: "room-1", removePlayerId: "b" });
    expect(removed.data?.roomInfo?.playerList.map(({ id }) => id)).toEqual(["a"]);
    expect(order).toEqual([
      "onChangeRoom of new",
      "callback of changeRoom",
      "onChangeCustomPlayerStatus of new",
      "callback of changeCustomPlayerStatus",
      "onRemovePlayer of new",
      "callback of removePlayer",
    ]);
    expect(events("onChangeRoom")).toHaveLength(1);
  });

  test("getRoomByRoomId gives the current room", async () => {
    const { call, room } = await serve();
    expect((await call("getRoomByRoomId", { roomId: "room-1" })).data?.roomInfo).toEqual(room.getInfo());
  });

  test("the callback may be missing, and reads what was passed at the time of the call", async () => {
    const { SDK, room, settle } = await serve();
    const para = { roomId: "room-1", roomName: "first" };
    SDK.changeRoom(para);
    para.roomName = "second";
    await settle();
    expect(room.getInfo().name).toBe("first");
  });

  test.each<[CallName, unknown, number]>([
    ["getRoomByRoomId", {}, 60000],
    ["getRoomByRoomId", undefined, 60000],
    ["getRoomByRoomId", { roomId: "" }, 60000],
    ["getRoomByRoomId", { roomId: "elsewhere" }, 20080],
    ["changeRoom", { roomId: "room-1" }, 61021],
    ["changeRoom", { roomId: "room-1", isPrivate: "yes" }, 60000],
    ["changeRoom", { roomId: "room-1", owner: "stranger" }, 20052],
    ["changeCustomPlayerStatus", { roomId: "room-1", customPlayerStatus: 1 }, 61004],
    ["changeCustomPlayerStatus", { roomId: "room-1", playerId: "a", customPlayerStatus: -1 }, 60000],
    ["changeCustomPlayerStatus", { roomId: "room-1", playerId: "stranger", customPlayerStatus: 1 }, 20011],
    ["removePlayer", { roomId: "room-1" }, 61004],
    ["removePlayer", { roomId: "room-1", removePlayerId: "stranger" }, 20008],
  ])("%s(%j) answers %i", async (name, para, code) => {
    const { call } = await serve();
    const answer = await call(name, para);
    expect(answer).toMatchObject({ code, msg: expect.stringMatching(/./) });
    expect(answer.data).toBeUndefined();
  });

  test("Q28: answer 20080 when the room is gone, still by callback", async () => {
    const { call, room, logged } = await serve();
    room.destroy("dismissed");
    expect((await call("changeRoom", { roomId: "room-1", roomName: "x" })).code).toBe(20080);
    expect(logged("error")).toEqual(["changeRoom was called after the room was destroyed; it has no effect"]);
  });

  test("removing the last player ends the room, and the callback still comes", async () => {
    const { call, gameServer, clock } = await serve();
    await call("removePlayer", { roomId: "room-1", removePlayerId: "a" });
    expect((await call("removePlayer", { roomId: "room-1", removePlayerId: "b" })).code).toBe(0);
    clock.advance(1);
    await gameServer.finished;
  });

  test("a callback that waits behind a gameData that never comes is called at the end of the room", async () => {
    const answers: Answer[] = [];
    let made = 0;
    let exports: any;
    const { SDK, room, clock, settle } = await serve(
      { destroyTimeoutMs: 50 },
      {
        onInitGameData: () => (made++ === 0 ? {} : new Promise(() => undefined)),
        onJoinRoom: (args: any) => (exports = args.exports),
      },
    );
    room.join(newPlayer("c"));
    exports.data = null;
    room.join(newPlayer("d"));
    SDK.getRoomByRoomId({ roomId: "room-1" }, (event: Answer) => answers.push(event));
    await settle();
    expect(answers).toEqual([]);
    room.destroy("dismissed");
    clock.advance(50);
    expect(answers).toMatchObject([{ code: 0 }]);
  });

  test("a callback that throws or rejects is logged and hurts nobody", async () => {
    const { SDK, settle, logged } = await serve();
    SDK.getRoomByRoomId({ roomId: "room-1" }, () => {
      throw new Error("in callback");
    });
    SDK.getRoomByRoomId({ roomId: "room-1" }, async () => Promise.reject(new Error("in async callback")));
    await settle();
    expect(logged("error").map((line) => line.split("\n")[0])).toEqual([
      "the callback of a room call threw: Error: in callback",
      "the callback of a room call threw: Error: in async callback",
    ]);
  });
});

describe("room calls on other rooms", () => {
  test("Q31: reach a room of the same process without a detour", async () => {
    const directory: RoomDirectory = {
      getLocalRoom: (id) => (id === "other" ? other : undefined),
      callRemoteRoom: () => Promise.reject(new Error("not needed")),
    };
    const { call, clock, order } = await serve({ directory });
    const other = createRoom(clock, "other");
    other.open([newPlayer("z")]);
    expect((await call("changeRoom", { roomId: "other", roomName: "far" })).data?.roomInfo?.name).toBe("far");
    expect(other.getInfo().name).toBe("far");
    expect(order).toEqual(["callback of changeRoom"]);
  });

  test("Q31: reach a room of another process through the directory", async () => {
    const asked: unknown[] = [];
    const directory: RoomDirectory = {
      getLocalRoom: () => undefined,
      callRemoteRoom: (...args) => {
        asked.push(args);
        return Promise.resolve({ code: 5, msg: "unreachable", seq: "" });
      },
    };
    const { call } = await serve({ directory });
    expect(await call("removePlayer", { roomId: "far", removePlayerId: "p" })).toMatchObject({ code: 5 });
    expect(asked).toEqual([["far", "removePlayerAsServer", { removePlayerId: "p" }]]);
  });

  test("a directory that fails answers 4 and is logged", async () => {
    const directory: RoomDirectory = {
      getLocalRoom: () => undefined,
      callRemoteRoom: () => Promise.reject(new Error("no presence")),
    };
    const { call, logged } = await serve({ directory });
    expect((await call("getRoomByRoomId", { roomId: "far" })).code).toBe(4);
    expect(logged("error")[0]).toContain("no presence");
  });
});

describe("gameInfo", () => {
  const requiredGameInfo = { gameId: "obg-1", serverKey: "key" };

  test("Q30: is not looked at by default", async () => {
    const { call } = await serve({}, {}, { gameInfo: { gameId: "", serverKey: "" } });
    expect((await call("getRoomByRoomId", { roomId: "room-1" })).code).toBe(0);
  });

  test.each([
    [undefined, 10002],
    [{ gameId: "obg-1", serverKey: "wrong" }, 10002],
    [requiredGameInfo, 0],
  ])("Q30: %j answers %i where it is required", async (gameInfo, code) => {
    const { call } = await serve({ requiredGameInfo }, {}, { gameInfo });
    expect((await call("getRoomByRoomId", { roomId: "room-1" })).code).toBe(code);
  });
});
