import {
  ErrCode,
  type GameServerSdk,
  limits,
  type ResponseEvent,
  type RoomInfo,
  type SdkCallback,
} from "../../contract";
import { type Clock } from "../clock/clock";
import { refuse, succeed } from "../room/answer";
import { type RoomApi, type RoomDirectory } from "../room/room-api";
import { toLegacyRoomId } from "./legacy";

type Answer = ResponseEvent<{ roomInfo?: RoomInfo }>;
type ServerMethod = Parameters<RoomDirectory["callRemoteRoom"]>[1];

/** The part of `SDK` that reaches rooms, the own one or others (spec mgobe-server §4.2). */
export type RoomCalls = Pick<
  GameServerSdk,
  "getRoomByRoomId" | "changeRoom" | "changeCustomPlayerStatus" | "removePlayer"
>;

/** What the room calls need of their surroundings. */
export interface RoomCallsContext {
  readonly room: RoomApi;
  readonly directory: RoomDirectory;
  readonly clock: Clock;
  /** True when the room of the script is gone: every call answers 20080 (Q28). */
  isClosed(name: string): boolean;
  /** Code to answer with before anything else, e.g. 10002 for wrong credentials; 0 = go on. */
  checkAccess(): number;
  /** Runs the callback behind the hooks that the call has caused (Q29); contains what it throws. */
  callBack(callback: SdkCallback | undefined, answer: Answer): void;
  /** Takes an error of the host itself. */
  onError(name: string, error: unknown): void;
}

/**
 * The four room calls: server authority, asynchronous callback, and the server's own hook runs before the callback
 * (spec mgobe-server §4.2, §6, Q28–Q31).
 */
export function createRoomCalls(context: RoomCallsContext): RoomCalls {
  let sequence = 0;

  function fail(code: number): Answer {
    return refuse(code, String(++sequence));
  }

  function isOwnRoom(roomId: unknown): boolean {
    return roomId === context.room.id || roomId === toLegacyRoomId(context.room.id);
  }

  async function perform(name: string, method: ServerMethod, para: Para, check: Check): Promise<Answer> {
    const code = context.checkAccess() || checkRoomId(para) || check(para);
    if (code !== 0) return fail(code);
    const { roomId, ...rest } = para as Para & { roomId: string };
    try {
      const room = isOwnRoom(roomId) ? context.room : context.directory.getLocalRoom(String(roomId));
      if (!room) return await context.directory.callRemoteRoom(String(roomId), method, rest);
      if (method === "getInfo") {
        return succeed({ roomInfo: room.getInfo() }, String(++sequence));
      }
      return room[method](rest as never);
    } catch (error) {
      context.onError(name, error);
      return fail(ErrCode.EC_INNER_ERROR);
    }
  }

  const call =
    (name: string, method: ServerMethod, check: Check) => (para: unknown, callback?: SdkCallback) => {
      if (context.isClosed(name)) {
        context.clock.setImmediate(() => context.callBack(callback, fail(ErrCode.EC_ROOM_INFO_UNEXIST)));
        return;
      }
      // Read now: scripts re-use the object for the next call.
      const copy: Para = typeof para === "object" && para !== null ? { ...para } : {};
      context.clock.setImmediate(() => {
        void perform(name, method, copy, check).then((answer) => context.callBack(callback, answer));
      });
    };

  return {
    getRoomByRoomId: call("getRoomByRoomId", "getInfo", () => 0),
    changeRoom: call("changeRoom", "changeRoomAsServer", checkChanges),
    changeCustomPlayerStatus: call("changeCustomPlayerStatus", "changeStatusAsServer", checkStatus),
    removePlayer: call("removePlayer", "removePlayerAsServer", checkRemoval),
  };
}

type Para = Record<string, unknown>;
type Check = (para: Para) => number;

function checkRoomId({ roomId }: Para): number {
  const isUsable = (typeof roomId === "string" && roomId !== "") || Number.isInteger(roomId);
  return isUsable ? 0 : ErrCode.EC_INVALID_PARAMS;
}

const changeTypes: Record<string, "string" | "boolean"> = {
  roomName: "string",
  owner: "string",
  isPrivate: "boolean",
  isForbidJoin: "boolean",
  customProperties: "string",
};

function checkChanges(para: Para): number {
  const present = Object.entries(changeTypes).filter(([name]) => para[name] !== undefined);
  if (present.length === 0) return ErrCode.EC_INVALID_CHANGE_ROOM_OPTION;
  return present.every(([name, type]) => typeof para[name] === type) ? 0 : ErrCode.EC_INVALID_PARAMS;
}

function checkPlayerId(playerId: unknown): number {
  return typeof playerId === "string" && playerId !== "" ? 0 : ErrCode.EC_INVALID_PARAMS_PLAYER_ID;
}

function checkStatus({ playerId, customPlayerStatus: status }: Para): number {
  const isStatus =
    Number.isInteger(status) && (status as number) >= 0 && (status as number) <= limits.customPlayerStatusMax;
  return checkPlayerId(playerId) || (isStatus ? 0 : ErrCode.EC_INVALID_PARAMS);
}

function checkRemoval({ removePlayerId }: Para): number {
  return checkPlayerId(removePlayerId);
}
