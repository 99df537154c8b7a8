import {
  ErrCode,
  type PlayerInfo,
  type ResponseEvent,
  type RoomInfo,
  type SdkChangeRoomPara,
} from "../../contract";
import { type OperatorView } from "../game/game-api";
import { Refusal } from "../room/answer";
import { type Room } from "../room/room";

/** A player as the operator may see it. */
export interface KnownPlayer {
  readonly playerId: string;
  /** Empty for a guest. */
  readonly openId: string;
}

/**
 * What the operator may do with rooms and players of this very process. All methods throw a `Refusal` that carries MGOBE's
 * code when they cannot be carried out; see `Operator`.
 */
export class LocalOperator {
  constructor(private readonly game: OperatorView) {}

  /** @throws Refusal 20080 */
  getRoom(roomId: string): RoomInfo {
    return this.requireRoom(roomId).getInfo();
  }

  /** @throws Refusal 20011 */
  getRoomOfPlayer(playerId: string): RoomInfo {
    return this.requireRoomOf(playerId).getInfo();
  }

  /** @throws Refusal 20011 */
  getSeat(playerId: string): PlayerInfo {
    const seat = this.getRoomOfPlayer(playerId).playerList.find(({ id }) => id === playerId);
    if (!seat) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    return seat;
  }

  /** OpenIds of those of the players who logged in here. */
  getOpenIds(playerIds: readonly string[]): Record<string, string> {
    const known = playerIds.map((id) => [id, this.game.knownPlayers.getOpenId(id)] as const);
    return Object.fromEntries(known.filter(([, openId]) => openId !== undefined)) as Record<string, string>;
  }

  /** @throws Refusal 10005 */
  requirePlayer(playerId: string): KnownPlayer {
    const known = this.game.knownPlayers.getOpenId(playerId);
    const openId = known ?? (this.game.rooms.getRoomOf(playerId) ? "" : undefined);
    if (openId !== undefined) return { playerId, openId };
    throw new Refusal(ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL, "the server has not seen this player");
  }

  /** @throws Refusal 10005 */
  requirePlayerByOpenId(openId: string): KnownPlayer {
    const playerId = this.game.getPlayerIdOfOpenId(openId);
    if (playerId !== undefined) return { playerId, openId };
    throw new Refusal(
      ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL,
      "the server has not seen a player with this openId",
    );
  }

  /** @throws Refusal 20080, or for a value that cannot be */
  changeRoom(roomId: string, changes: Omit<SdkChangeRoomPara, "roomId">): RoomInfo {
    return readRoom(this.requireRoom(roomId).changeRoomAsServer(changes));
  }

  /** @throws Refusal 20011 */
  changeProfile(playerId: string, customProfile: string): RoomInfo {
    // The member's own call: there is no other author that clients know of.
    const room = this.requireRoomOf(playerId);
    return readRoom(room.handle(playerId, "changeRoomPlayerProfile", { customProfile }) as RoomAnswer);
  }

  /** @throws Refusal 20011 */
  changeStatus(playerId: string, customPlayerStatus: number): RoomInfo {
    return readRoom(this.requireRoomOf(playerId).changeStatusAsServer({ playerId, customPlayerStatus }));
  }

  /** @throws Refusal 20011 */
  removePlayer(removePlayerId: string): RoomInfo {
    return readRoom(this.requireRoomOf(removePlayerId).removePlayerAsServer({ removePlayerId }));
  }

  /** @throws Refusal 10005 */
  endSession(playerId: string): void {
    this.game.endSession(playerId);
  }

  /** @throws Refusal 20080 */
  dismissRoom(roomId: string): void {
    this.requireRoom(roomId).destroy("dismissed");
  }

  /** @throws Refusal 20080, 20011 when one of the players is not in the room; then nobody gets it */
  sendAsServer(roomId: string, playerIds: readonly string[], data: unknown): void {
    const room = this.requireRoom(roomId);
    const strangers = playerIds.filter((id) => this.game.rooms.getRoomOf(id) !== room);
    if (strangers.length > 0) {
      throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM, `not in this room: ${strangers.join(", ")}`);
    }
    room.pushFromGameServer(playerIds, data);
  }

  private requireRoom(roomId: string): Room {
    const room = this.game.rooms.get(roomId);
    if (!room?.isOpen) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    return room;
  }

  private requireRoomOf(playerId: string): Room {
    const room = this.game.rooms.getRoomOf(playerId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    return room;
  }
}

type RoomAnswer = ResponseEvent<{ roomInfo?: RoomInfo | null }>;

/** The room of an answer. @throws Refusal with the answer's code where it has none */
export function readRoom({ code, msg, data }: RoomAnswer): RoomInfo {
  if (data?.roomInfo && code === ErrCode.EC_OK) return data.roomInfo;
  throw new Refusal(code === ErrCode.EC_OK ? ErrCode.EC_ROOM_INFO_UNEXIST : code, msg || undefined);
}
