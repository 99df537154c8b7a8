/**
 * The checklist for gateways at the end of spec mgobe-wire (§9), line by line: what a client of MGOBE relies on. Details
 * have tests beside the code that they belong to.
 */
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { WireSchema } from "../../../adapters/wire/codec/wire-schema";
import { decodePacket, encodePacket } from "../../../adapters/wire/codec/packet";
import { ErrCode } from "../../../src/contract";
import { captured } from "../../wire/wire-captured";
import { type WireAnswer, type WireClient } from "../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../wire/wire-game";
import { type MemorySocket } from "../../wire/wire-memory";
import { listenAsGateway, type ListeningGateway } from "../../wire/wire-server";

const schema = new WireSchema("current");
const createRoom = { roomName: "r", roomType: "t", maxPlayers: 6, playerInfo: { name: "n" } };
const duel = {
  version: "V1.0",
  teams: [{ name: "all", maxPlayers: 2, minPlayers: 2, number: 1 }],
  playerAttributes: [],
  rules: [],
  timeout: 5,
};

/** Clients whose messages are looked at when a line is done: none of them may have failed to read one. */
let clients: WireClient[] = [];

afterEach(() => {
  for (const { errors } of clients) expect(errors).toEqual([]);
  clients = [];
});

async function login(world: WireWorld, openId: string, version?: string): Promise<WireClient> {
  const client = await world.login(openId, version === undefined ? {} : { version });
  clients.push(client);
  return client;
}

/** A room with one client per version, the first of which made it. */
async function meet(world: WireWorld, ...versions: string[]): Promise<{ room: any; members: WireClient[] }> {
  const members: WireClient[] = [];
  let room: any;
  for (const [index, version] of versions.entries()) {
    const client = await login(world, `member-${index}`, version);
    room = await (index === 0
      ? client.enter(WireCommand.CREATE_ROOM, createRoom)
      : client.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: { name: "n" } }));
    members.push(client);
  }
  for (const { pushes } of members) pushes.length = 0;
  return { room, members };
}

/** Sends raw bytes over a socket and gives the answer back. */
function ask(
  client: WireClient,
  bytes: Buffer,
): Promise<{ packet: Buffer; errCode: number; body: Uint8Array }> {
  return new Promise((resolve) => {
    client.common!.onMessage((answer) => {
      const outer = schema.decode<any>("ClientSendServerRspWrap1", decodePacket("request", answer)!);
      const { body } = schema.decode<any>("ClientSendServerRspWrap2", outer.body);
      resolve({ packet: Buffer.from(answer), errCode: outer.errCode, body });
    });
    client.sendRaw(bytes);
  });
}

describe("1. sockets", () => {
  let server: ListeningGateway;
  beforeAll(async () => {
    server = await listenAsGateway();
  });
  afterAll(() => server.close());

  it.each([
    ["/", "the relay port", undefined],
    ["/mgobe", "/mgobe:5443", undefined],
    ["/mgobe/", "/mgobe/:5443", undefined],
    ["/mgobe", "/mgobe:8585", undefined],
    ["/?r=", "/?r=:5443", undefined],
    ["/mgobe", "/mgobe", "its first check-login alone"],
  ])(
    "are taken by TLS at %s and %s, the relay one known by its address or %s",
    async (common, relay, byCheck) => {
      const { origin, relayOrigin, world } = server;
      const client = server.client(`${common} ${relay}`, (which) =>
        which === "common" ? origin + common : relay.startsWith("/") ? origin + relay : `${relayOrigin}/`,
      );
      clients.push(client);
      expect((await client.init()).code).toBe(0);
      await client.openRelay();
      const early = await client.request(WireCommand.SEND_FRAME, { item: { data: "1" } }, "relay");
      // 213 sends a client to its check-login; 202 to a new login first, which comes to the same.
      const notYet = byCheck
        ? ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE
        : ErrCode.EC_ACCESS_GET_RELAY_CONNECT_ERR;
      expect(early.code).toBe(notYet);
      await client.enter(WireCommand.CREATE_ROOM, createRoom);
      await client.request(WireCommand.START_FRAME_SYNC);
      world.clock.advance(200);
      expect((await client.nextPush(WirePush.RECV_FRAME)).over).toBe("relay");
      client.close();
    },
  );
});

