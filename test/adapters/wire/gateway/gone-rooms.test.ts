/** A player never waits in a room that is gone, or that it is out of (spec mgobe-wire §3.4). */
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../../src/contract";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";

const roomPara = { roomName: "r", roomType: "t", maxPlayers: 4, playerInfo: { name: "n" } };
const playerInfo = { name: "n" };
const duo = {
  version: "V1.0",
  teams: [{ name: "all", maxPlayers: 2, minPlayers: 2, number: 1 }],
  playerAttributes: [],
  rules: [],
  timeout: 60,
};
const partings = [WirePush.DISMISS_ROOM, WirePush.REMOVE_PLAYER];

/** Lets everything happen that waits for promises; the clock stands still. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pushes by which the client heard that it is out of a room. */
async function partingsOf(client: WireClient): Promise<{ type: WirePush; roomId: string; over: string }[]> {
  await settle();
  expect(client.errors).toEqual([]);
  return client.pushes
    .filter(({ type }) => partings.includes(type))
    .map(({ type, data, over }) => ({ type, roomId: data.roomInfo.id, over }));
}

/** An owner and a guest in one room, both with all of their sockets. */
async function meet(world: WireWorld): Promise<{ owner: WireClient; guest: WireClient; room: any }> {
  const [owner, guest] = [await world.login("owner"), await world.login("guest")];
  const room = await owner.enter(WireCommand.CREATE_ROOM, roomPara);
  await guest.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo });
  return { owner, guest, room };
}

async function comeBack(client: WireClient, routeId: string): Promise<void> {
  expect((await client.init()).code).toBe(0);
  expect((await client.checkLogin(routeId)).code).toBe(0);
}

describe("a route that names no room", () => {
  it.each(["1.0.3", "1.2.7", "1.3.0", "1.3.9", "1.2.4.1"])(
    "is confirmed, and then the client of %s hears that the room is dismissed",
    async (version) => {
      const client = await makeWireWorld().login("a", { version });
      let pushesBefore = -1;
      await client.openRelay();
      const { code } = await client.request(
        WireCommand.CHECK_LOGIN,
        { token: client.token, routeId: "of the process before" },
        "relay",
        "s",
        () => (pushesBefore = client.pushes.length),
      );
      expect([code, pushesBefore]).toEqual([0, 0]);
      expect(await partingsOf(client)).toEqual([
        { type: WirePush.DISMISS_ROOM, roomId: "of the process before", over: "common" },
      ]);
    },
  );

  it("is told over the relay socket when that one is back first", async () => {
    const world = makeWireWorld();
    const before = await world.login("a");
    before.close();
    const client = world.client({ openId: "a" });
    client.token = before.token;
    await client.checkLogin("gone");
    expect(await partingsOf(client)).toEqual([
      { type: WirePush.DISMISS_ROOM, roomId: "gone", over: "relay" },
    ]);
  });

  it("is told once, however often it is named and whatever heartbeats come", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    for (let i = 0; i < 3; i++) {
      await client.checkLogin("gone");
      await client.request(WireCommand.HEART_BEAT, {}, "relay");
      world.clock.advance(5000);
    }
    expect(await partingsOf(client)).toHaveLength(1);
  });

  it("is told nothing of to a player who is in another room by now", async () => {
    const client = await makeWireWorld().login("a");
    await client.request(WireCommand.CREATE_ROOM, roomPara);
    await client.checkLogin("the room before");
    expect(await partingsOf(client)).toEqual([]);
  });
});

describe("who leaves at once", () => {
  it("and joins the same room again, which confirms no route, gets frames and messages", async () => {
    const world = makeWireWorld();
    const { owner, room } = await meet(world);
    const client = await world.login("quick");
    const join = { roomId: room.id, playerInfo };
    await client.request(WireCommand.JOIN_ROOM, join);
    await client.request(WireCommand.LEAVE_ROOM);
    await client.checkLogin(room.routeId);
    expect((await client.request(WireCommand.JOIN_ROOM, join)).code).toBe(0);
    await owner.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(1000);
    expect(client.pushesOf(WirePush.RECV_FRAME).length).toBeGreaterThan(10);
    expect(client.pushes.every(({ type, over }) => type !== WirePush.RECV_FRAME || over === "relay")).toBe(
      true,
    );
    expect(await partingsOf(client)).toEqual([]);
  });

  it.each([
    ["leaves", WireCommand.LEAVE_ROOM],
    ["dismisses", WireCommand.DISMISS_ROOM],
  ])("and %s the room that it made is not told what it asked for", async (_name, command) => {
    const client = await makeWireWorld().login("a");
    const { data } = await client.request(WireCommand.CREATE_ROOM, roomPara);
    expect((await client.request(command)).code).toBe(0);
    await client.checkLogin(data.roomInfo.routeId);
    expect(await partingsOf(client)).toEqual([]);
  });
});

