import { type Client, Room } from "@colyseus/core";
import { ErrCode } from "../../src/contract";
import { type ClientKind } from "../../src/engine";
import { ClientGuard, tooDeepText } from "./client-guard";
import { type MgobeHost } from "./mgobe-host";
import { type RoomWriter } from "./room-writer";
import { type ShortWay } from "./short-way";

/**
 * The guard of a client of a room, with the limits of its game.
 *
 * @param kind for who counts
 * @param shortWay for messages that come many times a second, where the room has any
 */
export function createGuard(
  room: Room,
  client: Client,
  host: MgobeHost,
  kind: ClientKind,
  writer: RoomWriter,
  shortWay?: ShortWay,
): ClientGuard {
  const { clock, game } = host;
  return new ClientGuard(client, {
    limits: game.settings.limits,
    clock,
    writer,
    shortWay: shortWay && ((sender, bytes) => shortWay.take(sender, bytes)),
    noteDeep: () => game.noteRefusal("message", ErrCode.EC_PARAMS_INVALID, tooDeepText, room.roomId),
    close: ({ sessionId, ref }, code, reason) => {
      host.noteCutOff(ref, kind);
      host.complain("cut off", `${sessionId} was cut off: ${reason}`, room.roomId);
      // Not the room's own, which is an operator's: a player who is cut off keeps its place, as after a lost connection.
      Room.prototype.kickClient.call(room, sessionId, code, reason);
    },
  });
}
