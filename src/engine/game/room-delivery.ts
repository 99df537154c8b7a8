import { type Witness } from "../observe/game-observer";
import { type Outlet } from "../room/outlet";
import { type PlayerEvent } from "../room/room-event";

interface Group {
  readonly outlet: Outlet;
  readonly playerIds: string[];
}

/**
 * Takes the events of one room to the outlets of its players. Recipients are sorted by outlet once and remembered, as
 * most events go to the same list of players.
 */
export class RoomDelivery {
  private readonly outlets = new Map<string, Outlet>();
  private groupCache = new WeakMap<readonly string[], readonly Group[]>();

  /**
   * @param fallback where a player without a room connection is reached, if anywhere
   * @param onError told of what an outlet threw; the others get the event all the same
   */
  constructor(
    private readonly fallback: (playerId: string) => Outlet | undefined,
    private readonly onError: (what: string, error: unknown) => void,
    private readonly observer?: Witness<"delivered">,
  ) {}

  /** Connects a player; a connection it had is replaced. */
  attach(playerId: string, outlet: Outlet): void {
    this.outlets.set(playerId, outlet);
    this.forgetGroups();
  }

  /** Disconnects a player; false when `outlet` is not its connection any more. */
  detach(playerId: string, outlet: Outlet): boolean {
    if (this.outlets.get(playerId) !== outlet) return false;
    this.outlets.delete(playerId);
    this.forgetGroups();
    return true;
  }

  /** True while the player has a connection to the room. */
  isAttached(playerId: string): boolean {
    return this.outlets.has(playerId);
  }

  /** Players that are attached. */
  listAttached(): Iterable<string> {
    return this.outlets.keys();
  }

  /** Somebody's connection outside the room came or went. */
  forgetGroups(): void {
    this.groupCache = new WeakMap();
  }

  /** Sends an event to all of its recipients that are connected. */
  deliver(event: PlayerEvent): void {
    let groups = this.groupCache.get(event.recipients);
    if (!groups) {
      groups = this.sortByOutlet(event.recipients);
      this.groupCache.set(event.recipients, groups);
    }
    for (const { outlet, playerIds } of groups) {
      this.observer?.traffic?.delivered(playerIds, event.name, event.data);
      try {
        outlet.deliver(event, playerIds);
      } catch (error) {
        this.onError(`the delivery of ${event.name}`, error);
      }
    }
    this.observer?.delivered(event.name, countPlayers(groups));
  }

  private sortByOutlet(recipients: readonly string[]): readonly Group[] {
    const groups = new Map<Outlet, Group>();
    for (const playerId of recipients) {
      const outlet = this.outlets.get(playerId) ?? this.fallback(playerId);
      if (!outlet) continue;
      const group = groups.get(outlet);
      if (group) group.playerIds.push(playerId);
      else groups.set(outlet, { outlet, playerIds: [playerId] });
    }
    return [...groups.values()];
  }
}

function countPlayers(groups: readonly Group[]): number {
  let count = 0;
  for (const { playerIds } of groups) count += playerIds.length;
  return count;
}
