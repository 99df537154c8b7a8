import { type RoomMethodName } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";

/** Parameters that no call can make sense of. */
const nonsense: readonly unknown[] = [undefined, null, 0, "text", [], true];

/** Methods that need a parameter, with fields of the wrong type. */
const wrongFields: Partial<Record<RoomMethodName, readonly object[]>> = {
  changeRoom: [
    { roomName: 1 },
    { owner: 1 },
    { owner: null },
    { isPrivate: "yes" },
    { isForbidJoin: 1 },
    { customProperties: {} },
  ],
  changeCustomPlayerStatus: [{}, { customPlayerStatus: "1" }, { customPlayerStatus: {} }],
  changeRoomPlayerProfile: [{}, { customProfile: 1 }, { customProfile: null }],
  removePlayer: [{}, { removePlayerId: 1 }, { removePlayerId: null }],
  sendFrame: [],
  requestFrame: [
    {},
    { beginFrameId: "1", endFrameId: 2 },
    { beginFrameId: -1, endFrameId: 2 },
    { beginFrameId: 2, endFrameId: 1 },
    { beginFrameId: 1, endFrameId: 1.5 },
    { beginFrameId: 1 },
  ],
  sendToClient: [
    {},
    { recvType: 1 },
    { recvType: 1, msg: 5 },
    { recvType: 9, msg: "x" },
    { recvType: "1", msg: "x" },
    { recvType: 3, msg: "x" },
    { recvType: 3, msg: "x", recvPlayerList: "all" },
    { recvType: 3, msg: "x", recvPlayerList: [1] },
  ],
  sendToGameSvr: [],
};

const wrongCreations: readonly object[] = [
  { ...roomPara, maxPlayers: "4" },
  { ...roomPara, maxPlayers: 0 },
  { ...roomPara, maxPlayers: 101 },
  { ...roomPara, maxPlayers: 2.5 },
  { ...roomPara, roomName: 5 },
  { ...roomPara, roomType: {} },
  { ...roomPara, isPrivate: "no" },
  { ...roomPara, customProperties: 1 },
  { ...roomPara, playerInfo: "me" },
  { ...roomPara, playerInfo: { name: 1 } },
  { ...roomPara, playerInfo: { customPlayerStatus: -1 } },
  { ...roomPara, playerInfo: { customProfile: {} } },
  { ...roomPara, playerInfo: { matchAttributes: [{ name: "level", value: "high" }] } },
];

