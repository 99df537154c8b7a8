import { ErrCode, MatchType, type ResponseEvent, type RoomInfo } from "../../../src/contract";
import { ManualClock } from "../../../src/engine/clock/manual-clock";
import { MatchService } from "../../../src/engine/matching/match-service";
import { type RoomSettings } from "../../../src/engine/room/room-settings";
import { type NewPlayer } from "../../../src/engine/room/roster";
import { requireRuleSet, ruleSetJson } from "./rule-sets";

/** A service with two match codes, `duel` for 1 against 1 and `pairs` for 2 against 2 with a `score`. */
function setUp(more: Record<string, unknown> = {}) {
  const clock = new ManualClock();
  const log: string[] = [];
  const inRoom = new Set<string>();
  const roomIds = new Map<string, string>();
  const offline = new Set<string>();
  const rooms: { settings: RoomSettings; players: readonly NewPlayer[] }[] = [];
  let makeRoom = (players: readonly NewPlayer[]): Promise<ResponseEvent<{ roomInfo?: RoomInfo }>> => {
    const roomInfo = { id: `room-${rooms.length}` } as RoomInfo;
    for (const { id } of players) {
      inRoom.add(id);
      roomIds.set(id, roomInfo.id);
    }
    return Promise.resolve({ code: 0, msg: "", seq: "", data: { roomInfo } });
  };
  const service = new MatchService({
    clock,
    random: () => 0.5,
    ruleSets: {
      duel: requireRuleSet(ruleSetJson(1, 2, { playerAttributes: [], timeout: 5, ...more })),
      pairs: requireRuleSet(ruleSetJson(2, 2, { timeout: 5 })),
    },
    ports: {
      isInRoom: (id) => inRoom.has(id),
      isOnline: (id) => !offline.has(id),
      getUnenteredRoom: (id) =>
        inRoom.has(id) ? ({ id: roomIds.get(id), name: "as it is now" } as RoomInfo) : undefined,
      notify: (ids, name, data) => log.push(`${name} ${ids.join(",")} ${JSON.stringify(data)}`),
      createRoom: (settings, players) => {
        rooms.push({ settings, players });
        return makeRoom(players);
      },
    },
  });
  const match = (id: string, matchCode = "duel") =>
    service.handle(id, "matchPlayers", { matchCode, playerInfo: { name: id } });
  const cancel = (id: string) =>
    service.handle(id, "cancelPlayerMatch", { matchType: MatchType.PLAYER_COMPLEX });
  return {
    ...{ clock, log, inRoom, roomIds, offline, rooms, service, match, cancel },
    setRoomMaker: (maker: typeof makeRoom) => (makeRoom = maker),
    /** Lets time pass and rooms be made. */
    async advance(milliseconds: number) {
      clock.advance(milliseconds);
      for (let i = 0; i < 5; i++) await Promise.resolve();
    },
  };
}

const member = (id: string) => ({ id, name: id, matchAttributes: [{ name: "score", value: 1 }] });

test("two players are acknowledged, then matched into a room of the rule set's teams", async () => {
  const { match, advance, log, rooms, service } = setUp();
  expect(match("a")).toMatchObject({ code: 0, data: { matchCode: "duel" } });
  match("b");
  expect(log).toEqual([]);
  await advance(200);
  expect(log).toEqual(['onMatch a,b {"roomInfo":{"id":"room-1"},"errCode":0}']);
  expect(rooms[0]?.settings).toMatchObject({
    maxPlayers: 2,
    createType: 1,
    teams: [
      { id: "0", name: "team", minPlayers: 1, maxPlayers: 1 },
      { id: "1", name: "team", minPlayers: 1, maxPlayers: 1 },
    ],
  });
  expect(rooms[0]?.players).toMatchObject([
    { id: "a", teamId: "0" },
    { id: "b", teamId: "1" },
  ]);
  expect(service.isMatching("a")).toBe(false);
});

test("nobody waits, no timer runs", async () => {
  const { match, advance, clock } = setUp();
  match("a");
  match("b");
  await advance(200);
  expect(clock.pendingTimers).toBe(0);
});

