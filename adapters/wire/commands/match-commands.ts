import { type MatchAttribute, type PlayerInfo } from "../../../src/contract";
import { WireCommand } from "../schema/wire-command";
import { type CommandEntry, defineCommand } from "./command";
import { readPlayerInfo } from "./room-commands";

interface MatchPlayerInfo {
  id: string;
  name: string;
  customPlayerStatus: number;
  customProfile: string;
  matchAttributes: MatchAttribute[];
}

function readMember({
  id,
  name,
  customPlayerStatus,
  customProfile,
  matchAttributes,
}: MatchPlayerInfo): object {
  return { id, name, customPlayerStatus, customProfile, matchAttributes };
}

/** Acknowledges a request for a match, whatever the game's answer holds beside the code. */
function acknowledge(_data: object, { matchCode }: { matchCode: string }): object {
  return { matchCode };
}

/** Commands of matching (spec mgobe-wire §5.10). */
export const matchCommands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  [WireCommand.MATCH_ROOM_SIMPLE]: defineCommand<{
    roomType: string;
    maxPlayers: number;
    playerInfo: PlayerInfo | null;
  }>("MatchRoomSimple", {
    toCall: ({ roomType, maxPlayers, playerInfo }) => ({
      method: "matchRoom",
      para: { roomType, maxPlayers, playerInfo: readPlayerInfo(playerInfo) },
    }),
  }),
  [WireCommand.MATCH_PLAYERS]: defineCommand<{ matchCode: string; playerInfo: MatchPlayerInfo | null }>(
    "MatchPlayers",
    {
      toCall: ({ matchCode, playerInfo }) => ({
        method: "matchPlayers",
        para: { matchCode, playerInfo: readPlayerInfo(playerInfo) },
      }),
      toMessage: acknowledge,
    },
  ),
  [WireCommand.MATCH_GROUP]: defineCommand<{ matchCode: string; playerInfoList: MatchPlayerInfo[] }>(
    "MatchGroup",
    {
      toCall: ({ matchCode, playerInfoList }) => ({
        method: "matchGroup",
        para: { matchCode, playerInfoList: playerInfoList.map(readMember) },
      }),
      toMessage: acknowledge,
    },
  ),
  [WireCommand.CANCEL_PLAYER_MATCH]: defineCommand<{ matchType: number }>("CancelPlayerMatch", {
    toCall: ({ matchType }) => ({ method: "cancelPlayerMatch", para: { matchType } }),
  }),
};
