import { type MethodName } from "./protocol";

/**
 * What a refused call carries: MGOBE's clients decoded the empty answer of a refusal and handed on its defaults, so
 * games read `event.data.roomInfo` without looking at the code (spec mgobe-client §3.2, measured with 1.2.8 to 1.3.9).
 */
const nothing = {};
const room = { roomInfo: null };
const group = { groupInfo: null };
const matchCode = { matchCode: "" };

/**
 * Data of a call that the server refused, by method. `null` stands only in answers that the server did not give: checks
 * of the library itself, and time-outs.
 */
const refusedData: { readonly [M in MethodName]: Readonly<Record<string, unknown>> } = {
  leaveRoom: room,
  dismissRoom: nothing,
  changeRoom: room,
  changeCustomPlayerStatus: room,
  changeRoomPlayerProfile: room,
  removePlayer: room,
  getRoomDetail: room,
  startFrameSync: nothing,
  stopFrameSync: nothing,
  sendFrame: nothing,
  requestFrame: { frames: [], isPartial: false },
  sendToClient: nothing,
  sendToGameSvr: nothing,
  createRoom: room,
  createTeamRoom: room,
  joinRoom: room,
  joinTeamRoom: room,
  matchRoom: room,
  getRoomList: { gameId: "", roomList: [], total: 0 },
  getRoomByRoomId: room,
  matchPlayers: matchCode,
  matchGroup: matchCode,
  cancelPlayerMatch: nothing,
  createGroup: group,
  joinGroup: group,
  leaveGroup: group,
  dismissGroup: nothing,
  changeGroup: group,
  removeGroupPlayer: group,
  changeCustomGroupPlayerStatus: group,
  changeGroupPlayerProfile: group,
  sendToGroupClient: nothing,
  getGroupByGroupId: group,
  getMyGroups: { groupInfoList: [] },
};

/**
 * A fresh copy of what a refused call of the method carries; the receiver may write into it. `{}` for a name that is no
 * method.
 *
 * @example
 * getRefusedData("createRoom"); // { roomInfo: null }
 */
export function getRefusedData(method: MethodName): Record<string, unknown> {
  const data = Object.prototype.hasOwnProperty.call(refusedData, method) ? refusedData[method] : nothing;
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}
