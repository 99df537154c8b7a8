import {
  ErrCode,
  FrameSyncState,
  limits,
  type MethodName,
  RecvType,
  type RoomMethodName,
} from "../../contract";
import { type HasSentText, sentText } from "../frame-sync/sent-text";
import { measureJson } from "../json/json-size";
import { toJsonValue } from "../json/json-value";
import { Refusal } from "./answer";
import {
  type Parameters,
  readBoolean,
  readInteger,
  readParameters,
  readPlayerIds,
  readProfile,
  readString,
} from "./parameters";
import { type Room } from "./room";
import { changeProperties } from "./room-properties";

/** Carries out one method for a member of an open room and gives back the data of its answer; refuses by throwing. */
export type RoomMethod = (room: Room, playerId: string, para: unknown) => unknown;

/** Bytes that a character takes in UTF-8 at most. */
const mostBytes = 3;

function requireOwner(room: Room, playerId: string, code: ErrCode): void {
  if (room.state.owner !== playerId) throw new Refusal(code);
}

function readPayload(room: Room, para: Parameters): { readonly data: unknown; readonly bytes: number } {
  const data = readData(para);
  const bytes = measureJson(data, room.environment.maxMessageBytes);
  refuseLonger(room, bytes);
  return { data, bytes };
}

function readData({ data }: Parameters): unknown {
  try {
    return toJsonValue(data, limits.jsonDepth);
  } catch (error) {
    throw new Refusal(ErrCode.EC_PARAMS_INVALID, `data cannot be sent as JSON: ${String(error)}`);
  }
}

function refuseLonger(room: Room, bytes: number): void {
  const { maxMessageBytes } = room.environment;
  if (bytes <= maxMessageBytes) return;
  throw new Refusal(ErrCode.EC_RELAY_DATA_EXCEED_LIMITED, `data is larger than ${maxMessageBytes} bytes`);
}

/** The data of a frame; one that came as text is as long as that text, with white space and digits that a parser drops. */
function readFrameData(room: Room, fields: Parameters, text: string | undefined): unknown {
  if (text === undefined) return readPayload(room, fields).data;
  if (text.length * mostBytes > room.environment.maxMessageBytes) refuseLonger(room, Buffer.byteLength(text));
  return readData(fields);
}

const leaveRoom: RoomMethod = (room, playerId) => {
  room.leave(playerId);
  return { roomInfo: room.getInfo() };
};

const dismissRoom: RoomMethod = (room, playerId) => {
  requireOwner(room, playerId, ErrCode.EC_ROOM_DISSMISS_NO_PERMISSION);
  room.destroy("dismissed", playerId);
  return {};
};

const changeRoom: RoomMethod = (room, playerId, para) => {
  requireOwner(room, playerId, ErrCode.EC_ROOM_MODIFY_PROPERTIES_NO_PEMISSION);
  if (changeProperties(room.state, readParameters(para))) room.announceChange();
  return { roomInfo: room.getInfo() };
};

const changeCustomPlayerStatus: RoomMethod = (room, playerId, para) => {
  room.changeStatus(playerId, readParameters(para));
  return { roomInfo: room.getInfo() };
};

const changeRoomPlayerProfile: RoomMethod = (room, playerId, para) => {
  const customProfile = readProfile(readParameters(para), ErrCode.EC_INVALID_PARAMS);
  const player = room.state.roster.get(playerId);
  if (player) player.customProfile = customProfile;
  const data = { changePlayerId: playerId, customProfile, roomInfo: room.getInfo() };
  room.events.tell("onChangeRoomPlayerProfile", data, room.state.roster.ids);
  room.changed();
  return { roomInfo: room.getInfo() };
};

const removePlayer: RoomMethod = (room, playerId, para) => {
  const code = ErrCode.EC_INVALID_PARAMS_PLAYER_ID;
  const removePlayerId = readString(readParameters(para), "removePlayerId", code);
  requireOwner(room, playerId, ErrCode.EC_ROOM_REMOVE_PLAYER_NO_PERMISSION);
  if (removePlayerId === playerId) throw new Refusal(ErrCode.EC_ROOM_REMOVE_SELF_NO_PERMISSION);
  room.removeMember(removePlayerId);
  return { roomInfo: room.getInfo() };
};

const getRoomDetail: RoomMethod = (room) => ({ roomInfo: room.getInfo() });

const startFrameSync: RoomMethod = (room) => {
  const { state } = room;
  if (!room.frameSync.isRunning) {
    state.frameSyncState = FrameSyncState.START;
    // A client resets its frame counter when this value changes, so each start needs its own (spec mgobe-wire §4.5).
    const seconds = Math.floor(room.environment.clock.now() / 1000);
    state.startGameTime = Math.max(seconds, state.startGameTime + 1);
    room.frameSync.start();
  }
  room.events.tell("onStartFrameSync", { roomInfo: room.getInfo() }, state.roster.ids);
  room.changed();
  return {};
};

const stopFrameSync: RoomMethod = (room) => {
  room.frameSync.stop();
  room.state.frameSyncState = FrameSyncState.STOP;
  room.events.tell("onStopFrameSync", { roomInfo: room.getInfo() }, room.state.roster.ids);
  room.changed();
  return {};
};

