import { type Client } from "@colyseus/core";
import { type ClientGuard } from "./client-guard";
import { type ClientOutlet } from "./client-outlet";
import { RoomCloseCode } from "./close-codes";
import { closeOnceJoined } from "./close-once-joined";

/** The place of a client in a room. */
export interface Seat {
  readonly playerId: string;
  readonly guard: ClientGuard;
  /** Closes the engine's connection; undefined while the client is away. */
  close: (() => void) | undefined;
}

/** What seats need of their room. */
export interface RoomSeatsOptions {
  readonly outlet: ClientOutlet;
  /** Opens the engine's connection of a player; gives back what closes it. */
  readonly attach: (playerId: string) => (() => void) | undefined;
}

/** Which clients of a room are the connections of which players. A player has one; a newer one takes the place of it. */
export class RoomSeats {
  private readonly seats = new Map<Client, Seat>();
  /** Ends the wait for a player who is away, by session id. */
  private readonly waits = new Map<string, () => void>();
  /** Connections that are closed as soon as their clients have joined. */
  private readonly closings = new Set<Promise<void>>();

  constructor(private readonly options: RoomSeatsOptions) {}

  /** The seat that a client has; undefined for one that has none any more. */
  get(client: Client): Seat | undefined {
    return this.seats.get(client);
  }

  /** The seat of a session, whichever client has it. */
  find(sessionId: string): { readonly client: Client; readonly seat: Seat } | undefined {
    for (const [client, seat] of this.seats) if (client.sessionId === sessionId) return { client, seat };
    return undefined;
  }

  /** Whether the client is the player's connection, and not one that was replaced. */
  isCurrent(client: Client, { playerId }: Seat): boolean {
    return this.options.outlet.get(playerId) === client;
  }

  /** Seats somebody who is about to join, so that the events of its own arrival reach it. @returns takes that back */
  offer(client: Client, playerId: string, guard: ClientGuard): () => void {
    const { outlet } = this.options;
    this.seats.set(client, { playerId, guard, close: undefined });
    outlet.set(playerId, guard);
    return () => {
      this.seats.delete(client);
      outlet.remove(playerId, client);
    };
  }

  /** Makes `client` the connection of a member; an older connection of the same player is closed. */
  take(client: Client, playerId: string, guard: ClientGuard): void {
    const previous = this.options.outlet.set(playerId, guard);
    for (const [other, seat] of this.seats) {
      if (other === client || seat.playerId !== playerId) continue;
      this.seats.delete(other);
      this.endWait(other);
    }
    if (previous && previous !== client) previous.leave(RoomCloseCode.REPLACED);
    this.seats.set(client, { playerId, guard, close: this.options.attach(playerId) });
  }

  /** The client is away, or gone; its seat stays. */
  vacate(client: Client, seat: Seat): void {
    if (!this.options.outlet.remove(seat.playerId, client)) return;
    seat.close?.();
    seat.close = undefined;
  }

  /** Takes a seat away. */
  remove(client: Client): void {
    this.seats.delete(client);
  }

  /** Notes that a player who is away is waited for. @param end ends that */
  waitFor(client: Client, end: () => void): void {
    this.waits.set(client.sessionId, end);
  }

  /** The player is back, or has left for good. */
  forgetWait(client: Client): void {
    this.waits.delete(client.sessionId);
  }

  /** Closes the connections of players who are no members any more. */
  dismiss(playerIds: ReadonlySet<string>, code: number): void {
    for (const [client, seat] of [...this.seats]) {
      if (!playerIds.has(seat.playerId)) continue;
      this.seats.delete(client);
      // Detached from the room too: a player who comes back is reached by its session until its next connection is open.
      this.vacate(client, seat);
      this.endWait(client);
      const closing = closeOnceJoined(client, code);
      this.closings.add(closing);
      void closing.then(() => this.closings.delete(closing));
    }
  }

  /** Resolves when all whom {@link dismiss} was for have been told. */
  async whenDismissed(): Promise<void> {
    await Promise.all(this.closings);
  }

  private endWait({ sessionId }: Client): void {
    this.waits.get(sessionId)?.();
  }
}
