import { type Client, getMessageBytes, Protocol } from "@colyseus/core";
import { type Outlet, type OutgoingEvent } from "../../src/engine";

/**
 * Takes events to the Colyseus clients of one room. An event is encoded once; all receivers share the bytes.
 */
export class ClientOutlet implements Outlet {
  private readonly clients = new Map<string, Client>();

  /** Makes `client` the connection of a player; gives back the one before. */
  set(playerId: string, client: Client): Client | undefined {
    const previous = this.clients.get(playerId);
    this.clients.set(playerId, client);
    return previous;
  }

  get(playerId: string): Client | undefined {
    return this.clients.get(playerId);
  }

  /** Forgets a connection; false when it is not the player's current one. */
  remove(playerId: string, client: Client): boolean {
    return this.clients.get(playerId) === client && this.clients.delete(playerId);
  }

  deliver({ name, data, seq }: OutgoingEvent, playerIds: readonly string[]): void {
    const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, name, { data, seq });
    for (const playerId of playerIds) this.clients.get(playerId)?.enqueueRaw(bytes);
  }
}
