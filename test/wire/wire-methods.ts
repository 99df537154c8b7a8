import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";
import {
  ChangeRoomOption,
  type ClientEventName,
  type MethodName,
  RecvType,
  type RoomInfo,
} from "../../src/contract/index";
import { type ReceivedPush } from "./wire-client";

/**
 * What MGOBE's client library does between its API and the wire: parameters become requests, answers and pushes become
 * the objects that a game sees (spec mgobe-wire §4).
 */

type Fields = Record<string, any>;

/** A request for {@link WireClient.request}. */
export interface WireRequestPlan {
  readonly cmd: WireCommand;
  readonly fields: Fields;
  readonly over: "common" | "relay";
}

const roomOptions: [string, ChangeRoomOption][] = [
  ["roomName", ChangeRoomOption.ROOM_NAME],
  ["owner", ChangeRoomOption.OWNER],
  ["isPrivate", ChangeRoomOption.IS_PRIVATE],
  ["customProperties", ChangeRoomOption.CUSTOM_PROPERTIES],
  ["isForbidJoin", ChangeRoomOption.IS_FORBID_JOIN],
];
const groupOptions = ["groupName", "owner", "customProperties", "isForbidJoin"];

function teams(count: number, maxPlayers: number): Fields[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    minPlayers: 1,
    maxPlayers: maxPlayers / count,
  }));
}

/** Players that a chat message goes to; the library resolves them itself. */
function getReceivers(
  { recvType, recvPlayerList }: Fields,
  room: RoomInfo | undefined,
  myId: string,
): string[] {
  const ids = (room?.playerList ?? []).map(({ id }) => id);
  if (recvType === RecvType.ROOM_ALL) return ids;
  return recvType === RecvType.ROOM_OTHERS ? ids.filter((id) => id !== myId) : recvPlayerList;
}

const commandOfMethod: Partial<Record<MethodName, WireCommand>> = {
  getRoomDetail: WireCommand.GET_ROOM_BY_ROOM_ID,
  getRoomList: WireCommand.GET_ROOM_LIST_V2,
  createTeamRoom: WireCommand.CREATE_ROOM,
  joinTeamRoom: WireCommand.JOIN_ROOM,
  matchRoom: WireCommand.MATCH_ROOM_SIMPLE,
};

function getCommand(method: MethodName): WireCommand {
  const constant = method.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const cmd = commandOfMethod[method] ?? WireCommand[constant as keyof typeof WireCommand];
  if (cmd === undefined) throw new Error(`no command for ${method}`);
  return cmd;
}

/**
 * The request that the library sends for a call.
 *
 * @param room the room that the player knows it is in
 */
export function toRequest(
  method: MethodName,
  para: Fields,
  room: RoomInfo | undefined,
  myId: string,
): WireRequestPlan {
  const cmd = getCommand(method);
  const roomId = room?.id ?? "";
  const common = (fields: Fields): WireRequestPlan => ({ cmd, fields, over: "common" });
  const relay = (fields: Fields): WireRequestPlan => ({ cmd, fields: { ...fields, roomId }, over: "relay" });
  switch (method) {
    case "createRoom":
      return common({ ...para, createType: 0, teamList: teams(1, para.maxPlayers) });
    case "createTeamRoom":
      return common({ ...para, createType: 0, teamList: teams(para.teamNumber, para.maxPlayers) });
    case "joinRoom":
      return common({ teamId: "0", ...para });
    case "changeRoom":
      return common({
        ...para,
        changeRoomOptionList: roomOptions.filter(([key]) => key in para).map(([, option]) => option),
      });
    case "changeGroup":
      return common({
        ...para,
        changeGroupOptionList: groupOptions.flatMap((key, index) => (key in para ? [index] : [])),
      });
    case "sendToClient":
      return common({ roomId, msg: para.msg, recvPlayerList: getReceivers(para, room, myId) });
    case "dismissRoom":
      return common({ roomId });
    case "sendFrame":
      return relay({
        item: { playerId: myId, data: JSON.stringify(para.data), timestamp: para.timestamp ?? Date.now() },
      });
    case "requestFrame":
      return relay({ ...para, supportPartial: true });
    case "sendToGameSvr":
      return relay({ playerId: myId, data: JSON.stringify(para.data) });
    default:
      return common(para);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseFrame(frame: Fields): Fields {
  return { ...frame, items: frame.items.map((item: Fields) => ({ ...item, data: parse(item.data) })) };
}

/** Data of an answer as a game sees it. */
export function toAnswerData(method: MethodName, data: Fields): Fields {
  if (method !== "requestFrame") return data;
  return { frames: data.frames.map(parseFrame) };
}

/** An event of a push, as a game sees it; what is about groups' connections is left to the caller. */
export function toEvent(
  { type, data }: ReceivedPush,
  roomId: string,
): { name: ClientEventName; data: Fields } {
  const name = `on${WirePush[type]
    .split("_")
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join("")}` as ClientEventName;
  switch (type) {
    case WirePush.RECV_FRAME:
      return { name, data: { frame: { ...parseFrame(data.frame), roomId } } };
    case WirePush.RECV_FROM_GAME_SVR:
      return { name, data: { ...data, data: parse(data.data) } };
    case WirePush.MATCH_PLAYERS:
      return { name: "onMatch", data: { roomInfo: data.roomInfo, errCode: 0 } };
    case WirePush.MATCH_TIMEOUT:
      return { name: "onMatch", data: { roomInfo: null, errCode: data.errCode } };
    case WirePush.CHANGE_PLAYER_NETWORK_STATE: {
      const { groupIdList: _groupIdList, ...rest } = data;
      return { name, data: rest };
    }
    default:
      return { name, data };
  }
}
