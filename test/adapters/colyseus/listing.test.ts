import { matchMaker } from "@colyseus/core";
import { MgobeRoom } from "../../../adapters/colyseus";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";

let app: TestServer;

/** Colyseus behaviour of one's own on top. */
class Arena extends MgobeRoom {
  override messages = {
    shout: (client: { sessionId: string }, word: string) => this.broadcast("shouted", word),
  };
}

beforeAll(async () => {
  app = await startTestServer((server) => {
    server.define("mgobe", MgobeRoom.host());
    server.define("arena", Arena);
  });
});

afterAll(() => app.stop());

/** The listing of a room as soon as it fits; the matchmaker is told of changes a turn later. */
async function listingOf(roomId: string, fits: (metadata: any, listing: any) => boolean): Promise<any> {
  for (;;) {
    const [listing] = await matchMaker.query({ roomId });
    if (listing && fits(listing.metadata, listing)) return listing;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("the listing follows the room: name, type, private, forbid-join, players", async () => {
  const a = await app
    .client()
    .create("mgobe", { roomName: "duel", roomType: "ranked", maxPlayers: 2, openId: "a" });
  new Inbox(a);
  const metadata = { name: "duel", type: "ranked", isPrivate: false, isForbidJoin: false, maxPlayers: 2 };
  expect((await listingOf(a.roomId, ({ players }) => players === 1)).metadata).toEqual({
    ...metadata,
    players: 1,
  });
  await a.request("changeRoom", { roomName: "closed", isForbidJoin: true });
  const closed = await listingOf(a.roomId, ({ isForbidJoin }) => isForbidJoin);
  expect(closed).toMatchObject({ private: true, metadata: { name: "closed", players: 1 } });
  await a.leave();
});

test("joinOrCreate passes by full and private rooms", async () => {
  const full = await app.client().create("mgobe", { maxPlayers: 1 });
  const hidden = await app.client().create("mgobe", { isPrivate: true });
  for (const room of [full, hidden]) {
    new Inbox(room);
    await listingOf(room.roomId, (_metadata, listing) => listing.private);
  }
  const other = await app.client().joinOrCreate("mgobe");
  new Inbox(other);
  expect([full.roomId, hidden.roomId]).not.toContain(other.roomId);
  // A private room is only hidden: who knows its id may enter.
  const guest = await app.client().joinById(hidden.roomId);
  new Inbox(guest);
  for (const room of [full, hidden, other, guest]) await room.leave();
});

test("room.state is a picture of the room that follows it", async () => {
  const a = await app.client().create("mgobe", { roomName: "pictured", playerInfo: { name: "Ada" } });
  new Inbox(a);
  const shows = (fits: (state: any) => boolean): Promise<any> =>
    new Promise((resolve) => {
      if (fits(a.state)) resolve(a.state);
      a.onStateChange((state) => fits(state) && resolve(state));
    });
  const first = await shows((state) => state.playerList?.length === 1);
  expect(first).toMatchObject({ id: a.roomId, name: "pictured", owner: a.sessionId, frameRate: 15 });
  expect(first.playerList[0]).toMatchObject({ name: "Ada", commonNetworkState: 1, relayNetworkState: 3 });
  const b = await app.client().joinById(a.roomId, { playerInfo: { name: "Bo", customPlayerStatus: 7 } });
  new Inbox(b);
  const second = await shows((state) => state.playerList.length === 2);
  expect(second.playerList[1]).toMatchObject({ name: "Bo", customPlayerStatus: 7 });
  await a.request("changeRoom", { customProperties: "map-2" });
  await shows((state) => state.customProperties === "map-2");
  await a.leave();
  await b.leave();
});

test("a room that nobody of Colyseus' looks at sends no patches; a class of one's own keeps its clock", async () => {
  const roomOf = (roomId: string): any => matchMaker.getLocalRoomById(roomId);
  const { roomId } = await matchMaker.createRoom("mgobe", {});
  expect(roomOf(roomId).patchRate).toBe(60_000);
  const a = await app.client().joinById(roomId);
  new Inbox(a);
  expect(roomOf(roomId).patchRate).toBe(50);
  const arena = await app.client().create("arena");
  new Inbox(arena);
  expect(roomOf(arena.roomId).patchRate).toBe(50);
  for (const room of [a, arena]) await room.leave();
});

test("a subclass adds messages of its own and keeps MGOBE's", async () => {
  const a = await app.client().create("arena");
  const inbox = new Inbox(a);
  a.send("shout", "hey");
  expect(await inbox.next("shouted")).toBe("hey");
  expect((await a.request("getRoomDetail", {})).code).toBe(0);
  await a.leave();
});
