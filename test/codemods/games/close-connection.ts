import { type Connection } from "../../../codemods/targets/room-module/source/colyseus-room";

/** Parts of a connection that are its own, and some that a game's module may lack. */
interface Parts {
  rooms: unknown[];
  readonly requests: { timer: NodeJS.Timeout }[];
  waitForMatch?(): void;
}

/** Ends a connection of the room module for good; games have no need for that. */
export function closeConnection(connection: Connection): void {
  const parts = connection as unknown as Parts;
  parts.rooms = [];
  parts.waitForMatch?.();
  connection.roomId = undefined;
  connection.roomLine.close();
  connection.line.close();
  for (const { timer } of parts.requests.splice(0)) clearTimeout(timer);
}