describe("2. packets", () => {
  it("are the captured bytes", async () => {
    const client = await login(makeWireWorld(), "a");
    const { packet } = await ask(client, Buffer.from(captured.heartbeat, "hex"));
    expect(packet.toString("hex")).toBe(captured.heartbeatAnswer);
  });

  it.each([
    ["text", "hello", 1003],
    ["more than 64 KiB", Buffer.alloc(64 * 1024 + 1, 2), 1009],
  ])("of %s end the connection", async (_what, message, code) => {
    const client = await login(makeWireWorld(), "a");
    const socket = client.common as MemorySocket;
    socket.send(message);
    expect(socket.closedWith).toMatchObject({ code });
  });

  it("are one to a message, however fast they come", async () => {
    const { members } = await meet(makeWireWorld(), "1.3.9", "1.3.9");
    const [a, b] = members as [WireClient, WireClient];
    const sizes: boolean[] = [];
    b.common!.onMessage((bytes) => sizes.push(Buffer.from(bytes).readUInt32BE(1) === bytes.length));
    const fields = { recvPlayerList: [b.playerId], msg: "m" };
    await Promise.all([1, 2, 3].map(() => a.request(WireCommand.SEND_TO_CLIENT, fields)));
    expect(sizes).toEqual([true, true, true]);
  });
});

describe("3. commands", () => {
  it("are known by the inner number, whatever the outer one says and however it is written", async () => {
    const client = await login(makeWireWorld(), "a");
    const { token, playerId } = client;
    const text = (tag: number, value: string) =>
      Buffer.concat([Buffer.from([tag, value.length]), Buffer.from(value)]);
    // Body before command, command 2001 in five bytes; then player, token, seq, outer command, version, last to first.
    const inner = Buffer.from("1200" + "08d18f808000", "hex");
    const packet = encodePacket(
      "request",
      Buffer.concat([
        Buffer.from([0x72, inner.length]),
        inner,
        text(0x6a, playerId),
        text(0x42, token),
        text(0x22, "seq"),
        text(0x1a, "relay_cmd"),
        text(0x0a, "1.0.3"),
      ]),
    );
    expect((await ask(client, packet)).errCode).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
  });
});

describe("4. login", () => {
  it("takes the captured one with its signature, and no other signature", async () => {
    const settings = { gameId: "obg-test1", secretKey: "secretkey" };
    const world = makeWireWorld({ settings, now: 1795336608_000 });
    const client = world.client();
    await client.openCommon();
    const bytes = Buffer.from(captured.login, "hex");
    const { errCode, body } = await ask(client, bytes);
    expect(errCode).toBe(0);
    const answer = schema.decode<any>("LoginRsp", body);
    expect(answer.sdkConfig).toMatchObject({ pingInterval: 5000, enableUdp: false, disableReport: true });
    expect((await ask(client, bytes)).body).toEqual(body);
    const forged = Buffer.from(captured.login.replace("2f6a3439", "2f6a3430"), "hex");
    expect((await ask(client, forged)).errCode).toBe(ErrCode.EC_INVALID_PARAMS_SIGN);
  });

  it.each([
    ["1.0.3", 2],
    ["1.1.1", 2],
    ["1.2.7", 7],
    ["1.3.9", 7],
  ])("of version %s gets %i settings", async (version, count) => {
    const client = makeWireWorld().client({ version });
    await client.openCommon();
    const request = client.encodeRequest(
      WireCommand.LOGIN,
      schema.encode("LoginReq", client.loginFields()),
      "s",
    );
    const { body } = await ask(client, request);
    const { sdkConfig } = schema.decode<{ sdkConfig: object }>("LoginRsp", body);
    // What is not on the wire is at its default; the UDP flag must never be there.
    expect(Object.values(sdkConfig).filter((value) => value !== 0 && value !== false)).toHaveLength(count);
  });
});

describe("5. codes that make clients log in", () => {
  it.each([201, 202, 203, 212])("do not answer a login: not %i", async (code) => {
    const world = makeWireWorld({ overrides: () => ({ login: () => ({ code, msg: "", seq: "" }) }) });
    expect((await world.client().init()).code).toBe(ErrCode.EC_INNER_ERROR);
  });

  it("answer a bad token with 202, while an old token stays good", async () => {
    const world = makeWireWorld();
    const client = await login(world, "a");
    const first = client.token;
    await client.login();
    client.token = first;
    expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
    client.token = `${first}x`;
    expect((await client.request(WireCommand.LEAVE_ROOM)).code).toBe(ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE);
  });
});

