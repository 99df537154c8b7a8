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
    const listing = await matchMaker.createRoom(this.roomName, this.host.issueTicket(settings));
    const room = this.host.game.rooms.get(listing.roomId);
    // The matchmaker may have chosen another process; its room would be out of reach of this session.
    if (!room) throw new Refusal(ErrCode.EC_ROOM_CREATE_FAIL, "the room was made in another process");
    return room;
  }
}
