import {
  ErrCode,
  type GroupInfo,
  type GroupMethods,
  groupMethodNames,
  GroupRecvType,
  GroupType,
  NetworkState,
} from "../../../src/contract";
import { ManualClock } from "../../../src/engine/clock/manual-clock";
import { GroupService } from "../../../src/engine/groups/group-service";
import { type GroupStore, MemoryGroupStore } from "../../../src/engine/groups/group-store";
import { createRandom } from "../../random";

const minute = 60_000;
const hour = 60 * minute;

function setUp(store?: GroupStore) {
  const clock = new ManualClock();
  const events: { name: string; to: string; data: any }[] = [];
  const offline = new Set<string>();
  const service = new GroupService({
    clock,
    random: createRandom(1),
    store,
    ports: {
      isOnline: (id) => !offline.has(id),
      notify: (ids, name, data) => events.push({ name, to: ids.join(","), data: structuredClone(data) }),
    },
  });
  const call = <M extends keyof GroupMethods>(id: string, method: M, para?: unknown) =>
    service.handle(id, method, para);
  const create = (owner: string, more: object = {}): GroupInfo => {
    const answer = call(owner, "createGroup", {
      groupName: "g",
      groupType: GroupType.GROUP_MANY,
      maxPlayers: 10,
      ...more,
    });
    if (!answer.data) throw new Error(answer.msg);
    return answer.data.groupInfo;
  };
  const join = (groupId: string, ...ids: string[]) =>
    ids.map((id) => call(id, "joinGroup", { groupId }).code);
  /** A group of a, b and c, owned by a, whose making is not among the events. */
  const createWithMembers = (more: object = {}): string => {
    const { id } = create("a", more);
    join(id, "b", "c");
    events.length = 0;
    return id;
  };
  const get = (groupId: string): GroupInfo | undefined =>
    call("someone", "getGroupByGroupId", { groupId }).data?.groupInfo;
  const setOnline = (id: string, online: boolean) => {
    if (online) offline.delete(id);
    else offline.add(id);
    service.setOnline(id, online);
  };
  return { clock, events, offline, service, call, create, join, createWithMembers, get, setOnline };
}

const idsOf = (group: GroupInfo | undefined) => group?.groupPlayerList.map(({ id }) => id);

