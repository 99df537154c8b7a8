import { type RoomInfo } from "../../src/contract";

/** Options of a Colyseus client that say who it is, and how it connects; none of them is a parameter of MGOBE's calls. */
const notParameters: ReadonlySet<string> = new Set([
  "token",
  "openId",
  "gameId",
  "sign",
  "nonce",
  "timestamp",
  "asMember",
]);

/**
 * The parameters of the call that a Colyseus client makes by creating or joining a room (design §3.3), as a client of MGOBE
 * would have given them.
 *
 * @param room as it is before the player is in it
 */
export function toEntryPara(
  options: Readonly<Record<string, unknown>>,
  room: Pick<RoomInfo, "id" | "name" | "type" | "maxPlayers" | "isPrivate" | "customProperties">,
): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => !notParameters.has(name)));
  const { id: roomId, name: roomName, type: roomType, maxPlayers, isPrivate, customProperties } = room;
  return {
    playerInfo: {},
    ...own,
    roomId,
    roomName,
    roomType,
    maxPlayers,
    isPrivate,
    customProperties,
  };
}
