import { type Client, getMessageBytes, Protocol } from "@colyseus/core";
import { type Outlet, type OutgoingEvent } from "../../src/engine";
import { SharedMessage } from "../wire/server/web-socket-frame";
import { type ClientGuard } from "./client-guard";

/**
 * Takes events to the Colyseus clients of one room. An event is encoded once; all receivers share the bytes.
 */
export class ClientOutlet implements Outlet {
  private readonly guards = new Map<string, ClientGuard>();
  /** Connections of a list of players; most events go to the same list. */
  private guardLists = new WeakMap<readonly string[], readonly ClientGuard[]>();

  /** @param beforeRoomChange called before each event that tells of a change of the room */
  constructor(private readonly beforeRoomChange: () => void = () => undefined) {}

  /** Makes the client of `guard` the connection of a player; gives back the one before. */
  set(playerId: string, guard: ClientGuard): Client | undefined {
    const previous = this.get(playerId);
    this.guards.set(playerId, guard);
    this.guardLists = new WeakMap();
    return previous;
  }

  get(playerId: string): Client | undefined {
    return this.guards.get(playerId)?.client;
  }

  /** Forgets a connection; false when it is not the player's current one. */
  remove(playerId: string, client: Client): boolean {
    if (this.get(playerId) !== client) return false;
    this.guardLists = new WeakMap();
    return this.guards.delete(playerId);
  }

  deliver({ name, data, seq }: OutgoingEvent, playerIds: readonly string[]): void {
    if ("roomInfo" in data) this.beforeRoomChange();
    const message = new SharedMessage(getMessageBytes.raw(Protocol.ROOM_DATA, name, { data, seq }));
    let failure: unknown;
    for (const guard of this.listGuards(playerIds)) {
      try {
        guard.send(message);
      } catch (error) {
        failure ??= error;
      }
    }
    // Told to whoever delivers, now that everybody else has the event.
    if (failure !== undefined) throw failure;
  }

  private listGuards(playerIds: readonly string[]): readonly ClientGuard[] {
    let guards = this.guardLists.get(playerIds);
    if (!guards) {
      guards = playerIds.flatMap((playerId) => this.guards.get(playerId) ?? []);
      this.guardLists.set(playerIds, guards);
    }
    return guards;
  }
}
