import { ErrCode, NetworkState } from "../../contract";
import { type Clock } from "../clock/clock";
import { type Witness } from "../observe/game-observer";
import { Refusal } from "../room/answer";
import { type Outlet } from "../room/outlet";
import { type Room } from "../room/room";
import { RoomDelivery } from "./room-delivery";

interface Entry {
  readonly room: Room;
  readonly delivery: RoomDelivery;
  /** Players whose room connection has been open since they entered. */
  readonly seen: Set<string>;
}

/**
 * The rooms of this process and who is in them. It keeps MGOBE's rule of one room per player (20010), and derives the
 * network states of players from their connections (spec mgobe-server Q16).
 */
export class RoomRegistry {
  private readonly entries = new Map<string, Entry>();
  /** Where each player is. An entry rather than its id: it is looked up with every call of a player. */
  private readonly places = new Map<string, Entry>();
  private readonly entering = new Set<string>();

  private openRooms = 0;
  private readonly waitingForEmpty = new Set<() => void>();

  /**
   * @param getSession the common connection of a player
   * @param onError told of what went wrong on the way to a player
   */
  constructor(
    private readonly getSession: (playerId: string) => Outlet | undefined,
    private readonly onError: (what: string, error: unknown, roomId: string) => void,
    private readonly observer?: Witness<"delivered">,
  ) {}

  /** Takes up a new room, before it is opened. */
  add(room: Room): void {
    const delivery = new RoomDelivery(
      this.getSession,
      (what, error) => this.onError(what, error, room.id),
      this.observer,
    );
    this.entries.set(room.id, { room, delivery, seen: new Set() });
    room.listen((event) => {
      if (event.kind === "player") {
        delivery.deliver(event);
      } else if (event.name === "created") {
        this.openRooms += 1;
      } else if (event.name === "departed") {
        for (const playerId of event.playerIds) this.forget(playerId, room.id);
      } else if (event.name === "destroyed") {
        if (this.entries.delete(room.id) && room.wasOpened) this.openRooms -= 1;
        if (this.openRooms === 0) for (const done of this.waitingForEmpty) done();
      }
    });
  }

  /** A room of this process, also one that nobody has entered yet. */
  get(roomId: string): Room | undefined {
    return this.entries.get(roomId)?.room;
  }

  /** Number of open rooms; those that were made and not entered count for nothing. */
  get size(): number {
    return this.openRooms;
  }

  /** Number of rooms that were made and not entered yet. */
  get reserved(): number {
    return this.entries.size - this.openRooms;
  }

  /** Open rooms, oldest first. */
  list(): Room[] {
    return [...this.entries.values()].map(({ room }) => room).filter((room) => room.isOpen);
  }

  /** Settles when there is no open room any more, or after so many ms. */
  async whenEmpty(clock: Clock, patience: number): Promise<void> {
    if (this.openRooms === 0 || patience <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = clock.setTimeout(done, patience);
      const waiting = this.waitingForEmpty;
      function done(): void {
        clock.clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
  }

  /** Players whose connection to their room is open. */
  *listAttached(): Iterable<string> {
    for (const { delivery } of this.entries.values()) yield* delivery.listAttached();
  }

  /** Whether a player's connection to its room is open. */
  isAttached(playerId: string): boolean {
    return this.places.get(playerId)?.delivery.isAttached(playerId) ?? false;
  }

  /** The room of this process that a player is a member of. */
  getRoomOf(playerId: string): Room | undefined {
    return this.places.get(playerId)?.room;
  }

  /** The room of a player whose client has not opened its connection to it; it may not know yet that it is there. */
  getUnenteredRoomOf(playerId: string): Room | undefined {
    const entry = this.places.get(playerId);
    return entry?.seen.has(playerId) ? undefined : entry?.room;
  }

  /**
   * Lets a player enter a room, whatever way `enter` takes; one at a time, and only when it is in no other room.
   *
   * @throws Refusal 20010 already in a room, 20070 on its way into one
   */
  async enter<T>(playerId: string, enter: () => Promise<T>): Promise<T> {
    this.requireOutside(playerId);
    this.entering.add(playerId);
    try {
      return await enter();
    } finally {
      this.entering.delete(playerId);
    }
  }

  /** @throws Refusal 20010 already in a room, 20070 on its way into one */
  requireOutside(playerId: string): void {
    if (this.places.has(playerId)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
    if (this.entering.has(playerId)) throw new Refusal(ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY);
  }

  /** Notes that players are in a room; called inside the call that lets them in, before its events go out. */
  note(playerIds: readonly string[], roomId: string): void {
    const entry = this.entries.get(roomId);
    if (entry) for (const playerId of playerIds) this.places.set(playerId, entry);
  }

  /**
   * Opens the room connection of a member. Only a return is told to the others; the first time after entering is not
   * (spec mgobe-server Q17).
   *
   * @returns what closes the connection; undefined when the player is not in that room
   */
  attach(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined {
    const entry = this.entries.get(roomId);
    if (!entry?.room.hasPlayer(playerId)) return undefined;
    this.observer?.traffic?.attached(playerId, roomId);
    entry.delivery.attach(playerId, outlet);
    const isFirst = !entry.seen.has(playerId);
    entry.seen.add(playerId);
    entry.room.setNetworkState(playerId, NetworkState.COMMON_ONLINE, isFirst);
    entry.room.setNetworkState(playerId, NetworkState.RELAY_ONLINE, isFirst);
    return () => {
      if (!entry.delivery.detach(playerId, outlet)) return;
      this.observer?.traffic?.detached(playerId, roomId);
      entry.room.setNetworkState(playerId, NetworkState.RELAY_OFFLINE);
      if (!this.getSession(playerId)) entry.room.setNetworkState(playerId, NetworkState.COMMON_OFFLINE);
    };
  }

  /** Tells that the common connection of a player came or went. */
  sessionChanged(playerId: string): void {
    const entry = this.places.get(playerId);
    if (!entry) return;
    entry.delivery.forgetGroups();
    const isOnline = this.getSession(playerId) !== undefined || entry.delivery.isAttached(playerId);
    entry.room.setNetworkState(playerId, isOnline ? NetworkState.COMMON_ONLINE : NetworkState.COMMON_OFFLINE);
  }

  private forget(playerId: string, roomId: string): void {
    if (this.places.get(playerId)?.room.id === roomId) this.places.delete(playerId);
    this.entries.get(roomId)?.seen.delete(playerId);
  }
}
