import { type Connection } from "../../../codemods/targets/room-module/source/colyseus-room";

/** Ends a connection of the room module for good; games have no need for that. */
export function closeConnection(connection: Connection): void {
  connection.clear();
  connection.roomId = undefined;
  for (const line of [connection.roomLine, connection.line]) {
    line.close();
    const { requests } = line as unknown as { requests: { timer: NodeJS.Timeout }[] };
    for (const { timer } of requests.splice(0)) clearTimeout(timer);
  }
}
