import { type ClusterGame } from "../cluster/cluster-game";
import { type Game } from "./game";
import { type GameCalls } from "./game-calls";
import { type GameLog } from "./game-log";
import { joinMatchedRoom, readNewRoom } from "./lobby-methods";
import { type Sessions } from "./sessions";

/** Parts of a game that are its own. */
export interface OwnParts {
  readonly sessions: Sessions;
  readonly calls: GameCalls;
  readonly log: GameLog;
}

/** A game as its cluster sees it. */
export function describeToCluster(game: Game, { sessions, calls, log }: OwnParts): ClusterGame {
  const { rooms, matching, groups, peers, settings } = game;
  return {
    peers,
    settings,
    get isDraining() {
      return game.isDraining;
    },
    openSession: (playerId, outlet) => sessions.open(playerId, outlet),
    getSession: (playerId) => sessions.get(playerId),
    listSessions: () => sessions.list(),
    dropSession: (playerId) => sessions.drop(playerId),
    attachToRoom: (playerId, roomId, outlet) => game.attachToRoom(playerId, roomId, outlet),
    getRoom: (roomId) => rooms.get(roomId),
    getLocalRoomOf: (playerId) => rooms.getRoomOf(playerId),
    listRooms: () => rooms.list(),
    runInRoom: (call, reply) => calls.runInRoom(call, reply),
    runHere: (call, reply) => calls.runHere(call, reply),
    matchHere: (call, room, reply) => joinMatchedRoom({ game, reply, ...call }, room),
    createRoom: (settings, players, seq, reply) => game.createRoom(settings, players, seq, reply),
    readNewRoom: (call) => readNewRoom({ game, reply: () => undefined, ...call }),
    rejoinMatch: ({ playerId, method, para, waited }) =>
      matching.rejoin(playerId, method as "matchPlayers" | "matchGroup", para, waited ?? 0),
    stopMatching: () => matching.stop(),
    forgetMatching: (playerIds) => (playerIds ? matching.drop(playerIds) : matching.forgetAll()),
    adoptGroups: (states) => groups.adopt(states),
    playerEntered: (playerId) => matching.setEntered(playerId),
    log: (level, message) => log.write(level, message),
  };
}
