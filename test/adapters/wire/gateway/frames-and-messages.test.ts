import { type WireGateway } from "../../../../adapters/wire/gateway/wire-gateway";
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../../src/contract";
import { type Room } from "../../../../src/engine/room/room";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";

const createRoom = { roomName: "r", roomType: "t", maxPlayers: 8, playerInfo: { name: "n" } };

let world: WireWorld;
let a: WireClient;
let b: WireClient;
let roomInfo: any;
let room: Room;

async function meet(versionOfB = "1.3.9", limits = {}): Promise<void> {
  world = makeWireWorld({ settings: { frameRate: 15 }, limits });
  a = await world.login("a");
  b = await world.login("b", { version: versionOfB });
  roomInfo = await a.enter(WireCommand.CREATE_ROOM, createRoom);
  await b.enter(WireCommand.JOIN_ROOM, { roomId: roomInfo.id, playerInfo: {} });
  room = world.game.rooms.get(roomInfo.id)!;
  a.pushes.length = 0;
  b.pushes.length = 0;
}

const frames = (client: WireClient): any[] =>
  client.pushesOf(WirePush.RECV_FRAME).map(({ data }) => data.frame);

function sendFrame(client: WireClient, data: string, more: object = {}) {
  const item = { playerId: client.playerId, data, timestamp: 1795336614637, ...more };
  return client.request(WireCommand.SEND_FRAME, { roomId: roomInfo.id, item }, "relay");
}

function requestFrame(client: WireClient, beginFrameId: number, endFrameId: number, supportPartial = false) {
  const fields = { roomId: roomInfo.id, beginFrameId, endFrameId, supportPartial };
  return client.request(WireCommand.REQUEST_FRAME, fields, "relay");
}

afterEach(() => expect([...a.errors, ...b.errors]).toEqual([]));

