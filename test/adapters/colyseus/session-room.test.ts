import { type Room } from "@colyseus/sdk";
import { registerMgobe } from "../../../adapters/colyseus";
import { signLogin } from "../../../src/engine/identity/signature";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";
import { playerInfo, roomPara } from "../../servers/room-para";

const secretKey = "test-secret";
const gameId = "test-game";
const duel = {
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  timeout: 60,
};
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer((server) =>
    registerMgobe(server, { settings: { gameId, secretKey, matchRules: { duel } } }),
  );
});

afterAll(() => app.stop());

async function logIn(openId: string, key = secretKey): Promise<Room> {
  const timestamp = Math.floor(Date.now() / 1000);
  const nonce = 7;
  const sign = signLogin(key, { gameId, openId, nonce, timestamp });
  return app.client().joinOrCreate("mgobe_session", { gameId, openId, nonce, timestamp, sign });
}

test("a wrong signature is refused with MGOBE's code", async () => {
  await expect(logIn("a", "wrong")).rejects.toMatchObject({ code: 61010 });
});

test("a session creates a room, another finds it in the list, joins it and both attach to it", async () => {
  const a = await logIn("a");
  const inboxA = new Inbox(a);
  const loginA = (await a.request("login")).data;
  const created = await a.request("createRoom", roomPara);
  expect(created.code).toBe(0);
  const { roomInfo } = created.data;
  expect(roomInfo.playerList.map(({ id }: { id: string }) => id)).toEqual([loginA.playerId]);

  const b = await logIn("b");
  const inboxB = new Inbox(b);
  const loginB = (await b.request("login")).data;
  const list = await b.request("getRoomList", { pageNo: 1, pageSize: 10 });
  expect(list.data).toMatchObject({ gameId, total: 1, roomList: [{ id: roomInfo.id }] });
  expect((await b.request("joinRoom", { roomId: roomInfo.id, playerInfo })).code).toBe(0);
  // Nobody is attached yet, so the session carries the room's events.
  expect((await inboxA.next("onJoinRoom")).data.joinPlayerId).toBe(loginB.playerId);
  expect((await inboxB.next("onJoinRoom")).data.joinPlayerId).toBe(loginB.playerId);

  const relayA = await app.client().joinById(roomInfo.id, { token: loginA.token });
  const relayInboxA = new Inbox(relayA);
  const relayB = await app.client().joinById(roomInfo.id, { token: loginB.token });
  relayB.onMessage("*", () => undefined);
  relayB.send("sendToClient", { recvType: 2, msg: "hello" });
  expect((await relayInboxA.next("onRecvFromClient")).data).toMatchObject({ msg: "hello" });

  // The room connection ends without the player leaving the room.
  await relayB.leave(false);
  expect((await relayInboxA.next("onChangePlayerNetworkState")).data).toMatchObject({ networkState: 2 });
  expect((await b.request("leaveRoom", {})).code).toBe(0);
  expect((await relayInboxA.next("onLeaveRoom")).data.leavePlayerId).toBe(loginB.playerId);
  const left = new Promise<number>((resolve) => relayA.onLeave((code) => resolve(code)));
  expect((await a.request("dismissRoom", {})).code).toBe(0);
  expect(await left).toBe(4012);
  expect((await a.request("getRoomByRoomId", { roomId: "" })).code).toBe(20011);
});

test("a forged token opens no room", async () => {
  const a = await logIn("c");
  const { roomInfo } = (await a.request("createRoom", roomPara)).data;
  await expect(app.client().joinById(roomInfo.id, { token: "c.forged" })).rejects.toMatchObject({
    code: 203,
  });
});

test("a connection for members that comes after the player has left lets nobody in", async () => {
  const owner = await logIn("late-owner");
  const guest = await logIn("late-guest");
  const { token } = (await guest.request("login")).data;
  const { id } = (await owner.request("createRoom", roomPara)).data.roomInfo;
  expect((await guest.request("joinRoom", { roomId: id, playerInfo })).code).toBe(0);
  expect((await guest.request("leaveRoom", {})).code).toBe(0);
  const attach = app.client().joinById(id, { token, asMember: true });
  await expect(attach).rejects.toMatchObject({ code: 20011 });
  expect((await owner.request("getRoomDetail", {})).data.roomInfo.playerList).toHaveLength(1);
  // The guest is free to go elsewhere.
  expect((await guest.request("createRoom", roomPara)).code).toBe(0);
});

test("a second room is refused with 20010", async () => {
  const a = await logIn("d");
  expect((await a.request("createRoom", roomPara)).code).toBe(0);
  expect((await a.request("createRoom", roomPara)).code).toBe(20010);
});

test("two players are matched into one room that both can attach to", async () => {
  const sessions = [await logIn("e"), await logIn("f")];
  const inboxes = sessions.map((session) => new Inbox(session));
  for (const session of sessions) {
    const info = { ...playerInfo, matchAttributes: [] };
    const answer = await session.request("matchPlayers", { matchCode: "duel", playerInfo: info });
    expect(answer).toMatchObject({ code: 0, data: { matchCode: "duel" } });
  }
  const [first, second] = await Promise.all(inboxes.map((inbox) => inbox.next("onMatch")));
  expect(first.data.errCode).toBe(0);
  expect(first.data.roomInfo.id).toBe(second.data.roomInfo.id);
  expect(first.data.roomInfo.playerList).toHaveLength(2);
  for (const session of sessions) {
    const { token } = (await session.request("login")).data;
    const relay = await app.client().joinById(first.data.roomInfo.id, { token });
    relay.onMessage("*", () => undefined);
    expect((await relay.request("getRoomDetail", {})).code).toBe(0);
  }
});

test("a group is made and joined, and its owner hears of it", async () => {
  const owner = await logIn("g");
  const inbox = new Inbox(owner);
  const groupPlayer = { name: "g", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
  const created = await owner.request("createGroup", {
    groupName: "guild",
    groupType: 0,
    maxPlayers: 10,
    customProperties: "",
    playerInfo: groupPlayer,
    isForbidJoin: false,
    isPersistent: false,
  });
  expect(created.code).toBe(0);
  const groupId = created.data.groupInfo.id;
  const other = await logIn("h");
  expect((await other.request("joinGroup", { groupId, playerInfo: groupPlayer })).code).toBe(0);
  expect((await inbox.next("onJoinGroup")).data.groupInfo.groupPlayerList).toHaveLength(2);
  expect((await other.request("getMyGroups", {})).data.groupInfoList).toMatchObject([{ id: groupId }]);
});
