import { ErrCode, FrameSyncState, type MethodName, NetworkState } from "../../../src/contract";
import {
  ManualClock,
  parseJsonOrText,
  Room,
  type RoomEnvironment,
  type RoomEvent,
  type RoomSettings,
  sentText,
} from "../../../src/engine";
import { FrameBeat } from "../../../src/engine/frame-sync/frame-beat";
import { makeTeams, type NewPlayer } from "../../../src/engine/room/roster";

function newPlayer(id: string, more: Partial<NewPlayer> = {}): NewPlayer {
  return { id, name: id, customPlayerStatus: 0, customProfile: "", ...more };
}

const settings: RoomSettings = {
  name: "room",
  type: "type",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  createType: 0,
  teams: makeTeams(4, 1),
};

function createRoom(options: Partial<RoomEnvironment> = {}) {
  const clock = new ManualClock();
  const errors: string[] = [];
  const room = new Room("r", settings, {
    clock,
    random: () => 0.5,
    frameRate: 10,
    beat: new FrameBeat(10, clock),
    policy: options.policy ?? { emptySeconds: 0, offlineSeconds: 300 },
    frameHistoryBytes: options.frameHistoryBytes ?? 1_000_000,
    maxMessageBytes: options.maxMessageBytes ?? 1000,
    onError: (what, error) => errors.push(`${what}: ${String(error)}`),
  });
  const events: RoomEvent[] = [];
  room.listen((event) => events.push(event));
  const names = (): string[] => events.map(({ name }) => name).filter((name) => name !== "changed");
  return { clock, room, events, names, errors };
}

/** A list in a list, so many deep. */
function nest(depth: number): unknown {
  return Array.from({ length: depth - 1 }).reduce((inner) => [inner], []);
}

