import {
  CreateRoomType,
  ErrCode,
  limits,
  type LobbyMethods,
  type MethodName,
  type ResponseEvent,
} from "../../contract";
import { type MatchMethodName } from "../matching/match-service";
import { Refusal } from "../room/answer";
import {
  readBoolean,
  readInteger,
  readMaxPlayers,
  readParameters,
  readPlayerProfile,
  readString,
} from "../room/parameters";
import { readRoomSettings, readRoomType, type RoomSettings } from "../room/room-settings";
import { makeTeams, type NewPlayer } from "../room/roster";
import { type Room } from "../room/room";
import { type Game } from "./game";
import { type Reply } from "./game-options";

/** One call of a player that is not about the room it is in. */
export interface LobbyCall {
  readonly game: Game;
  readonly playerId: string;
  readonly para: unknown;
  readonly seq: string;
  readonly reply: Reply;
}

/** Carries out a lobby method; gives back the data of its answer, or a whole answer that it has replied with. */
export type LobbyMethod = (call: LobbyCall) => Promise<object>;

/** The room that a call makes, if it makes one, and who is its first player. @throws Refusal */
export function readNewRoom(call: LobbyCall & { readonly method: MethodName }): {
  readonly settings: RoomSettings;
  readonly player: NewPlayer;
} {
  const fields = readParameters(call.para);
  if (call.method !== "matchRoom") {
    return {
      settings: readRoomSettings(fields, call.method === "createTeamRoom"),
      player: readNewcomer(call),
    };
  }
  const type = readRoomType(fields);
  const settings = settingsOfMatchedRoom(type, readMaxPlayers(fields));
  return { settings, player: readNewcomer(call) };
}

/** The rest of `matchRoom`, when the room is known: joins it, or makes one. */
export async function joinMatchedRoom(
  call: LobbyCall & { readonly method: MethodName },
  room: Room | undefined,
): Promise<ResponseEvent<unknown>> {
  const { game, seq, reply } = call;
  const { settings, player } = readNewRoom(call);
  if (room) return game.joinRoom(room, player, { silentForJoiner: true, seq }, reply);
  return game.createRoom(settings, [player], seq, reply);
}

function readNewcomer(call: LobbyCall): NewPlayer {
  return { id: call.playerId, ...readPlayerProfile(readParameters(call.para)) };
}

function create(withTeams: boolean): LobbyMethod {
  return ({ game, playerId, para, seq, reply, ...call }) => {
    const settings = readRoomSettings(readParameters(para), withTeams);
    const player = readNewcomer({ game, playerId, para, seq, reply, ...call });
    return game.rooms.enter(playerId, () => game.createRoom(settings, [player], seq, reply));
  };
}

function join(withTeam: boolean): LobbyMethod {
  return async (call) => {
    const fields = readParameters(call.para);
    const roomId = readString(fields, "roomId", ErrCode.EC_INVALID_PARAMS);
    const teamId = withTeam
      ? readString(fields, "teamId", ErrCode.EC_ROOM_INVALID_PARAMS_TEAM_ID)
      : undefined;
    const player = { ...readNewcomer(call), teamId };
    call.game.rooms.requireOutside(call.playerId);
    const room = call.game.rooms.get(roomId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    return call.game.joinRoom(room, player, { seq: call.seq }, call.reply);
  };
}

/** Joins the oldest room of equal type and size that takes players, or makes one (spec mgobe-client §3.9). */
const matchRoom: LobbyMethod = async (call) => {
  const { game, playerId } = call;
  const matchCall = { ...call, method: "matchRoom" as const };
  const { type, maxPlayers } = readNewRoom(matchCall).settings;
  const findOrCreate = async (): Promise<ResponseEvent<unknown>> => {
    const room = game.rooms.list().find(({ state }) => {
      return state.settings.type === type && state.settings.maxPlayers === maxPlayers && state.isMatchable;
    });
    return joinMatchedRoom(matchCall, room);
  };
  // One at a time for each kind of room: a room that is being made must be found by the next one.
  const kind = JSON.stringify([type, maxPlayers]);
  return game.rooms.enter(playerId, () => game.matchTurns.take(kind, findOrCreate));
};

function settingsOfMatchedRoom(type: string, maxPlayers: number): RoomSettings {
  return {
    name: "",
    type,
    maxPlayers,
    isPrivate: false,
    customProperties: "",
    createType: CreateRoomType.MATCH_CREATE,
    teams: makeTeams(maxPlayers, 1),
  };
}

/** Pages through the public rooms by creation time (spec mgobe-client §3.8). */
const getRoomList: LobbyMethod = async ({ game, para }) => {
  const fields = readParameters(para);
  const pages = { min: 1, max: Number.MAX_SAFE_INTEGER };
  const sizes = { min: 1, max: limits.legacyRoomListPageSize };
  const pageNo = readInteger(fields, "pageNo", pages, ErrCode.EC_INVALID_PARAMS_PAGE_NO);
  const pageSize = readInteger(fields, "pageSize", sizes, ErrCode.EC_INVALID_PARAMS_PAGE_SIZE);
  const roomType = readRoomType(fields, "");
  const begin = (pageNo - 1) * pageSize;
  const isDescending = readBoolean(fields, "isDesc");
  const gameId = game.settings.gameId ?? "";
  const everywhere = game.ownCluster?.listRooms({ type: roomType, isDescending, begin, size: pageSize });
  if (everywhere) return { gameId, ...everywhere };
  const rooms = game.rooms.list().filter(({ state }) => {
    return !state.isPrivate && (roomType === "" || state.settings.type === roomType);
  });
  if (isDescending) rooms.reverse();
  const roomList = rooms.slice(begin, begin + pageSize).map((room) => room.getInfo());
  return { gameId, roomList, total: rooms.length };
};

const getRoomByRoomId: LobbyMethod = async ({ game, playerId, para }) => {
  const roomId = readString(readParameters(para, true), "roomId", ErrCode.EC_INVALID_PARAMS, "");
  if (roomId === "") {
    const mine = game.rooms.getRoomOf(playerId);
    if (!mine) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    return { roomInfo: mine.getInfo() };
  }
  const room = game.rooms.get(roomId);
  if (!room) return game.callRemoteRoom(roomId, "getInfo", undefined);
  // A room that was reserved does not exist before its first player is there.
  if (!room.isOpen) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
  return { roomInfo: room.getInfo() };
};

function match(method: MatchMethodName): LobbyMethod {
  return ({ game, playerId, para, seq, reply }) => {
    return Promise.resolve(game.matching.handle(playerId, method, para, seq, reply));
  };
}

const methods: Record<keyof LobbyMethods, LobbyMethod> = {
  createRoom: create(false),
  createTeamRoom: create(true),
  joinRoom: join(false),
  joinTeamRoom: join(true),
  matchRoom,
  getRoomList,
  getRoomByRoomId,
  matchPlayers: match("matchPlayers"),
  matchGroup: match("matchGroup"),
  cancelPlayerMatch: match("cancelPlayerMatch"),
};

/** What carries out a lobby method; undefined for other names. */
export function getLobbyMethod(method: MethodName): LobbyMethod | undefined {
  return Object.hasOwn(methods, method) ? methods[method as keyof LobbyMethods] : undefined;
}
