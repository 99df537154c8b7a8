import { createMgobeServer, type MgobeServer } from "../../adapters/colyseus";
import { createMgobe } from "../../src/client";
import { ask, Clients, listen, nextEvent, relayOpen } from "./call-client";

/** Two players against each other, no matter who. */
const duel = {
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  playerAttributes: [],
  rules: [],
  timeout: 60,
};

let server: MgobeServer;
let clients: Clients;

beforeAll(async () => {
  server = await createMgobeServer({ hostname: "127.0.0.1", settings: { matchRules: { duel } } });
});
beforeEach(() => {
  clients = new Clients(() => createMgobe(), `127.0.0.1:${server.port}`);
});
afterEach(() => clients.close());
afterAll(() => server.close());

const para = {
  matchCode: "duel",
  playerInfo: { name: "n", customPlayerStatus: 0, customProfile: "", matchAttributes: [] },
};

test("two players are matched, one by the callback alone and one by Room.onMatch", async () => {
  const a = await clients.login("a");
  const b = await clients.login("b");
  const roomA = listen(a);
  const roomB = listen(b);
  const matched = nextEvent(b.Room, "onMatch");
  const end = ask((done) => roomA.matchPlayers(para, done));
  const acknowledged = await ask((done) => roomB.matchPlayers(para, done));
  expect(acknowledged).toMatchObject({ code: 0, data: { matchCode: "duel" } });
  const event = await end;
  expect(event).toMatchObject({ code: 0, data: { matchType: 2, roomInfo: { createType: 1 } } });
  expect((await matched).data).toMatchObject({ errCode: 0, roomInfo: { id: event.data.roomInfo.id } });
  expect([roomA.isInRoom(), roomB.isInRoom()]).toEqual([true, true]);
  await Promise.all([relayOpen(roomA), relayOpen(roomB)]);
  const heard = nextEvent(roomB, "onRecvFromClient");
  await ask((done) => roomA.sendToClient({ recvType: 2, recvPlayerList: [], msg: "matched" }, done));
  expect((await heard).data.msg).toBe("matched");
});

test("a match can be cancelled, and a second request is refused while one is under way", async () => {
  const a = await clients.login("c");
  const room = listen(a);
  const cancelled = nextEvent(a.Room, "onCancelMatch");
  a.Room.onMatch = () => undefined;
  expect((await ask((done) => room.matchPlayers(para, done))).code).toBe(0);
  expect((await ask((done) => room.matchPlayers(para, done))).code).toBe(30011);
  expect((await ask((done) => room.cancelPlayerMatch({ matchType: 2 }, done))).code).toBe(0);
  expect((await cancelled).data).toEqual({ matchCode: "duel", playerId: a.Player.id });
  expect((await ask((done) => room.cancelPlayerMatch({ matchType: 2 }, done))).code).toBe(30012);
});

test("matchRoom and getRoomList find the same room", async () => {
  const a = await clients.login("d");
  const b = await clients.login("e");
  const { playerInfo } = para;
  const quick = { playerInfo, maxPlayers: 2, roomType: "quick" };
  const roomA = listen(a);
  const roomB = listen(b);
  expect((await ask((done) => roomA.matchRoom(quick, done))).code).toBe(0);
  const list = await ask((done) => b.Room.getRoomList({ pageNo: 1, pageSize: 10, roomType: "quick" }, done));
  expect(list.data.roomList.map((info: any) => info.id)).toEqual([roomA.roomInfo.id]);
  const joined = nextEvent(roomA, "onJoinRoom");
  expect((await ask((done) => roomB.matchRoom(quick, done))).data.roomInfo.id).toBe(roomA.roomInfo.id);
  expect((await joined).data.joinPlayerId).toBe(b.Player.id);
});

test("groups: found, joined, talked in, left and dismissed", async () => {
  const a = await clients.login("f");
  const b = await clients.login("g");
  const playerInfo = { name: "n", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
  const groupA: any = new a.Group();
  const groupB: any = new b.Group();
  a.Listener.add(groupA);
  b.Listener.add(groupB);
  const creation = {
    groupName: "g",
    groupType: 1,
    maxPlayers: 10,
    customProperties: "",
    playerInfo,
    isForbidJoin: false,
    isPersistent: false,
  };
  expect((await ask((done) => groupA.createGroup(creation, done))).code).toBe(0);
  groupB.initGroup({ id: groupA.groupInfo.id });
  const joined = nextEvent(groupA, "onJoinGroup");
  expect((await ask((done) => groupB.joinGroup({ playerInfo }, done))).code).toBe(0);
  expect((await joined).data.joinPlayerId).toBe(b.Player.id);
  expect(groupA.groupInfo.groupPlayerList).toHaveLength(2);
  const heard = nextEvent(groupB, "onRecvFromGroupClient");
  const message = { recvType: 2, recvPlayerList: [], msg: "hi" };
  expect((await ask((done) => groupA.sendToGroupClient(message, done))).code).toBe(0);
  expect((await heard).data).toMatchObject({ sendPlayerId: a.Player.id, msg: "hi" });
  expect((await ask((done) => b.Group.getMyGroups(done))).data.groupInfoList).toHaveLength(1);
  const dismissed = nextEvent(groupB, "onDismissGroup");
  expect((await ask((done) => groupA.dismissGroup({}, done))).code).toBe(0);
  await dismissed;
  expect(groupB.groupInfo).toEqual({});
});
