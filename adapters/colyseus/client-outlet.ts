import { type Client, getMessageBytes, Protocol } from "@colyseus/core";
import { type Outlet, type OutgoingEvent } from "../../src/engine";
import { type RoomWriter } from "./room-writer";

/**
 * Takes events to the Colyseus clients of one room. An event is encoded once; all receivers share the bytes.
 */
export class ClientOutlet implements Outlet {
  private readonly clients = new Map<string, Client>();
  /** Clients of a list of players; most events go to the same list. */
  private clientLists = new WeakMap<readonly string[], readonly Client[]>();

  /**
   * @param writer shared by the connections of the room
   * @param beforeRoomChange called before each event that tells of a change of the room
   */
  constructor(
    private readonly writer: RoomWriter,
    private readonly beforeRoomChange: () => void = () => undefined,
  ) {}

  /** Makes `client` the connection of a player; gives back the one before. */
  set(playerId: string, client: Client): Client | undefined {
    const previous = this.clients.get(playerId);
    this.clients.set(playerId, client);
    this.clientLists = new WeakMap();
    return previous;
  }

  get(playerId: string): Client | undefined {
    return this.clients.get(playerId);
  }

  /** Forgets a connection; false when it is not the player's current one. */
  remove(playerId: string, client: Client): boolean {
    if (this.clients.get(playerId) !== client) return false;
    this.clientLists = new WeakMap();
    return this.clients.delete(playerId);
  }

  deliver({ name, data, seq }: OutgoingEvent, playerIds: readonly string[]): void {
    if ("roomInfo" in data) this.beforeRoomChange();
    const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, name, { data, seq });
    let failure: unknown;
    this.writer.share(bytes, () => {
      for (const client of this.listClients(playerIds)) {
        try {
          client.enqueueRaw(bytes);
        } catch (error) {
          failure ??= error;
        }
      }
    });
    // Told to whoever delivers, now that everybody else has the event.
    if (failure !== undefined) throw failure;
  }

  private listClients(playerIds: readonly string[]): readonly Client[] {
    let clients = this.clientLists.get(playerIds);
    if (!clients) {
      clients = playerIds.flatMap((playerId) => this.clients.get(playerId) ?? []);
      this.clientLists.set(playerIds, clients);
    }
    return clients;
  }
}
