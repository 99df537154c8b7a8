import { CreateRoomType } from "../../contract";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type Match } from "./matcher";

/**
 * The room of a match: as many seats as the rule set has, and its teams (spec mgobe-wire §5.10). MGOBE does not say what
 * `roomType` such a room has; ours has the match code, so that `matchRoom` never sends strangers into it by chance.
 */
export function getMatchedRoomSettings(match: Match): RoomSettings {
  return {
    name: "",
    type: match.matchCode,
    maxPlayers: match.teams.reduce((sum, { size }) => sum + size, 0),
    isPrivate: false,
    customProperties: "",
    createType: CreateRoomType.MATCH_CREATE,
    teams: match.teams.map(({ id, name, size }) => ({ id, name, minPlayers: size, maxPlayers: size })),
  };
}

/**
 * Players of the match in the order in which the room lists them: people before robots, those who waited longest first,
 * so that the owner is a person.
 */
export function getMatchedPlayers(
  match: Match,
  connections: { isOnline(playerId: string): boolean },
  random: () => number,
): NewPlayer[] {
  const teamIds = new Map(match.teams.flatMap(({ id, players }) => players.map((player) => [player.id, id])));
  const people = match.parties
    .flatMap(({ players }) => players)
    .map((player): NewPlayer => {
      return { ...player, teamId: teamIds.get(player.id), commonOnline: connections.isOnline(player.id) };
    });
  const robots = match.teams.flatMap(({ id, robots: count }) => Array.from({ length: count }, () => id));
  return [...people, ...robots.map((teamId, index) => createRobot(match, teamId, index + 1, random))];
}

function createRobot(match: Match, teamId: string, number: number, random: () => number): NewPlayer {
  return {
    id: `robot-${Math.floor(random() * 36 ** 8).toString(36)}-${number}`,
    name: `robot-${number}`,
    teamId,
    customPlayerStatus: 0,
    customProfile: "",
    isRobot: true,
    matchAttributes: match.robotAttributes,
  };
}
