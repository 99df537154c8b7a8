import { ErrCode, type ResponseEvent, type RoomInfo } from "../../contract";
import { type Clock } from "../clock/clock";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { getMatchedPlayers, getMatchedRoomSettings } from "./matched-room";
import { type Match } from "./matcher";
import { getPlayerIds, type Party } from "./party";

/** What making the rooms of matches needs to know of players and rooms. */
export interface MatchRoomPorts {
  /** True while the player is a member of a room. */
  isInRoom(playerId: string): boolean;
  /** True while the player has a common connection. */
  isOnline(playerId: string): boolean;
  /** Makes a room and lets these players in; robots have `isRobot`. May reject; then nobody is in any room. */
  createRoom(
    settings: RoomSettings,
    players: readonly NewPlayer[],
  ): Promise<ResponseEvent<{ roomInfo?: RoomInfo }>>;
}

/** Settings of {@link MatchRooms}. */
export interface MatchRoomsOptions {
  readonly ports: MatchRoomPorts;
  readonly clock: Clock;
  /** Random source, [0, 1); ids of robots come from it. */
  readonly random: () => number;
  /** The players of a match are in their room. */
  readonly onMade: (match: Match, roomInfo: RoomInfo) => void;
  /**
   * A match came to nothing.
   *
   * @param busy parties of which somebody is in a room by now; none when the room could not be made
   */
  readonly onFailed: (match: Match, busy: readonly Party[]) => void;
}

/** Rooms that are made at the same time, at most. */
const roomsAtOnce = 100;

/** Makes the rooms of matches, a few at a time: thousands at once would hold up all that the process does besides. */
export class MatchRooms {
  /** Players for whom a room is being made, or will be as soon as others have theirs. */
  private readonly players = new Set<string>();
  /** Matches that wait for others to get their rooms. */
  private waiting: Match[] = [];
  /** Rooms that are being made. */
  private making = 0;
  private isGoingOn = false;

  constructor(private readonly options: MatchRoomsOptions) {}

  /** True from the match of a player to its room, or to the failure of it. */
  has(playerId: string): boolean {
    return this.players.has(playerId);
  }

  /** Keeps matches until there is time for their rooms, and makes some. */
  add(matches: readonly Match[]): void {
    for (const match of matches) {
      for (const id of getPlayerIds(match.parties)) this.players.add(id);
      this.waiting.push(match);
    }
    this.makeRooms();
  }

  /** Takes matches back for which no room is being made yet. Gives back their parties. */
  takeBack(fits: (match: Match) => boolean): Party[] {
    const taken = this.waiting.filter(fits);
    if (taken.length > 0) this.waiting = this.waiting.filter((match) => !fits(match));
    const parties = taken.flatMap((match) => match.parties);
    for (const id of getPlayerIds(parties)) this.players.delete(id);
    return parties;
  }

  private makeRooms(): void {
    while (this.making < roomsAtOnce) {
      const match = this.waiting.shift();
      if (!match) return;
      this.making += 1;
      void this.place(match).finally(() => {
        this.making -= 1;
        this.goOn();
      });
    }
  }

  /** Makes the next rooms, when other things had their turn. */
  private goOn(): void {
    if (this.isGoingOn || this.waiting.length === 0) return;
    this.isGoingOn = true;
    this.options.clock.setImmediate(() => {
      this.isGoingOn = false;
      this.makeRooms();
    });
  }

  /** Never rejects. */
  private async place(match: Match): Promise<void> {
    const isPossible = this.listBusy(match).length === 0;
    const roomInfo = isPossible ? await this.createRoom(match) : undefined;
    for (const id of getPlayerIds(match.parties)) this.players.delete(id);
    if (roomInfo) this.options.onMade(match, roomInfo);
    else this.options.onFailed(match, this.listBusy(match));
  }

  private async createRoom(match: Match): Promise<RoomInfo | undefined> {
    const { ports, random } = this.options;
    try {
      const players = getMatchedPlayers(match, ports, random);
      const { code, data } = await ports.createRoom(getMatchedRoomSettings(match), players);
      return code === ErrCode.EC_OK ? data?.roomInfo : undefined;
    } catch {
      // Whatever went wrong with the room, the players must learn that their match came to nothing.
      return undefined;
    }
  }

  private listBusy({ parties }: Match): Party[] {
    return parties.filter(({ players }) => players.some(({ id }) => this.options.ports.isInRoom(id)));
  }
}