describe("6. heartbeats", () => {
  it("are answered with 0 by a socket that is new, replaced, or of a room that is gone, and with a bad token", async () => {
    const world = makeWireWorld();
    const fresh = world.client();
    await fresh.openCommon();
    const old = await login(world, "a");
    await old.enter(WireCommand.CREATE_ROOM, createRoom);
    await old.request(WireCommand.DISMISS_ROOM);
    const stale = { conType: 1, routeId: "long gone" };
    expect((await fresh.request(WireCommand.HEART_BEAT)).code).toBe(0);
    expect((await old.request(WireCommand.HEART_BEAT, stale, "relay")).code).toBe(0);
    await login(world, "a");
    expect((await old.request(WireCommand.HEART_BEAT)).code).toBe(0);
    old.token = "nonsense";
    expect((await old.request(WireCommand.HEART_BEAT)).code).toBe(0);
  });

  it("that stay out for three intervals make a player offline, who keeps the seat", async () => {
    const world = makeWireWorld();
    const { members, room } = await meet(world, "1.3.9", "1.3.9");
    const [a, b] = members as [WireClient, WireClient];
    for (let second = 0; second < 20; second += 5) {
      world.clock.advance(5000);
      await a.request(WireCommand.HEART_BEAT);
    }
    const { data } = await a.request(WireCommand.GET_ROOM_BY_ROOM_ID);
    expect(data.roomInfo.id).toBe(room.id);
    expect(data.roomInfo.playerList[1]).toMatchObject({ id: b.playerId, commonNetworkState: 0 });
  });

  it("are not needed to stay connected: nothing is accepted and closed at once", async () => {
    const world = makeWireWorld({ settings: { secretKey: "key" } });
    const [silent, refused] = [world.client(), world.client({ secretKey: "wrong" })];
    await silent.openCommon();
    expect((await refused.init()).code).toBe(ErrCode.EC_INVALID_PARAMS_SIGN);
    world.clock.advance(60_000);
    expect([silent.common, refused.common]).toEqual([expect.anything(), expect.anything()]);
  });
});

describe("7. rooms", () => {
  it("are whole in answers and pushes, have a route of their own, and can be read by their id from outside", async () => {
    const world = makeWireWorld();
    const { members, room } = await meet(world, "1.3.9", "1.3.9");
    const [a, b] = members as [WireClient, WireClient];
    const outsider = await login(world, "outsider");
    const other = await outsider.enter(WireCommand.CREATE_ROOM, createRoom);
    expect(other.routeId).not.toBe(room.routeId);
    const changed = await a.request(WireCommand.CHANGE_CUSTOM_PLAYER_STATUS, { customPlayerStatus: 3 });
    const pushed = await b.nextPush(WirePush.CHANGE_CUSTOM_PLAYER_STATUS);
    const read = await outsider.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: room.id });
    expect(read.data.roomInfo.playerList).toHaveLength(2);
    expect(changed.data.roomInfo).toEqual(read.data.roomInfo);
    expect(pushed.data.roomInfo).toEqual(read.data.roomInfo);
    await a.request(WireCommand.LEAVE_ROOM);
    const left = await a.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: room.id });
    expect(left).toMatchObject({ code: 0, data: { roomInfo: { id: room.id, owner: b.playerId } } });
  });

  it("have another start time at each start, also within one second", async () => {
    const world = makeWireWorld();
    const { members } = await meet(world, "1.3.9");
    const [a] = members as [WireClient];
    const times: number[] = [];
    for (let run = 0; run < 3; run++) {
      await a.request(WireCommand.START_FRAME_SYNC);
      const { data } = await a.request(WireCommand.GET_ROOM_BY_ROOM_ID);
      expect(data.roomInfo.frameSyncState).toBe(1);
      times.push(data.roomInfo.startGameTime);
      await a.request(WireCommand.STOP_FRAME_SYNC);
    }
    expect(new Set(times).size).toBe(3);
  });
});

