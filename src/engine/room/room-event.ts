import { type RoomEventName, type RoomEvents, type RoomInfo } from "../../contract";

/** An event for players of a room. */
export interface PlayerEvent<E extends RoomEventName = RoomEventName> {
  readonly kind: "player";
  readonly name: E;
  /**
   * The event's data, a JSON value. Valid during the call only: whoever needs it later encodes it now, so that a
   * broadcast is encoded once and never copied.
   */
  readonly data: RoomEvents[E];
  /** Push id, unique in the room. */
  readonly seq: string;
  /** Ids of the players it is for, as of now; robots and offline players included. */
  readonly recipients: readonly string[];
}

/** What only the server learns: it exists as a hook or as work for the adapter, never as a message to a player. */
export type ServerEvent =
  | { readonly kind: "server"; readonly name: "created" }
  /** Members or properties changed; `info` is the new state. For listings and state pictures. */
  | { readonly kind: "server"; readonly name: "changed" }
  /** These players are out of the room; their connections to it may be closed. */
  | {
      readonly kind: "server";
      readonly name: "departed";
      readonly playerIds: readonly string[];
      readonly reason: DepartureReason;
    }
  /** The room is gone; `roomInfo` is its last state. Always the last event. */
  | {
      readonly kind: "server";
      readonly name: "destroyed";
      readonly roomInfo: RoomInfo;
      readonly reason: DestroyReason;
    };

/** Why a player is out of a room. */
export type DepartureReason = "left" | "removed" | "destroyed";

/** Why a room is gone: its owner, the room policy, the backend that let go of it, or the end of the server. */
export type DestroyReason = "dismissed" | "empty" | "offline" | "disposed" | "shutdown";

/** Everything a room tells its listeners, in the order in which it happened. */
export type RoomEvent = { [E in RoomEventName]: PlayerEvent<E> }[RoomEventName] | ServerEvent;

/** Called synchronously for each event. It must not throw; a listener that may fail catches for itself. */
export type RoomListener = (event: RoomEvent) => void;
