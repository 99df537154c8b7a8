import { type Socket } from "socket.io";
import { type CloseReason } from "../../src/contract";
import { type DepartureReason, type GameHost, type Room } from "../../src/engine";
import { type PlayerSockets } from "./player-sockets";

interface Channel {
  readonly roomId: string;
  readonly socket: Socket;
  /** Closes the engine's connection. */
  readonly close: () => void;
}

/** Why a socket that was for a room alone is closed when its player has departed. */
function toCloseReason(reason: DepartureReason): CloseReason {
  if (reason === "left") return "left";
  return reason === "removed" ? "removed" : "dismissed";
}

/** The connections of players to their rooms, over sockets of one namespace. */
export class RoomChannels {
  private readonly channels = new Map<string, Channel>();
  /** Rooms that are listened to. */
  private readonly known = new WeakSet<Room>();

  /** @param onDeparted hears of each player whose room is over for it; the channel is closed by then */
  constructor(
    private readonly host: GameHost,
    private readonly sockets: PlayerSockets,
    private readonly onDeparted: (socket: Socket, reason: CloseReason) => void = () => undefined,
  ) {
    sockets.parted = (playerId, roomId) => this.end(playerId, roomId, "left");
  }

  /** Id of the room that a player's channel is open to. */
  getRoomId(playerId: string): string | undefined {
    return this.channels.get(playerId)?.roomId;
  }

  /** Opens the channel of a member, in place of an older one; false when the player is not in that room. */
  open(playerId: string, roomId: string, socket: Socket): boolean {
    const { game } = this.host;
    const close = game.attachToRoom(playerId, roomId, this.sockets);
    if (!close) return false;
    this.channels.set(playerId, { roomId, socket, close });
    // A room of another process tells of departures by its outlet.
    const room = game.rooms.get(roomId);
    if (room) this.listen(room);
    return true;
  }

  /** Closes the channel of a player over a socket; no effect when another one has taken its place. */
  close(playerId: string, socket: Socket): void {
    const channel = this.channels.get(playerId);
    if (channel?.socket !== socket) return;
    this.channels.delete(playerId);
    channel.close();
  }

  private listen(room: Room): void {
    if (this.known.has(room)) return;
    this.known.add(room);
    room.listen((event) => {
      if (event.kind === "player") return this.sockets.keep(event, event.recipients);
      if (event.name !== "departed") return;
      for (const playerId of event.playerIds) this.end(playerId, room.id, toCloseReason(event.reason));
    });
  }

  private end(playerId: string, roomId: string, reason: CloseReason): void {
    const channel = this.channels.get(playerId);
    if (channel?.roomId !== roomId) return;
    this.channels.delete(playerId);
    // The next room reaches the player by its session until a channel to it is open.
    channel.close();
    this.onDeparted(channel.socket, reason);
  }
}