describe("8. audiences", () => {
  type Audience = "all" | "others" | "remaining and removed" | "listed";
  const rows: [keyof typeof WireCommand, object, keyof typeof WirePush, Audience, since: string][] = [
    ["LEAVE_ROOM", {}, "LEAVE_ROOM", "others", "1.0.0"],
    ["DISMISS_ROOM", {}, "DISMISS_ROOM", "others", "1.0.0"],
    ["CHANGE_ROOM", { roomName: "new", changeRoomOptionList: [0] }, "CHANGE_ROOM", "all", "1.0.0"],
    ["CHANGE_CUSTOM_PLAYER_STATUS", { customPlayerStatus: 2 }, "CHANGE_CUSTOM_PLAYER_STATUS", "all", "1.0.0"],
    ["CHANGE_ROOM_PLAYER_PROFILE", { customProfile: "p" }, "CHANGE_ROOM_PLAYER_PROFILE", "all", "1.3.9"],
    ["START_FRAME_SYNC", {}, "START_FRAME_SYNC", "all", "1.0.0"],
    ["SEND_TO_CLIENT", { msg: "m" }, "RECV_FROM_CLIENT", "listed", "1.0.0"],
    ["REMOVE_PLAYER", {}, "REMOVE_PLAYER", "remaining and removed", "1.0.0"],
  ];

  it.each(rows)(
    "of %s %j: push %s goes to %s, from version %s on",
    async (command, fields, push, audience, since) => {
      const world = makeWireWorld();
      const { members, room } = await meet(world, "1.3.9", "1.3.0", "1.2.7", "1.0.3");
      const [owner, second] = members as [WireClient, WireClient];
      const target = { removePlayerId: second.playerId, recvPlayerList: [second.playerId] };
      const answer = await owner.request(WireCommand[command], { roomId: room.id, ...target, ...fields });
      expect(answer.code).toBe(0);
      const expected = members.filter((client) => {
        if (client.version < since) return false;
        return audience === "listed" ? client === second : client !== owner || audience !== "others";
      });
      const got = members.filter((client) => client.pushesOf(WirePush[push]).length === 1);
      expect(got.map(({ version }) => version)).toEqual(expected.map(({ version }) => version));
    },
  );

  it("of a joiner are all, the joiner included; of a group's, all but the joiner", async () => {
    const world = makeWireWorld();
    const { members, room } = await meet(world, "1.3.9", "1.0.3");
    const joiner = await login(world, "joiner");
    await joiner.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} });
    for (const client of [...members, joiner]) expect(client.pushesOf(WirePush.JOIN_ROOM)).toHaveLength(1);
    const group = { groupName: "g", maxPlayers: 4, playerInfo: { name: "n" } };
    const { data } = await members[0]!.request(WireCommand.CREATE_GROUP, group);
    const groupId: string = data.groupInfo.id;
    expect((await joiner.request(WireCommand.JOIN_GROUP, { groupId, playerInfo: {} })).code).toBe(0);
    expect(members[0]!.pushesOf(WirePush.JOIN_GROUP)).toHaveLength(1);
    expect(joiner.pushesOf(WirePush.JOIN_GROUP)).toHaveLength(0);
  });

  it("of pushes that a client does not know leave it out: no 202 and nothing of groups before 1.2", async () => {
    const world = makeWireWorld({ settings: { matchRules: { duel } } });
    const [old, young] = [await login(world, "old", "1.0.3"), await login(world, "young", "1.3.9")];
    for (const client of [old, young]) {
      const match = { matchCode: "duel", playerInfo: { id: client.playerId, name: "n" } };
      expect((await client.request(WireCommand.MATCH_PLAYERS, match)).code).toBe(0);
      expect((await client.request(WireCommand.CANCEL_PLAYER_MATCH, { matchType: 2 })).code).toBe(0);
    }
    expect([old.pushTypes, young.pushTypes]).toEqual([[], [WirePush.CANCEL_MATCH]]);
  });
});