describe("frame sync over the wire", () => {
  it("sends frames 1, 2, 3… over the relay socket, with items in the order of arrival", async () => {
    await meet();
    expect((await a.request(WireCommand.START_FRAME_SYNC)).code).toBe(0);
    expect(b.pushes).toMatchObject([
      { type: WirePush.START_FRAME_SYNC, over: "common", data: { roomInfo: { frameSyncState: 1 } } },
    ]);
    await sendFrame(b, '{"k":"b"}');
    await sendFrame(a, '{"k":"a"}');
    world.clock.advance(210);
    expect(frames(a).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(frames(a)[0].items).toEqual([
      { playerId: b.playerId, data: '{"k":"b"}', timestamp: 1795336614637 },
      { playerId: a.playerId, data: '{"k":"a"}', timestamp: 1795336614637 },
    ]);
    expect(frames(a)[1].items).toEqual([]);
    expect(new Set(frames(a).map(({ ext }) => ext.seed)).size).toBe(1);
    expect(frames(b)).toEqual(frames(a));
    expect(b.pushesOf(WirePush.RECV_FRAME).every(({ over }) => over === "relay")).toBe(true);
  });

  it("gives each start another start time and begins with 1 again", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(210);
    await a.request(WireCommand.STOP_FRAME_SYNC);
    await a.request(WireCommand.START_FRAME_SYNC);
    world.clock.advance(80);
    expect(frames(a).map(({ id }) => id)).toEqual([1, 2, 3, 1]);
    const starts = a.pushesOf(WirePush.START_FRAME_SYNC).map(({ data }) => data.roomInfo.startGameTime);
    expect(starts[1]).toBeGreaterThan(starts[0]);
    expect(a.pushesOf(WirePush.STOP_FRAME_SYNC)[0]!.data.roomInfo.frameSyncState).toBe(0);
  });

  it("names the player who is logged in, whoever the item says it is from", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    await sendFrame(b, "{}", { playerId: a.playerId });
    world.clock.advance(70);
    expect(frames(a)[0].items[0].playerId).toBe(b.playerId);
  });

  describe("keeps the text as it was sent", () => {
    const valid = ["1.50", "12345678901234567890", '{ "a" : 1, "a" : 2 }', "-0", '"fb2"', "[1e400]"];
    const plain = ["fb2", "", "{not json", "NaN"];
    const unity = "1.2.4.1";

    it.each(["1.3.9", "1.0.3", unity])("to a client of version %s, where it is JSON", async (version) => {
      await meet(version);
      await a.request(WireCommand.START_FRAME_SYNC);
      for (const data of valid) await sendFrame(a, data);
      world.clock.advance(70);
      for (const client of [a, b])
        expect(frames(client)[0].items.map(({ data }: any) => data)).toEqual(valid);
      const again = (await requestFrame(b, 1, 1)).data.frames[0];
      expect(again.items.map(({ data }: any) => data)).toEqual(valid);
    });

    it("to Unity's client, whatever it is, and as a JSON string to JavaScript's", async () => {
      await meet(unity);
      await a.request(WireCommand.START_FRAME_SYNC);
      for (const data of plain) await sendFrame(b, data);
      world.clock.advance(70);
      const asJson = plain.map((text) => JSON.stringify(text));
      expect(frames(b)[0].items.map(({ data }: any) => data)).toEqual(plain);
      expect(frames(a)[0].items.map(({ data }: any) => data)).toEqual(asJson);
      const missed = async (client: WireClient) => (await requestFrame(client, 1, 1)).data.frames[0].items;
      expect((await missed(b)).map(({ data }: any) => data)).toEqual(plain);
      expect((await missed(a)).map(({ data }: any) => data)).toEqual(asJson);
    });

    it("and clients of the backend get values", async () => {
      await meet(unity);
      const received: unknown[] = [];
      const outlet = {
        deliver: ({ name, data }: any) => {
          if (name === "onRecvFrame") received.push(...data.frame.items.map((item: any) => item.data));
        },
      };
      await a.request(WireCommand.START_FRAME_SYNC);
      world.game.attachToRoom(a.playerId, roomInfo.id, outlet);
      for (const data of ["1.50", "fb2"]) await sendFrame(b, data);
      world.clock.advance(70);
      expect(received).toEqual([1.5, "fb2"]);
    });
  });

  it("turns data that is not JSON into a JSON string, as one bad item would cost clients the whole frame", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    for (const data of ["{not json", "", '{"__proto__":1}']) await sendFrame(b, data);
    world.clock.advance(70);
    const texts = frames(a)[0].items.map(({ data }: any) => data);
    expect(texts).toEqual(['"{not json"', '""', '{"__proto__":1}']);
  });

  it("refuses frames while frame sync does not run, and catch-up too", async () => {
    await meet();
    expect((await sendFrame(a, "{}")).code).toBe(ErrCode.EC_RELAY_STATE_INVALID);
    expect((await requestFrame(a, 1, 2)).code).toBe(ErrCode.EC_RELAY_REQ_FRAME_GAME_NOT_STARTED);
  });

  it("gives missed frames back, both ends included", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    await sendFrame(b, '{"n":1}');
    world.clock.advance(1000);
    const { data } = await requestFrame(b, 1, 5);
    expect(data).toEqual({ frames: frames(a).slice(0, 5), isPartial: false });
  });

  it("gives clients that can ask again 2000 frames at a time, and all at once to those that cannot", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    for (let second = 0; second < 200; second += 5) {
      world.clock.advance(5000);
      await a.request(WireCommand.HEART_BEAT);
      await b.request(WireCommand.HEART_BEAT);
    }
    const partial = (await requestFrame(a, 1, 2900, true)).data;
    expect([partial.frames.length, partial.frames.at(-1).id, partial.isPartial]).toEqual([2000, 2000, true]);
    const rest = (await requestFrame(a, 2001, 2900, true)).data;
    expect([rest.frames.length, rest.frames.at(-1).id, rest.isPartial]).toEqual([900, 2900, false]);
    const whole = (await requestFrame(a, 1, 2900)).data;
    expect([whole.frames.length, whole.isPartial]).toEqual([2900, false]);
  });

  it("sends no frames to a player whose relay socket is down, and goes on when it is back", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    b.relay!.close();
    world.clock.advance(210);
    expect(frames(b)).toEqual([]);
    await b.checkLogin(roomInfo.routeId);
    world.clock.advance(70);
    expect(frames(b).map(({ id }) => id)).toEqual([4]);
  });

  it("leaves frames out for a receiver that lags behind, but not its other messages", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    const relay = (b.relay as any).peer;
    relay.bufferedAmount = 2 * 1024 * 1024;
    world.clock.advance(140);
    room.pushFromGameServer([], "still here");
    expect(frames(b)).toEqual([]);
    expect(b.pushesOf(WirePush.RECV_FROM_GAME_SVR)).toHaveLength(1);
    relay.bufferedAmount = 0;
    world.clock.advance(70);
    expect(frames(b).map(({ id }) => id)).toEqual([3]);
  });

  it("cuts off a receiver that does not read at all", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    (b.relay as any).peer.bufferedAmount = 9 * 1024 * 1024;
    room.pushFromGameServer([], 1);
    expect(b.relay).toBeUndefined();
    expect(a.relay).toBeDefined();
  });
});

