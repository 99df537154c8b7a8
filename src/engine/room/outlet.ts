import { type ClientKind } from "../observe/game-observer";
import { type ClientEventName, type ClientEvents } from "../../contract";

/** An event on its way to players. */
export interface OutgoingEvent<E extends ClientEventName = ClientEventName> {
  readonly name: E;
  /** Valid during the call only; encode it at once, and once for all recipients. */
  readonly data: ClientEvents[E];
  readonly seq: string;
}

/**
 * The way out to players: each adapter has one per room or session. It is called synchronously. What it throws is logged,
 * and takes nothing from other outlets.
 */
export interface Outlet {
  /** What kind of client is at the other end; a client of the backend itself when left out. */
  readonly kind?: ClientKind;
  /** Whether the connections are another process's; who counts clients counts them there. */
  readonly isRemote?: boolean;
  /**
   * Whether it sends frame data that was sent as text as that text: the value of a JSON text is not made for it then, where that
   * would be for it alone, and `data` of such an item is undefined.
   */
  readonly takesText?: boolean;
  /** Sends one event to several players that are attached to this outlet. */
  deliver(event: OutgoingEvent, playerIds: readonly string[]): void;
  /** Version of a player's client library, where it tells one. */
  getVersion?(playerId: string): string | undefined;
  /** A newer session of the player is at another process: as {@link end}, but the client must not come back by itself. */
  replace?(playerId: string): void;
  /** The room connection of a player to a room of another process is over, with the player's time in that room. */
  parted?(playerId: string, roomId: string): void;
  /** Ends the common connection of a player; absent where it cannot be ended by itself. */
  end?(playerId: string): void;
}
