import { type NetworkState, type RoomInfo } from "../../contract";

/** MGOBE's `Player`: who I am (spec mgobe-client §2.7). Every field is undefined until it is known. */
export interface Player {
  id: string | undefined;
  openId: string | undefined;
  name: string | undefined;
  teamId: string | undefined;
  customPlayerStatus: number | undefined;
  customProfile: string | undefined;
  commonNetworkState: NetworkState | undefined;
  relayNetworkState: NetworkState | undefined;
}

/** A player that nothing is known of yet. */
export function createPlayer(): Player {
  return {
    id: undefined,
    openId: undefined,
    name: undefined,
    teamId: undefined,
    customPlayerStatus: undefined,
    customProfile: undefined,
    commonNetworkState: undefined,
    relayNetworkState: undefined,
  };
}

/** Copies my entry of a room; a room without me leaves everything as it is. */
export function updatePlayer(player: Player, roomInfo: Partial<RoomInfo>): void {
  const me = roomInfo.playerList?.find((member) => member.id === player.id);
  if (!me) return;
  player.name = me.name;
  player.teamId = me.teamId;
  player.customPlayerStatus = me.customPlayerStatus;
  player.customProfile = me.customProfile;
  player.commonNetworkState = me.commonNetworkState;
  player.relayNetworkState = me.relayNetworkState;
}
