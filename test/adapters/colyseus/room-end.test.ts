/** However a room ends, its players hear that it is dismissed, on every kind of connection, before that closes. */
import { matchMaker, type Client as ServerClient } from "@colyseus/core";
import { type Client, type Room } from "@colyseus/sdk";
import { MgobeRoom, type MgobeHost, registerMgobe, RoomCloseCode } from "../../../adapters/colyseus";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../src/contract";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

/** Ends the room as soon as a client is seated that asks for it, before the client can have acknowledged its join. */
class HastyRoom extends MgobeRoom {
  override onJoin(client: ServerClient, options: Record<string, unknown>): void {
    super.onJoin(client, options);
    if (options.endsAtOnce === true) setImmediate(() => this.engineRoom.destroy("dismissed"));
  }
}

const playerInfo = { name: "n" };
let app: TestServer;
let host: MgobeHost;

beforeAll(async () => {
  app = await startTestServer((server) => {
    host = registerMgobe(server, { roomClass: HastyRoom });
  });
});
afterAll(async () => {
  await app.stop();
  await host.close();
});

/** A room with a Colyseus client, a session without a room connection, and a client of the gateway. */
async function meet(): Promise<{
  room: Room;
  plain: Inbox;
  session: Inbox;
  wire: WireClient;
  closeCode: Promise<number>;
}> {
  const room = await app.client().create("mgobe", {});
  const plain = new Inbox(room);
  const closeCode = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
  const session = await logIn(app.client(), `session of ${room.roomId}`);
  expect((await session.room.request("joinRoom", { roomId: room.roomId, playerInfo })).code).toBe(0);
  const wire = new WireClient({ open: openOverNetwork(app.url), openId: `wire of ${room.roomId}` });
  expect((await wire.init()).code).toBe(0);
  await wire.enter(WireCommand.JOIN_ROOM, { roomId: room.roomId, playerInfo });
  return { room, plain, session: session.inbox, wire, closeCode };
}

async function logIn(client: Client, openId: string): Promise<{ room: Room; inbox: Inbox }> {
  const room = await client.joinOrCreate("mgobe_session", { gameId: "g", openId });
  const inbox = new Inbox(room);
  await room.request("login");
  return { room, inbox };
}

async function expectDismissal({
  room,
  plain,
  session,
  wire,
}: Awaited<ReturnType<typeof meet>>): Promise<void> {
  const seen = [
    (await plain.next("onDismissRoom")).data.roomInfo,
    (await session.next("onDismissRoom")).data.roomInfo,
    (await wire.nextPush(WirePush.DISMISS_ROOM)).data.roomInfo,
  ];
  for (const { id, playerList } of seen) {
    expect(id).toBe(room.roomId);
    expect(playerList).toHaveLength(3);
  }
  expect([...plain.types, ...session.types]).not.toContain("onLeaveRoom");
  expect(wire.pushTypes).not.toContain(WirePush.LEAVE_ROOM);
}

test.each([
  ["its disconnect()", (roomId: string) => matchMaker.remoteRoomCall(roomId, "disconnect" as never)],
  [
    "its disconnect() with the code of a leave",
    (roomId: string) => matchMaker.remoteRoomCall(roomId, "disconnect" as never, [4000]),
  ],
])("a room that Colyseus ends by %s is dismissed for everybody, and nobody has left", async (_name, end) => {
  const members = await meet();
  await end(members.room.roomId);
  await expectDismissal(members);
  expect(await members.closeCode).toBe(RoomCloseCode.DESTROYED);
  const answer = await members.wire.request(WireCommand.GET_ROOM_BY_ROOM_ID);
  expect(answer.code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
  members.wire.close();
});

test("a client that an operator kicks is removed: it hears of it, as the others do", async () => {
  const { room, session, plain, wire, closeCode } = await meet();
  const kick = [room.sessionId] as const;
  await matchMaker.remoteRoomCall(room.roomId, "kickClient" as never, kick as never);
  for (const inbox of [plain, session]) {
    const { data } = await inbox.next("onRemovePlayer");
    expect(data.roomInfo.playerList).toHaveLength(2);
  }
  await wire.nextPush(WirePush.REMOVE_PLAYER);
  expect(await closeCode).toBe(RoomCloseCode.REMOVED);
  expect(session.types).not.toContain("onLeaveRoom");
  wire.close();
});

test("a client whose room ends before it has acknowledged its join hears of it all the same", async () => {
  const room = await app.client().create("mgobe", { endsAtOnce: true });
  const inbox = new Inbox(room);
  expect((await inbox.next("onDismissRoom")).data.roomInfo.id).toBe(room.roomId);
});

test.each([
  ["was reserved and never opened", async () => (await matchMaker.createRoom("mgobe", {})).roomId],
  [
    "has ended",
    async () => {
      const room = await app.client().create("mgobe", {});
      await room.request("dismissRoom", {});
      return room.roomId;
    },
  ],
])("a room that %s does not exist", async (_name, getRoomId) => {
  const { room: session } = await logIn(app.client(), "asks");
  const roomId = await getRoomId();
  const answer = await session.request("getRoomByRoomId", { roomId });
  expect(answer).toMatchObject({ code: ErrCode.EC_ROOM_INFO_UNEXIST, data: { roomInfo: null } });
  await session.leave();
});

// The last one: it ends the server.
test("at the end of the server everybody hears that the room is dismissed, before the connections close", async () => {
  const members = await meet();
  await app.stop();
  await expectDismissal(members);
  expect(host.game.rooms.size).toBe(0);
  await host.close();
  await waitUntil(() => members.wire.common === undefined, "the gateway closes its sockets");
});