describe("messages of the game server", () => {
  it("arrive over the relay socket as JSON text, at the addressees only", async () => {
    await meet();
    room.pushFromGameServer([b.playerId], { hello: ["😀"] });
    expect(b.pushes).toMatchObject([
      {
        type: WirePush.RECV_FROM_GAME_SVR,
        over: "relay",
        data: { roomId: roomInfo.id, recvPlayerIdList: [b.playerId], data: '{"hello":["😀"]}' },
      },
    ]);
    expect(a.pushes).toEqual([]);
  });

  it("arrive over the common socket while the relay socket is down", async () => {
    await meet();
    b.relay!.close();
    b.pushes.length = 0;
    room.pushFromGameServer([], null);
    expect(b.pushesOf(WirePush.RECV_FROM_GAME_SVR)).toMatchObject([
      { over: "common", data: { data: "null" } },
    ]);
  });

  it("reach the game server parsed, or as plain text when they are not JSON", async () => {
    await meet();
    const received: unknown[] = [];
    room.attachGameServer({
      receiveFromClient: (sender, data) => {
        received.push([sender, data]);
        return 0;
      },
    });
    for (const data of ['{"cmd":1}', '"text"', "plain"]) {
      const fields = { roomId: roomInfo.id, playerId: "somebody else", data };
      expect((await b.request(WireCommand.SEND_TO_GAME_SVR, fields, "relay")).code).toBe(0);
    }
    expect(received).toEqual([
      [b.playerId, { cmd: 1 }],
      [b.playerId, "text"],
      [b.playerId, "plain"],
    ]);
  });

  it("are refused with 40009 in a room without a game server", async () => {
    await meet();
    const answer = await b.request(WireCommand.SEND_TO_GAME_SVR, { data: "{}" }, "relay");
    expect(answer.code).toBe(ErrCode.EC_RELAY_GAMESVR_SERVICE_NOT_OPEN);
  });
});

