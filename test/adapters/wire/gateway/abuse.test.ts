import { WireCommand } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../../src/contract";
import { makeWireWorld } from "../../../wire/wire-game";
import { openInMemory, type MemorySocket } from "../../../wire/wire-memory";

const createRoom = { roomName: "r", roomType: "t", maxPlayers: 4, playerInfo: {} };
const socketOf = (socket: unknown): MemorySocket => socket as MemorySocket;

describe("packets", () => {
  it("that are none are ignored, and end the connection when they do not stop", async () => {
    const client = await makeWireWorld({ limits: { badPackets: 3 } }).login("a");
    const socket = socketOf(client.common);
    for (const bytes of ["02", "0200000008080103"]) client.sendRaw(Buffer.from(bytes, "hex"));
    expect((await client.request(WireCommand.HEART_BEAT)).code).toBe(0);
    client.sendRaw(Buffer.alloc(3));
    expect(socket.closedWith).toMatchObject({ code: 1008 });
  });

  it("with a body that does not decode are answered with code 1 and change nothing", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    const bad = client.encodeRequest(WireCommand.CREATE_ROOM, Buffer.from([0x0a, 0xff]), "bad-body");
    const seen = new Promise<Buffer>((resolve) =>
      client.common!.onMessage((bytes) => resolve(Buffer.from(bytes))),
    );
    client.sendRaw(bad);
    expect((await seen).includes(Buffer.from([0x10, ErrCode.EC_REQ_BAD_PKG]))).toBe(true);
    expect(world.game.rooms.size).toBe(0);
  });

  it.each([0, 102, 103, 1002, 2005, 2010, 2019, 3002, 4003, 5000, 6000, 7009, 9999, -1, 2 ** 31 - 1])(
    "with command %i, which no client sends, are answered with code 2",
    async (cmd) => {
      const client = await makeWireWorld().login("a");
      const seen = new Promise<Buffer>((resolve) =>
        client.common!.onMessage((bytes) => resolve(Buffer.from(bytes))),
      );
      client.sendRaw(client.encodeRequest(cmd, new Uint8Array(0), "s"));
      expect((await seen).includes(Buffer.from([0x10, ErrCode.EC_CMD_INVALID]))).toBe(true);
    },
  );
});

describe("message rate", () => {
  it("beyond the limit is answered with code 6, but heartbeats always with 0", async () => {
    const world = makeWireWorld({ limits: { messagesPerSecond: 10, messageBurst: 10 } });
    const client = await world.login("a");
    const codes: number[] = [];
    for (let i = 0; i < 12; i++) codes.push((await client.request(WireCommand.GET_ROOM_BY_ROOM_ID)).code);
    expect(codes.slice(-3)).toEqual(Array(3).fill(ErrCode.EC_SERVER_BUSY));
    expect((await client.request(WireCommand.HEART_BEAT)).code).toBe(0);
    world.clock.advance(1500);
    expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
  });

  it("far beyond the limit ends the connection, and no other one", async () => {
    const world = makeWireWorld({ limits: { messagesPerSecond: 10, messageBurst: 10 } });
    const [flooder, other] = [await world.login("a"), await world.login("b")];
    const socket = socketOf(flooder.common);
    const packet = flooder.encodeRequest(WireCommand.HEART_BEAT, new Uint8Array(0), "s");
    for (let i = 0; i < 30 && socket.isOpen; i++) flooder.sendRaw(packet);
    expect(socket.closedWith).toMatchObject({ code: 1008 });
    expect((await other.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(0);
  });
});

describe("connections", () => {
  it("of one address are limited in number, those of others are not", async () => {
    const world = makeWireWorld({ limits: { socketsPerAddress: 3 } });
    const open = openInMemory(world.gateway, "192.0.2.66");
    const sockets = [await open("/mgobe"), await open("/mgobe"), await open("/mgobe")];
    expect(world.gateway.mayConnect("192.0.2.66")).toBe(false);
    expect(world.gateway.mayConnect("192.0.2.67")).toBe(true);
    sockets[0]!.close();
    expect(world.gateway.mayConnect("192.0.2.66")).toBe(true);
  });

  it("that fail to log in again and again are closed, which one success prevents", async () => {
    const world = makeWireWorld({ settings: { secretKey: "key" }, limits: { refusedLogins: 3 } });
    const client = world.client({ openId: "a", secretKey: "key" });
    await client.openCommon();
    const socket = socketOf(client.common);
    const fail = async () => (await client.login({ sign: "guessed" })).code;
    const wrong = ErrCode.EC_INVALID_PARAMS_SIGN;
    expect([await fail(), await fail()]).toEqual([wrong, wrong]);
    expect((await client.login()).code).toBe(0);
    expect([await fail(), await fail(), await fail()]).toEqual([wrong, wrong, wrong]);
    expect(socket.closedWith).toMatchObject({ code: 1008 });
  });

  it("of one address are limited in how fast they come", async () => {
    const world = makeWireWorld({ limits: { connectsPerMinute: 5 } });
    const open = openInMemory(world.gateway, "192.0.2.66");
    for (let i = 0; i < 5; i++) (await open("/mgobe")).close();
    expect(world.gateway.mayConnect("192.0.2.66")).toBe(false);
    world.clock.advance(60_000);
    expect(world.gateway.mayConnect("192.0.2.66")).toBe(true);
  });

  it("that have been silent for long are closed, although they were logged in", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    world.clock.advance(590_000);
    expect(client.common).toBeDefined();
    world.clock.advance(20_000);
    expect(client.common).toBeUndefined();
  });

  it("are all closed with the gateway, which takes no more", async () => {
    const world = makeWireWorld();
    const client = await world.login("a");
    world.gateway.close();
    expect(client.common).toBeUndefined();
    expect(world.gateway.mayConnect("192.0.2.1")).toBe(false);
    const late = await openInMemory(world.gateway)("/mgobe");
    expect(late.isOpen).toBe(false);
    world.clock.advance(1_000_000);
    expect(world.clock.pendingTimers).toBe(0);
  });
});

it("answers with code 4 and a line in the log when an answer of the game cannot be encoded", async () => {
  const world = makeWireWorld({
    overrides: () => ({
      handle: async (_player, _method, _para, seq = "", reply) => {
        const answer = { code: 0, msg: "", seq, data: { roomInfo: { playerList: [null] } } };
        reply?.(answer);
        return answer;
      },
    }),
  });
  const client = await world.login("a");
  expect((await client.request(WireCommand.CREATE_ROOM, createRoom)).code).toBe(ErrCode.EC_INNER_ERROR);
  const errors = world.log.filter(({ level }) => level === "error");
  expect(errors).toMatchObject([{ message: expect.stringContaining("CreateRoom") }]);
  expect((await client.request(WireCommand.HEART_BEAT)).code).toBe(0);
});
