import { sentText } from "../../../../src/engine";
import { WireCommand } from "../../../../adapters/wire/schema/wire-command";
import { getCommand } from "../../../../adapters/wire/commands";
import { type MethodName } from "../../../../src/contract";
import { makeWireWorld } from "../../../wire/wire-game";

const playerInfo = { name: "n", customPlayerStatus: 1, customProfile: "c" };
const groupPlayer = { name: "n", customGroupPlayerStatus: 1, customGroupPlayerProfile: "c" };
const matchPlayer = { ...playerInfo, matchAttributes: [{ name: "level", value: -5 }] };
const room = { id: "R1", name: "r" };
const group = { id: "G1", name: "g" };

type Row = [
  cmd: WireCommand,
  request: object,
  method: MethodName,
  para: object,
  data: object,
  answer?: object,
];

/** What each command asks of the game, and what becomes of the answer. */
const rows: Row[] = [
  [
    WireCommand.GET_ROOM_BY_ROOM_ID,
    { roomId: "R1" },
    "getRoomByRoomId",
    { roomId: "R1" },
    { roomInfo: room },
  ],
  [
    WireCommand.JOIN_ROOM,
    { roomId: "R1", teamId: "0", joinType: 1, playerInfo: { ...playerInfo, id: "spoofed", isRobot: true } },
    "joinRoom",
    { roomId: "R1", playerInfo: { ...playerInfo, matchAttributes: [] } },
    { roomInfo: room },
  ],
  [
    WireCommand.JOIN_ROOM,
    { roomId: "R1", teamId: "1", playerInfo },
    "joinTeamRoom",
    { roomId: "R1", teamId: "1", playerInfo: { ...playerInfo, matchAttributes: [] } },
    { roomInfo: room },
  ],
  [WireCommand.LEAVE_ROOM, {}, "leaveRoom", {}, { roomInfo: room }],
  [
    WireCommand.CREATE_ROOM,
    {
      roomName: "r",
      roomType: "t",
      maxPlayers: 2,
      isPrivate: true,
      customProperties: "p",
      playerInfo,
      owner: "spoofed",
    },
    "createRoom",
    {
      roomName: "r",
      roomType: "t",
      maxPlayers: 2,
      isPrivate: true,
      customProperties: "p",
      playerInfo: { ...playerInfo, matchAttributes: [] },
    },
    { roomInfo: room },
  ],
  [
    WireCommand.REMOVE_PLAYER,
    { removePlayerId: "P2" },
    "removePlayer",
    { removePlayerId: "P2" },
    { roomInfo: room },
  ],
  [
    WireCommand.CHANGE_ROOM,
    { roomName: "new", changeRoomOptionList: [0, 1, 99] },
    "changeRoom",
    { roomName: "new", owner: "" },
    { roomInfo: room },
  ],
  [WireCommand.DISMISS_ROOM, {}, "dismissRoom", {}, {}],
  [
    WireCommand.CHANGE_CUSTOM_PLAYER_STATUS,
    { customPlayerStatus: 4294967295 },
    "changeCustomPlayerStatus",
    { customPlayerStatus: 4294967295 },
    { roomInfo: room },
  ],
  [
    WireCommand.SEND_TO_CLIENT,
    { recvPlayerList: ["P2"], msg: "m" },
    "sendToClient",
    { recvPlayerList: ["P2"], msg: "m", recvType: 3 },
    {},
  ],
  [WireCommand.START_FRAME_SYNC, {}, "startFrameSync", {}, {}],
  [WireCommand.STOP_FRAME_SYNC, {}, "stopFrameSync", {}, {}],
  ...[WireCommand.GET_ROOM_LIST, WireCommand.GET_ROOM_LIST_V2].map((cmd): Row => [
    cmd,
    { pageNo: 2, pageSize: 10, roomType: "t", isDesc: true },
    "getRoomList",
    { pageNo: 2, pageSize: 10, roomType: "t", isDesc: true },
    { gameId: "obg", roomList: [room], total: 11 },
  ]),
  [
    WireCommand.CHANGE_ROOM_PLAYER_PROFILE,
    { customProfile: "" },
    "changeRoomPlayerProfile",
    { customProfile: "" },
    { roomInfo: room },
  ],
  [
    WireCommand.MATCH_ROOM_SIMPLE,
    { roomType: "t", maxPlayers: 3, playerInfo },
    "matchRoom",
    { roomType: "t", maxPlayers: 3, playerInfo: { ...playerInfo, matchAttributes: [] } },
    { roomInfo: room },
  ],
  [
    WireCommand.MATCH_PLAYERS,
    { matchCode: "m", playerInfo: matchPlayer },
    "matchPlayers",
    { matchCode: "m", playerInfo: matchPlayer },
    {},
    { matchCode: "m" },
  ],
  [
    WireCommand.MATCH_GROUP,
    { matchCode: "m", playerInfoList: [{ id: "P1", ...matchPlayer }] },
    "matchGroup",
    { matchCode: "m", playerInfoList: [{ id: "P1", ...matchPlayer }] },
    {},
    { matchCode: "m" },
  ],
  [WireCommand.CANCEL_PLAYER_MATCH, { matchType: 2 }, "cancelPlayerMatch", { matchType: 2 }, {}],
  [
    WireCommand.SEND_FRAME,
    { item: { playerId: "spoofed", data: '{"a":1}', timestamp: 5 } },
    "sendFrame",
    { data: { a: 1 }, timestamp: 5, [sentText]: '{"a":1}' },
    {},
  ],
  [
    WireCommand.REQUEST_FRAME,
    { beginFrameId: 3, endFrameId: 4, supportPartial: false },
    "requestFrame",
    { beginFrameId: 3, endFrameId: 4, supportPartial: false },
    { frames: [{ id: 3, items: [{ playerId: "P1", data: [1], timestamp: 2 }], ext: { seed: 9 } }] },
    {
      frames: [{ id: 3, items: [{ playerId: "P1", data: "[1]", timestamp: 2 }], ext: { seed: 9 } }],
      isPartial: false,
    },
  ],
  [
    WireCommand.SEND_TO_GAME_SVR,
    { playerId: "spoofed", data: '{"cmd":1}' },
    "sendToGameSvr",
    { data: { cmd: 1 } },
    {},
  ],
  [
    WireCommand.GET_GROUP_BY_GROUP_ID,
    { groupId: "G1" },
    "getGroupByGroupId",
    { groupId: "G1" },
    { groupInfo: group },
  ],
  [
    WireCommand.JOIN_GROUP,
    { groupId: "G1", playerInfo: groupPlayer },
    "joinGroup",
    { groupId: "G1", playerInfo: groupPlayer },
    { groupInfo: group },
  ],
  [WireCommand.LEAVE_GROUP, { groupId: "G1" }, "leaveGroup", { groupId: "G1" }, { groupInfo: group }],
  [
    WireCommand.CREATE_GROUP,
    {
      groupName: "g",
      groupType: 1,
      maxPlayers: 9,
      customProperties: "p",
      playerInfo: groupPlayer,
      isPersistent: true,
    },
    "createGroup",
    {
      groupName: "g",
      groupType: 1,
      maxPlayers: 9,
      customProperties: "p",
      playerInfo: groupPlayer,
      isForbidJoin: false,
      isPersistent: true,
    },
    { groupInfo: group },
  ],
  [
    WireCommand.REMOVE_GROUP_PLAYER,
    { groupId: "G1", removePlayerId: "P2" },
    "removeGroupPlayer",
    { groupId: "G1", removePlayerId: "P2" },
    { groupInfo: group },
  ],
  [
    WireCommand.CHANGE_GROUP,
    { groupId: "G1", owner: "P2", changeGroupOptionList: [1, 3] },
    "changeGroup",
    { groupId: "G1", owner: "P2", isForbidJoin: false },
    { groupInfo: group },
  ],
  [WireCommand.DISMISS_GROUP, { groupId: "G1" }, "dismissGroup", { groupId: "G1" }, {}],
  [
    WireCommand.CHANGE_CUSTOM_GROUP_PLAYER_STATUS,
    { groupId: "G1", customGroupPlayerStatus: 5 },
    "changeCustomGroupPlayerStatus",
    { groupId: "G1", customGroupPlayerStatus: 5 },
    { groupInfo: group },
  ],
  [
    WireCommand.SEND_TO_GROUP_CLIENT,
    { groupId: "G1", recvPlayerList: ["P2"], msg: "m", recvType: 3 },
    "sendToGroupClient",
    { groupId: "G1", recvPlayerList: ["P2"], msg: "m", recvType: 3 },
    {},
  ],
  [WireCommand.GET_MY_GROUPS, {}, "getMyGroups", {}, { groupInfoList: [group] }],
  [
    WireCommand.CHANGE_GROUP_PLAYER_PROFILE,
    { groupId: "G1", customProfile: "c" },
    "changeGroupPlayerProfile",
    { groupId: "G1", customProfile: "c" },
    { groupInfo: group },
  ],
];

