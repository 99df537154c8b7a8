import { type ClientEventName, type ClientEvents } from "../../contract";
import { type Clock } from "../clock/clock";
import { type PlayerNotifier } from "../notify/player-notifier";
import { type Witness } from "../observe/game-observer";
import { type Outlet } from "../room/outlet";

/** The common connections of players: one each, the newest. */
export class Sessions implements PlayerNotifier {
  private readonly outlets = new Map<string, Outlet>();
  private readonly since = new Map<string, number>();
  private nextSeq = 1;

  /**
   * @param onChange told of each connection that opened or closed
   * @param onError told of what an outlet threw; the others get the event all the same
   */
  constructor(
    private readonly onChange: (playerId: string, isOnline: boolean) => void,
    private readonly onError: (what: string, error: unknown) => void,
    private readonly observer?: Witness<"delivered">,
    private readonly clock?: Pick<Clock, "now">,
  ) {}

  get(playerId: string): Outlet | undefined {
    return this.outlets.get(playerId);
  }

  /** When the connection of a player was opened, ms wall clock. */
  getSince(playerId: string): number | undefined {
    return this.since.get(playerId);
  }

  /**
   * Opens a connection; a second one of the same player replaces the first.
   *
   * @returns what closes it; closing one that was replaced by another outlet has no effect
   */
  open(playerId: string, outlet: Outlet): () => void {
    this.outlets.set(playerId, outlet);
    if (this.clock) this.since.set(playerId, this.clock.now());
    this.observer?.traffic?.connected(playerId, outlet.kind ?? "native");
    this.onChange(playerId, true);
    return () => {
      if (this.outlets.get(playerId) === outlet) this.drop(playerId);
    };
  }

  /** Forgets a connection at once, however long it takes to close. */
  drop(playerId: string): void {
    if (!this.outlets.delete(playerId)) return;
    this.since.delete(playerId);
    this.observer?.traffic?.disconnected(playerId);
    this.onChange(playerId, false);
  }

  notify<E extends ClientEventName>(playerIds: readonly string[], name: E, data: ClientEvents[E]): void {
    const event = { name, data, seq: `s${this.nextSeq++}` };
    const groups = new Map<Outlet, string[]>();
    for (const playerId of playerIds) {
      const outlet = this.outlets.get(playerId);
      if (!outlet) continue;
      const group = groups.get(outlet);
      if (group) group.push(playerId);
      else groups.set(outlet, [playerId]);
    }
    for (const [outlet, ids] of groups) {
      this.observer?.traffic?.delivered(ids, name, data);
      try {
        outlet.deliver(event, ids);
      } catch (error) {
        this.onError(`the delivery of ${name}`, error);
      }
      this.observer?.delivered(name, ids.length);
    }
  }

  /** Players whose common connection is open. */
  get size(): number {
    return this.outlets.size;
  }

  /** The outlets of players, by their ids. */
  list(): ReadonlyMap<string, Outlet> {
    return this.outlets;
  }
}
