import { FrameSyncState, NetworkState } from "../../../src/contract";
import {
  type MatchingView,
  type PlayerRow,
  type RoomRow,
  type RoomView,
  type ScriptView,
} from "../../../src/console/api";
import { hookNames, type GameApi, type Room } from "../../../src/engine";
import { type ConsoleGame } from "./console-game";
import { type ConsoleRecords, listHooks } from "./console-records";
import { type ListPart, type ListQuestion, type Person } from "./console-protocol";
import { showValue } from "./show-value";

/** One game and what is remembered of it. */
export interface ViewSource {
  readonly game: ConsoleGame;
  readonly records: ConsoleRecords;
}

/** Rooms that fit, the newest first. Only those that are wanted are looked at closely. */
export function listRooms(
  { game, records }: ViewSource,
  question: ListQuestion,
): ListPart<Omit<RoomRow, "process">> {
  const text = question.search.toLowerCase();
  const fits = (room: Room): boolean =>
    matchesFilter(room, question.filter, records) && (text === "" || holdsText(room, text));
  const rooms = game.game.rooms.list().filter(fits).reverse();
  return toPart(
    rooms,
    question,
    ({ state }) => state.createTime,
    (room) => toRoomRow(room, records),
  );
}

function matchesFilter(room: Room, filter: string, records: ConsoleRecords): boolean {
  if (filter === "open") return room.state.isMatchable;
  if (filter === "private") return room.state.isPrivate;
  if (filter === "syncing") return room.state.frameSyncState === FrameSyncState.START;
  if (filter === "errors") return (records.getRoom(room.id)?.errors ?? 0) > 0;
  return true;
}

function holdsText({ id, state }: Room, text: string): boolean {
  const texts = [id, state.name, state.settings.type, ...state.roster.ids];
  return texts.some((each) => each.toLowerCase().includes(text));
}

function toRoomRow({ id, state }: Room, records: ConsoleRecords): Omit<RoomRow, "process"> {
  const { roster, settings } = state;
  const isOnline = (playerId: string): boolean =>
    roster.get(playerId)?.relayNetworkState === NetworkState.RELAY_ONLINE ||
    roster.get(playerId)?.commonNetworkState === NetworkState.COMMON_ONLINE;
  return {
    id,
    name: state.name,
    type: settings.type,
    players: roster.size,
    online: roster.ids.filter(isOnline).length,
    maxPlayers: settings.maxPlayers,
    isPrivate: state.isPrivate,
    isForbidJoin: state.isForbidJoin,
    isSyncing: state.frameSyncState === FrameSyncState.START,
    createTime: state.createTime * 1000,
    errors: records.getRoom(id)?.errors ?? 0,
  };
}

/** One room; undefined when it is gone. */
export function viewRoom(
  { game, records }: ViewSource,
  roomId: string,
): Omit<RoomView, "process"> | undefined {
  const room = game.game.rooms.get(roomId);
  if (!room?.isOpen) return undefined;
  const info = room.getInfo();
  const picture = game.inspect(roomId);
  const record = records.getRoom(roomId);
  return {
    room: info,
    players: info.playerList.map(({ id }) => ({
      id,
      openId: game.game.knownPlayers.getOpenId(id) ?? "",
      kind: getOwnKind(game.game, id) ?? "",
    })),
    gameServer: picture
      ? {
          gameData: showValue(picture.gameData),
          waiting: picture.waiting,
          sender: picture.sender ?? null,
        }
      : null,
    frame: { isRunning: room.frameSync.isRunning, rate: info.frameRate },
    hooks: listHooks(record?.hooks),
    lines: record?.lines ?? [],
  };
}

/** What this process knows of people. */
export function describePeople({ game }: ViewSource, ids: readonly string[]): Record<string, Person> {
  return Object.fromEntries(
    ids.map((id) => [
      id,
      {
        openId: game.game.knownPlayers.getOpenId(id) ?? null,
        kind: getOwnKind(game.game, id) ?? null,
        name: readName(game.game, id) || null,
      },
    ]),
  );
}

/** Kind of a client that is connected to this very process. */
function getOwnKind(game: GameApi, playerId: string): PlayerRow["kind"] | undefined {
  return game.isConnectedElsewhere(playerId) ? undefined : game.getClientKind(playerId);
}

/** Connected players that fit, those of the longest sessions first. */
export function listPlayers(
  { game, records }: ViewSource,
  question: ListQuestion,
): ListPart<Omit<PlayerRow, "process">> {
  const text = question.search.toLowerCase();
  const { knownPlayers } = game.game;
  const players = [...game.game.listConnected()].filter(({ playerId, kind }) => {
    if (question.filter !== "" && kind !== question.filter) return false;
    const openId = text === "" ? "" : (knownPlayers.getOpenId(playerId) ?? "");
    return playerId.toLowerCase().includes(text) || openId.toLowerCase().includes(text);
  });
  return toPart(
    players,
    question,
    ({ since }) => -(since ?? Number.MAX_SAFE_INTEGER),
    ({ playerId, kind, version, since }) => ({
      id: playerId,
      openId: knownPlayers.getOpenId(playerId) ?? "",
      name: readName(game.game, playerId),
      kind,
      version: version ?? "",
      since: since ?? null,
      roomId: game.game.getRoomIdOfPlayer(playerId) ?? null,
      calls: records.getCalls(playerId),
    }),
  );
}

function readName(game: GameApi, playerId: string): string {
  return game.rooms.getRoomOf(playerId)?.state.roster.get(playerId)?.name ?? "";
}

/** Queues, and how the last waits ended, the newest first. */
export function viewMatching({ game, records }: ViewSource): MatchingView {
  return { queues: game.game.matching.describeQueues(), last: [...records.matches].reverse() };
}

/** The script and its errors, the newest first. */
export function viewScript({ game, records }: ViewSource): ScriptView {
  const code = game.getPackage();
  return {
    script: code
      ? {
          source: code.source,
          mode: code.mode,
          dialect: code.dialect,
          hooks: code.hooks,
          missing: hookNames.filter((name) => !code.hooks.includes(name)),
          warnings: code.warnings,
          loadedAt: records.loadedAt,
          loads: records.loads,
        }
      : null,
    hooks: listHooks(records.hooks),
    errors: [...records.errors.values()].sort((a, b) => b.last - a.last),
  };
}

function toPart<T, R>(
  all: readonly T[],
  { from, count, top }: ListQuestion,
  toKey: (each: T) => number,
  toRow: (each: T) => R,
): ListPart<R> {
  const rows = all.slice(from, from + count).map(toRow);
  return { total: all.length, keys: all.slice(0, top).map(toKey), rows };
}
