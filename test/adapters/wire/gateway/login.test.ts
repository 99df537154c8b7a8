import { decodePacket } from "../../../../adapters/wire/codec/packet";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode, NetworkState } from "../../../../src/contract";
import { makeWireWorld } from "../../../wire/wire-game";

const schema = new WireSchema("current");
const createRoom = { roomName: "r", roomType: "t", maxPlayers: 4, playerInfo: { name: "n" } };

describe("login", () => {
  it("takes a right signature and gives token, player id and configuration", async () => {
    const world = makeWireWorld({ settings: { gameId: "obg-test", secretKey: "key" } });
    const client = world.client({ openId: "a", gameId: "obg-test", secretKey: "key" });
    const answer = await client.init();
    expect(answer).toMatchObject({ code: 0, data: { token: expect.stringMatching(/.+/) } });
    expect(answer.data.playerId).not.toBe("");
    expect(answer.data.sdkConfig).toEqual({
      pingInterval: 5000,
      reportInterval: 10000,
      serverTime: world.clock.now(),
      enableUdp: false,
      disableReport: true,
      disableReqReport: true,
      disableFrameReport: true,
      minReportSize: expect.any(Number),
    });
  });

  it("refuses a wrong signature, leaves the socket open, and takes a right one afterwards", async () => {
    const world = makeWireWorld({ settings: { secretKey: "key" } });
    const client = world.client({ openId: "a", secretKey: "key" });
    await client.openCommon();
    expect((await client.login({ sign: "wrong" })).code).toBe(ErrCode.EC_INVALID_PARAMS_SIGN);
    world.clock.advance(60_000);
    expect(client.common).toBeDefined();
    expect((await client.login()).code).toBe(0);
  });

  it("closes the socket some time after a refused login of a client that was logged in before", async () => {
    const world = makeWireWorld({ settings: { secretKey: "key" } });
    const client = await world.login("a", { secretKey: "key" });
    expect((await client.login({ sign: "wrong" })).code).toBe(ErrCode.EC_INVALID_PARAMS_SIGN);
    expect(client.common).toBeDefined();
    world.clock.advance(5000);
    expect(client.common).toBeUndefined();
  });

  it("keeps token and player id of a player across logins, and the old token stays good", async () => {
    const world = makeWireWorld();
    const first = await world.login("a");
    const second = await world.login("a");
    expect([second.playerId, second.token]).toEqual([first.playerId, first.token]);
  });

  it("drops a socket that never logs in, but late", async () => {
    const world = makeWireWorld();
    const client = world.client();
    await client.openCommon();
    world.clock.advance(60_000);
    expect(client.common).toBeDefined();
    world.clock.advance(30_000);
    expect(client.common).toBeUndefined();
    expect(world.gateway.size).toBe(0);
  });

  it("answers a logout", async () => {
    const client = await makeWireWorld().login("a");
    expect((await client.request(WireCommand.LOGOUT)).code).toBe(0);
  });
});

describe("second login of the same player", () => {
  it("moves the player to the newest socket and refuses requests of the old one with 215, heartbeats with nothing", async () => {
    const world = makeWireWorld();
    const old = await world.login("a");
    const roomInfo = await old.enter(WireCommand.CREATE_ROOM, createRoom);
    const fresh = await world.login("a");
    expect((await old.request(WireCommand.LEAVE_ROOM)).code).toBe(ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN);
    expect((await old.request(WireCommand.HEART_BEAT)).code).toBe(0);
    const mine = await fresh.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: "" });
    expect(mine.data.roomInfo.id).toBe(roomInfo.id);
  });

  it("does not take the player offline when the old socket closes at last", async () => {
    const world = makeWireWorld();
    const old = await world.login("a");
    await old.enter(WireCommand.CREATE_ROOM, createRoom);
    const fresh = await world.login("a");
    old.close();
    const { data } = await fresh.request(WireCommand.GET_ROOM_BY_ROOM_ID, {});
    expect(data.roomInfo.playerList[0].commonNetworkState).toBe(NetworkState.COMMON_ONLINE);
    expect(data.roomInfo.playerList[0].relayNetworkState).toBe(NetworkState.RELAY_OFFLINE);
  });

  it("lets the old client win again by logging in again", async () => {
    const world = makeWireWorld();
    const old = await world.login("a");
    const fresh = await world.login("a");
    await old.login();
    expect((await old.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
    expect((await fresh.request(WireCommand.LEAVE_ROOM)).code).toBe(ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN);
  });
});

