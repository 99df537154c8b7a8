import { ErrCode, type RoomInfo } from "../../../src/contract";
import { type GameApi } from "../../../src/engine/game/game-api";
import { type OutgoingEvent, type Outlet } from "../../../src/engine/room/outlet";
import { type PlayerLink } from "./player-link";

/** What the check needs of the gateway. */
export interface RouteCheckOptions {
  readonly game: GameApi;
  readonly delivery: Outlet;
  /** Told of what went wrong in here. */
  readonly onError: (what: string, error: unknown) => void;
}

/**
 * Tells clients that are out of a room without knowing it. A client whose sockets were lost when its room ended, or when
 * it was removed, comes back and names the route of that room; without an answer it would wait there for ever, as it
 * would after the process was started again (spec mgobe-wire §3.4).
 */
export class RouteCheck {
  private nextSeq = 1;

  constructor(private readonly options: RouteCheckOptions) {}

  /** Looks at the route that the player's client named. Harmless when there is nothing to tell. */
  check(link: PlayerLink): void {
    if (link.unknownParting === undefined) return;
    this.tell(link, link.unknownParting).catch((error: unknown) => {
      this.options.onError("the check of a route", error);
    });
  }

  private async tell(link: PlayerLink, roomId: string): Promise<void> {
    const { playerId } = link;
    const answer = await this.options.game.handle(playerId, "getRoomByRoomId", { roomId });
    // Meanwhile the player may have entered the room, or another one.
    if (link.unknownParting !== roomId) return;
    if (answer.code === ErrCode.EC_ROOM_INFO_UNEXIST) {
      // MGOBE itself sent the id alone; all that was known of the room is gone with it.
      this.send(link, "onDismissRoom", { roomInfo: { id: roomId } as RoomInfo });
    } else if (answer.code === ErrCode.EC_OK) {
      const { roomInfo } = answer.data as { roomInfo: RoomInfo };
      this.send(link, "onRemovePlayer", { roomInfo, removePlayerId: playerId });
    }
  }

  private send<E extends "onDismissRoom" | "onRemovePlayer">(
    link: PlayerLink,
    name: E,
    data: OutgoingEvent<E>["data"],
  ): void {
    this.options.delivery.deliver({ name, data, seq: `r${this.nextSeq++}` }, [link.playerId]);
  }
}
