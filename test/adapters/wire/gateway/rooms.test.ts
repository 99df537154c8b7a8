import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ChangeRoomOption, CreateRoomType, ErrCode, NetworkState } from "../../../../src/contract";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";

const createRoom = {
  roomName: "r",
  roomType: "t",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "p",
  playerInfo: { name: "n", customPlayerStatus: 7, customProfile: "profile" },
  teamList: [{ id: "0", minPlayers: 1, maxPlayers: 4 }],
};

let world: WireWorld;
let a: WireClient;
let b: WireClient;
let room: any;

/** Two players in one room, nothing pending. */
async function meet(versionOfB = "1.3.9"): Promise<void> {
  world = makeWireWorld();
  a = await world.login("a");
  b = await world.login("b", { version: versionOfB });
  room = await a.enter(WireCommand.CREATE_ROOM, createRoom);
  await b.enter(WireCommand.JOIN_ROOM, { roomId: room.id, teamId: "0", playerInfo: { name: "b" } });
  a.pushes.length = 0;
  b.pushes.length = 0;
}

afterEach(() => {
  expect(a.errors).toEqual([]);
  expect(b.errors).toEqual([]);
});

describe("a room over the wire", () => {
  it("is created with all that the request says, and has a route", async () => {
    await meet();
    expect(room).toMatchObject({
      name: "r",
      type: "t",
      maxPlayers: 4,
      owner: a.playerId,
      customProperties: "p",
      createType: CreateRoomType.COMMON_CREATE,
      teamList: [{ id: "0", name: "", minPlayers: 1, maxPlayers: 4 }],
      playerList: [
        {
          id: a.playerId,
          name: "n",
          customPlayerStatus: 7,
          customProfile: "profile",
          teamId: "0",
          commonNetworkState: NetworkState.COMMON_ONLINE,
        },
      ],
    });
    expect(room.routeId).not.toBe("");
  });

  it("has one team for each of the request, and players join the one they name", async () => {
    await meet();
    const c = await world.login("c");
    const d = await world.login("d");
    const teamList = ["0", "1"].map((id) => ({ id, minPlayers: 1, maxPlayers: 2 }));
    const created = await c.enter(WireCommand.CREATE_ROOM, { ...createRoom, teamList });
    const joined = await d.enter(WireCommand.JOIN_ROOM, { roomId: created.id, teamId: "1", playerInfo: {} });
    expect(joined.teamList).toHaveLength(2);
    expect(joined.playerList.map((player: any) => player.teamId)).toEqual(["0", "1"]);
  });

  it("answers a joiner before it tells everyone, the joiner included", async () => {
    await meet();
    const c = await world.login("c");
    const order: string[] = [];
    c.onPush((push) => order.push(WirePush[push.type]));
    await c
      .request(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} })
      .then(() => order.unshift("answer"));
    expect(order).toEqual(["answer", "JOIN_ROOM"]);
    for (const client of [a, b, c]) {
      const [push] = client.pushesOf(WirePush.JOIN_ROOM);
      expect(push).toMatchObject({ over: "common", data: { joinPlayerId: c.playerId } });
      expect(push!.data.roomInfo.playerList).toHaveLength(3);
    }
  });

  it("can be read by its id by somebody who is not in it, and by a member with no id or 0", async () => {
    await meet();
    const c = await world.login("c");
    const read = async (client: WireClient, roomId: string) =>
      client.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId });
    expect((await read(c, room.id)).data.roomInfo.id).toBe(room.id);
    expect((await read(b, "")).data.roomInfo.id).toBe(room.id);
    expect((await read(b, "0")).data.roomInfo.id).toBe(room.id);
    expect((await read(c, "")).code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    expect((await read(c, "nowhere")).code).toBe(ErrCode.EC_ROOM_INFO_UNEXIST);
  });

  it("can still be read by a player who was removed, who hears of it like the others", async () => {
    await meet();
    expect((await a.request(WireCommand.REMOVE_PLAYER, { removePlayerId: b.playerId })).code).toBe(0);
    for (const client of [a, b]) {
      expect(client.pushesOf(WirePush.REMOVE_PLAYER)[0]!.data.removePlayerId).toBe(b.playerId);
    }
    const { data } = await b.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: room.id });
    expect(data.roomInfo.playerList.map((player: any) => player.id)).toEqual([a.playerId]);
  });

  it("lets the last ones know when somebody leaves, but not the leaver", async () => {
    await meet();
    const { data } = await a.request(WireCommand.LEAVE_ROOM);
    expect(data.roomInfo.playerList).toHaveLength(1);
    expect(a.pushTypes).toEqual([]);
    expect(b.pushes).toMatchObject([
      { type: WirePush.LEAVE_ROOM, data: { leavePlayerId: a.playerId, roomInfo: { owner: b.playerId } } },
    ]);
  });

  it("tells all but the owner when it is dismissed, and only its own members may name it", async () => {
    await meet();
    const c = await world.login("c");
    const own = await c.enter(WireCommand.CREATE_ROOM, createRoom);
    const foreign = await c.request(WireCommand.DISMISS_ROOM, { roomId: room.id });
    expect(foreign.code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    expect(world.game.rooms.size).toBe(2);
    expect((await c.request(WireCommand.DISMISS_ROOM, { roomId: own.id })).code).toBe(0);
    expect((await a.request(WireCommand.DISMISS_ROOM)).code).toBe(0);
    expect(a.pushTypes).toEqual([]);
    expect(b.pushes).toMatchObject([{ type: WirePush.DISMISS_ROOM, data: { roomInfo: { id: room.id } } }]);
  });

  it("changes exactly what the list of options names, empty values included", async () => {
    await meet();
    const changeRoomOptionList = [ChangeRoomOption.CUSTOM_PROPERTIES, ChangeRoomOption.IS_FORBID_JOIN];
    const fields = { roomName: "not listed", isForbidJoin: true, changeRoomOptionList };
    const { data } = await a.request(WireCommand.CHANGE_ROOM, fields);
    expect(data.roomInfo).toMatchObject({ name: "r", customProperties: "", isForbidJoin: true });
    for (const client of [a, b]) {
      expect(client.pushesOf(WirePush.CHANGE_ROOM)[0]!.data.roomInfo.isForbidJoin).toBe(true);
    }
  });

  it("takes all four fields as given from clients before 1.2, which have no list of options", async () => {
    await meet("1.0.3");
    await a.request(WireCommand.LEAVE_ROOM);
    const fields = { roomName: "new", owner: b.playerId, isPrivate: true, customProperties: "" };
    expect((await b.request(WireCommand.CHANGE_ROOM, fields)).data.roomInfo).toMatchObject({
      name: "new",
      owner: b.playerId,
      isPrivate: true,
      customProperties: "",
    });
  });

  it("carries status and profile to everyone", async () => {
    await meet();
    await b.request(WireCommand.CHANGE_CUSTOM_PLAYER_STATUS, { customPlayerStatus: 4294967295 });
    await b.request(WireCommand.CHANGE_ROOM_PLAYER_PROFILE, { customProfile: "😀" });
    for (const client of [a, b]) {
      expect(client.pushes).toMatchObject([
        { type: WirePush.CHANGE_CUSTOM_PLAYER_STATUS, data: { customPlayerStatus: 4294967295 } },
        {
          type: WirePush.CHANGE_ROOM_PLAYER_PROFILE,
          data: { changePlayerId: b.playerId, customProfile: "😀" },
        },
      ]);
    }
  });

  it("carries a message to exactly those who are listed and in the room", async () => {
    await meet();
    const c = await world.login("c");
    const recvPlayerList = [b.playerId, c.playerId];
    await a.request(WireCommand.SEND_TO_CLIENT, { roomId: room.id, recvPlayerList, msg: '{"not":"parsed"}' });
    expect(b.pushes).toMatchObject([
      {
        type: WirePush.RECV_FROM_CLIENT,
        over: "common",
        data: { roomId: room.id, sendPlayerId: a.playerId, msg: '{"not":"parsed"}' },
      },
    ]);
    expect([...a.pushTypes, ...c.pushTypes]).toEqual([]);
  });

  it("takes no message from outside, whatever room id is stolen", async () => {
    await meet();
    const c = await world.login("c");
    const fields = { roomId: room.id, recvPlayerList: [b.playerId], msg: "spam" };
    expect((await c.request(WireCommand.SEND_TO_CLIENT, fields)).code).toBe(
      ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
    );
    await c.enter(WireCommand.CREATE_ROOM, createRoom);
    const frame = { roomId: room.id, item: { playerId: b.playerId, data: "{}" } };
    expect((await c.request(WireCommand.SEND_FRAME, frame, "relay")).code).toBe(
      ErrCode.EC_RELAY_MEMBER_NOT_EXISTS,
    );
    expect(b.pushes).toEqual([]);
  });

  it("is listed page by page", async () => {
    await meet();
    for (const cmd of [WireCommand.GET_ROOM_LIST, WireCommand.GET_ROOM_LIST_V2]) {
      const { data } = await b.request(cmd, { pageNo: 1, pageSize: 10, roomType: "t" });
      expect(data).toMatchObject({ total: 1, roomList: [{ id: room.id }] });
      expect((await b.request(cmd, { pageNo: 1, pageSize: 10, roomType: "other" })).data.total).toBe(0);
    }
  });

  it("is found by matchRoom, and the one who comes that way does not hear of itself", async () => {
    await meet();
    const c = await world.login("c");
    const { data } = await c.request(WireCommand.MATCH_ROOM_SIMPLE, {
      roomType: "t",
      maxPlayers: 4,
      playerInfo: {},
    });
    expect(data.roomInfo.id).toBe(room.id);
    expect(a.pushTypes).toEqual([WirePush.JOIN_ROOM]);
    expect(c.pushTypes).toEqual([]);
  });
});