describe("tokens", () => {
  const tokenError = ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE;

  it.each([
    ["no token", { authKey: "" }],
    ["a forged token", { authKey: "token-of-nobody" }],
    ["another player's id", { playerId: "player-b" }],
  ])("answers a request with %s by 202, which makes every client log in again", async (_what, envelope) => {
    const world = makeWireWorld();
    const client = await world.login("a");
    await world.login("b");
    const answer = client.request(WireCommand.GET_MY_GROUPS, {}, "common", "s1");
    await answer;
    const forged = client.encodeRequest(WireCommand.CREATE_ROOM, new Uint8Array(0), "s2", envelope);
    const seen = new Promise<number>((resolve) => {
      client.common!.onMessage((bytes) => resolve(readCode(bytes)));
    });
    client.sendRaw(forged);
    expect(await seen).toBe(tokenError);
    expect(world.game.rooms.size).toBe(0);
  });

  it("answers by 202 when a logged-in socket uses the token of another player", async () => {
    const world = makeWireWorld();
    const thief = await world.login("a");
    const victim = await world.login("b");
    await victim.request(WireCommand.CREATE_ROOM, createRoom);
    thief.token = victim.token;
    thief.playerId = victim.playerId;
    expect((await thief.request(WireCommand.DISMISS_ROOM)).code).toBe(tokenError);
    expect(world.game.rooms.size).toBe(1);
  });

  it("answers by 202 when a socket uses a good token without having logged in", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    client.common!.close();
    await client.openCommon();
    expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(tokenError);
    expect((await client.login()).code).toBe(0);
    expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
  });

  it("answers by 202 when a player with nothing but a relay socket calls for a room", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    await client.checkLogin("r");
    client.common!.close();
    const answer = await client.request(WireCommand.CREATE_ROOM, createRoom, "relay");
    expect([answer.code, world.game.rooms.size]).toEqual([tokenError, 0]);
  });

  it("lets a request without a player id pass, as the token says who asks", async () => {
    const client = await makeWireWorld().login("a");
    client.playerId = "";
    expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
  });
});

describe("check-login on the relay socket", () => {
  it("takes an older token in the body, because the envelope counts", async () => {
    const client = await makeWireWorld().login("a");
    await client.openRelay();
    const answer = await client.request(
      WireCommand.CHECK_LOGIN,
      { token: "long gone", routeId: "r" },
      "relay",
    );
    expect(answer.code).toBe(0);
  });

  it("refuses the token of another player, in the envelope and in the body", async () => {
    const world = makeWireWorld();
    const [a, b] = [await world.login("a"), await world.login("b")];
    await a.openRelay();
    expect((await a.request(WireCommand.CHECK_LOGIN, { token: b.token }, "relay")).code).toBe(tokenRefused);
    a.token = "nonsense";
    expect((await a.request(WireCommand.CHECK_LOGIN, { token: "x" }, "relay")).code).toBe(tokenRefused);
  });

  const tokenRefused = ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE;

  it("can be repeated without telling anyone", async () => {
    const world = makeWireWorld();
    const [a, b] = [await world.login("a"), await world.login("b")];
    const roomInfo = await a.enter(WireCommand.CREATE_ROOM, createRoom);
    await b.enter(WireCommand.JOIN_ROOM, { roomId: roomInfo.id, playerInfo: {} });
    const before = a.pushes.length;
    expect((await b.checkLogin(roomInfo.routeId)).code).toBe(0);
    expect((await b.checkLogin(roomInfo.routeId)).code).toBe(0);
    expect(a.pushes.length).toBe(before);
  });

  it("sends clients that talk on an unchecked relay socket back to it with 213", async () => {
    const client = await makeWireWorld().login("a");
    await client.openRelay();
    const answer = await client.request(WireCommand.SEND_FRAME, { item: { data: "{}" } }, "relay");
    expect(answer.code).toBe(ErrCode.EC_ACCESS_GET_RELAY_CONNECT_ERR);
  });

  it("lets the newest relay socket win, and refuses a check on the one before", async () => {
    const world = makeWireWorld({ settings: { frameRate: 15 } });
    const client = await world.login("a");
    const { routeId } = await client.enter(WireCommand.CREATE_ROOM, createRoom);
    const oldRelay = client.relay!;
    await client.openRelay();
    await client.checkLogin(routeId);
    await client.request(WireCommand.START_FRAME_SYNC);
    const newRelay = client.relay;
    let oldFrames = 0;
    oldRelay.onMessage(() => (oldFrames += 1));
    world.clock.advance(1001);
    expect(client.pushesOf(WirePush.RECV_FRAME).map(({ data }) => data.frame.id)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
    expect(oldFrames).toBe(0);
    client.relay = oldRelay;
    oldRelay.onMessage((bytes) => (oldFrames = readCode(bytes)));
    client.sendRaw(client.encodeRequest(WireCommand.CHECK_LOGIN, new Uint8Array(0), "late"), "relay");
    expect(oldFrames).toBe(ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN);
    client.relay = newRelay;
  });
});

function readCode(packet: Uint8Array): number {
  return schema.decode<{ errCode: number }>("ClientSendServerRspWrap1", decodePacket("request", packet)!)
    .errCode;
}
