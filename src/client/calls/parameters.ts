import { type MethodName } from "../../contract/index";

/**
 * What may stand in the parameters of each method. Only these fields are sent; what is missing gets the default of
 * its type, as it had on MGOBE's wire, and numbers are integers (spec mgobe-client §3.2). A null is a wrong type, but for
 * an object or a list of them; so it was with MGOBE's client (measured with 1.3.9).
 */
type Kind = "string" | "number" | "boolean" | "json" | "strings" | Shape | readonly [Shape];

/** Fields of an object; a name that ends in `?` is left out when missing instead of getting a default. */
interface Shape {
  readonly [field: string]: Kind;
}

const playerInfo = { name: "string", customPlayerStatus: "number", customProfile: "string" } as const;
const attributes = [{ name: "string", value: "number" }] as const;
const groupPlayerInfo = {
  name: "string",
  customGroupPlayerStatus: "number",
  customGroupPlayerProfile: "string",
} as const;
const room = {
  roomName: "string",
  roomType: "string",
  maxPlayers: "number",
  isPrivate: "boolean",
  customProperties: "string",
  playerInfo,
} as const;

const shapes: Record<MethodName, Shape> = {
  createRoom: room,
  createTeamRoom: { ...room, teamNumber: "number" },
  joinRoom: { roomId: "string", playerInfo },
  joinTeamRoom: { roomId: "string", playerInfo, teamId: "string" },
  matchRoom: { playerInfo, maxPlayers: "number", roomType: "string" },
  getRoomList: { pageNo: "number", pageSize: "number", roomType: "string", isDesc: "boolean" },
  getRoomByRoomId: { roomId: "string" },
  matchPlayers: { matchCode: "string", playerInfo: { ...playerInfo, matchAttributes: attributes } },
  matchGroup: {
    matchCode: "string",
    playerInfoList: [{ id: "string", ...playerInfo, matchAttributes: attributes }],
  },
  cancelPlayerMatch: { matchType: "number" },
  leaveRoom: {},
  dismissRoom: {},
  changeRoom: {
    "roomName?": "string",
    "owner?": "string",
    "isPrivate?": "boolean",
    "customProperties?": "string",
    "isForbidJoin?": "boolean",
  },
  changeCustomPlayerStatus: { customPlayerStatus: "number" },
  changeRoomPlayerProfile: { customProfile: "string" },
  removePlayer: { removePlayerId: "string" },
  getRoomDetail: {},
  startFrameSync: {},
  stopFrameSync: {},
  sendFrame: { data: "json", timestamp: "number" },
  requestFrame: { beginFrameId: "number", endFrameId: "number" },
  sendToClient: { recvPlayerList: "strings", msg: "string", recvType: "number" },
  sendToGameSvr: { data: "json" },
  createGroup: {
    groupName: "string",
    groupType: "number",
    maxPlayers: "number",
    customProperties: "string",
    playerInfo: groupPlayerInfo,
    isForbidJoin: "boolean",
    isPersistent: "boolean",
  },
  joinGroup: { groupId: "string", playerInfo: groupPlayerInfo },
  leaveGroup: { groupId: "string" },
  dismissGroup: { groupId: "string" },
  changeGroup: {
    groupId: "string",
    "groupName?": "string",
    "owner?": "string",
    "customProperties?": "string",
    "isForbidJoin?": "boolean",
  },
  removeGroupPlayer: { groupId: "string", removePlayerId: "string" },
  changeCustomGroupPlayerStatus: { groupId: "string", customGroupPlayerStatus: "number" },
  changeGroupPlayerProfile: { groupId: "string", customProfile: "string" },
  sendToGroupClient: { groupId: "string", recvPlayerList: "strings", msg: "string", recvType: "number" },
  getGroupByGroupId: { groupId: "string" },
  getMyGroups: {},
};

/** A value that MGOBE could not have encoded (code 90009). */
class NotEncodable extends Error {}

function check(isRight: boolean): void {
  if (!isRight) throw new NotEncodable();
}

function read(kind: Kind, value: unknown): unknown {
  const isMissing = value === undefined;
  if (kind === "json") return value;
  if (kind === "string" || kind === "boolean") {
    const fallback = kind === "string" ? "" : false;
    check(isMissing || typeof value === kind);
    return isMissing ? fallback : value;
  }
  if (kind === "number") {
    check(isMissing || Number.isInteger(value));
    return isMissing ? 0 : value;
  }
  if (kind === "strings" || Array.isArray(kind)) {
    // MGOBE's client went through lists of objects itself, and took null for an empty one; their items must be there.
    const isEmpty = isMissing || (value === null && kind !== "strings");
    check(isEmpty || Array.isArray(value));
    const itemKind: Kind = kind === "strings" ? "string" : (kind[0] as Shape);
    return (isEmpty ? [] : (value as unknown[])).map((item) => {
      check(item !== undefined && item !== null);
      return read(itemKind, item);
    });
  }
  // A message inside a message has no default: it is simply not there.
  return isMissing || value === null ? undefined : readObject(kind as Shape, value);
}

function readObject(shape: Shape, given: unknown): Record<string, unknown> {
  check(typeof given === "object" && given !== null && !Array.isArray(given));
  const value = given as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(shape)) {
    const kind = shape[key];
    if (kind === undefined) continue;
    if (!key.endsWith("?")) {
      result[key] = read(kind, value[key]);
      continue;
    }
    const name = key.slice(0, -1);
    // Own properties that are present count, whatever they hold (spec mgobe-client §2.4, changeRoom).
    if (Object.prototype.hasOwnProperty.call(value, name) && value[name] !== undefined) {
      result[name] = read(kind, value[name]);
    }
  }
  return result;
}

/**
 * The parameters as they are sent: the method's fields only, defaults filled in. Undefined when a field has a type that
 * MGOBE could not encode, i.e. code 90009 (spec mgobe-client §3.2).
 *
 * @example
 * encodeParameters("removePlayer", { removePlayerId: 5 }); // undefined
 */
export function encodeParameters(method: MethodName, para: unknown): Record<string, unknown> | undefined {
  try {
    return readObject(shapes[method], para ?? {});
  } catch (error) {
    if (error instanceof NotEncodable) return undefined;
    throw error;
  }
}
