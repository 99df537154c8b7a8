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
 * What whoever owns the game may do with its rooms and players, from outside of any room: the cloud API and the console
 * are two ways to it. It acts with the operator's authority, no owner's rights are asked for, and the game gets the same
 * events as from any other hand.
 *
 * All methods reject with a `Refusal` that carries MGOBE's code when they cannot be carried out.
 */
export class Operator {
  constructor(private readonly game: OperatorView) {}

  /** A room wherever it lives. @throws Refusal 20080 */
  async getRoom(roomId: string): Promise<RoomInfo> {
    const room = this.game.rooms.get(roomId);
    if (room) return requireOpen(room).getInfo();
    return readRoom(await this.game.callRemoteRoom(roomId, "getInfo", undefined));
  }

  /** The room that a player is in. @throws Refusal 20011 */
  async getRoomOfPlayer(playerId: string): Promise<RoomInfo> {
    return this.requireRoomOf(playerId).getInfo();
  }

  /** A player's place in its room; undefined when it is in none. */
  async getSeat(playerId: string): Promise<PlayerInfo | undefined> {
    const room = this.game.rooms.getRoomOf(playerId)?.getInfo();
    return room?.playerList.find(({ id }) => id === playerId);
  }

  /** The openId of a player who logged in; empty for a guest, undefined for a stranger. */
  getOpenId(playerId: string): string | undefined {
    return this.game.knownPlayers.getOpenId(playerId);
  }

  /** A player who logged in, or is in a room. @throws Refusal 10005 */
  requirePlayer(playerId: string): KnownPlayer {
    const openId = this.getOpenId(playerId) ?? (this.game.rooms.getRoomOf(playerId) ? "" : undefined);
    if (openId !== undefined) return { playerId, openId };
    throw new Refusal(ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL, "the server has not seen this player");
  }

  /** A player who logged in with this openId. @throws Refusal 10005 */
  requirePlayerByOpenId(openId: string): KnownPlayer {
    const playerId = this.game.getPlayerIdOfOpenId(openId);
    if (playerId !== undefined) return { playerId, openId };
    throw new Refusal(
      ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL,
      "the server has not seen a player with this openId",
    );
  }

  /** Changes properties of a room; `onChangeRoom` to all. @throws Refusal 20080, or for a value that cannot be */
  async changeRoom(roomId: string, changes: Omit<SdkChangeRoomPara, "roomId">): Promise<RoomInfo> {
    const room = this.game.rooms.get(roomId);
    if (room) return readRoom(room.changeRoomAsServer(changes));
    return readRoom(await this.game.callRemoteRoom(roomId, "changeRoomAsServer", changes));
  }

  /** Sets the profile of a player in its room. @throws Refusal 20011 */
  async changeProfile(playerId: string, customProfile: string): Promise<RoomInfo> {
    // The member's own call: there is no other author that clients know of.
    return readRoom(
      this.requireRoomOf(playerId).handle(playerId, "changeRoomPlayerProfile", {
        customProfile,
      }) as RoomAnswer,
    );
  }

  /** Sets the status of a player in its room. @throws Refusal 20011 */
  async changeStatus(playerId: string, customPlayerStatus: number): Promise<RoomInfo> {
    return readRoom(this.requireRoomOf(playerId).changeStatusAsServer({ playerId, customPlayerStatus }));
  }

  /** Takes a player out of its room; `onRemovePlayer` to all. @throws Refusal 20011 */
  async removePlayer(removePlayerId: string): Promise<RoomInfo> {
    return readRoom(this.requireRoomOf(removePlayerId).removePlayerAsServer({ removePlayerId }));
  }

  /** Ends the session of a player; its client may log in again. @throws Refusal 10005 */
  async endSession(playerId: string): Promise<void> {
    this.game.endSession(playerId);
  }

  /** Ends a room; `onDismissRoom` to all. @throws Refusal 20080 */
  async dismissRoom(roomId: string): Promise<void> {
    const room = this.game.rooms.get(roomId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    requireOpen(room).destroy("dismissed");
  }

  /** Sends a value to players of a room as its game server would; an empty list means all. @throws Refusal 20080 */
  async sendAsServer(roomId: string, playerIds: readonly string[], data: unknown): Promise<void> {
    const room = this.game.rooms.get(roomId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    requireOpen(room).pushFromGameServer(playerIds, data);
  }

  private requireRoomOf(playerId: string): Room {
    const room = this.game.rooms.getRoomOf(playerId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    return room;
  }
}

type RoomAnswer = ResponseEvent<{ roomInfo?: RoomInfo | null }>;

function requireOpen(room: Room): Room {
  if (!room.isOpen) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
  return room;
}

function readRoom({ code, msg, data }: RoomAnswer): RoomInfo {
  if (data?.roomInfo && code === ErrCode.EC_OK) return data.roomInfo;
  throw new Refusal(code === ErrCode.EC_OK ? ErrCode.EC_ROOM_INFO_UNEXIST : code, msg || undefined);
}
