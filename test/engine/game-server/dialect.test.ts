import { NetworkState } from "../../../src/contract";
import { toLegacyRoomId } from "../../../src/engine/game-server";
import { serveRoom } from "./test-room";

/** A script of V1.0.0 that notes what its hooks get. */
async function serveLegacy() {
  const calls: { hook: string; args: any }[] = [];
  const hook =
    (name: string) =>
    (args: any): void =>
      void calls.push({ hook: name, args });
  const served = await serveRoom({
    onInitGameData: (args: any) => {
      calls.push({ hook: "onInitGameData", args });
      return {};
    },
    onClientData: hook("onClientData"),
    onCreateRoom: hook("onCreateRoom"),
    onJoinRoom: hook("onJoinRoom"),
    onRemovePlayer: hook("onRemovePlayer"),
    onChangeRoom: hook("onChangeRoom"),
    onChangeCustomPlayerStatus: hook("onChangeCustomPlayerStatus"),
    onChangedPlayerNetworkState: hook("onChangedPlayerNetworkState"),
    onMessageRelay: hook("onMessageRelay"),
    onDestroyRoom: hook("onDestroyRoom"),
  });
  served.open("a", "b");
  return { ...served, calls, of: (name: string) => calls.filter((call) => call.hook === name) };
}

const number = toLegacyRoomId("room-1");

describe("Q42: a script of V1.0.0", () => {
  test("has its own hook names called, onMessageRelay on start and on stop", async () => {
    const { room, send, clock, calls, of } = await serveLegacy();
    send("a", { cmd: 1 });
    clock.flush();
    room.setNetworkState("b", NetworkState.RELAY_ONLINE);
    room.handle("a", "startFrameSync", {});
    room.handle("a", "stopFrameSync", {});
    expect(calls.map((call) => call.hook)).toEqual([
      "onInitGameData",
      "onCreateRoom",
      "onClientData",
      "onChangedPlayerNetworkState",
      "onMessageRelay",
      "onMessageRelay",
    ]);
    expect(of("onClientData")[0]!.args).toMatchObject({ actionData: { cmd: 1 }, sender: "a" });
    expect(of("onMessageRelay").map(({ args }) => args.actionData.roomInfo.frameStatus)).toEqual([1, 0]);
    expect(of("onMessageRelay")[0]!.args.actionData.roomId).toBe(number);
  });

  test("finds the old fields beside the current ones", async () => {
    const { calls, of } = await serveLegacy();
    expect(calls[0]!.args.room.roomId).toBe(number);
    const { room } = of("onCreateRoom")[0]!.args;
    expect(room).toMatchObject({
      id: "room-1",
      roomId: number,
      name: "n",
      roomName: "n",
      type: "",
      roomType: "",
      frameStatus: 0,
      relaySvrAddr: "",
      teams: [{ teamId: "0", name: "", minPlayers: 1, maxPlayers: 4 }],
      isViewed: false,
      isInvited: false,
      viewerList: [],
    });
    expect(room.playerList[0]).toMatchObject({
      playerId: "a",
      playerName: "name of a",
      networkStatus: 1,
      relayNetworkStatus: 2,
    });
  });

  test("finds roomId and owner in the data of the events that had them", async () => {
    const { room, of } = await serveLegacy();
    room.setNetworkState("b", NetworkState.RELAY_ONLINE);
    room.handle("b", "changeCustomPlayerStatus", { customPlayerStatus: 1 });
    room.handle("a", "changeRoom", { roomName: "x" });
    room.handle("a", "removePlayer", { removePlayerId: "b" });
    room.handle("a", "dismissRoom", {});
    const data = (hook: string): any => of(hook)[0]!.args.actionData;
    expect(data("onChangedPlayerNetworkState")).toMatchObject({ roomId: number, networkState: 3 });
    expect(data("onChangeCustomPlayerStatus")).toMatchObject({ roomId: number, customPlayerStatus: 1 });
    expect(data("onChangeRoom")).toMatchObject({ owner: "a", roomInfo: { roomName: "x" } });
    expect(data("onRemovePlayer")).toMatchObject({ owner: "a", removePlayerId: "b" });
    expect(data("onDestroyRoom")).toMatchObject({ roomId: number });
  });

  test("may name its room by number in SDK calls", async () => {
    const { of, settle } = await serveLegacy();
    const answers: any[] = [];
    of("onCreateRoom")[0]!.args.SDK.getRoomByRoomId({ roomId: number }, (event: any) => answers.push(event));
    await settle();
    expect(answers).toMatchObject([{ code: 0, data: { roomInfo: { roomId: number, id: "room-1" } } }]);
  });
});

test("Q42: the numeric room id is stable, positive and below 2^31", () => {
  expect(toLegacyRoomId("room-1")).toBe(toLegacyRoomId("room-1"));
  const ids = new Set(Array.from({ length: 10_000 }, (_, i) => toLegacyRoomId(`room-${i}`)));
  expect(ids.size).toBe(10_000);
  for (const id of ids) expect(id > 0 && id < 2 ** 31 && Number.isInteger(id)).toBe(true);
});

test("a script of V1.0.1 gets no old fields, but an old hook name is called where the new one is missing", async () => {
  const rooms: any[] = [];
  const { room } = (
    await serveRoom({
      onInitGameData: () => ({}),
      onRecvFromClient: () => undefined,
      onChangedPlayerNetworkState: (args: any) => rooms.push(args.room),
    })
  ).open("a");
  room.setNetworkState("a", NetworkState.RELAY_ONLINE);
  expect(rooms).toHaveLength(1);
  expect(rooms[0]).not.toHaveProperty("roomId");
});