describe("createGroup", () => {
  test("makes a group with the caller as owner and only member, and tells nobody", () => {
    const { call, events } = setUp();
    const playerInfo = { name: "A", customGroupPlayerStatus: 7, customGroupPlayerProfile: "p" };
    const para = { groupName: "n", groupType: 0, maxPlayers: 5, customProperties: "c", playerInfo };
    const answer = call("a", "createGroup", { ...para, isForbidJoin: true, isPersistent: false });
    expect(answer).toMatchObject({ code: 0, msg: "" });
    expect(answer.data?.groupInfo).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{8,}$/),
      name: "n",
      type: GroupType.GROUP_LIMITED,
      maxPlayers: 5,
      owner: "a",
      customProperties: "c",
      createTime: Date.UTC(2020, 0, 1) / 1000,
      isForbidJoin: true,
      isPersistent: false,
      groupPlayerList: [{ id: "a", ...playerInfo, commonGroupNetworkState: NetworkState.COMMON_ONLINE }],
    });
    expect(events).toEqual([]);
  });

  test.each<[string, object, ErrCode]>([
    ["a name of number", { groupName: 1 }, ErrCode.EC_INVALID_PARAMS_GROUP_NAME],
    ["a name of 33 characters", { groupName: "x".repeat(33) }, ErrCode.EC_INVALID_PARAMS_GROUP_NAME],
    ["a third group type", { groupType: 2 }, ErrCode.EC_INVALID_PARAMS_GROUP_TYPE],
    ["no capacity", { maxPlayers: undefined }, ErrCode.EC_INVALID_PARAMS_MAX_PLAYER],
    ["a capacity of 0", { maxPlayers: 0 }, ErrCode.EC_INVALID_PARAMS_MAX_PLAYER],
    ["101 in a limited group", { maxPlayers: 101, groupType: 0 }, ErrCode.EC_INVALID_PARAMS_MAX_PLAYER],
    ["301 in a group of many", { maxPlayers: 301, groupType: 1 }, ErrCode.EC_INVALID_PARAMS_MAX_PLAYER],
    [
      "1025 characters of properties",
      { customProperties: "x".repeat(1025) },
      ErrCode.EC_INVALID_PARAMS_GROUP_CUSTOM_PROPERTIES,
    ],
    ["a player info of text", { playerInfo: "me" }, ErrCode.EC_INVALID_PARAMS_PLAYER_INFO],
    ["a player name of number", { playerInfo: { name: 1 } }, ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_NAME],
    [
      "a player name of 33 characters",
      { playerInfo: { name: "x".repeat(33) } },
      ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_NAME,
    ],
    [
      "a status of 100000",
      { playerInfo: { customGroupPlayerStatus: 100_000 } },
      ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_STATUS,
    ],
    [
      "a status of -1",
      { playerInfo: { customGroupPlayerStatus: -1 } },
      ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_STATUS,
    ],
    [
      "1025 characters of profile",
      { playerInfo: { customGroupPlayerProfile: "x".repeat(1025) } },
      ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_PROPERTIES,
    ],
    ["isForbidJoin of number", { isForbidJoin: 1 }, ErrCode.EC_INVALID_PARAMS],
  ])("refuses %s", (_what, para, code) => {
    const { call } = setUp();
    const whole = { groupName: "g", groupType: 1, maxPlayers: 10, ...para };
    expect(call("a", "createGroup", whole).code).toBe(code);
    expect(call("a", "getMyGroups").data).toEqual({ groupInfoList: [] });
  });

  test("takes what is just within the limits", () => {
    const { create } = setUp();
    const playerInfo = {
      name: "x".repeat(32),
      customGroupPlayerStatus: 99_999,
      customGroupPlayerProfile: "x".repeat(1024),
    };
    const group = create("a", {
      groupName: "游".repeat(32),
      maxPlayers: 300,
      customProperties: "x".repeat(1024),
      playerInfo,
    });
    expect(group.groupPlayerList[0]).toMatchObject(playerInfo);
  });

  test("a player may be in one limited group and in five of many, created or joined: 70025", () => {
    const { create, call, join } = setUp();
    create("a", { groupType: GroupType.GROUP_LIMITED });
    const second = { groupName: "x", groupType: GroupType.GROUP_LIMITED, maxPlayers: 5 };
    expect(call("a", "createGroup", second).code).toBe(ErrCode.EC_PLAYER_GROUP_NUM_LIMIT_EXCEED);
    for (let i = 0; i < 4; i++) create("a");
    const others = [create("b"), create("b")];
    expect(join(others[0]!.id, "a")).toEqual([0]);
    expect(join(others[1]!.id, "a")).toEqual([ErrCode.EC_PLAYER_GROUP_NUM_LIMIT_EXCEED]);
  });

  test("a game has three persistent groups at most: 70019", () => {
    const { create, call } = setUp();
    const groups = ["a", "b", "c"].map((id) => create(id, { isPersistent: true }));
    const para = { groupType: 1, maxPlayers: 5, isPersistent: true };
    expect(call("d", "createGroup", para).code).toBe(ErrCode.PERSISTENCE_GROUP_NUM_EXCEED_THE_LIMIT);
    expect(call("a", "dismissGroup", { groupId: groups[0]!.id }).code).toBe(0);
    expect(call("d", "createGroup", para).code).toBe(0);
  });
});

describe("joinGroup", () => {
  test("tells the members, the joiner left out", () => {
    const { create, call, join, events } = setUp();
    const { id } = create("a");
    join(id, "b");
    events.length = 0;
    const answer = call("c", "joinGroup", { groupId: id, playerInfo: { name: "C" } });
    expect(idsOf(answer.data?.groupInfo)).toEqual(["a", "b", "c"]);
    expect(events).toMatchObject([{ name: "onJoinGroup", to: "a,b", data: { joinPlayerId: "c" } }]);
    expect(events[0]!.data.groupInfo).toEqual(answer.data?.groupInfo);
  });

  test("is refused for a member, a closed group, a full one", () => {
    const { create, join } = setUp();
    expect(join(create("a").id, "a")).toEqual([ErrCode.EC_PLAYER_IS_EXIST_GROUP]);
    expect(join(create("a", { isForbidJoin: true }).id, "b")).toEqual([
      ErrCode.EC_OPERATION_FAILED_GROUP_FORBID_JOIN,
    ]);
    expect(join(create("a", { maxPlayers: 2 }).id, "b", "c")).toEqual([
      0,
      ErrCode.EC_GROUP_PLAYER_NUM_LIMIT_EXCEED,
    ]);
  });
});

