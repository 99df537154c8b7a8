import { ErrCode } from "../../../src/contract";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import { type MemoryCluster } from "./memory-cluster";
import { endProcesses, type Process, startThree } from "./start-processes";
import { TestPlayer } from "./test-player";

/** A process stands still for so long that the others count it as gone, and comes back: nothing is its own any more. */

let cluster: MemoryCluster;
let a: Process, b: Process, c: Process;

beforeEach(async () => ({ cluster, a, b, c } = await startThree()));

afterEach(() => endProcesses([a, b, c]));

test("as a room's process: its rooms have ended, and those that its players are in now stay as they are", async () => {
  const anna = new TestPlayer("anna", b);
  const ben = new TestPlayer("ben", c);
  const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
  expect((await ben.call("joinRoom", { roomId })).code).toBe(0);
  ben.attach(roomId);
  cluster.stall("b");
  // On its way when the others find out.
  const late = ben.call("changeCustomPlayerStatus", { customPlayerStatus: 7 });
  await new Promise((resolve) => setImmediate(resolve));
  const node = cluster.missStalled("b", "a");
  expect((await late).code).toBe(ErrCode.EC_SERVER_BUSY);
  await waitUntil(() => ben.names().includes("onDismissRoom"), "ben hears of the end");
  const next = (await ben.call("createRoom", roomPara)).data.roomInfo.id;
  const elsewhere = new TestPlayer("anna", a);
  expect((await elsewhere.call("joinRoom", { roomId: next })).code).toBe(0);

  cluster.wake(node, "b2");
  expect(b.game.rooms.list()).toEqual([]);
  expect(anna.hasEnded).toBe(true);
  // The answer of the leader comes behind all that the process told it.
  const carl = new TestPlayer("carl", b);
  const list = await carl.call("getRoomList", { pageNo: 1, pageSize: 10, roomType: "t" });
  expect(list.data.roomList.map(({ id }: { id: string }) => id)).toEqual([next]);
  expect(list.data.roomList[0].playerList).toHaveLength(2);
  for (const player of [ben, elsewhere]) {
    expect((await player.call("createRoom", roomPara)).code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
    expect((await player.call("getRoomByRoomId")).data.roomInfo.id).toBe(next);
  }
  expect(ben.names().filter((name) => name === "onDismissRoom")).toHaveLength(1);
  // It takes part again.
  expect((await carl.call("joinRoom", { roomId: next })).code).toBe(0);
});

test("as a front: its players log in anew, and it keeps nothing of where they were", async () => {
  const anna = new TestPlayer("anna", c);
  const ben = new TestPlayer("ben", b);
  const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
  await ben.call("joinRoom", { roomId });
  ben.attach(roomId);
  cluster.stall("b");
  const node = cluster.missStalled("b", "a");
  // At the process that is awake: his is the newer session.
  const again = new TestPlayer("ben", a);
  expect((await again.call("getRoomByRoomId")).data.roomInfo.id).toBe(roomId);
  expect((await again.call("leaveRoom")).code).toBe(0);
  const own = (await again.call("createRoom", roomPara)).data.roomInfo.id;

  cluster.wake(node, "b2");
  expect(ben.hasEnded).toBe(true);
  expect(b.game.getRoomIdOfPlayer("ben")).toBeUndefined();
  ben.leave();
  await new TestPlayer("carl", b).call("getRoomList", { pageNo: 1, pageSize: 1 });
  expect(again.replaced).toEqual([]);
  expect((await again.call("getRoomByRoomId")).data.roomInfo.id).toBe(own);
});

test("as the leader: it decides nothing of what was asked of it, and matches nobody", async () => {
  const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
  const anna = new TestPlayer("anna", b);
  const ben = new TestPlayer("ben", c);
  expect((await anna.call("matchPlayers", para)).code).toBe(0);
  cluster.stall("a");
  // Would be the match, and a claim, of the former leader.
  const waiting = ben.call("matchPlayers", para);
  const carl = new TestPlayer("carl", c);
  const making = carl.call("createRoom", roomPara);
  await new Promise((resolve) => setImmediate(resolve));
  const node = cluster.missStalled("a", "b");
  expect((await waiting).code).toBe(0);
  expect((await making).code).toBe(0);
  await waitUntil(() => anna.names().includes("onMatch") && ben.names().includes("onMatch"), "the match");

  cluster.wake(node, "a2");
  expect(a.game.ownCluster?.isLeading).toBe(false);
  const list = await new TestPlayer("dora", a).call("getRoomList", { pageNo: 1, pageSize: 10 });
  // Carl's, and that of the match.
  expect(list.data.total).toBe(2);
  expect((await carl.call("createRoom", roomPara)).code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
  for (const player of [anna, ben]) {
    expect(player.names().filter((name) => name === "onMatch")).toHaveLength(1);
  }
});