describe("repeated requests", () => {
  it("are carried out once and answered each time", async () => {
    await meet();
    await a.request(WireCommand.START_FRAME_SYNC);
    const item = { data: '{"n":1}' };
    const send = () => b.request(WireCommand.SEND_FRAME, { item }, "relay", "same-seq");
    expect((await send()).code).toBe(0);
    expect((await send()).code).toBe(0);
    world.clock.advance(70);
    expect(frames(a)[0].items).toHaveLength(1);
  });

  it("are recognised on another socket of the player, after a reconnection too", async () => {
    await meet();
    const status = (client: WireClient) =>
      client.request(
        WireCommand.CHANGE_CUSTOM_PLAYER_STATUS,
        { customPlayerStatus: 3 },
        "common",
        "status-1",
      );
    const first = await status(b);
    b.close();
    await b.init();
    a.pushes.length = 0;
    expect(await status(b)).toEqual(first);
    expect(a.pushesOf(WirePush.CHANGE_CUSTOM_PLAYER_STATUS)).toEqual([]);
  });

  it("do not collide between players", async () => {
    await meet();
    const set = (client: WireClient, customPlayerStatus: number) =>
      client.request(WireCommand.CHANGE_CUSTOM_PLAYER_STATUS, { customPlayerStatus }, "common", "1");
    await set(a, 1);
    const { data } = await set(b, 2);
    expect(data.roomInfo.playerList.map((player: any) => player.customPlayerStatus)).toEqual([1, 2]);
  });

  it("wait for the answer to the first when that is still being worked on", async () => {
    world = makeWireWorld();
    let openGate = (): void => {};
    const gate = new Promise<void>((resolve) => (openGate = resolve));
    let calls = 0;
    const slow = makeWireWorld({
      overrides: (game) => ({
        handle: async (...call) => {
          calls += 1;
          await gate;
          return game.handle(...call);
        },
      }),
    });
    a = await slow.login("a");
    b = await slow.login("b");
    const answers: number[] = [];
    const create = () => a.request(WireCommand.CREATE_ROOM, createRoom, "common", "create-1");
    void create().then(({ code }) => answers.push(code));
    a.close();
    await a.init();
    const second = create();
    openGate();
    expect((await second).code).toBe(0);
    expect([calls, answers]).toEqual([1, []]);
  });
});

describe("cost of a broadcast", () => {
  it("is one packet for all receivers, and a second one only when clients before 1.2 are among them", async () => {
    await meet();
    const clients = [a, b];
    for (const [name, version] of [
      ["c", "1.2.7"],
      ["d", "1.0.3"],
      ["e", "1.1.1"],
    ] as const) {
      const client = await world.login(name, { version });
      await client.enter(WireCommand.JOIN_ROOM, { roomId: roomInfo.id, playerInfo: {} });
      clients.push(client);
    }
    const packets: Uint8Array[] = [];
    for (const client of clients) client.relay!.onMessage((bytes) => packets.push(bytes));
    room.pushFromGameServer([], { big: "x" });
    expect(packets).toHaveLength(5);
    expect(new Set(packets).size).toBe(2);
  });
});

it("shows clients of all versions in one room the same frames, items and room", async () => {
  await meet("1.0.3");
  const clients = [a, b];
  for (const version of ["1.1.1", "1.2.4.1", "1.2.7", "1.3.0"]) {
    const client = await world.login(version, { version });
    await client.enter(WireCommand.JOIN_ROOM, { roomId: roomInfo.id, playerInfo: { name: version } });
    clients.push(client);
  }
  await b.request(WireCommand.START_FRAME_SYNC);
  for (const client of clients) await sendFrame(client, JSON.stringify({ from: client.version }));
  world.clock.advance(210);
  for (const client of clients) {
    expect(client.errors).toEqual([]);
    expect(frames(client)).toEqual(frames(a));
    const { data } = await client.request(WireCommand.GET_ROOM_BY_ROOM_ID, { roomId: roomInfo.id });
    expect(data.roomInfo.playerList.map(({ id }: any) => id)).toEqual(
      clients.map(({ playerId }) => playerId),
    );
  }
  expect(frames(a)[0].items.map(({ data }: any) => JSON.parse(data).from)).toEqual(
    clients.map(({ version }) => version),
  );
});

it("counts a gateway's players and sockets back to nothing when everybody has gone", async () => {
  await meet();
  const { gateway }: { gateway: WireGateway } = world;
  expect([gateway.size, gateway.players]).toEqual([4, 2]);
  a.close();
  b.close();
  world.clock.advance(70_000);
  expect([gateway.size, gateway.players]).toEqual([0, 0]);
});
