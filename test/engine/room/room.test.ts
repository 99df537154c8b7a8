import { ErrCode, type MethodName, NetworkState } from "../../../src/contract";
import { ManualClock, Room, type RoomEvent, type RoomSettings } from "../../../src/engine";
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

function createRoom(options: { policy?: { emptySeconds: number; offlineSeconds: number } } = {}) {
  const clock = new ManualClock();
  const room = new Room("r", settings, {
    clock,
    random: () => 0.5,
    frameRate: 10,
    policy: options.policy ?? { emptySeconds: 0, offlineSeconds: 300 },
    frameHistoryBytes: 1_000_000,
    maxMessageBytes: 1000,
  });
  const events: RoomEvent[] = [];
  room.listen((event) => events.push(event));
  const names = (): string[] => events.map(({ name }) => name).filter((name) => name !== "changed");
  return { clock, room, events, names };
}

describe("Room", () => {
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
    const { room, names, clock } = createRoom();
    room.open([newPlayer("a")]);
    room.handle("a", "startFrameSync", {});
    room.destroy("shutdown");
    room.destroy("empty");
    room.pushFromGameServer([], "late");
    room.setNetworkState("a", NetworkState.COMMON_OFFLINE);
    clock.advance(1_000_000);
    expect(names()).toEqual(["created", "onStartFrameSync", "departed", "destroyed"]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("ends without a word when it was never opened", () => {
    const { room, events } = createRoom();
    room.destroy("empty");
    expect(events).toEqual([]);
    expect(room.isDestroyed).toBe(true);
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
