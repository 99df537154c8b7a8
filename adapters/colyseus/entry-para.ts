import { type RoomInfo } from "../../src/contract";

/**
 * Options of a Colyseus client that MGOBE's calls know. All others stay out: beside the login of MGOBE they may be one of the
 * game's own, as a password.
 */
const parameters: ReadonlySet<string> = new Set(["playerInfo", "teamId"]);

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
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => parameters.has(name)));
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