describe("9. frames", () => {
  it("begin with 1, have no gap, and never hold what is not JSON", async () => {
    const world = makeWireWorld({ settings: { frameRate: 15 } });
    const { members, room } = await meet(world, "1.3.9", "1.0.3");
    const [a, b] = members as [WireClient, WireClient];
    await a.request(WireCommand.START_FRAME_SYNC);
    expect(a.pushesOf(WirePush.RECV_FRAME)).toEqual([]);
    for (const data of ['{"n":1}', "not json", ""]) {
      await b.request(WireCommand.SEND_FRAME, { roomId: room.id, item: { data, timestamp: 1 } }, "relay");
    }
    world.clock.advance(2001);
    for (const client of members) {
      const frames = client.pushesOf(WirePush.RECV_FRAME).map(({ data }) => data.frame);
      expect(frames.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
      const items = frames.flatMap((frame) => frame.items);
      expect(items.map(({ data }) => JSON.parse(data))).toEqual([{ n: 1 }, "not json", ""]);
      expect(new Set(frames.map(({ ext }) => ext.seed)).size).toBe(1);
    }
  });

  it("can be asked for again, piecemeal only by those who say that they can put pieces together", async () => {
    const world = makeWireWorld({ settings: { frameRate: 60 } });
    const { members, room } = await meet(world, "1.3.9", "1.3.0");
    const [a, b] = members as [WireClient, WireClient];
    await a.request(WireCommand.START_FRAME_SYNC);
    for (let second = 0; second < 40; second++) {
      world.clock.advance(1000);
      for (const client of members) await client.request(WireCommand.HEART_BEAT, { conType: 1 }, "relay");
    }
    const range = { roomId: room.id, beginFrameId: 1, endFrameId: 2300 };
    const young = await a.request(WireCommand.REQUEST_FRAME, { ...range, supportPartial: true }, "relay");
    const old = await b.request(WireCommand.REQUEST_FRAME, range, "relay");
    const shape = ({ data }: WireAnswer) => [data.frames.length, data.isPartial];
    expect([shape(young), shape(old)]).toEqual([
      [2000, true],
      [2300, false],
    ]);
  });
});

describe("10. matches", () => {
  it("say that they are of type 2, and why they failed", async () => {
    const world = makeWireWorld({ settings: { matchRules: { duel } } });
    const match = async (client: WireClient): Promise<void> => {
      const fields = { matchCode: "duel", playerInfo: { id: client.playerId, name: "n" } };
      expect((await client.request(WireCommand.MATCH_PLAYERS, fields)).code).toBe(0);
    };
    const [a, b, c] = [await login(world, "a"), await login(world, "b"), await login(world, "c", "1.0.3")];
    await match(a);
    await match(b);
    world.clock.advance(2000);
    for (const client of [a, b]) {
      const { data } = await client.nextPush(WirePush.MATCH_PLAYERS);
      expect(data).toMatchObject({ matchType: 2, roomInfo: { createType: 1 } });
      expect(data.roomInfo.playerList).toHaveLength(2);
    }
    await match(c);
    world.clock.advance(10_000);
    expect((await c.nextPush(WirePush.MATCH_TIMEOUT)).data).toEqual({ matchType: 2, errCode: 30001 });
  });
});

describe("11. the relay socket", () => {
  it("may be checked again and again, for another room too, and the newest of several counts", async () => {
    const world = makeWireWorld({ settings: { frameRate: 15 } });
    const { members, room } = await meet(world, "1.0.3");
    const [client] = members as [WireClient];
    expect((await client.checkLogin(room.routeId)).code).toBe(0);
    await client.request(WireCommand.LEAVE_ROOM);
    const next = await client.request(WireCommand.CREATE_ROOM, createRoom);
    // As 1.0.3 does it: a new socket for the new room, beside the old one.
    const old = client.relay!;
    await client.openRelay();
    expect((await client.checkLogin(next.data.roomInfo.routeId)).code).toBe(0);
    let overOld = 0;
    old.onMessage(() => (overOld += 1));
    await client.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(1001);
    expect(client.pushesOf(WirePush.RECV_FRAME)).toHaveLength(15);
    old.close();
    world.clock.advance(1001);
    expect(client.pushesOf(WirePush.RECV_FRAME)).toHaveLength(30);
    expect(overOld).toBe(0);
  });
});

describe("12. survival", () => {
  it("of the loss of both sockets: the seat stays, and all frames can be had", async () => {
    const world = makeWireWorld({ settings: { frameRate: 15 } });
    const { members, room } = await meet(world, "1.3.9", "1.3.9");
    const [a, b] = members as [WireClient, WireClient];
    await a.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(1001);
    for (const socket of [a.common, a.relay] as MemorySocket[]) socket.terminate();
    world.clock.advance(1001);
    await a.init();
    const mine = await a.request(WireCommand.GET_ROOM_BY_ROOM_ID);
    expect((await a.checkLogin(mine.data.roomInfo.routeId)).code).toBe(0);
    const range = { roomId: room.id, beginFrameId: 16, endFrameId: 30 };
    const missed = await a.request(WireCommand.REQUEST_FRAME, range, "relay");
    expect(missed.data.frames).toEqual(
      b
        .pushesOf(WirePush.RECV_FRAME)
        .map(({ data }) => data.frame)
        .slice(15),
    );
  });

  it("of 8 seconds of silence, of a second login, and of commands that nobody knows", async () => {
    const world = makeWireWorld({ settings: { frameRate: 15 } });
    const { members } = await meet(world, "1.3.9");
    const [client] = members as [WireClient];
    await client.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(8001);
    expect(client.pushesOf(WirePush.RECV_FRAME)).toHaveLength(120);
    const second = await login(world, "member-0");
    expect((await client.request(WireCommand.LEAVE_ROOM)).code).toBe(
      ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN,
    );
    expect((await second.request(WireCommand.GET_ROOM_BY_ROOM_ID)).code).toBe(0);
    const { errCode } = await ask(second, second.encodeRequest(7009, new Uint8Array(0), "s"));
    expect(errCode).toBe(ErrCode.EC_CMD_INVALID);
  });
});