describe("leaving", () => {
  test("tells those who remain and answers with the group without the caller", () => {
    const { createWithMembers, call, events } = setUp();
    const groupId = createWithMembers();
    expect(idsOf(call("b", "leaveGroup", { groupId }).data?.groupInfo)).toEqual(["a", "c"]);
    expect(events).toMatchObject([{ name: "onLeaveGroup", to: "a,c", data: { leavePlayerId: "b" } }]);
  });

  test("the owner's place goes to the member who came first, online ones before offline ones", () => {
    const { createWithMembers, call, get, setOnline } = setUp();
    const groupId = createWithMembers();
    setOnline("b", false);
    call("a", "leaveGroup", { groupId });
    expect(get(groupId)?.owner).toBe("c");
    call("c", "leaveGroup", { groupId });
    expect(get(groupId)?.owner).toBe("b");
  });

  test("the last one out ends the group; a persistent one stays and goes to who joins next", () => {
    const { create, call, get, join, clock } = setUp();
    const ordinary = create("a").id;
    const persistent = create("a", { isPersistent: true }).id;
    for (const groupId of [ordinary, persistent]) call("a", "leaveGroup", { groupId });
    expect(get(ordinary)).toBeUndefined();
    expect(get(persistent)).toMatchObject({ owner: "", groupPlayerList: [] });
    join(persistent, "b");
    expect(get(persistent)?.owner).toBe("b");
    expect(clock.pendingTimers).toBe(0);
  });

  test("dismissing tells the others and ends the group", () => {
    const { createWithMembers, call, get, events, clock } = setUp();
    const groupId = createWithMembers();
    expect(call("b", "dismissGroup", { groupId }).code).toBe(ErrCode.NO_GROUP_OPERATION_PERMISSION);
    expect(call("a", "dismissGroup", { groupId })).toMatchObject({ code: 0, data: {} });
    expect(events).toMatchObject([
      { name: "onDismissGroup", to: "b,c", data: { groupInfo: { id: groupId } } },
    ]);
    expect(get(groupId)).toBeUndefined();
    expect(call("b", "getMyGroups").data?.groupInfoList).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("removing tells all, the one removed included", () => {
    const { createWithMembers, call, events } = setUp();
    const groupId = createWithMembers();
    const answer = call("a", "removeGroupPlayer", { groupId, removePlayerId: "b" });
    expect(idsOf(answer.data?.groupInfo)).toEqual(["a", "c"]);
    expect(events).toMatchObject([
      { name: "onRemoveGroupPlayer", to: "a,b,c", data: { removePlayerId: "b" } },
    ]);
    expect(idsOf(events[0]!.data.groupInfo)).toEqual(["a", "c"]);
  });

  test.each<[string, string, unknown, ErrCode]>([
    ["by a member", "b", "c", ErrCode.EC_GROUP_REMOVE_PLAYER_NO_PERMISSION],
    ["of the owner by itself", "a", "a", ErrCode.EC_GROUP_REMOVE_PLAYER_NO_PERMISSION],
    ["of a stranger", "a", "x", ErrCode.EC_INVALID_PARAMS_PLAYER_NOT_IN_GROUP],
    ["of nobody", "a", "", ErrCode.EC_REMOVE_PLAYER_ID_IS_EMPTY],
    ["of a number", "a", 5, ErrCode.EC_REMOVE_PLAYER_ID_IS_EMPTY],
  ])("removing is refused %s", (_what, caller, removePlayerId, code) => {
    const { createWithMembers, call, get, events } = setUp();
    const groupId = createWithMembers();
    expect(call(caller, "removeGroupPlayer", { groupId, removePlayerId }).code).toBe(code);
    expect(idsOf(get(groupId))).toEqual(["a", "b", "c"]);
    expect(events).toEqual([]);
  });
});

describe("changeGroup", () => {
  test("changes only the fields that are there and tells all, the caller included", () => {
    const { createWithMembers, call, events, get } = setUp();
    const groupId = createWithMembers({ customProperties: "old" });
    const para = { groupId, groupName: "new", isForbidJoin: undefined, owner: "c" };
    expect(call("a", "changeGroup", para).code).toBe(0);
    expect(get(groupId)).toMatchObject({
      name: "new",
      customProperties: "old",
      isForbidJoin: false,
      owner: "c",
    });
    expect(events).toMatchObject([
      { name: "onChangeGroup", to: "a,b,c", data: { groupInfo: { name: "new" } } },
    ]);
    expect(call("c", "changeGroup", { groupId, isForbidJoin: true, customProperties: "" }).code).toBe(0);
    expect(get(groupId)).toMatchObject({ customProperties: "", isForbidJoin: true });
  });

  test.each<[string, string, object, ErrCode]>([
    ["nothing to change", "a", {}, ErrCode.EC_INVALID_CHANGE_OPTION],
    ["a key that does not exist", "a", { maxPlayers: 3 }, ErrCode.EC_INVALID_CHANGE_OPTION],
    ["a member who is not the owner", "b", { groupName: "n" }, ErrCode.NO_GROUP_OPERATION_PERMISSION],
    ["a member who wants to be the owner", "b", { owner: "b" }, ErrCode.EC_GROUP_MODIFY_OWNER_NO_PERMISSION],
    [
      "a new owner from outside",
      "a",
      { groupName: "n", owner: "x" },
      ErrCode.EC_INVALID_PARAMS_PLAYER_NOT_IN_GROUP,
    ],
    ["a new owner of number", "a", { groupName: "n", owner: 1 }, ErrCode.EC_INVALID_PARAMS_GROUP_OWNER],
    [
      "a name too long",
      "a",
      { isForbidJoin: true, groupName: "x".repeat(33) },
      ErrCode.EC_INVALID_PARAMS_GROUP_NAME,
    ],
    ["properties of number", "a", { customProperties: 1 }, ErrCode.EC_INVALID_PARAMS_GROUP_CUSTOM_PROPERTIES],
    ["isForbidJoin of text", "a", { isForbidJoin: "yes" }, ErrCode.EC_INVALID_PARAMS],
  ])("refuses %s, and then nothing has changed", (_what, caller, para, code) => {
    const { createWithMembers, call, get, events } = setUp();
    const groupId = createWithMembers();
    const before = get(groupId);
    expect(call(caller, "changeGroup", { groupId, ...para }).code).toBe(code);
    expect(get(groupId)).toEqual(before);
    expect(events).toEqual([]);
  });
});

test("a member's own status and profile change, and all hear of it, the changer included", () => {
  const { createWithMembers, call, events, get } = setUp();
  const groupId = createWithMembers();
  call("b", "changeCustomGroupPlayerStatus", { groupId, customGroupPlayerStatus: 5 });
  call("b", "changeGroupPlayerProfile", { groupId, customProfile: "p" });
  expect(events).toMatchObject([
    {
      name: "onChangeCustomGroupPlayerStatus",
      to: "a,b,c",
      data: { changePlayerId: "b", customGroupPlayerStatus: 5 },
    },
    { name: "onChangeGroupPlayerProfile", to: "a,b,c", data: { changePlayerId: "b", customProfile: "p" } },
  ]);
  expect(get(groupId)?.groupPlayerList[1]).toMatchObject({
    customGroupPlayerStatus: 5,
    customGroupPlayerProfile: "p",
  });
  const status = { groupId, customGroupPlayerStatus: 1e5 };
  expect(call("b", "changeCustomGroupPlayerStatus", status).code).toBe(
    ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_STATUS,
  );
  const profile = { groupId, customProfile: "x".repeat(1025) };
  expect(call("b", "changeGroupPlayerProfile", profile).code).toBe(
    ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_PROPERTIES,
  );
});

describe("sendToGroupClient", () => {
  test.each<[GroupRecvType, string[] | undefined, string]>([
    [GroupRecvType.GROUP_ALL, ["b"], "a,b,c"],
    [GroupRecvType.GROUP_OTHERS, undefined, "a,c"],
    [GroupRecvType.GROUP_SOME, ["c", "b", "stranger"], "b,c"],
  ])("the server finds the audience of recvType %p", (recvType, recvPlayerList, to) => {
    const { createWithMembers, call, events } = setUp();
    const groupId = createWithMembers();
    expect(call("b", "sendToGroupClient", { groupId, msg: "hi", recvType, recvPlayerList })).toMatchObject({
      code: 0,
      data: {},
    });
    expect(events).toEqual([
      { name: "onRecvFromGroupClient", to, data: { groupId, sendPlayerId: "b", msg: "hi" } },
    ]);
  });

  test("a player speaks once a second in each group: 70023", () => {
    const { createWithMembers, create, call, clock, events } = setUp();
    const groupId = createWithMembers();
    const other = create("a").id;
    const say = (id: string, to = groupId) =>
      call(id, "sendToGroupClient", { groupId: to, msg: "hi", recvType: GroupRecvType.GROUP_ALL }).code;
    expect([say("a"), say("a"), say("b"), say("a", other)]).toEqual([
      0,
      ErrCode.EC_GROUP_CHAT_FREQUENCY_LIMIT,
      0,
      0,
    ]);
    clock.advance(999);
    expect(say("a")).toBe(ErrCode.EC_GROUP_CHAT_FREQUENCY_LIMIT);
    clock.advance(1);
    expect(say("a")).toBe(0);
    expect(events.filter(({ data }) => data.sendPlayerId === "a")).toHaveLength(3);
  });

  test.each<[string, object, ErrCode]>([
    ["no message", { recvType: 1 }, ErrCode.EC_INVALID_PARAMS_MESSAGE],
    ["a message of object", { recvType: 1, msg: {} }, ErrCode.EC_INVALID_PARAMS_MESSAGE],
    [
      "a message of more than a request holds",
      { recvType: 1, msg: "游".repeat(1366) },
      ErrCode.EC_INVALID_PARAMS_MESSAGE_LENGTH,
    ],
    ["no audience", { msg: "hi" }, ErrCode.EC_INVALID_PARAMS_GROUP_RECV_TYPE],
    ["a fourth audience", { msg: "hi", recvType: 4 }, ErrCode.EC_INVALID_PARAMS_GROUP_RECV_TYPE],
    ["some without list", { msg: "hi", recvType: 3 }, ErrCode.EC_INVALID_PARAMS_RECV_PLAYER_ID],
    [
      "some with numbers",
      { msg: "hi", recvType: 3, recvPlayerList: [1] },
      ErrCode.EC_INVALID_PARAMS_RECV_PLAYER_ID,
    ],
  ])("%s is refused and does not count as spoken", (_what, para, code) => {
    const { createWithMembers, call } = setUp();
    const groupId = createWithMembers();
    expect(call("a", "sendToGroupClient", { groupId, ...para }).code).toBe(code);
    expect(call("a", "sendToGroupClient", { groupId, msg: "hi", recvType: 1 }).code).toBe(0);
  });
});

describe("bad input", () => {
  const needGroup = groupMethodNames.filter((name) => name !== "createGroup" && name !== "getMyGroups");
  const needMembership = needGroup.filter((name) => name !== "joinGroup" && name !== "getGroupByGroupId");

  test.each(groupMethodNames.filter((name) => name !== "getMyGroups"))(
    "%s without parameter answers 60000",
    (method) => {
      const { call } = setUp();
      for (const para of [undefined, null, 5, "text", []]) {
        expect(call("a", method, para)).toMatchObject({ code: ErrCode.EC_INVALID_PARAMS });
      }
    },
  );

  test.each(needGroup)("%s answers 70008 for a bad group id and 70026 for an unknown one", (method) => {
    const { call } = setUp();
    for (const groupId of [undefined, null, 5, {}, ""]) {
      expect(call("a", method, { groupId }).code).toBe(ErrCode.EC_INVALID_PARAMS_GROUP_ID);
    }
    expect(call("a", method, { groupId: "constructor" }).code).toBe(ErrCode.EC_GROUP_NOT_EXIST);
  });

  test.each(needMembership)("%s answers 70012 to a stranger", (method) => {
    const { call, createWithMembers } = setUp();
    const groupId = createWithMembers();
    expect(call("x", method, { groupId }).code).toBe(ErrCode.EC_PLAYER_IS_NOT_EXIST_GROUP);
  });
});

test("anybody may look at a group, and a player sees all groups it is in", () => {
  const { createWithMembers, create, call, get } = setUp();
  const first = createWithMembers();
  const second = create("b").id;
  expect(get(first)?.id).toBe(first);
  expect(call("b", "getMyGroups", {}).data?.groupInfoList.map(({ id }) => id)).toEqual([first, second]);
  expect(call("x", "getMyGroups").data?.groupInfoList).toEqual([]);
});

test("what a client does with an answer does not reach the group", () => {
  const { createWithMembers, get } = setUp();
  const groupId = createWithMembers();
  const info = get(groupId)!;
  info.name = "changed";
  info.groupPlayerList[0]!.name = "changed";
  info.groupPlayerList.pop();
  expect(get(groupId)).toMatchObject({ name: "g", groupPlayerList: [{ name: "" }, {}, {}] });
});

test("the answer comes before the events", () => {
  const { createWithMembers, service, events } = setUp();
  const groupId = createWithMembers();
  let eventsAtReply = -1;
  const para = { groupId, groupName: "n" };
  service.handle("a", "changeGroup", para, "s", ({ code, seq }) => {
    expect({ code, seq }).toEqual({ code: 0, seq: "s" });
    eventsAtReply = events.length;
  });
  expect(eventsAtReply).toBe(0);
  expect(events).toHaveLength(1);
});

test("a connection that closes or opens is told to the members of each group once", () => {
  const { createWithMembers, create, events, setOnline, get } = setUp();
  const groupId = createWithMembers();
  const second = create("b").id;
  setOnline("b", false);
  setOnline("b", false);
  expect(events.map(({ name, to, data }) => [name, to, data.groupInfo.id, data.networkState])).toEqual([
    ["onChangeGroupPlayerNetworkState", "a,b,c", groupId, NetworkState.COMMON_OFFLINE],
    ["onChangeGroupPlayerNetworkState", "b", second, NetworkState.COMMON_OFFLINE],
  ]);
  expect(get(groupId)?.groupPlayerList[1]?.commonGroupNetworkState).toBe(NetworkState.COMMON_OFFLINE);
  setOnline("b", true);
  expect(events.slice(2).map(({ data }) => data.networkState)).toEqual([1, 1]);
});

describe("life span", () => {
  test("a group ends 24 hours after it was made, and its members hear of it", () => {
    const { createWithMembers, get, clock, events } = setUp();
    const groupId = createWithMembers();
    clock.advance(24 * hour - 1);
    expect(get(groupId)).toBeDefined();
    clock.advance(1);
    expect(get(groupId)).toBeUndefined();
    expect(events).toMatchObject([{ name: "onDismissGroup", to: "a,b,c" }]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("a group ends when all its members were offline for an hour without a break", () => {
    const { createWithMembers, get, clock, setOnline } = setUp();
    const groupId = createWithMembers();
    for (const id of ["a", "b", "c"]) setOnline(id, false);
    clock.advance(59 * minute);
    setOnline("b", true);
    setOnline("b", false);
    clock.advance(59 * minute);
    expect(get(groupId)).toBeDefined();
    clock.advance(minute);
    expect(get(groupId)).toBeUndefined();
  });

  test("a persistent group ends by dismissal alone", () => {
    const { createWithMembers, get, clock, setOnline } = setUp();
    const groupId = createWithMembers({ isPersistent: true });
    for (const id of ["a", "b", "c"]) setOnline(id, false);
    clock.advance(48 * hour);
    expect(idsOf(get(groupId))).toEqual(["a", "b", "c"]);
  });
});

describe("persistence", () => {
  test("persistent groups are there after a restart with all members offline; others are not", () => {
    const store = new MemoryGroupStore();
    const before = setUp(store);
    const kept = before.createWithMembers({ isPersistent: true, customProperties: "c" });
    const lost = before.create("a").id;
    before.call("b", "changeCustomGroupPlayerStatus", { groupId: kept, customGroupPlayerStatus: 9 });
    const after = setUp(store);
    expect(after.get(lost)).toBeUndefined();
    expect(after.get(kept)).toMatchObject({
      owner: "a",
      customProperties: "c",
      groupPlayerList: [{ id: "a" }, { id: "b", customGroupPlayerStatus: 9 }, { id: "c" }],
    });
    expect(after.get(kept)?.groupPlayerList.map((player) => player.commonGroupNetworkState)).toEqual([
      0, 0, 0,
    ]);
    after.setOnline("b", true);
    expect(after.events).toMatchObject([
      { name: "onChangeGroupPlayerNetworkState", data: { changePlayerId: "b" } },
    ]);
    expect(after.call("b", "getMyGroups").data?.groupInfoList).toHaveLength(1);
  });

  test("a change that cannot be saved is refused with 70000 and has not happened", () => {
    const store = new MemoryGroupStore();
    const { createWithMembers, call, get, events } = setUp(store);
    const groupId = createWithMembers({ isPersistent: true });
    const before = get(groupId);
    store.save = store.remove = () => {
      throw new Error("disk full");
    };
    const answers = [
      call("a", "changeGroup", { groupId, groupName: "new" }),
      call("d", "joinGroup", { groupId }),
      call("a", "dismissGroup", { groupId }),
      call("d", "createGroup", { groupType: 1, maxPlayers: 5, isPersistent: true }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(Array(4).fill(ErrCode.EC_GROUP_OPERATION_FAILED));
    expect(answers[0]?.msg).toContain("disk full");
    expect(get(groupId)).toEqual(before);
    expect(events).toEqual([]);
  });
});

test("closing ends all timers", () => {
  const { createWithMembers, service, clock } = setUp();
  createWithMembers();
  service.close();
  expect(clock.pendingTimers).toBe(0);
});
