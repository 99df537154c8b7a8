import { type IPlayerInfo, type IRoomInfo } from "../../contract";
import { type HookName } from "../package";

/**
 * The dialect layer for scripts of V1.0.0 (spec mgobe-server §5.2): everything keeps its current fields and gets the old
 * ones beside them.
 */

/** The number under which a V1.0.0 script knows a room: stable, 1 … 2^31 - 1 (spec mgobe-server Q42). */
export function toLegacyRoomId(roomId: string): number {
  // FNV-1a: short, and spreads ids that differ in one character.
  let hash = 0x811c9dc5;
  for (let i = 0; i < roomId.length; i++) hash = Math.imul(hash ^ roomId.charCodeAt(i), 0x01000193);
  return hash & 0x7fffffff || 1;
}

/** Adds the fields of V1.0.0 to a snapshot, in place. */
export function addLegacyRoomFields(room: IRoomInfo): IRoomInfo {
  for (const player of room.playerList) addLegacyPlayerFields(player);
  return Object.assign(room, {
    roomId: toLegacyRoomId(room.id),
    roomName: room.name,
    roomType: room.type,
    frameStatus: room.frameSyncState,
    relaySvrAddr: "",
    teams: room.teamList.map((team) => ({ ...team, teamId: team.id })),
    isViewed: false,
    isInvited: false,
    viewerList: [],
  });
}

function addLegacyPlayerFields(player: IPlayerInfo): void {
  Object.assign(player, {
    playerId: player.id,
    playerName: player.name,
    networkStatus: player.commonNetworkState,
    relayNetworkStatus: player.relayNetworkState,
  });
}

/** Hooks whose `actionData` had a `roomId` of its own. */
const withRoomId = new Set<HookName>([
  "onDestroyRoom",
  "onStartFrameSync",
  "onStopFrameSync",
  "onChangeCustomPlayerStatus",
  "onChangePlayerNetworkState",
]);

/** Hooks whose `actionData` had an `owner` of its own. */
const withOwner = new Set<HookName>(["onRemovePlayer", "onChangeRoom"]);

/** Adds the fields of V1.0.0 to the data of a room hook, in place; its `roomInfo` has them already. */
export function addLegacyActionFields(hook: HookName, data: { roomInfo: IRoomInfo }): void {
  if (withRoomId.has(hook)) Object.assign(data, { roomId: toLegacyRoomId(data.roomInfo.id) });
  if (withOwner.has(hook)) Object.assign(data, { owner: data.roomInfo.owner });
}