describe("Room", () => {
  test("tells its end although nobody ever entered", () => {
    const { room, names } = createRoom();
    room.destroy("empty");
    expect(names()).toEqual(["destroyed"]);
    expect([room.wasOpened, room.isDestroyed]).toEqual([false, true]);
  });

  test("refuses data that is nested more than 100 levels deep; frames go on", () => {
    const { room, clock, events } = createRoom();
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    for (const depth of [101, 1500, 100_000]) {
      expect(room.handle("a", "sendFrame", { data: nest(depth) })).toMatchObject({
        code: ErrCode.EC_PARAMS_INVALID,
        msg: expect.stringContaining("100 levels"),
      });
    }
    for (const depth of [1, 33, 100]) {
      expect(room.handle("a", "sendFrame", { data: nest(depth) }).code).toBe(0);
    }
    clock.advance(1000);
    expect(events.filter(({ name }) => name === "onRecvFrame")).toHaveLength(10);
  });

  test("a listener that fails costs the others no event and the room no frame", () => {
    const { room, clock, names, errors } = createRoom();
    const heard: string[] = [];
    room.listen((event) => {
      if (event.name === "onRecvFrame") throw new Error("cannot be encoded");
    });
    room.listen(({ name }) => heard.push(name));
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    clock.advance(500);
    const frames = (list: string[]): number => list.filter((name) => name === "onRecvFrame").length;
    expect(frames(names())).toBe(5);
    expect(frames(heard)).toBe(5);
    expect(errors).toHaveLength(5);
    expect(errors[0]).toBe("the event onRecvFrame: Error: cannot be encoded");
  });

  test.each<[string, MethodName, object, number]>([
    [
      "a name of 33 characters",
      "changeRoom",
      { roomName: "x".repeat(33) },
      ErrCode.EC_INVALID_PARAMS_ROOM_NAME,
    ],
    ["properties of 1025", "changeRoom", { customProperties: "游".repeat(1025) }, ErrCode.EC_INVALID_PARAMS],
    [
      "a profile of 257",
      "changeRoomPlayerProfile",
      { customProfile: "x".repeat(257) },
      ErrCode.EC_INVALID_PARAMS,
    ],
    [
      "chat of 4097 bytes",
      "sendToClient",
      { recvType: 1, msg: "游".repeat(1366) },
      ErrCode.EC_INVALID_PARAMS_MESSAGE,
    ],
    [
      "101 receivers of chat",
      "sendToClient",
      { recvType: 3, recvPlayerList: Array.from({ length: 101 }, String), msg: "" },
      ErrCode.EC_INVALID_PARAMS_PLAYER_LIST,
    ],
  ])("refuses %s and changes nothing", (_what, method, para, code) => {
    const { room, events } = createRoom();
    room.open([newPlayer("a")]);
    const before = [room.getInfo(), events.length];
    expect(room.handle("a", method, para)).toMatchObject({
      code,
      msg: expect.stringMatching(/more than|larger than/),
    });
    expect([room.getInfo(), events.length]).toEqual(before);
  });

  test("takes names, properties, profiles and chat up to their limits, counted in characters", () => {
    const { room } = createRoom();
    room.open([newPlayer("a")]);
    const changes = { roomName: "😀".repeat(32), customProperties: "游".repeat(1024) };
    expect(room.handle("a", "changeRoom", changes).code).toBe(0);
    expect(room.handle("a", "changeRoomPlayerProfile", { customProfile: "x".repeat(256) }).code).toBe(0);
    expect(room.handle("a", "sendToClient", { recvType: 1, msg: "x".repeat(4096) }).code).toBe(0);
    expect(room.getInfo()).toMatchObject({
      name: changes.roomName,
      customProperties: changes.customProperties,
    });
  });

  test.each([
    ["ASCII", "1".repeat(1000)],
    // Numbers take more bytes as values than as text: 0.1 is three.
    ["fractions", `[${Array.from({ length: 249 }, () => "0.1").join(",")}]   `],
    ["Chinese", `"${"游".repeat(332)}"  `],
  ])("frame data that was sent as text is as long as its text, of %s", (_what, text) => {
    const { room } = createRoom();
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    const send = (sent: string) =>
      room.handle("a", "sendFrame", { data: parseJsonOrText(sent), timestamp: 1, [sentText]: sent }).code;
    expect(Buffer.byteLength(text)).toBe(1000);
    expect(send(text)).toBe(ErrCode.EC_OK);
    expect(send(`${text} `)).toBe(ErrCode.EC_RELAY_DATA_EXCEED_LIMITED);
  });

  describe("asking for frames again", () => {
    /** A room with so many frames of 60 KB. */
    function play(frames: number) {
      const made = createRoom({ maxMessageBytes: 100_000, frameHistoryBytes: 1e9 });
      made.room.open([newPlayer("a"), newPlayer("b")]);
      made.room.handle("a", "startFrameSync", {});
      for (let frame = 0; frame < frames; frame++) {
        made.room.handle("a", "sendFrame", { data: "x".repeat(60_000) });
        made.clock.advance(100);
      }
      const ask = (playerId: string, para: object): any => made.room.handle(playerId, "requestFrame", para);
      return { ...made, ask };
    }

    test("gives half a megabyte at a time to who takes parts, until there is no more", () => {
      const { ask } = play(30);
      const ids: number[] = [];
      let answer: any;
      let answers = 0;
      do {
        answer = ask("a", { beginFrameId: ids.length + 1, endFrameId: 1e9, supportPartial: true });
        ids.push(...answer.data.frames.map(({ id }: any) => id));
        answers += 1;
      } while (answer.data.isPartial);
      expect(ids).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
      expect(answers).toBe(4);
    });

    test("gives everything or nothing to who does not, and no more than three megabytes", () => {
      const { ask } = play(80);
      expect(ask("a", { beginFrameId: 1, endFrameId: 1e9 })).toMatchObject({
        code: ErrCode.EC_RELAY_GET_FRAME_CACHE_FAIL,
        msg: expect.stringContaining("ask for fewer"),
      });
      const { code, data } = ask("a", { beginFrameId: 35, endFrameId: 1e9 });
      expect([code, data.frames.length, "isPartial" in data]).toEqual([0, 46, false]);
    });

    test("takes 0 for the first one", () => {
      const { ask } = play(2);
      expect(ask("a", { beginFrameId: 0, endFrameId: 0 }).data.frames).toMatchObject([{ id: 1 }]);
      expect(ask("a", { beginFrameId: -1, endFrameId: 1 }).code).toBe(ErrCode.EC_INVALID_PARAMS);
    });

    test("has an end for who asks without end, and for nobody else", () => {
      const { ask, clock, room } = play(50);
      const all = { beginFrameId: 1, endFrameId: 50 };
      const codes = Array.from({ length: 8 }, () => ask("a", all).code);
      expect(codes).toEqual([0, 0, 6, 6, 6, 6, 6, 6]);
      expect(ask("b", all).code).toBe(0);
      room.handle("a", "stopFrameSync", {});
      clock.advance(2000);
      room.handle("a", "startFrameSync", {});
      clock.advance(100);
      expect(ask("a", all).code).toBe(0);
    });
  });

  test("a time stamp that is no number of this world is replaced", () => {
    const { room, clock, events } = createRoom();
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    for (const timestamp of [NaN, Infinity]) room.handle("a", "sendFrame", { data: 1, timestamp });
    clock.advance(100);
    const frame: any = events.find(({ name }) => name === "onRecvFrame");
    expect(frame.data.frame.items.map(({ timestamp }: any) => timestamp)).toEqual(
      Array(2).fill(clock.now() - 100),
    );
  });

  test("does not exist for players before it is opened, and not after its end", () => {
    const { room } = createRoom();
    expect(room.handle("a", "getRoomDetail", {})).toMatchObject({ code: ErrCode.EC_ROOM_INFO_UNEXIST });
    expect(room.join(newPlayer("a"))).toMatchObject({ code: 20080 });
    expect(room.open([newPlayer("a")])).toMatchObject({ code: 0 });
    expect(room.open([newPlayer("b")]).code).not.toBe(0);
    room.destroy("dismissed");
    expect(room.handle("a", "getRoomDetail", {})).toMatchObject({ code: 20080 });
    expect(room.changeRoomAsServer({ roomName: "x" })).toMatchObject({ code: 20080 });
    expect(room.join(newPlayer("c"))).toMatchObject({ code: 20080 });
  });

  test("tells its end once, last of all, whoever ends it however often", () => {
    const { room, events, names, clock } = createRoom();
    room.open([newPlayer("a"), newPlayer("b")]);
    room.handle("a", "startFrameSync", {});
    room.destroy("shutdown");
    room.destroy("empty");
    room.pushFromGameServer([], "late");
    room.setNetworkState("a", NetworkState.COMMON_OFFLINE);
    clock.advance(1_000_000);
    expect(names()).toEqual(["created", "onStartFrameSync", "onDismissRoom", "departed", "destroyed"]);
    const dismissal = events.find(({ name }) => name === "onDismissRoom");
    expect(dismissal).toMatchObject({
      recipients: ["a", "b"],
      data: { roomInfo: { id: room.id, frameSyncState: FrameSyncState.START, playerList: [{}, {}] } },
    });
    expect(clock.pendingTimers).toBe(0);
  });

  test("an event that a listener causes comes after all listeners have had the one before", () => {
    const { room } = createRoom();
    const heard: string[] = [];
    room.listen((event) => {
      heard.push(`first ${event.name}`);
      if (event.name === "created") room.pushFromGameServer([], 1);
    });
    room.listen((event) => heard.push(`second ${event.name}`));
    room.open([newPlayer("a")]);
    expect(heard.filter((line) => !line.endsWith("changed"))).toEqual([
      "first created",
      "second created",
      "first onRecvFromGameSvr",
      "second onRecvFromGameSvr",
    ]);
  });

  test("the answer of a call comes before its events, also when the reply makes another call", () => {
    const { room, events } = createRoom();
    room.open([newPlayer("a")]);
    events.length = 0;
    const order: string[] = [];
    room.listen((event) => order.push(event.name));
    room.handle("a", "changeRoom", { roomName: "x" }, "1", (answer) => {
      order.push(`answer ${answer.seq}`);
      room.handle("a", "changeCustomPlayerStatus", { customPlayerStatus: 1 }, "2", (inner) =>
        order.push(`answer ${inner.seq}`),
      );
    });
    expect(order.filter((name) => name !== "changed")).toEqual([
      "answer 1",
      "answer 2",
      "onChangeRoom",
      "onChangeCustomPlayerStatus",
    ]);
  });

  test("a refused call changes nothing and tells nobody, not even in part", () => {
    const { room, events } = createRoom();
    room.open([newPlayer("a"), newPlayer("b")]);
    const before = room.getInfo();
    events.length = 0;
    const refused: [string, MethodName, unknown][] = [
      ["a", "changeRoom", { roomName: "x", isPrivate: "no" }],
      ["a", "changeRoom", { roomName: "x", owner: "stranger" }],
      ["b", "changeRoom", { roomName: "x" }],
      ["a", "removePlayer", { removePlayerId: "a" }],
      ["stranger", "leaveRoom", {}],
      ["a", "sendFrame", { data: 1 }],
      ["a", "sendToGameSvr", { data: "x".repeat(2000) }],
      ["a", "createRoom", {}],
    ];
    for (const [player, method, para] of refused) {
      expect(room.handle(player, method, para).code).not.toBe(0);
    }
    expect(room.getInfo()).toEqual(before);
    expect(events).toEqual([]);
  });

  test("recipients of an event are those of its time, though it is delivered later", () => {
    const { room, events } = createRoom();
    room.open([newPlayer("a"), newPlayer("b"), newPlayer("c")]);
    events.length = 0;
    room.handle("a", "removePlayer", { removePlayerId: "b" });
    const removed = events.find(({ name }) => name === "onRemovePlayer");
    expect(removed).toMatchObject({ recipients: ["a", "b", "c"] });
    const left = room.handle("c", "leaveRoom", {});
    expect(left).toMatchObject({ code: 0 });
    expect(events.find(({ name }) => name === "onLeaveRoom")).toMatchObject({ recipients: ["a"] });
  });

  test("hands itself over to a person, never to a robot, and ends when robots alone are left", () => {
    const { room, clock } = createRoom();
    room.open([newPlayer("a"), newPlayer("robot", { isRobot: true }), newPlayer("b")]);
    room.handle("a", "leaveRoom", {});
    expect(room.getInfo().owner).toBe("b");
    room.handle("b", "leaveRoom", {});
    clock.advance(1);
    expect(room.isDestroyed).toBe(true);
  });

  test("a robot has no connection that could change", () => {
    const { room, names } = createRoom();
    room.open([newPlayer("a"), newPlayer("robot", { isRobot: true })]);
    room.setNetworkState("robot", NetworkState.COMMON_ONLINE);
    room.setNetworkState("nobody", NetworkState.COMMON_ONLINE);
    expect(names()).toEqual(["created"]);
  });

  test("a network state that is the same as before is told once", () => {
    const { room, names } = createRoom();
    room.open([newPlayer("a")]);
    for (let i = 0; i < 3; i++) room.setNetworkState("a", NetworkState.RELAY_ONLINE);
    expect(names()).toEqual(["created", "onChangePlayerNetworkState"]);
  });

  test("time spent offline counts from the moment when the last one went", () => {
    const { room, clock } = createRoom({ policy: { emptySeconds: 0, offlineSeconds: 10 } });
    room.open([newPlayer("a"), newPlayer("b")]);
    room.setNetworkState("a", NetworkState.COMMON_OFFLINE);
    clock.advance(9000);
    room.setNetworkState("b", NetworkState.COMMON_OFFLINE);
    clock.advance(9000);
    expect(room.isOpen).toBe(true);
    // What the script does meanwhile does not start the time anew.
    room.changeRoomAsServer({ roomName: "still waiting" });
    clock.advance(1000);
    expect(room.isDestroyed).toBe(true);
  });

  test("an offline room that becomes empty follows the rule for empty rooms", () => {
    const { room, clock } = createRoom({ policy: { emptySeconds: 5, offlineSeconds: 300 } });
    room.open([newPlayer("a")]);
    room.setNetworkState("a", NetworkState.COMMON_OFFLINE);
    clock.advance(100_000);
    room.removePlayerAsServer({ removePlayerId: "a" });
    clock.advance(4999);
    expect(room.isOpen).toBe(true);
    clock.advance(1);
    expect(room.isDestroyed).toBe(true);
  });

  test("frames end when the last player leaves, although the empty room waits", () => {
    const { room, clock } = createRoom({ policy: { emptySeconds: 900, offlineSeconds: 300 } });
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    room.handle("a", "leaveRoom", {});
    clock.advance(1000);
    expect(room.getInfo().frameSyncState).toBe(0);
    expect(room.frameSync.isRunning).toBe(false);
  });

  test("a name that every object has is no method", () => {
    const { room } = createRoom();
    room.open([newPlayer("a")]);
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(room.handle("a", name as MethodName, {})).toMatchObject({ code: ErrCode.EC_CMD_INVALID });
    }
  });

  test("snapshots are independent of each other and of the room", () => {
    const { room } = createRoom();
    room.open([newPlayer("a", { matchAttributes: [{ name: "level", value: 1 }] })]);
    const first = room.getInfo();
    first.playerList[0]!.matchAttributes[0]!.value = 99;
    first.teamList.length = 0;
    first.owner = "nobody";
    expect(room.getInfo()).toMatchObject({
      owner: "a",
      teamList: [{ id: "0" }],
      playerList: [{ matchAttributes: [{ name: "level", value: 1 }] }],
    });
  });
});
