import { ErrCode } from "../../src/contract";
import { type ChannelEnd } from "../../src/client/connection/connection";
import { Bench, roomInfo } from "./fake-server";

// proves: Room.onDismissRoom, Room.leaveRoom, Room.dismissRoom

/** A player never waits in a room that does not exist: what ends a room without a word is told as a dismissal. */

interface Scene {
  readonly bench: Bench;
  readonly room: any;
  readonly heard: string[];
}

async function inRoom(config: Record<string, unknown> = {}): Promise<Scene> {
  const bench = new Bench();
  await bench.init(config);
  const room: any = await bench.join();
  const heard: string[] = [];
  room.onDismissRoom = (event: any) => {
    heard.push("dismissed");
    // As with the server's own event: the room as it was, and a handle that has forgotten it.
    expect(event).toEqual({ data: { roomInfo: roomInfo() }, seq: "" });
    expect(room.roomInfo).toEqual({});
  };
  room.onLeaveRoom = room.onRemovePlayer = () => heard.push("other");
  return { bench, room, heard };
}

test.each([ErrCode.EC_ROOM_INFO_UNEXIST, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM])(
  "a return that is refused with %d ends the room, and what waited for it",
  async (code) => {
    const { bench, room, heard } = await inRoom();
    bench.server.room!.drop();
    bench.server.roomRefusal = code;
    const frame = bench.ask((done) => room.sendFrame({ data: 1 }, done), 5_000);
    expect((await frame).code).toBe(ErrCode.EC_SDK_NO_ROOM);
    expect(heard).toEqual(["dismissed"]);
    expect(room.networkState).toEqual({ COMMON: true, RELAY: false });
    expect(bench.server.roomsOpened).toHaveLength(2);
    bench.server.roomRefusal = 0;
    await bench.join({ id: "room2" });
    expect(bench.server.roomsOpened.at(-1)).toBe("room2 token-me");
  },
);

test("a server that is away, and then knows nothing of the room, has ended it", async () => {
  const { bench, heard } = await inRoom();
  bench.server.sessionRefusal = bench.server.roomRefusal = ErrCode.EC_SDK_SOCKET_ERROR;
  bench.server.session!.drop();
  bench.server.room!.drop();
  await bench.pass(4_000);
  expect(heard).toEqual([]);
  bench.server.sessionRefusal = 0;
  bench.server.roomRefusal = ErrCode.EC_ROOM_INFO_UNEXIST;
  await bench.pass(1_000);
  expect(heard).toEqual(["dismissed"]);
});

test("a seat that expired on the way is asked for again", async () => {
  const { bench, room, heard } = await inRoom();
  bench.server.roomRefusal = ErrCode.EC_SDK_RES_TIMEOUT;
  bench.server.room!.drop();
  await bench.pass(600);
  bench.server.roomRefusal = 0;
  await bench.pass(600);
  expect(room.networkState.RELAY).toBe(true);
  expect(heard).toEqual([]);
});

test.each<[ChannelEnd, string[]]>([
  ["ended", ["dismissed"]],
  ["replaced", []],
  ["lost", []],
])("a room's connection that is %s tells %j", async (end, told) => {
  const { bench, room, heard } = await inRoom();
  bench.server.room!.drop(end);
  expect(room.networkState.RELAY).toBe(false);
  await bench.pass(1_000);
  expect(heard).toEqual(told);
  expect(room.networkState.RELAY).toBe(end === "lost");
});

describe.each(["leaveRoom", "dismissRoom"])("%s", (method) => {
  test("is no dismissal, also when the connection closes before the answer", async () => {
    const { bench, room, heard } = await inRoom();
    const answer = bench.ask((done) => room[method]({}, done), 1_000);
    bench.server.room!.drop("ended");
    bench.server.last(method).answer({ code: 0 });
    expect((await answer).code).toBe(0);
    expect(heard).toEqual([]);
  });

  test("that is refused while the room ends leaves no one waiting", async () => {
    const { bench, room, heard } = await inRoom();
    const answer = bench.ask((done) => room[method]({}, done), 1_000);
    bench.server.room!.drop("ended");
    bench.server.last(method).answer({ code: ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM });
    expect((await answer).code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    expect(heard).toEqual(["dismissed"]);
  });

  test("that is lost with the connection leaves no one waiting", async () => {
    const { bench, room, heard } = await inRoom({ resendTimeout: 2_000 });
    const answer = bench.ask((done) => room[method]({}, done), 3_000);
    bench.server.room!.drop("ended");
    expect((await answer).code).toBe(ErrCode.EC_SDK_RES_TIMEOUT);
    expect(heard).toEqual(["dismissed"]);
  });
});

test("the server's own onDismissRoom is told once", async () => {
  const { bench, room, heard } = await inRoom();
  room.onDismissRoom = () => heard.push("told");
  bench.server.room!.emit("onDismissRoom", { roomInfo: roomInfo() });
  bench.server.room!.drop("ended");
  await bench.pass(1_000);
  expect(heard).toEqual(["told"]);
});
