import { matchMaker } from "@colyseus/core";
import { ErrCode } from "../../src/contract";
import { Refusal, type Room, type RoomFactory, type RoomSettings } from "../../src/engine";
import { type MgobeHost } from "./mgobe-host";

/** Makes the engine's rooms as Colyseus rooms, so that every kind of client can enter them. */
export class MatchmakerRoomFactory implements RoomFactory {
  /** @param roomName name under which the room class was defined */
  constructor(
    private readonly host: MgobeHost,
    private readonly roomName: string,
  ) {}

  async createRoom(settings: RoomSettings): Promise<Room> {
    await this.host.requireReady();
    // In this very process, wherever the matchmaker would make it: the settings and the players are here.
    const listing = await matchMaker.handleCreateRoom(this.roomName, this.host.issueTicket(settings));
    const room = this.host.game.rooms.get(listing.roomId);
    if (!room) throw new Refusal(ErrCode.EC_ROOM_CREATE_FAIL, "Colyseus made no room of this game");
    return room;
  }
}
