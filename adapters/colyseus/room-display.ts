import { type Room as ColyseusRoom } from "@colyseus/core";
import { type Room } from "../../src/engine";
import { paintRoom, RoomPicture } from "./room-picture";

/** What a listing shows of a room, beside Colyseus' own fields (`matchMaker.query`). */
export interface RoomMetadata {
  name: string;
  type: string;
  isPrivate: boolean;
  isForbidJoin: boolean;
  players: number;
  maxPlayers: number;
}

/** Time between two looks at a room that has no picture, ms; 0 would mean more of them. */
const restingPatchRate = 60_000;

/** What Colyseus shows of an MGOBE room: a picture to those inside, a listing to the others. */
export class RoomDisplay {
  private isListingStale = false;
  private usualPatchRate: number | null = null;

  /** @param getRoom the engine's room; asked from the first use on */
  constructor(
    private readonly shown: ColyseusRoom<{ metadata: RoomMetadata; state: RoomPicture }>,
    private readonly getRoom: () => Room,
  ) {}

  /**
   * Sends no patches before somebody looks: thousands of rooms of wire players that look twenty times a second for what has
   * changed of nothing take a part of a core.
   *
   * @param isPlain nobody has added anything to the class of the room: such a one may use the clock that ticks with the patches
   */
  rest(isPlain: boolean): void {
    this.usualPatchRate = this.shown.patchRate;
    if (this.shown.state === undefined && isPlain) this.shown.patchRate = restingPatchRate;
  }

  /** Somebody looks: the whole state goes out right after this, before any event of the arrival. */
  open(): void {
    // Not before: its encoder takes more memory than all the rest of a room.
    if (this.shown.state === undefined) {
      this.shown.state = new RoomPicture();
      this.shown.patchRate = this.usualPatchRate;
    }
    this.paint();
  }

  /**
   * Sends the state ahead of the message that tells of its change: who reads `room.state` in a handler finds what
   * `roomInfo` would say (spec mgobe-client §3.3).
   */
  showState(): void {
    this.paint();
    this.shown.broadcastPatch();
  }

  /** Several changes of one turn become one new listing and one patch. */
  refreshListing(): void {
    if (this.isListingStale) return;
    this.isListingStale = true;
    setImmediate(() => {
      this.isListingStale = false;
      const room = this.getRoom();
      if (room.isDestroyed) return;
      const { state } = room;
      this.paint();
      void this.shown.setMatchmaking({
        private: !state.isMatchable,
        metadata: {
          name: state.name,
          type: state.settings.type,
          isPrivate: state.isPrivate,
          isForbidJoin: state.isForbidJoin,
          players: state.roster.size,
          maxPlayers: state.settings.maxPlayers,
        },
      });
    });
  }

  private paint(): void {
    const { state } = this.shown;
    if (state instanceof RoomPicture) paintRoom(state, this.getRoom().getInfo());
  }
}
