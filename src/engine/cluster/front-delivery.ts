import { type RoomInfo } from "../../contract";
import { type Outlet, type OutgoingEvent } from "../room/outlet";

/** The room connection of a player whose room is in another process. */
export interface Attachment {
  readonly roomId: string;
  readonly outlet: Outlet;
}

/**
 * Takes an event that came from another process to the connections of this one, once to each outlet.
 *
 * @param getEvent the event as an outlet takes it
 */
export function deliverHere(
  getEvent: (outlet: Outlet) => OutgoingEvent,
  playerIds: readonly string[],
  getOutlet: (playerId: string) => Outlet | undefined,
): void {
  const outlets = playerIds.map(getOutlet);
  const [first] = outlets;
  // Nearly always the players of a room came in by the same door.
  if (first && !first.isRemote && outlets.every((outlet) => outlet === first)) {
    first.deliver(getEvent(first), playerIds);
    return;
  }
  const groups = new Map<Outlet, string[]>();
  for (const [index, playerId] of playerIds.entries()) {
    const outlet = outlets[index];
    // The player has moved on, and its room will know of it.
    if (!outlet || outlet.isRemote) continue;
    const group = groups.get(outlet);
    if (group) group.push(playerId);
    else groups.set(outlet, [playerId]);
  }
  for (const [outlet, ids] of groups) outlet.deliver(getEvent(outlet), ids);
}

/** Tells a player that its room ended with the room's process. */
export function tellGone(outlet: Outlet, playerId: string, roomId: string): void {
  // MGOBE itself sent the id alone; all that was known of the room is gone with it.
  const data = { roomInfo: { id: roomId } as RoomInfo };
  outlet.deliver({ name: "onDismissRoom", data, seq: `gone-${roomId}` }, [playerId]);
}
