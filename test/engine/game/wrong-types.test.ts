import { apiMap, ErrCode, type MethodName } from "../../../src/contract";
import { completeSettings, Game, ManualClock } from "../../../src/engine";

/** Wrong types in any field are refused and change nothing: every method of the API map, every field. */

const playerInfo = { name: "n", customPlayerStatus: 1, customProfile: "p" };
const matched = { ...playerInfo, matchAttributes: [{ name: "level", value: 1 }] };
const room = { roomName: "r", roomType: "t", maxPlayers: 4, isPrivate: false, customProperties: "c" };
const groupPlayer = { name: "n", customGroupPlayerStatus: 1, customGroupPlayerProfile: "p" };
const rule = {
  version: "V1.0" as const,
  teams: [{ name: "team", maxPlayers: 1, minPlayers: 1, number: 2 }],
  playerAttributes: [{ name: "level", type: "number" as const }],
  rules: [],
  timeout: 100,
};

type Who = "owner" | "member" | "stranger";

interface Call {
  readonly who: Who;
  /** A call that succeeds; `ids` names what the scene has made. */
  readonly para: (ids: {
    owner: string;
    member: string;
    stranger: string;
    room: string;
    group: string;
  }) => object;
}

/** A good call of each method that takes something; the others have no field that could be wrong. */
const goodCalls: Partial<Record<MethodName, Call>> = {
  createRoom: { who: "stranger", para: () => ({ ...room, playerInfo: matched }) },
  createTeamRoom: { who: "stranger", para: () => ({ ...room, teamNumber: 2, playerInfo: matched }) },
  joinRoom: { who: "stranger", para: (ids) => ({ roomId: ids.room, playerInfo: matched }) },
  joinTeamRoom: { who: "stranger", para: (ids) => ({ roomId: ids.room, teamId: "0", playerInfo: matched }) },
  matchRoom: { who: "stranger", para: () => ({ roomType: "t", maxPlayers: 4, playerInfo: matched }) },
  getRoomList: { who: "stranger", para: () => ({ pageNo: 1, pageSize: 5, roomType: "t", isDesc: true }) },
  getRoomByRoomId: { who: "stranger", para: (ids) => ({ roomId: ids.room }) },
  matchPlayers: { who: "stranger", para: () => ({ matchCode: "rule", playerInfo: matched }) },
  matchGroup: {
    who: "stranger",
    para: (ids) => ({ matchCode: "rule", playerInfoList: [{ id: ids.stranger, ...matched }] }),
  },
  cancelPlayerMatch: { who: "stranger", para: () => ({ matchType: 2 }) },
  changeRoom: {
    who: "owner",
    para: (ids) => ({
      roomName: "x",
      owner: ids.member,
      isPrivate: true,
      customProperties: "x",
      isForbidJoin: true,
    }),
  },
  changeCustomPlayerStatus: { who: "member", para: () => ({ customPlayerStatus: 5 }) },
  changeRoomPlayerProfile: { who: "member", para: () => ({ customProfile: "x" }) },
  removePlayer: { who: "owner", para: (ids) => ({ removePlayerId: ids.member }) },
  sendFrame: { who: "member", para: () => ({ data: 1, timestamp: 1 }) },
  requestFrame: { who: "member", para: () => ({ beginFrameId: 1, endFrameId: 2 }) },
  sendToClient: {
    who: "member",
    para: (ids) => ({ recvType: 1, recvPlayerList: [ids.owner], msg: "hello" }),
  },
  sendToGameSvr: { who: "member", para: () => ({ data: 1 }) },
  createGroup: {
    who: "stranger",
    para: () => ({
      groupName: "g",
      groupType: 1,
      maxPlayers: 5,
      customProperties: "c",
      playerInfo: groupPlayer,
      isForbidJoin: false,
      isPersistent: false,
    }),
  },
  joinGroup: { who: "stranger", para: (ids) => ({ groupId: ids.group, playerInfo: groupPlayer }) },
  leaveGroup: { who: "member", para: (ids) => ({ groupId: ids.group }) },
  dismissGroup: { who: "owner", para: (ids) => ({ groupId: ids.group }) },
  changeGroup: {
    who: "owner",
    para: (ids) => ({
      groupId: ids.group,
      groupName: "x",
      owner: ids.member,
      customProperties: "x",
      isForbidJoin: true,
    }),
  },
  removeGroupPlayer: { who: "owner", para: (ids) => ({ groupId: ids.group, removePlayerId: ids.member }) },
  changeCustomGroupPlayerStatus: {
    who: "member",
    para: (ids) => ({ groupId: ids.group, customGroupPlayerStatus: 5 }),
  },
  changeGroupPlayerProfile: { who: "member", para: (ids) => ({ groupId: ids.group, customProfile: "x" }) },
  sendToGroupClient: {
    who: "member",
    para: (ids) => ({ groupId: ids.group, recvType: 1, recvPlayerList: [ids.owner], msg: "hello" }),
  },
  getGroupByGroupId: { who: "stranger", para: (ids) => ({ groupId: ids.group }) },
};

