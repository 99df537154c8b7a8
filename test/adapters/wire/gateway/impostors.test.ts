import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../../src/contract";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";

/** A game with a key, a room with two players, and somebody who knows everything about it but a token. */
async function meet(): Promise<{
  world: WireWorld;
  victim: WireClient;
  friend: WireClient;
  thief: WireClient;
  room: any;
}> {
  const secretKey = "key";
  const world = makeWireWorld({ settings: { secretKey, frameRate: 15 } });
  const [victim, friend, thief] = [
    await world.login("victim", { secretKey }),
    await world.login("friend", { secretKey }),
    await world.login("thief", { secretKey }),
  ];
  const room = await victim.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  await friend.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} });
  return { world, victim, friend, thief, room };
}

describe("a stolen room id", () => {
  it("gives no frames and no messages of the room to somebody who checks its route", async () => {
    const { world, victim, friend, thief, room } = await meet();
    expect((await thief.checkLogin(room.routeId)).code).toBe(0);
    await victim.request(WireCommand.START_FRAME_SYNC);
    const chat = { roomId: room.id, recvPlayerList: [friend.playerId, thief.playerId], msg: "hello" };
    await victim.request(WireCommand.SEND_TO_CLIENT, chat);
    world.clock.advance(1000);
    expect(friend.pushesOf(WirePush.RECV_FRAME).length).toBeGreaterThan(10);
    expect(friend.pushesOf(WirePush.RECV_FROM_CLIENT)).toHaveLength(1);
    // It hears that it is out of the room, as somebody would who was removed while away.
    expect(thief.pushTypes).toEqual([WirePush.REMOVE_PLAYER]);
  });

  it.each([
    ["SEND_FRAME", "relay", { item: { data: "1" } }, ErrCode.EC_RELAY_MEMBER_NOT_EXISTS],
    ["REQUEST_FRAME", "relay", { beginFrameId: 1, endFrameId: 9 }, ErrCode.EC_RELAY_MEMBER_NOT_EXISTS],
    ["SEND_TO_GAME_SVR", "relay", { data: "1" }, ErrCode.EC_RELAY_MEMBER_NOT_EXISTS],
    ["SEND_TO_CLIENT", "common", { recvPlayerList: [], msg: "m" }, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM],
    ["DISMISS_ROOM", "common", {}, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM],
    ["START_FRAME_SYNC", "common", {}, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM],
    ["STOP_FRAME_SYNC", "common", {}, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM],
  ] as const)("is refused in %s over %s", async (command, socket, fields, code) => {
    const { world, thief, room } = await meet();
    await thief.checkLogin(room.routeId);
    const answer = await thief.request(WireCommand[command], { roomId: room.id, ...fields }, socket);
    expect(answer.code).toBe(code);
    expect(world.game.rooms.size).toBe(1);
  });
});

describe("a player id that is not the sender's", () => {
  it("in a new room's player, owner, and list of players counts for nothing", async () => {
    const { victim, thief } = await meet();
    const { code, data } = await thief.request(WireCommand.CREATE_ROOM, {
      maxPlayers: 4,
      owner: victim.playerId,
      playerInfo: { id: victim.playerId, name: "n" },
      playerList: [{ id: victim.playerId }],
    });
    expect(code).toBe(0);
    expect(data.roomInfo.owner).toBe(thief.playerId);
    expect(data.roomInfo.playerList.map(({ id }: { id: string }) => id)).toEqual([thief.playerId]);
  });

  it("in a group's player counts for nothing", async () => {
    const { victim, thief } = await meet();
    const { code, data } = await thief.request(WireCommand.CREATE_GROUP, {
      groupName: "g",
      maxPlayers: 4,
      playerInfo: { id: victim.playerId, name: "n" },
    });
    expect(code).toBe(0);
    expect(data.groupInfo.owner).toBe(thief.playerId);
    expect(data.groupInfo.groupPlayerList.map(({ id }: { id: string }) => id)).toEqual([thief.playerId]);
  });

  it("in a frame item, and in a message to others, is replaced by the sender's", async () => {
    const { world, victim, friend, room } = await meet();
    await victim.request(WireCommand.START_FRAME_SYNC);
    const item = { playerId: victim.playerId, data: "1" };
    expect((await friend.request(WireCommand.SEND_FRAME, { roomId: room.id, item }, "relay")).code).toBe(0);
    const chat = { roomId: room.id, recvPlayerList: [victim.playerId], msg: "m" };
    await friend.request(WireCommand.SEND_TO_CLIENT, chat);
    world.clock.advance(200);
    const frame = await victim.nextPush(WirePush.RECV_FRAME, (data) => data.frame.items.length > 0);
    expect(frame.data.frame.items[0].playerId).toBe(friend.playerId);
    const message = await victim.nextPush(WirePush.RECV_FROM_CLIENT);
    expect(message.data.sendPlayerId).toBe(friend.playerId);
  });

  it("in the envelope of a request is refused with 202, which makes an honest client log in again", async () => {
    const { world, victim, thief } = await meet();
    thief.playerId = victim.playerId;
    const { code } = await thief.request(WireCommand.LEAVE_ROOM);
    expect(code).toBe(ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
    expect(world.game.getRoomIdOfPlayer(victim.playerId)).toBeDefined();
  });
});

describe("another player's token", () => {
  it("makes nobody that player by a login without an openId", async () => {
    const { world, victim } = await meet();
    const thief = world.client({ openId: "", secretKey: "key" });
    Object.assign(thief, { token: victim.token, playerId: victim.playerId });
    expect((await thief.init()).code).toBe(0);
    expect(thief.playerId).not.toBe(victim.playerId);
    expect((await victim.request(WireCommand.GET_ROOM_BY_ROOM_ID)).code).toBe(0);
  });

  it("does not let a logged-in socket check a relay in that player's name", async () => {
    const { world, victim, friend, thief, room } = await meet();
    thief.token = victim.token;
    const check = { token: victim.token, routeId: room.routeId };
    const { code } = await thief.request(WireCommand.CHECK_LOGIN, check);
    expect(code).toBe(ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
    await friend.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(500);
    expect(victim.pushesOf(WirePush.RECV_FRAME).length).toBeGreaterThan(5);
  });
});
