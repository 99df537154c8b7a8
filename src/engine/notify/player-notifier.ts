import { type ClientEventName, type ClientEvents } from "../../contract";

/**
 * The way to players outside any room: matching and groups hand their events to it. It is called synchronously, never
 * throws, and skips players who have no common connection.
 */
export interface PlayerNotifier {
  /**
   * Sends one event to several players.
   *
   * @param data valid during the call only
   */
  notify<E extends ClientEventName>(playerIds: readonly string[], name: E, data: ClientEvents[E]): void;
}
