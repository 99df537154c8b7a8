import { ErrCode, getRefusedData, type MethodName } from "../../../src/contract";
import { defineCases, playerInfo, roomPara, seat } from "../case";
import { type CompatPlayer } from "../driver";

interface RefusedCall {
  readonly id: string;
  readonly method: MethodName;
  readonly para?: object;
}

const match = { matchCode: "no such rule", playerInfo: playerInfo("a") };
const group = { groupId: "no such group" };
const groupPlayer = { name: "a", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };

/** Calls that enter a room; a native Colyseus client makes them by other means. */
const entrances: readonly RefusedCall[] = [
  { id: "Room.createRoom", method: "createRoom", para: { ...roomPara, maxPlayers: 1000 } },
  {
    id: "Room.createTeamRoom",
    method: "createTeamRoom",
    para: { ...roomPara, maxPlayers: 1000, teamNumber: 2 },
  },
  { id: "Room.joinRoom", method: "joinRoom", para: { roomId: "nowhere", playerInfo: playerInfo("a") } },
  {
    id: "Room.joinTeamRoom",
    method: "joinTeamRoom",
    para: { roomId: "nowhere", teamId: "0", playerInfo: playerInfo("a") },
  },
];

/** Calls of a player who is in no room. */
const outside: readonly RefusedCall[] = [
  { id: "Room.getMyRoom", method: "getRoomByRoomId", para: { roomId: "" } },
  { id: "Room.getRoomByRoomId", method: "getRoomByRoomId", para: { roomId: "nowhere" } },
  { id: "Room.getRoomDetail", method: "getRoomDetail" },
  { id: "Room.getRoomList", method: "getRoomList", para: { pageNo: 0, pageSize: 10 } },
  { id: "Room.leaveRoom", method: "leaveRoom", para: {} },
  { id: "Room.dismissRoom", method: "dismissRoom", para: {} },
  { id: "Room.changeRoom", method: "changeRoom", para: { roomName: "b" } },
  {
    id: "Room.changeCustomPlayerStatus",
    method: "changeCustomPlayerStatus",
    para: { customPlayerStatus: 1 },
  },
  { id: "Room.changeRoomPlayerProfile", method: "changeRoomPlayerProfile", para: { customProfile: "b" } },
  { id: "Room.removePlayer", method: "removePlayer", para: { removePlayerId: "b" } },
  {
    id: "Room.sendToClient",
    method: "sendToClient",
    para: { recvType: 3, recvPlayerList: ["b"], msg: "hello" },
  },
  { id: "Room.matchRoom", method: "matchRoom", para: { ...match, roomType: "type", maxPlayers: 1000 } },
  { id: "Room.matchPlayers", method: "matchPlayers", para: match },
  { id: "Room.matchGroup", method: "matchGroup", para: { ...match, playerInfoList: [] } },
  { id: "Room.cancelPlayerMatch", method: "cancelPlayerMatch", para: { matchType: 2 } },
  {
    id: "Group.createGroup",
    method: "createGroup",
    para: { groupName: "g", groupType: 0, maxPlayers: 100_000, playerInfo: groupPlayer },
  },
  { id: "Group.joinGroup", method: "joinGroup", para: { ...group, playerInfo: groupPlayer } },
  { id: "Group.leaveGroup", method: "leaveGroup", para: group },
  { id: "Group.dismissGroup", method: "dismissGroup", para: group },
  { id: "Group.changeGroup", method: "changeGroup", para: { ...group, groupName: "h" } },
  { id: "Group.removeGroupPlayer", method: "removeGroupPlayer", para: { ...group, removePlayerId: "b" } },
  {
    id: "Group.changeCustomGroupPlayerStatus",
    method: "changeCustomGroupPlayerStatus",
    para: { ...group, customGroupPlayerStatus: 1 },
  },
  {
    id: "Group.changeGroupPlayerProfile",
    method: "changeGroupPlayerProfile",
    para: { ...group, customProfile: "b" },
  },
  {
    id: "Group.sendToGroupClient",
    method: "sendToGroupClient",
    para: { ...group, recvType: 1, recvPlayerList: [], msg: "hello" },
  },
  { id: "Group.getGroupByGroupId", method: "getGroupByGroupId", para: group },
  { id: "Group.getGroupDetail", method: "getGroupByGroupId", para: group },
];

/** Calls of a member of a room without frame sync and without a game server. */
const inside: readonly RefusedCall[] = [
  { id: "Room.sendFrame", method: "sendFrame", para: { data: 1 } },
  { id: "Room.requestFrame", method: "requestFrame", para: { beginFrameId: 1, endFrameId: 2 } },
  { id: "Room.sendToGameSvr", method: "sendToGameSvr", para: { data: 1 } },
];

async function expectDefaults(player: CompatPlayer, calls: readonly RefusedCall[]): Promise<void> {
  for (const { id, method, para } of calls) {
    const { code, data } = await player.call(method, para);
    const isRefused = code !== ErrCode.EC_OK;
    expect({ id, isRefused, data }).toEqual({ id, isRefused: true, data: getRefusedData(method) });
  }
}

const ids = (calls: readonly RefusedCall[]): string[] => calls.map(({ id }) => id);

export const refusalCases = defineCases("refusals", [
  {
    name: "a refused call carries an object with the default values of its method",
    proves: ids([...outside, ...inside]),
    statement: "Backend error: an object with default values, by method (mgobe-client §3.2).",
    async run({ start }) {
      const game = await start();
      await expectDefaults(await game.login("outsider"), outside);
      const { a } = await seat(game, 1);
      await expectDefaults(a, inside);
    },
  },
  {
    name: "a refused entry into a room carries an object with the default values of its method",
    proves: ids(entrances),
    statement: "Backend error: {roomInfo: null} (mgobe-client §3.2).",
    async run({ start }) {
      await expectDefaults(await (await start()).login("a"), entrances);
    },
  },
]);