describe("presence", () => {
  it("tells the others when the relay socket goes and comes, while room events keep coming over the common one", async () => {
    await meet();
    b.relay!.close();
    await a.request(WireCommand.CHANGE_CUSTOM_PLAYER_STATUS, { customPlayerStatus: 1 });
    expect(b.pushesOf(WirePush.CHANGE_CUSTOM_PLAYER_STATUS)).toHaveLength(1);
    await b.checkLogin(room.routeId);
    const states = a.pushesOf(WirePush.CHANGE_PLAYER_NETWORK_STATE).map(({ data }) => data.networkState);
    expect(states).toEqual([NetworkState.RELAY_OFFLINE, NetworkState.RELAY_ONLINE]);
  });

  it("tells the others when both sockets go, and keeps the seat for the return", async () => {
    await meet();
    b.close();
    const states = () =>
      a.pushesOf(WirePush.CHANGE_PLAYER_NETWORK_STATE).map(({ data }) => data.networkState);
    expect(states()).toEqual(
      expect.arrayContaining([NetworkState.RELAY_OFFLINE, NetworkState.COMMON_OFFLINE]),
    );
    await b.init();
    const { data } = await b.request(WireCommand.GET_ROOM_BY_ROOM_ID, {});
    expect(data.roomInfo.id).toBe(room.id);
    await b.checkLogin(data.roomInfo.routeId);
    expect(states().slice(-2)).toEqual([NetworkState.COMMON_ONLINE, NetworkState.RELAY_ONLINE]);
  });

  it("counts a player as offline after three heartbeats of silence and back at the next sign of life", async () => {
    await meet();
    for (let second = 0; second < 30; second += 5) {
      await a.request(WireCommand.HEART_BEAT);
      await a.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay");
      world.clock.advance(5000);
    }
    const states = () => a.pushesOf(WirePush.CHANGE_PLAYER_NETWORK_STATE).map(({ data }) => data);
    expect(states().every(({ changePlayerId }) => changePlayerId === b.playerId)).toBe(true);
    expect(
      states()
        .map(({ networkState }) => networkState)
        .sort(),
    ).toEqual([NetworkState.COMMON_OFFLINE, NetworkState.RELAY_OFFLINE]);
    expect(b.common).toBeDefined();
    a.pushes.length = 0;
    await b.request(WireCommand.HEART_BEAT);
    await b.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay");
    expect(states().map(({ networkState }) => networkState)).toEqual([
      NetworkState.COMMON_ONLINE,
      NetworkState.RELAY_ONLINE,
    ]);
  });

  it("counts a player as offline who went while its room was being made", async () => {
    await meet();
    const c = await world.login("c");
    void c.request(WireCommand.CREATE_ROOM, createRoom);
    c.close();
    await new Promise((resolve) => setImmediate(resolve));
    const [made] = world.game.rooms.list().filter(({ id }) => id !== room.id);
    expect(made!.getInfo().playerList[0]!.commonNetworkState).toBe(NetworkState.COMMON_OFFLINE);
  });

  it("counts a relay socket at once when its player comes back into the room that it was checked for", async () => {
    await meet();
    await b.request(WireCommand.LEAVE_ROOM);
    const { data } = await b.request(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} });
    expect(data.roomInfo.routeId).toBe(room.routeId);
    await a.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(200);
    expect(b.pushesOf(WirePush.RECV_FRAME).length).toBeGreaterThan(0);
  });
});
