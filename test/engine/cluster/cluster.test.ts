import { ErrCode, MatchType, NetworkState, type RoomInfo } from "../../../src/contract";
import { type GroupCopy, type GroupVault, Operator } from "../../../src/engine";
import { createRandom } from "../../random";
import { roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import { type MemoryCluster } from "./memory-cluster";
import { endProcesses, type Process, startProcesses, startThree } from "./start-processes";
import { TestPlayer } from "./test-player";

const member = { name: "n", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
const newGroup = {
  groupName: "g",
  groupType: 0,
  maxPlayers: 5,
  isForbidJoin: false,
  isPersistent: false,
  customProperties: "",
  playerInfo: member,
};

describe("a game on three processes", () => {
  let cluster: MemoryCluster;
  let a: Process, b: Process, c: Process;

  beforeEach(async () => ({ cluster, a, b, c } = await startThree()));

  afterEach(() => endProcesses([a, b, c]));

  test("a room is found by its id before the leader has heard of it", async () => {
    const [anna, ben, carl] = [
      new TestPlayer("anna", b),
      new TestPlayer("ben", c),
      new TestPlayer("carl", a),
    ];
    b.node.held.add("room");
    const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
    expect((await carl.call("getRoomByRoomId", { roomId })).code).toBe(0);
    expect((await ben.call("joinRoom", { roomId })).code).toBe(0);
    expect((await carl.call("joinRoom", { roomId: "nowhere" })).code).toBe(ErrCode.EC_ROOM_INFO_UNEXIST);
  });

  test("clients are told to look often whether their process still answers, as others would take them", async () => {
    expect(b.game.login({ gameId: "g", openId: "anna" }).data?.heartbeat).toBe(1000);
  });

  test("an operator acts on rooms and players wherever they are, and knows who logged in elsewhere", async () => {
    const { playerId } = b.game.login({ gameId: "g", openId: "anna" }).data!;
    const anna = new TestPlayer(playerId, b);
    const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
    const operator = new Operator(c.game);
    expect((await operator.getRoom(roomId)).id).toBe(roomId);
    expect((await operator.getRoomOfPlayer(playerId)).id).toBe(roomId);
    expect((await operator.getSeat(playerId))?.id).toBe(playerId);
    expect(await operator.getSeat("nobody")).toBeUndefined();
    expect(await operator.getOpenIds([playerId, "nobody"])).toEqual(new Map([[playerId, "anna"]]));
    expect(await operator.requirePlayer(playerId)).toEqual({ playerId, openId: "anna" });
    expect(await operator.requirePlayerByOpenId("anna")).toEqual({ playerId, openId: "anna" });
    expect((await operator.changeRoom(roomId, { roomName: "new" })).name).toBe("new");
    expect((await operator.changeStatus(playerId, 7)).playerList[0]?.customPlayerStatus).toBe(7);
    expect((await operator.changeProfile(playerId, "p")).playerList[0]?.customProfile).toBe("p");
    await operator.sendAsServer(roomId, [], { hello: 1 });
    await waitUntil(() => anna.names().includes("onRecvFromGameSvr"), "the value");
    // What is wrong is told by the process that knows.
    await expect(operator.changeRoom(roomId, { owner: "nobody" })).rejects.toMatchObject({
      code: ErrCode.EC_ROOM_MODIFY_OWNER_ERR,
    });
    await operator.removePlayer(playerId);
    await waitUntil(() => anna.names().includes("onRemovePlayer"), "the removal");
    await expect(operator.removePlayer(playerId)).rejects.toMatchObject({
      code: ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
    });
    const second = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
    await operator.dismissRoom(second);
    await waitUntil(() => anna.names().includes("onDismissRoom"), "the end");
    await operator.endSession(playerId);
    await waitUntil(() => anna.hasEnded, "the end of the session");
    await expect(operator.dismissRoom("nowhere")).rejects.toMatchObject({
      code: ErrCode.EC_ROOM_INFO_UNEXIST,
    });
  });

  test("players of different processes share a room, and get the answer before the events", async () => {
    const anna = new TestPlayer("anna", b);
    const ben = new TestPlayer("ben", c);
    const made = await anna.call("createRoom", roomPara);
    expect(made.code).toBe(0);
    const roomId = made.data.roomInfo.id;
    const joined = await ben.call("joinRoom", { roomId });
    expect(joined.code).toBe(0);
    expect(joined.data.roomInfo.playerList.map(({ id }: { id: string }) => id)).toEqual(["anna", "ben"]);
    await waitUntil(() => ben.names().includes("onJoinRoom"), "step 1");
    expect((await ben.call("getRoomByRoomId", {})).data.roomInfo.id).toBe(roomId);
    ben.attach(roomId);
    anna.attach(roomId);
    await waitUntil(
      () => getPlayer(b, roomId, "ben")?.relayNetworkState === NetworkState.RELAY_ONLINE,
      "step 2",
    );
    await ben.call("changeRoomPlayerProfile", { customProfile: "new" });
    await waitUntil(() => anna.names().includes("onChangeRoomPlayerProfile"), "step 3");
    await anna.call("startFrameSync");
    await waitUntil(() => ben.names().filter((name) => name === "onRecvFrame").length > 3, "step 4");
    await ben.call("sendFrame", { item: { data: "x" }, frameIndex: 1 });
    await waitUntil(
      () => anna.events.some(({ name, data }) => name === "onRecvFrame" && data.frame.items.length > 0),
      "step 5",
    );
    const frames = ben.events.filter(({ name }) => name === "onRecvFrame").map(({ data }) => data.frame.id);
    expect(frames).toEqual(frames.map((_, index) => index + frames[0]));
    expect((await ben.call("leaveRoom")).code).toBe(0);
    expect((await ben.call("getRoomByRoomId")).code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    expect((await ben.call("createRoom", roomPara)).code).toBe(0);
  });

  test("one room per player, wherever its calls come from", async () => {
    const anna = new TestPlayer("anna", b);
    const made = await anna.call("createRoom", roomPara);
    const twin = new TestPlayer("anna", c);
    await waitUntil(() => anna.replaced.length > 0, "step 6");
    expect((await twin.call("createRoom", roomPara)).code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
    expect((await twin.call("joinRoom", { roomId: made.data.roomInfo.id })).code).toBe(
      ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM,
    );
    expect((await twin.call("getRoomByRoomId")).data.roomInfo.id).toBe(made.data.roomInfo.id);
    twin.attach(made.data.roomInfo.id);
    await waitUntil(
      () => getPlayer(b, made.data.roomInfo.id, "anna")?.relayNetworkState === NetworkState.RELAY_ONLINE,
      "step 7",
    );
    twin.leave();
    twin.detach();
    await waitUntil(
      () => getPlayer(b, made.data.roomInfo.id, "anna")?.commonNetworkState === NetworkState.COMMON_OFFLINE,
      "step 8",
    );
  });

  test("the rooms of one pass of the matching are spread over all processes", async () => {
    const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
    const players = Array.from(
      { length: 12 },
      (_, number) => new TestPlayer(`p${number}`, [b, c][number % 2]!),
    );
    const answers = await Promise.all(players.map((player) => player.call("matchPlayers", para)));
    expect(answers.map(({ code }) => code)).toEqual(players.map(() => 0));
    await waitUntil(() => players.every((player) => player.names().includes("onMatch")), "the matches");
    expect([a, b, c].map(({ game }) => game.rooms.size)).toEqual([2, 2, 2]);
  });

  test("lists, matchRoom and matchPlayers know the rooms and players of all", async () => {
    const players = [a, b, c, b, c, a].map((process, index) => new TestPlayer(`p${index}`, process));
    const answers = await Promise.all(
      players.map((player) => player.call("matchRoom", { maxPlayers: 3, roomType: "m" })),
    );
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(answers.map(({ data }) => data.roomInfo.id)).size).toBe(2);
    const seats: number[] = [];
    while (seats.reduce((sum, count) => sum + count, 0) < 6) {
      // The newest arrival may still be on its way to the leader.
      await new Promise((resolve) => setImmediate(resolve));
      const list = await players[0]!.call("getRoomList", { pageNo: 1, pageSize: 10, roomType: "m" });
      expect(list.data.total).toBe(2);
      seats.splice(0, 2, ...list.data.roomList.map(({ playerList }: RoomInfo) => playerList.length));
    }
    expect(seats).toEqual([3, 3]);

    const left = new TestPlayer("left", b);
    const right = new TestPlayer("right", c);
    const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
    expect((await left.call("matchPlayers", para)).code).toBe(0);
    expect((await right.call("matchPlayers", para)).code).toBe(0);
    await waitUntil(() => left.names().includes("onMatch") && right.names().includes("onMatch"), "step 9");
    const found = left.events.find(({ name }) => name === "onMatch")!.data;
    expect(found.errCode).toBe(0);
    expect((await right.call("getRoomByRoomId")).data.roomInfo.id).toBe(found.roomInfo.id);
    left.attach(found.roomInfo.id);
    right.attach(found.roomInfo.id);
  });

  test("a process dies: players of its rooms hear of it and play on", async () => {
    const anna = new TestPlayer("anna", b);
    const ben = new TestPlayer("ben", c);
    const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
    await ben.call("joinRoom", { roomId });
    ben.attach(roomId);
    cluster.kill("b", "a");
    await waitUntil(() => ben.names().includes("onDismissRoom"), "step 10");
    expect(ben.events.find(({ name }) => name === "onDismissRoom")!.data.roomInfo.id).toBe(roomId);
    expect((await ben.call("createRoom", roomPara)).code).toBe(0);
    const again = new TestPlayer("anna", a);
    expect((await again.call("createRoom", roomPara)).code).toBe(0);
  });

  test("the leader dies: rooms go on, the rule of one room holds, waiting goes on", async () => {
    const anna = new TestPlayer("anna", b);
    const ben = new TestPlayer("ben", c);
    const cleo = new TestPlayer("cleo", c);
    const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
    const roomId = (await anna.call("createRoom", roomPara)).data.roomInfo.id;
    expect((await ben.call("matchPlayers", para)).code).toBe(0);
    cluster.kill("a", "b");
    expect((await cleo.call("joinRoom", { roomId })).code).toBe(0);
    expect((await anna.call("createRoom", roomPara)).code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
    const dora = new TestPlayer("dora", b);
    expect((await dora.call("matchPlayers", para)).code).toBe(0);
    await waitUntil(() => ben.names().includes("onMatch") && dora.names().includes("onMatch"), "step 11");
    expect((await ben.call("cancelPlayerMatch", { matchType: MatchType.PLAYER_COMPLEX })).code).not.toBe(0);
  });

  test("who waits for a match goes on waiting when its own process died, which led", async () => {
    const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
    expect((await new TestPlayer("anna", a).call("matchPlayers", para)).code).toBe(0);
    // What the leader told the others has arrived when it has answered one of them.
    await new TestPlayer("cleo", c).call("getRoomList", { pageNo: 1, pageSize: 1 });
    cluster.kill("a", "b");
    const anna = new TestPlayer("anna", b);
    const ben = new TestPlayer("ben", c);
    expect((await ben.call("matchPlayers", para)).code).toBe(0);
    await waitUntil(() => anna.names().includes("onMatch") && ben.names().includes("onMatch"), "both match");
  });

  test("who cancelled at another process does not wait under a new leader", async () => {
    const para = { matchCode: "two", playerInfo: { name: "n", matchAttributes: [] } };
    await new TestPlayer("anna", b).call("matchPlayers", para);
    const anna = new TestPlayer("anna", c);
    expect((await anna.call("cancelPlayerMatch", { matchType: MatchType.PLAYER_COMPLEX })).code).toBe(0);
    cluster.elect("b");
    const others = [new TestPlayer("ben", c), new TestPlayer("cleo", a)];
    for (const other of others) expect((await other.call("matchPlayers", para)).code).toBe(0);
    await waitUntil(() => others.every((other) => other.names().includes("onMatch")), "the others match");
    expect(anna.names()).not.toContain("onMatch");
  });

  test("a process that leads again under a new lease answers who waited for it", async () => {
    const [first, second] = [new TestPlayer("anna", b), new TestPlayer("ben", c)];
    const calls = [first, second].map((player) => player.call("matchRoom", { maxPlayers: 2, roomType: "m" }));
    await new Promise((resolve) => setImmediate(resolve));
    cluster.elect("a");
    expect((await Promise.all(calls)).map(({ code }) => code)).toEqual([0, 0]);
  });

  test("groups outlive the leader, and members who went with it are offline", async () => {
    const anna = new TestPlayer("anna", a);
    const ben = new TestPlayer("ben", c);
    const groupId = (await anna.call("createGroup", newGroup)).data.groupInfo.id;
    expect((await ben.call("joinGroup", { groupId, playerInfo: member })).code).toBe(0);
    const gone = (await ben.call("createGroup", { ...newGroup, groupType: 1 })).data.groupInfo.id;
    expect((await ben.call("dismissGroup", { groupId: gone })).code).toBe(0);
    cluster.kill("a", "b");
    const { groupInfoList } = (await ben.call("getMyGroups")).data;
    expect(groupInfoList.map(({ id }: { id: string }) => id)).toEqual([groupId]);
    await waitUntil(() => ben.names().includes("onChangeGroupPlayerNetworkState"), "anna is seen offline");
    const again = new TestPlayer("anna", c);
    const change = { groupId, groupName: "new", customProperties: "", isForbidJoin: false };
    expect((await again.call("changeGroup", change)).code).toBe(0);
    await waitUntil(() => ben.names().includes("onChangeGroup"), "the change");
  });

  test("persistent groups are there when all processes are new", async () => {
    const kept = new Map<string, GroupCopy>();
    const vault: GroupVault = {
      load: async () => [...kept.values()],
      save: async (copies) => copies.forEach((copy) => kept.set(copy.id, copy)),
    };
    const first = await startProcesses(["d", "e"], { vault });
    const anna = new TestPlayer("anna", first.processes[1]!);
    const persistent = { ...newGroup, isPersistent: true };
    const groupId = (await anna.call("createGroup", persistent)).data.groupInfo.id;
    await anna.call("createGroup", newGroup);
    await waitUntil(() => kept.size > 0, "it is saved");
    const second = await startProcesses(["f", "g"], { vault });
    const { groupInfoList } = (await new TestPlayer("anna", second.processes[1]!).call("getMyGroups")).data;
    expect(groupInfoList.map(({ id }: { id: string }) => id)).toEqual([groupId]);
    endProcesses([...first.processes, ...second.processes]);
  });

  test("groups of players of all processes", async () => {
    const anna = new TestPlayer("anna", b);
    const ben = new TestPlayer("ben", c);
    const made = await anna.call("createGroup", {
      groupName: "g",
      groupType: 0,
      maxPlayers: 5,
      isForbidJoin: false,
      isPersistent: false,
      customProperties: "",
      playerInfo: { name: "anna", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" },
    });
    expect(made.code).toBe(0);
    const { id } = made.data.groupInfo;
    const player = { name: "ben", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
    expect((await ben.call("joinGroup", { groupId: id, playerInfo: player })).code).toBe(0);
    await waitUntil(() => anna.names().includes("onJoinGroup"), "step 12");
    ben.leave();
    await waitUntil(() => anna.names().includes("onChangeGroupPlayerNetworkState"), "step 13");
  });

  test.each([1, 2, 3])("nobody is ever in two rooms, whatever is called at once (seed %i)", async (seed) => {
    const random = createRandom(seed);
    const randomInt = (below: number): number => Math.floor(random() * below);
    const processes = [a, b, c];
    const ids = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const rooms: string[] = [];
    const players = new Map(ids.map((id) => [id, new TestPlayer(id, processes[randomInt(3)]!)]));
    for (let round = 0; round < 20; round += 1) {
      const calls = ids.map(async (id) => {
        const player = players.get(id)!;
        const target = rooms[randomInt(Math.max(1, rooms.length))] ?? "none";
        switch (randomInt(5)) {
          case 0: {
            const { code, data } = await player.call("createRoom", roomPara);
            if (code === 0) rooms.push(data.roomInfo.id);
            return;
          }
          case 1:
            return void (await player.call("joinRoom", { roomId: target }));
          case 2:
            return void (await player.call("matchRoom", { maxPlayers: 3, roomType: "m" }));
          case 3:
            return void (await player.call("leaveRoom"));
          default:
            players.set(id, new TestPlayer(id, processes[randomInt(3)]!));
        }
      });
      await Promise.all(calls);
      const seats = processes.flatMap(({ game }) =>
        game.rooms.list().flatMap(({ state }) => state.roster.ids),
      );
      expect(seats.sort()).toEqual([...new Set(seats)].sort());
    }
    // Nothing is left over: who is in no room may make one.
    for (const [id, player] of players) {
      const left = await player.call("leaveRoom");
      const made = await player.call("createRoom", roomPara);
      expect({ id, left: [0, 20011].includes(left.code), made: made.code }).toEqual({
        id,
        left: true,
        made: 0,
      });
    }
  });
});

function getPlayer({ game }: Process, roomId: string, playerId: string) {
  return game.rooms
    .get(roomId)
    ?.getInfo()
    .playerList.find(({ id }) => id === playerId);
}