it.each(rows.map((row) => [WireCommand[row[0]], row[2], row] as const))(
  "%s calls %s and answers with what the game says",
  async (_name, _method, [cmd, request, method, para, data, answer = data]) => {
    const calls: unknown[] = [];
    const world = makeWireWorld({
      overrides: () => ({
        handle: async (playerId, calledMethod, calledPara, seq = "", reply) => {
          calls.push([playerId, calledMethod, calledPara]);
          const response = { code: 0, msg: "", seq, data };
          reply?.(response);
          return response;
        },
      }),
    });
    const client = await world.login("a");
    const response = await client.request(cmd, request);
    expect(calls).toEqual([[client.playerId, method, para]]);
    expect(response).toMatchObject({ code: 0, data: answer });
  },
);

it("covers every command that the gateway carries out", () => {
  const covered = new Set(rows.map(([cmd]) => cmd));
  const own = [WireCommand.HEART_BEAT, WireCommand.CHECK_LOGIN, WireCommand.LOGIN, WireCommand.LOGOUT];
  const all = Object.values(WireCommand).filter((value): value is WireCommand => typeof value === "number");
  expect(all.filter((cmd) => !covered.has(cmd))).toEqual(own);
  expect(all.filter((cmd) => getCommand(cmd) === undefined)).toEqual(own);
});

it("passes the game's refusal on as it is", async () => {
  const world = makeWireWorld({
    overrides: () => ({
      handle: async (_playerId, _method, _para, seq = "", reply) => {
        const response = { code: 30011, msg: "no", seq };
        reply?.(response);
        return response;
      },
    }),
  });
  const client = await world.login("a");
  expect(await client.request(WireCommand.MATCH_PLAYERS)).toMatchObject({
    code: 30011,
    msg: "no",
    data: { matchCode: "" },
  });
});