describe("a client that was away", () => {
  it("when its room was dismissed hears of it on its return", async () => {
    const { owner, guest, room } = await meet(makeWireWorld());
    guest.close();
    await owner.request(WireCommand.DISMISS_ROOM, {});
    await comeBack(guest, room.routeId);
    expect(await partingsOf(guest)).toMatchObject([{ type: WirePush.DISMISS_ROOM, roomId: room.id }]);
  });

  it("when it was removed hears of it on its return, with the room as it is", async () => {
    const { owner, guest, room } = await meet(makeWireWorld());
    guest.close();
    const removal = { removePlayerId: guest.playerId };
    expect((await owner.request(WireCommand.REMOVE_PLAYER, removal)).code).toBe(0);
    await comeBack(guest, room.routeId);
    expect(await partingsOf(guest)).toMatchObject([{ type: WirePush.REMOVE_PLAYER, roomId: room.id }]);
    const [push] = guest.pushesOf(WirePush.REMOVE_PLAYER);
    expect(push?.data.removePlayerId).toBe(guest.playerId);
    expect(push?.data.roomInfo.playerList).toMatchObject([{ id: owner.playerId }]);
  });

  it("when it was told over a line that was dead hears of it again", async () => {
    const { owner, guest, room } = await meet(makeWireWorld());
    for (const socket of [guest.common, guest.relay]) (socket as any).peer.isMuted = true;
    await owner.request(WireCommand.DISMISS_ROOM, {});
    expect(await partingsOf(guest)).toEqual([]);
    guest.relay!.close();
    await comeBack(guest, room.routeId);
    expect(await partingsOf(guest)).toMatchObject([{ type: WirePush.DISMISS_ROOM, roomId: room.id }]);
  });

  it("with open sockets, as a phone that slept, hears at its first heartbeat", async () => {
    const world = makeWireWorld({ settings: { roomPolicy: { emptySeconds: 0, offlineSeconds: 300 } } });
    const client = await world.login("a");
    const room = await client.enter(WireCommand.CREATE_ROOM, roomPara);
    world.clock.advance(330_000);
    expect(world.game.rooms.size).toBe(0);
    expect(client.relay).toBeDefined();
    expect(await partingsOf(client)).toEqual([]);
    await client.request(WireCommand.HEART_BEAT, {}, "relay");
    expect(await partingsOf(client)).toMatchObject([{ type: WirePush.DISMISS_ROOM, roomId: room.id }]);
  });

  it("and whose room still stands goes on as if nothing was", async () => {
    const world = makeWireWorld();
    const { guest, room } = await meet(world);
    guest.close();
    await comeBack(guest, room.routeId);
    expect(await partingsOf(guest)).toEqual([]);
    await guest.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(1000);
    expect(guest.pushesOf(WirePush.RECV_FRAME).length).toBeGreaterThan(10);
  });
});

describe("a room that ends under its players", () => {
  it("is told once to each, also when a confirmation of its route crosses that on the way", async () => {
    const { owner, guest, room } = await meet(makeWireWorld());
    await owner.request(WireCommand.DISMISS_ROOM, {});
    await guest.checkLogin(room.routeId);
    expect(await partingsOf(guest)).toHaveLength(1);
    expect(await partingsOf(owner)).toEqual([]);
  });

  it("with the whole server is told to everybody, waiting players too, before the sockets close", async () => {
    const world = makeWireWorld({ settings: { matchRules: { duo } } });
    const { owner, guest, room } = await meet(world);
    const waiting = await world.login("waiting");
    const match = { matchCode: "duo", playerInfo: { name: "w" } };
    expect((await waiting.request(WireCommand.MATCH_PLAYERS, match)).code).toBe(0);
    world.game.shutDown();
    world.gateway.close();
    for (const client of [owner, guest]) {
      expect(await partingsOf(client)).toMatchObject([{ type: WirePush.DISMISS_ROOM, roomId: room.id }]);
      expect(client.common).toBeUndefined();
    }
    expect(waiting.pushesOf(WirePush.MATCH_TIMEOUT)).toMatchObject([
      { data: { errCode: ErrCode.EC_MATCH_TIMEOUT } },
    ]);
  });
});

it("a match that is made while a client's line is dead is told again when it is back", async () => {
  const world = makeWireWorld({ settings: { matchRules: { duo } } });
  const [a, b] = [await world.login("a"), await world.login("b")];
  for (const client of [a, b]) {
    await client.request(WireCommand.MATCH_PLAYERS, { matchCode: "duo", playerInfo: { name: "w" } });
  }
  (b.common as any).peer.isMuted = true;
  world.clock.advance(2000);
  await settle();
  expect([a, b].map((client) => client.pushesOf(WirePush.MATCH_PLAYERS).length)).toEqual([1, 0]);
  expect((await b.init()).code).toBe(0);
  const [push] = b.pushesOf(WirePush.MATCH_PLAYERS);
  await b.checkLogin(push?.data.roomInfo.routeId);
  b.common!.close();
  await b.init();
  expect(b.pushesOf(WirePush.MATCH_PLAYERS)).toHaveLength(1);
});

it("a process that stood still takes nobody for gone, and no room with them", async () => {
  const world = makeWireWorld({ settings: { roomPolicy: { emptySeconds: 0, offlineSeconds: 0 } } });
  const { owner, guest } = await meet(world);
  const elapsed = world.clock.elapsed.bind(world.clock);
  let stall = 0;
  jest.spyOn(world.clock, "elapsed").mockImplementation(() => elapsed() + stall);
  stall = 700_000;
  world.clock.advance(5000);
  for (const client of [owner, guest]) await client.request(WireCommand.HEART_BEAT, {}, "common");
  world.clock.advance(5000);
  expect(world.game.rooms.size).toBe(1);
  expect(await partingsOf(guest)).toEqual([]);
  expect(guest.pushTypes).not.toContain(WirePush.CHANGE_PLAYER_NETWORK_STATE);
  // Who is silent from then on goes as ever; a room whose players are all offline ends at once here.
  world.clock.advance(25_000);
  expect(world.game.rooms.size).toBe(0);
});
