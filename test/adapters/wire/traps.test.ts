/**
 * What clients of MGOBE stumble over, from spec mgobe-wire, where it is not on the checklist and not one subject's
 * business: each test is one sentence of the specification.
 */
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { ErrCode, NetworkState } from "../../../src/contract";
import { type WireClient } from "../../wire/wire-client";
import { makeWireWorld } from "../../wire/wire-game";

const createRoom = { roomName: "r", roomType: "t", maxPlayers: 4, playerInfo: { name: "n" } };
const teams = [0, 1].map((id) => ({ id: String(id), minPlayers: 1, maxPlayers: 1 }));

async function expectRead(...clients: WireClient[]): Promise<void> {
  for (const { errors } of clients) expect(errors).toEqual([]);
}

it("a leaver gets the room without itself back, the last one an empty one, so that no relay is opened for it (§1.2, §5.2)", async () => {
  const client = await makeWireWorld().login("a");
  await client.request(WireCommand.CREATE_ROOM, createRoom);
  const { code, data } = await client.request(WireCommand.LEAVE_ROOM);
  expect([code, data.roomInfo.playerList, data.roomInfo.owner]).toEqual([0, [], ""]);
});

it("the relay counts as offline until it is checked, and the player may hear of its own change (§4.5, §5.3)", async () => {
  const client = await makeWireWorld().login("a");
  const { data } = await client.request(WireCommand.CREATE_ROOM, createRoom);
  expect(data.roomInfo.playerList[0]).toMatchObject({
    commonNetworkState: NetworkState.COMMON_ONLINE,
    relayNetworkState: NetworkState.RELAY_OFFLINE,
  });
  await client.checkLogin(data.roomInfo.routeId);
  const after = await client.request(WireCommand.GET_ROOM_BY_ROOM_ID);
  expect(after.data.roomInfo.playerList[0].relayNetworkState).toBe(NetworkState.RELAY_ONLINE);
});

it("the first frame waits for one period, so that 1.3.9 has asked for the room before it (§5.8)", async () => {
  const world = makeWireWorld({ settings: { frameRate: 10 } });
  const client = await world.login("a");
  await client.enter(WireCommand.CREATE_ROOM, createRoom);
  await client.request(WireCommand.START_FRAME_SYNC);
  world.clock.advance(99);
  expect(client.pushesOf(WirePush.RECV_FRAME)).toHaveLength(0);
  world.clock.advance(2);
  expect(client.pushesOf(WirePush.RECV_FRAME)).toHaveLength(1);
});

it("team 0 is a team like the others in a room with teams, and full when it is full (§4.5)", async () => {
  const world = makeWireWorld();
  const [a, b, c] = [await world.login("a"), await world.login("b"), await world.login("c")];
  const made = await a.request(WireCommand.CREATE_ROOM, { ...createRoom, maxPlayers: 2, teamList: teams });
  expect(made.data.roomInfo.playerList[0].teamId).toBe("0");
  const join = { roomId: made.data.roomInfo.id, playerInfo: {} };
  const full = await b.request(WireCommand.JOIN_ROOM, { ...join, teamId: "0" });
  expect(full.code).toBe(ErrCode.EC_ROOM_TEAM_MEMBER_LIMIT_EXCEED);
  const unknown = await b.request(WireCommand.JOIN_ROOM, { ...join, teamId: "7" });
  expect(unknown.code).toBe(ErrCode.EC_ROOM_INVALID_PARAMS_TEAM_ID);
  expect((await c.request(WireCommand.JOIN_ROOM, { ...join, teamId: "1" })).code).toBe(0);
});

it.each([
  ["GET_ROOM_LIST", "1.0.3"],
  ["GET_ROOM_LIST_V2", "1.3.9"],
] as const)(
  "%s of a client of %s leaves private rooms out and says how many there are (§4.1)",
  async (list, version) => {
    const world = makeWireWorld();
    for (const name of ["one", "two", "three"]) {
      const client = await world.login(name);
      await client.request(WireCommand.CREATE_ROOM, { ...createRoom, isPrivate: name === "two" });
    }
    const client = await world.login("reader", { version });
    const { code, data } = await client.request(WireCommand[list], { pageNo: 1, pageSize: 1 });
    expect(code).toBe(0);
    expect([data.roomList.length, data.total]).toEqual([1, 2]);
    await expectRead(client);
  },
);

it("an answer comes before the pushes that its request causes, for whoever asked (§5.2)", async () => {
  const world = makeWireWorld();
  const client = await world.login("a");
  await client.enter(WireCommand.CREATE_ROOM, createRoom);
  client.pushes.length = 0;
  let pushesBefore = -1;
  const status = { customPlayerStatus: 1 };
  await client.request(WireCommand.CHANGE_CUSTOM_PLAYER_STATUS, status, "common", "s", () => {
    pushesBefore = client.pushes.length;
  });
  await client.nextPush(WirePush.CHANGE_CUSTOM_PLAYER_STATUS);
  expect(pushesBefore).toBe(0);
});

it("an answer goes to the socket that asked, and an unknown room on the relay is no reason to log in (§1.2)", async () => {
  const world = makeWireWorld();
  const client = await world.login("a");
  const room = await client.enter(WireCommand.CREATE_ROOM, createRoom);
  let overCommon = 0;
  const { common } = client;
  const listen = client.relay!;
  common!.onMessage(() => (overCommon += 1));
  const gone = { roomId: "gone", beginFrameId: 1, endFrameId: 2 };
  const { code } = await client.request(WireCommand.REQUEST_FRAME, gone, "relay");
  expect([ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE, 0]).not.toContain(code);
  expect(client.relay).toBe(listen);
  expect(overCommon).toBe(0);
  expect(room.routeId).not.toBe("");
});

it("a member of several groups is told of as offline with the ids of the groups and without a room (§4.2, 105)", async () => {
  const world = makeWireWorld();
  const [a, b] = [await world.login("a"), await world.login("b")];
  const groupIds: string[] = [];
  for (const groupName of ["g", "h"]) {
    const { data } = await a.request(WireCommand.CREATE_GROUP, {
      groupName,
      groupType: 1,
      maxPlayers: 3,
      playerInfo: { name: "n" },
    });
    groupIds.push(data.groupInfo.id);
    const join = { groupId: data.groupInfo.id, playerInfo: { name: "n" } };
    expect((await b.request(WireCommand.JOIN_GROUP, join)).code).toBe(0);
  }
  b.common!.close();
  for (const groupId of groupIds) {
    const { data } = await a.nextPush(WirePush.CHANGE_PLAYER_NETWORK_STATE, ({ groupIdList }) =>
      groupIdList.includes(groupId),
    );
    expect(data).toMatchObject({
      changePlayerId: b.playerId,
      networkState: NetworkState.COMMON_OFFLINE,
      roomInfo: null,
    });
  }
});