const sendFrame: RoomMethod = (room, playerId, para) => {
  if (!room.frameSync.isRunning)
    throw new Refusal(ErrCode.EC_RELAY_STATE_INVALID, "frame sync is not running");
  const fields = readParameters(para);
  const { timestamp = NaN } = fields;
  if (typeof timestamp !== "number") {
    throw new Refusal(ErrCode.EC_INVALID_PARAMS, "timestamp must be a number");
  }
  const { [sentText]: text } = para as HasSentText;
  const item = {
    playerId,
    data: readFrameData(room, fields, text),
    timestamp: Number.isFinite(timestamp) ? timestamp : room.environment.clock.now(),
  };
  room.frameSync.add(text === undefined ? item : { ...item, [sentText]: text });
  return {};
};

/** 0 is the first one too, as on MGOBE's clients (spec mgobe-client §3.10). */
const frameIds = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** One answer to a client that asks again for the rest, and to one that does not (spec mgobe-wire §5.9). */
const partWindow = { frames: limits.framesPerRequestWindow, bytes: 512 * 1024 };
const wholeWindow = { frames: Infinity, bytes: 3 * 1024 * 1024 };
/** A whole range is encoded in one go, which holds everybody up: nobody gets the largest one twice at once. */
const wholeCost = 4;

const requestFrame: RoomMethod = (room, playerId, para) => {
  const fields = readParameters(para);
  const begin = readInteger(fields, "beginFrameId", frameIds) || 1;
  const end = readInteger(fields, "endFrameId", frameIds) || 1;
  if (end < begin) throw new Refusal(ErrCode.EC_INVALID_PARAMS, "endFrameId is before beginFrameId");
  const takesPart = readBoolean(fields, "supportPartial");
  if (!room.replays.mayAsk(playerId)) throw new Refusal(ErrCode.EC_SERVER_BUSY, "too many frames asked for");
  const range = room.frameSync.getFrames(begin, end, takesPart ? partWindow : wholeWindow);
  if (!range) throw new Refusal(ErrCode.EC_RELAY_REQ_FRAME_GAME_NOT_STARTED);
  room.replays.spend(playerId, takesPart ? range.size : wholeCost * range.size);
  const { frames, isCut } = range;
  if (takesPart) return { frames, isPartial: isCut };
  if (isCut) {
    throw new Refusal(
      ErrCode.EC_RELAY_GET_FRAME_CACHE_FAIL,
      `these frames are larger than ${wholeWindow.bytes} bytes; ask for fewer at a time`,
    );
  }
  return { frames };
};

const sendToClient: RoomMethod = (room, playerId, para) => {
  const fields = readParameters(para);
  const msg = readString(fields, "msg", ErrCode.EC_INVALID_PARAMS_MESSAGE);
  if (Buffer.byteLength(msg) > limits.clientRequestBytes) {
    throw new Refusal(
      ErrCode.EC_INVALID_PARAMS_MESSAGE,
      `msg is larger than ${limits.clientRequestBytes} bytes`,
    );
  }
  const { ids } = room.state.roster;
  const recipients = pickRecipients(fields, playerId, ids);
  // MGOBE's clients do not send what is for nobody, and answer it so themselves (spec mgobe-client §3.7).
  if (recipients.length === 0) return null;
  room.events.tell("onRecvFromClient", { roomId: room.id, sendPlayerId: playerId, msg }, recipients);
  return {};
};

function pickRecipients(fields: Parameters, playerId: string, ids: readonly string[]): readonly string[] {
  // A list of the wrong type is refused also where it has no say.
  const wanted =
    fields.recvType === RecvType.ROOM_SOME || fields.recvPlayerList !== undefined
      ? new Set(readPlayerIds(fields, "recvPlayerList"))
      : undefined;
  switch (fields.recvType) {
    case RecvType.ROOM_ALL:
      return ids;
    case RecvType.ROOM_OTHERS:
      return ids.filter((id) => id !== playerId);
    case RecvType.ROOM_SOME:
      return ids.filter((id) => wanted?.has(id));
    default:
      throw new Refusal(ErrCode.EC_INVALID_PARAMS, "recvType must be ROOM_ALL, ROOM_OTHERS or ROOM_SOME");
  }
}

/**
 * Whether a message is for an empty list of players. MGOBE's clients do not send it, and call it a success, in a room or not
 * (spec mgobe-client §3.7); those that leave its recipients to the server do send it.
 */
export function isToNobody(method: MethodName, para: unknown): boolean {
  if (method !== "sendToClient") return false;
  const { recvType, recvPlayerList } = readParameters(para);
  return recvType === RecvType.ROOM_SOME && Array.isArray(recvPlayerList) && recvPlayerList.length === 0;
}

const sendToGameSvr: RoomMethod = (room, playerId, para) => {
  if (!room.gameServer) throw new Refusal(ErrCode.EC_RELAY_GAMESVR_SERVICE_NOT_OPEN);
  const { data, bytes } = readPayload(room, readParameters(para));
  const code = room.gameServer.receiveFromClient(playerId, data, bytes);
  if (code !== ErrCode.EC_OK) throw new Refusal(code);
  return {};
};

const methods: Readonly<Record<RoomMethodName, RoomMethod>> = {
  leaveRoom,
  dismissRoom,
  changeRoom,
  changeCustomPlayerStatus,
  changeRoomPlayerProfile,
  removePlayer,
  getRoomDetail,
  startFrameSync,
  stopFrameSync,
  sendFrame,
  requestFrame,
  sendToClient,
  sendToGameSvr,
};

/** What carries out a method; undefined for a name that is not a method of a room. */
export function getRoomMethod(method: MethodName): RoomMethod | undefined {
  return Object.hasOwn(methods, method) ? methods[method as RoomMethodName] : undefined;
}
