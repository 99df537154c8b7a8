import { type IRoomInfo } from "../../contract";

/** A copy that the script may change without effect (spec mgobe-server Q18, Q19). */
export function copyRoomInfo(info: IRoomInfo): IRoomInfo {
  return {
    ...info,
    playerList: info.playerList.map((player) => ({
      ...player,
      matchAttributes: player.matchAttributes.map((attribute) => ({ ...attribute })),
    })),
    teamList: info.teamList.map((team) => ({ ...team })),
  };
}