/** Methods whose parameter is `{}` and carries nothing. */
const withoutFields = [
  "leaveRoom",
  "dismissRoom",
  "getRoomDetail",
  "startFrameSync",
  "stopFrameSync",
  "getMyGroups",
];

const wrongValues: Readonly<Record<string, readonly unknown[]>> = {
  string: [null, 5, true, {}, [], ["x"]],
  number: [null, "1", true, {}, [], [1], NaN, Infinity],
  boolean: [null, 0, 1, "true", {}, []],
  list: [null, "x", 5, true, {}],
  object: [null, "x", 5, true, []],
};

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "list" : typeof value === "object" ? "object" : typeof value;

/** All variants of a value with one wrong part each, and the path of that part. A payload (`data`) may be anything. */
function* spoil(value: unknown, path = ""): Generator<{ path: string; para: unknown }> {
  if (path !== "") {
    for (const wrong of wrongValues[kindOf(value)] ?? []) {
      // A clock that tells nonsense is no reason to lose a frame.
      if (path !== "/timestamp" || typeof wrong !== "number") yield { path, para: wrong };
    }
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === "data") continue;
    for (const { path: at, para } of spoil(part, `${path}/${key}`)) {
      const copy: any = Array.isArray(value) ? [...value] : { ...value };
      copy[key] = para;
      yield { path: at, para: copy };
    }
  }
}

async function setScene() {
  const clock = new ManualClock();
  const game = new Game({
    settings: completeSettings({ matchRules: { rule } }),
    clock,
    random: Math.random,
    log: ({ level, message }) => {
      if (level === "error") throw new Error(message);
    },
  });
  const heard: string[] = [];
  const ids = { owner: "", member: "", stranger: "", room: "", group: "" };
  for (const who of ["owner", "member", "stranger"] as const) {
    ids[who] = game.login({ gameId: "g", openId: who }).data!.playerId;
    game.connect(ids[who], { deliver: ({ name }) => void heard.push(`${who} ${name}`) });
  }
  const call = async (who: Who, method: MethodName, para: unknown): Promise<any> =>
    game.handle(ids[who], method, para);
  ids.room = (await call("owner", "createRoom", { ...room, playerInfo })).data.roomInfo.id;
  await call("member", "joinRoom", { roomId: ids.room, playerInfo });
  const group = {
    groupName: "g",
    groupType: 1,
    maxPlayers: 5,
    customProperties: "",
    playerInfo: groupPlayer,
  };
  ids.group = (await call("owner", "createGroup", group)).data.groupInfo.id;
  await call("member", "joinGroup", { groupId: ids.group, playerInfo: groupPlayer });
  await call("owner", "startFrameSync", {});
  heard.length = 0;
  const look = async (): Promise<unknown> => [
    await call("owner", "getRoomDetail", {}),
    await call("owner", "getRoomList", { pageNo: 1, pageSize: 10 }),
    await call("stranger", "getMyGroups", {}),
    await call("owner", "getMyGroups", {}),
    game.matching.playerCount,
    heard,
  ];
  return { game, ids, call, look };
}

test("every request of the API map has its good call here, or takes nothing", () => {
  const local = new Set(["init", "getMyRoom", "getGroupDetail"]);
  const requests = apiMap.filter(({ handledBy }) => handledBy === "request").map(({ name }) => name);
  const expected = requests.filter((name) => !local.has(name) && !withoutFields.includes(name));
  expect(Object.keys(goodCalls).sort()).toEqual([...new Set(expected)].sort());
});

test.each(Object.keys(goodCalls) as MethodName[])("%s", async (method) => {
  const { game, ids, call, look } = await setScene();
  const { who, para } = goodCalls[method]!;
  if (method === "cancelPlayerMatch")
    await call(who, "matchPlayers", { matchCode: "rule", playerInfo: matched });
  const before = structuredClone(await look());
  for (const { path, para: wrong } of spoil(para(ids))) {
    const { code, msg, data } = await call(who, method, wrong);
    expect({ path, wrong, isRefused: code !== ErrCode.EC_OK, hasText: msg !== "", data }).toEqual({
      path,
      wrong,
      isRefused: true,
      hasText: true,
      data: expect.any(Object),
    });
  }
  expect(await look()).toEqual(before);
  // Or the refusals would say nothing about types. There is no game server here, and frames have not come yet.
  const { code } = await call(who, method, para(ids));
  const expected: Partial<Record<MethodName, number>> = {
    sendToGameSvr: ErrCode.EC_RELAY_GAMESVR_SERVICE_NOT_OPEN,
  };
  expect({ method, code }).toEqual({ method, code: expected[method] ?? ErrCode.EC_OK });
  game.close();
});