test("who finds nobody hears of it at the timeout, with a null room and code 30001", async () => {
  const { match, advance, log, clock } = setUp();
  match("a");
  await advance(4999);
  expect(log).toEqual([]);
  await advance(1001);
  expect(log).toEqual([`onMatch a {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_TIMEOUT}}`]);
  expect(clock.pendingTimers).toBe(0);
});

test("with robots the timeout brings a room instead, its owner and first player a person", async () => {
  const { match, advance, log, rooms } = setUp({ robots: true });
  match("a");
  await advance(6000);
  expect(log).toEqual(['onMatch a {"roomInfo":{"id":"room-1"},"errCode":0}']);
  expect(rooms[0]?.players).toMatchObject([
    { id: "a", teamId: "0" },
    { teamId: "1", isRobot: true, matchAttributes: [] },
  ]);
});

describe("matchPlayers is refused", () => {
  test.each<[string, unknown, ErrCode]>([
    ["without parameter", undefined, ErrCode.EC_INVALID_PARAMS],
    ["with a parameter of text", "duel", ErrCode.EC_INVALID_PARAMS],
    ["without match code", {}, ErrCode.EC_INVALID_PARAMS_MATCH_CODE],
    ["with an empty match code", { matchCode: "" }, ErrCode.EC_INVALID_PARAMS_MATCH_CODE],
    ["with a match code of number", { matchCode: 1 }, ErrCode.EC_INVALID_PARAMS_MATCH_CODE],
    ["with an unknown match code", { matchCode: "x" }, ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND],
    [
      "with the name of an object's own member",
      { matchCode: "constructor" },
      ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND,
    ],
    [
      "with a bad name",
      { matchCode: "duel", playerInfo: { name: 5 } },
      ErrCode.EC_INVALID_PARAMS_PLAYER_INFO,
    ],
    [
      "with attributes that are no list",
      { matchCode: "duel", playerInfo: { matchAttributes: 5 } },
      ErrCode.EC_INVALID_PARAMS_PLAYER_INFO,
    ],
    [
      "without an attribute",
      { matchCode: "pairs", playerInfo: { name: "a" } },
      ErrCode.EC_MATCH_PLAY_ATTR_NOT_FOUND,
    ],
  ])("%s", (_what, para, code) => {
    const { service } = setUp();
    expect(service.handle("a", "matchPlayers", para, "s")).toMatchObject({ code, seq: "s" });
    expect(service.isMatching("a")).toBe(false);
  });

  test("for a player in a room: 20010", () => {
    const { match, inRoom } = setUp();
    inRoom.add("a");
    expect(match("a").code).toBe(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
  });

  test("for a player who waits already, or whose room is being made: 30011", () => {
    const { match, clock, setRoomMaker } = setUp();
    match("a");
    expect(match("a").code).toBe(ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH);
    setRoomMaker(() => new Promise(() => undefined));
    match("b");
    clock.advance(200);
    expect(match("a").code).toBe(ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH);
  });
});

describe("matchGroup", () => {
  const group = (playerInfoList: unknown, matchCode: unknown = "pairs") => ({ matchCode, playerInfoList });

  test("brings the party into one team, and all of it gets onMatch", async () => {
    const { service, advance, log, rooms } = setUp();
    expect(service.handle("a", "matchGroup", group([member("a"), member("b")]))).toMatchObject({
      code: 0,
      data: { matchCode: "pairs" },
    });
    service.handle("d", "matchGroup", group([member("c"), member("d")]));
    await advance(200);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(/^onMatch a,b,c,d /);
    expect(rooms[0]?.players.map(({ id, teamId }) => `${id}${teamId}`)).toEqual(["a0", "b0", "c1", "d1"]);
  });

  test.each<[string, unknown, ErrCode]>([
    ["without parameter", undefined, ErrCode.EC_INVALID_PARAMS],
    ["without list", group(undefined), ErrCode.EC_INVALID_PARAMS_PLAYER_LIST],
    ["with an empty list", group([]), ErrCode.EC_INVALID_PARAMS_PLAYER_LIST],
    ["with a list of nothing", group([null]), ErrCode.EC_INVALID_PARAMS_PLAYER_ID],
    ["with a number as id", group([{ id: 5 }]), ErrCode.EC_INVALID_PARAMS_PLAYER_ID],
    ["without the caller", group([member("b")]), ErrCode.EC_MATCH_INVALID_PARAMS],
    ["with a member twice", group([member("a"), member("a")]), ErrCode.EC_MATCH_PLAYER_ID_IS_REPEATED],
    [
      "with more than a team",
      group([member("a"), member("b"), member("c")]),
      ErrCode.EC_MATCH_GROUP_NUM_EXCEED_LIMIT,
    ],
    [
      "with somebody in a room",
      group([member("a"), member("roomed")]),
      ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM,
    ],
    ["with somebody who waits", group([member("a"), member("waiting")]), ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH],
    [
      "with somebody who is not there",
      group([member("a"), member("gone")]),
      ErrCode.EC_MATCH_PLAYER_INFO_NOT_EXIST,
    ],
  ])("is refused %s", (_what, para, code) => {
    const { service, inRoom, offline, match } = setUp();
    inRoom.add("roomed");
    offline.add("gone");
    match("waiting");
    expect(service.handle("a", "matchGroup", para).code).toBe(code);
    expect(service.playerCount).toBe(1);
  });
});

describe("cancelling", () => {
  test("answers first, then tells the whole party; nobody of it is matched", async () => {
    const { service, advance, log } = setUp();
    service.handle("a", "matchGroup", { matchCode: "pairs", playerInfoList: [member("a"), member("b")] });
    const para = { matchType: MatchType.PLAYER_COMPLEX };
    service.handle("b", "cancelPlayerMatch", para, "s", ({ code }) => log.push(`answer ${code}`));
    expect(log).toEqual(["answer 0", 'onCancelMatch a,b {"matchCode":"pairs","playerId":"b"}']);
    await advance(10_000);
    expect(log).toHaveLength(2);
  });

  test("without a match: 30012; with another type or none: 61005; while the room is made: 30015", () => {
    const { service, cancel, match, clock, setRoomMaker } = setUp();
    expect(cancel("a").code).toBe(ErrCode.EC_MATCH_PLAYER_NOT_IN_MATCH);
    for (const para of [undefined, {}, { matchType: 1 }, { matchType: "2" }]) {
      expect(service.handle("a", "cancelPlayerMatch", para).code).toBe(ErrCode.EC_INVALID_PARAMS_MATCH_TYPE);
    }
    setRoomMaker(() => new Promise(() => undefined));
    match("a");
    match("b");
    clock.advance(200);
    expect(cancel("a").code).toBe(ErrCode.EC_MATCH_CANCEL_FAILED);
  });
});

describe("when things go wrong", () => {
  test("a room that cannot be made ends the match with 30041, and all may try again", async () => {
    for (const failure of [
      () => Promise.resolve({ code: 4, msg: "", seq: "" }),
      () => Promise.reject(new Error("no room")),
    ]) {
      const { match, advance, log, setRoomMaker } = setUp();
      setRoomMaker(failure);
      match("a");
      match("b");
      await advance(200);
      expect(log).toEqual([`onMatch a,b {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_CREATE_ROOM_ERR}}`]);
      expect(match("a").code).toBe(0);
    }
  });

  test("who entered a room meanwhile gets 30050, and the other keeps its place", async () => {
    const { match, advance, log, inRoom } = setUp();
    match("a");
    match("b");
    inRoom.add("a");
    await advance(200);
    expect(log).toEqual([
      `onMatch a {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_CREATE_ROOM_PLAYER_ALREADY_IN_ROOM}}`,
    ]);
    match("c");
    await advance(1000);
    expect(log[1]).toMatch(/^onMatch b,c .*"errCode":0/);
  });

  test("a short loss of the connection keeps the place, a long one takes the party out", async () => {
    const { service, advance, log } = setUp({ timeout: 60 });
    service.handle("a", "matchPlayers", { matchCode: "duel" });
    service.setOnline("a", false);
    await advance(9000);
    service.setOnline("a", true);
    await advance(9000);
    expect(service.isMatching("a")).toBe(true);
    service.setOnline("a", false);
    await advance(10_000);
    expect(log).toEqual(['onCancelMatch a {"matchCode":"duel","playerId":"a"}']);
    expect(service.isMatching("a")).toBe(false);
  });

  test("closing stops everything", async () => {
    const { match, service, advance, clock, log } = setUp();
    match("a");
    service.setOnline("a", false);
    service.close();
    await advance(60_000);
    expect(clock.pendingTimers).toBe(0);
    expect(log).toEqual([]);
  });
});

describe("the end of a matching that was missed", () => {
  const goOffline = ({ offline, service }: ReturnType<typeof setUp>, id: string) => {
    offline.add(id);
    service.setOnline(id, false);
  };
  const comeBack = ({ offline, service, log }: ReturnType<typeof setUp>, id: string) => {
    log.length = 0;
    offline.delete(id);
    service.setOnline(id, true);
  };

  test("who was away when the room was made gets it on its return, as it is then", async () => {
    const world = setUp();
    world.match("a");
    world.match("b");
    goOffline(world, "b");
    await world.advance(200);
    comeBack(world, "b");
    expect(world.log).toEqual(['onMatch b {"roomInfo":{"id":"room-1","name":"as it is now"},"errCode":0}']);
  });

  test("who was away and whose room has ended hears that the matching came to nothing", async () => {
    const world = setUp();
    world.match("a");
    world.match("b");
    goOffline(world, "b");
    await world.advance(200);
    world.inRoom.clear();
    comeBack(world, "b");
    expect(world.log).toEqual([`onMatch b {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_TIMEOUT}}`]);
  });

  test("a room that was told over a connection that was dead is told again, until it was entered", async () => {
    const world = setUp();
    world.match("a");
    world.match("b");
    await world.advance(200);
    for (let i = 0; i < 2; i++) {
      comeBack(world, "b");
      expect(world.log).toEqual(['onMatch b {"roomInfo":{"id":"room-1","name":"as it is now"},"errCode":0}']);
    }
    world.service.setEntered("b");
    comeBack(world, "b");
    expect(world.log).toEqual([]);
  });

  test("who left the room that it was told of for another one is not told that it was matched there", async () => {
    const world = setUp();
    world.match("a");
    world.match("b");
    await world.advance(200);
    world.roomIds.set("b", "another");
    comeBack(world, "b");
    expect(world.log).toEqual([]);
  });

  test("who left the room that it was told of hears nothing", async () => {
    const world = setUp();
    world.match("a");
    world.match("b");
    await world.advance(200);
    world.inRoom.clear();
    comeBack(world, "b");
    expect(world.log).toEqual([]);
  });

  test("who was taken out of the queue for being away hears of it", async () => {
    const world = setUp({ timeout: 60 });
    world.match("a");
    goOffline(world, "a");
    await world.advance(10_000);
    comeBack(world, "a");
    expect(world.log).toEqual(['onCancelMatch a {"matchCode":"duel","playerId":"a"}']);
  });

  test.each([
    ["after less than five minutes", 299_000, false, 1],
    ["after five minutes no more", 300_000, false, 0],
    ["after a new start no more", 0, true, 0],
  ])("who was away at the timeout hears of it %s", async (_name, wait, startsAnew, events) => {
    const world = setUp({ timeout: 5 });
    world.match("a");
    goOffline(world, "a");
    await world.advance(6000);
    await world.advance(wait);
    if (startsAnew) world.match("a");
    comeBack(world, "a");
    expect(world.log).toHaveLength(events);
  });
});

test("at the end of the server all who wait hear that they wait no more", async () => {
  const { match, service, log, clock, advance } = setUp({ timeout: 60 });
  match("a", "duel");
  service.handle("b", "matchGroup", { matchCode: "pairs", playerInfoList: [member("b"), member("c")] });
  service.failAll();
  expect(log).toEqual([`onMatch a,b,c {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_TIMEOUT}}`]);
  await advance(60_000);
  expect(log).toHaveLength(1);
  expect(clock.pendingTimers).toBe(0);
});

describe("when hundreds are matched at once", () => {
  const roomInfo = { id: "room" } as RoomInfo;

  /** 300 players who fit in twos, and rooms that are made when the test says so. */
  function setUpCrowd() {
    const world = setUp({ timeout: 60 });
    const finish: (() => void)[] = [];
    world.setRoomMaker(
      () =>
        new Promise((resolve) =>
          finish.push(() => resolve({ code: 0, msg: "", seq: "", data: { roomInfo } })),
        ),
    );
    for (let number = 0; number < 300; number++) world.match(`p${number}`);
    const told = (): number => world.log.filter((line) => line.includes('"errCode":0')).length;
    return { ...world, finish, told };
  }

  test("their rooms are made a part at a time, so that other things have their turn", async () => {
    const { advance, rooms, finish, told } = setUpCrowd();
    await advance(200);
    expect(rooms.length).toBe(100);
    finish.splice(0, 30).forEach((end) => end());
    await advance(0);
    expect([told(), rooms.length]).toEqual([30, 100]);
    // Not before whatever else waits for its turn.
    await advance(0);
    expect(rooms.length).toBe(130);
    while (finish.length > 0) {
      finish.splice(0).forEach((end) => end());
      await advance(0);
      await advance(0);
    }
    expect([told(), rooms.length]).toEqual([150, 150]);
  });

  test("who waits for the making of a room is in a match, and cannot cancel it any more", async () => {
    const { advance, rooms, match, cancel, service } = setUpCrowd();
    await advance(200);
    const placed = new Set(rooms.flatMap(({ players }) => players.map(({ id }) => id)));
    const last = Array.from({ length: 300 }, (_, number) => `p${number}`).find((id) => !placed.has(id)) ?? "";
    expect(service.isMatching(last)).toBe(true);
    expect(match(last).code).toBe(ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH);
    expect(cancel(last).code).toBe(ErrCode.EC_MATCH_CANCEL_FAILED);
  });

  test("whoever entered a room meanwhile fails, and its opponent waits on", async () => {
    const { advance, rooms, finish, inRoom, log, service } = setUpCrowd();
    await advance(200);
    const placed = new Set(rooms.flatMap(({ players }) => players.map(({ id }) => id)));
    const left = Array.from({ length: 300 }, (_, number) => `p${number}`).filter((id) => !placed.has(id));
    const [busy = ""] = left;
    inRoom.add(busy);
    while (finish.length > 0) {
      finish.splice(0).forEach((end) => end());
      await advance(0);
      await advance(0);
    }
    const failed = `onMatch ${busy} {"roomInfo":null,"errCode":${ErrCode.EC_MATCH_CREATE_ROOM_PLAYER_ALREADY_IN_ROOM}}`;
    expect(log.filter((line) => line.includes('"roomInfo":null'))).toEqual([failed]);
    expect(rooms.length).toBe(149);
    expect(service.playerCount).toBe(1);
  });

  test("the end of matching tells those who have no room yet, and a leader that leads no more forgets them", async () => {
    const ended = setUpCrowd();
    await ended.advance(200);
    ended.service.stop();
    const [line = ""] = ended.log;
    expect(line).toMatch(/"roomInfo":null/);
    expect(line.split(" ")[1]?.split(",")).toHaveLength(100);

    const forgetting = setUpCrowd();
    await forgetting.advance(200);
    forgetting.service.forgetAll();
    expect(forgetting.log).toEqual([]);
    forgetting.finish.splice(0).forEach((end) => end());
    await forgetting.advance(0);
    await forgetting.advance(0);
    expect([forgetting.told(), forgetting.rooms.length]).toEqual([100, 100]);
  });

  test("who was told of its end by a former leader is taken out, and its opponent waits on", async () => {
    const { advance, rooms, service } = setUpCrowd();
    await advance(200);
    const placed = new Set(rooms.flatMap(({ players }) => players.map(({ id }) => id)));
    const left = Array.from({ length: 300 }, (_, number) => `p${number}`).filter((id) => !placed.has(id));
    service.drop(left.slice(0, 1));
    expect(service.isMatching(left[0] ?? "")).toBe(false);
    expect(service.playerCount).toBe(1);
  });
});