export const badInputCases = defineCases("bad input", [
  {
    name: "a call whose parameter is no object is refused and changes nothing",
    proves: Object.keys(wrongFields).map((method) => `Room.${method}`),
    statement: "60000 and its siblings: parameter errors (mgobe-server §6).",
    async run({ start }) {
      const game = await start({ mgobexsCode: silentServer });
      const { a, b } = await seat(game, 2);
      ok(await a.call("startFrameSync", {}));
      const before = ok(await a.call("getRoomDetail")).roomInfo;
      for (const method of Object.keys(wrongFields) as RoomMethodName[]) {
        for (const para of nonsense) {
          const { code, msg } = await a.call(method, para);
          expect({ method, para, isRefused: code !== 0, hasText: msg !== "" }).toEqual({
            method,
            para,
            isRefused: true,
            hasText: true,
          });
        }
      }
      expect(ok(await a.call("getRoomDetail")).roomInfo).toEqual(before);
      await game.settle();
      expect(b.timeline.filter((name) => /Recv(?!Frame)|Change|Remove/.test(name))).toEqual([]);
    },
  },
  {
    name: "a call with a field of the wrong type is refused and changes nothing",
    proves: Object.keys(wrongFields).map((method) => `Room.${method}`),
    statement: "60000, 61004, 61014, 61019–61023: parameter errors (mgobe-server §6).",
    async run({ start }) {
      const game = await start();
      const { a, b } = await seat(game, 2);
      ok(await a.call("startFrameSync", {}));
      const before = ok(await a.call("getRoomDetail")).roomInfo;
      for (const [method, paras] of Object.entries(wrongFields) as [RoomMethodName, object[]][]) {
        for (const para of paras) {
          const { code } = await a.call(method, para);
          expect({ method, para, isRefused: code !== 0 }).toEqual({ method, para, isRefused: true });
        }
      }
      expect(ok(await a.call("getRoomDetail")).roomInfo).toEqual(before);
      await game.settle();
      expect(b.timeline.filter((name) => /Recv(?!Frame)|Change|Remove/.test(name))).toEqual([]);
    },
  },
  {
    name: "calls that take nothing succeed whatever they are given",
    proves: ["Room.getRoomDetail", "Room.startFrameSync", "Room.stopFrameSync", "Room.leaveRoom"],
    statement: "Their parameter is {} and carries nothing (mgobe-client §2.4).",
    async run({ start }) {
      const { a } = await seat(await start(), 1);
      for (const para of nonsense) {
        ok(await a.call("getRoomDetail", para));
        ok(await a.call("startFrameSync", para));
        ok(await a.call("stopFrameSync", para));
      }
      ok(await a.call("leaveRoom", "bye"));
    },
  },
  {
    name: "an empty changeRoom succeeds and tells nobody",
    proves: ["Room.changeRoom"],
    statement: "Empty object: code 0 (mgobe-client §2.4).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      expect(ok(await a.call("changeRoom", {})).roomInfo.id).toBe(roomId);
      await game.settle();
      expect(a.received("onChangeRoom")).toEqual([]);
    },
  },
  {
    name: "a room with bad properties is not made, and its creator is in no room",
    proves: ["Room.createRoom", "Room.createTeamRoom"],
    statement: "61002, 61003, 61014, 20014: parameter errors (mgobe-server §6).",
    async run({ start }) {
      const a = await (await start()).login("a");
      for (const para of wrongCreations) {
        const { code } = await a.call("createRoom", { playerInfo: playerInfo("a"), ...para });
        expect({ para, isRefused: code !== 0 }).toEqual({ para, isRefused: true });
      }
      for (const teamNumber of [0, -1, 1.5, "2", 101]) {
        const para = { ...roomPara, playerInfo: playerInfo("a"), teamNumber };
        expect((await a.call("createTeamRoom", para)).code).not.toBe(0);
      }
      ok(await a.call("createRoom", { ...roomPara, playerInfo: playerInfo("a") }));
    },
  },
  {
    name: "a room without a capacity is not made",
    proves: ["Room.createRoom"],
    statement: "61002 and its siblings: parameter errors (mgobe-server §6).",
    async run({ start }) {
      const a = await (await start()).login("a");
      const para = { ...roomPara, maxPlayers: undefined, playerInfo: playerInfo("a") };
      expect((await a.call("createRoom", para)).code).not.toBe(0);
    },
  },
  {
    name: "a join with bad player data is refused and leaves no trace in the room",
    proves: ["Room.joinRoom", "Room.joinTeamRoom"],
    statement: "61020 and its siblings: parameter errors (mgobe-server §6).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      const b = await game.login("b");
      for (const info of ["me", [], { name: 1 }, { customPlayerStatus: 1.5 }]) {
        expect((await b.call("joinRoom", { roomId, playerInfo: info })).code).not.toBe(0);
      }
      expect((await b.call("joinTeamRoom", { roomId, teamId: 1, playerInfo: {} })).code).not.toBe(0);
      await game.settle();
      expect(a.received("onJoinRoom")).toEqual([]);
      expect(ok(await a.call("getRoomDetail")).roomInfo.playerList).toHaveLength(1);
      ok(await b.call("joinRoom", { roomId, playerInfo: {} }));
    },
  },
]);

const silentServer = {
  gameServer: { mode: "async", onInitGameData: () => ({}), onRecvFromClient: () => undefined },
};
