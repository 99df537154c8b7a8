import { type Namespace, type Socket } from "socket.io";
import { ErrCode, roomMethodNames } from "../../src/contract";
import { type GameHost, Refusal } from "../../src/engine";
import { closeSocket } from "./close-sockets";
import { type ConnectionGuards } from "./connection-guard";
import { toHandshakeError } from "./handshake-error";
import { PlayerSockets } from "./player-sockets";
import { RoomChannels } from "./room-channels";
import { listenForCalls } from "./socket-calls";

const methods: ReadonlySet<string> = new Set<string>(roomMethodNames);

/** What a socket of this namespace is for; Socket.IO gives it to a connection that it recovers. */
interface RoomSocketData {
  playerId?: string;
  roomId?: string;
}

/**
 * MGOBE's relay connection as a namespace: the channel of a player to the room it is in, opened with `auth` `{ roomId,
 * token }`. Calls of rooms are answered here, and the room's events come here.
 */
export class RoomNamespace {
  private readonly sockets: PlayerSockets;
  private readonly rooms: RoomChannels;

  constructor(
    namespace: Namespace,
    private readonly host: GameHost,
    private readonly guards: ConnectionGuards,
  ) {
    this.sockets = new PlayerSockets(namespace, "drop-in", (socket) => closeSocket(socket, "replaced"));
    this.rooms = new RoomChannels(host, this.sockets, (socket, reason) => {
      // After the events of this turn, of which the departure is one.
      setImmediate(() => closeSocket(socket, reason));
    });
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(toHandshakeError(error)),
      );
    });
    namespace.on("connection", (socket) => this.open(socket));
  }

  /** Sockets of all channels. */
  listSockets(): Socket[] {
    return this.sockets.list();
  }

  private async admit(socket: Socket): Promise<void> {
    this.guards.require(socket);
    const { token, roomId } = socket.handshake.auth as { token?: unknown; roomId?: unknown };
    const { game } = this.host;
    const playerId = game.getPlayerByToken(String(token));
    if (playerId === undefined) throw new Refusal(ErrCode.EC_ACCESS_CMD_INVALID_TOKEN);
    const id = String(roomId);
    await game.locate?.(playerId);
    const room = game.rooms.get(id);
    const isInOther = !room && game.getRoomIdOfPlayer(playerId) === id;
    if (!room?.isOpen && !isInOther) throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
    if (room && !room.hasPlayer(playerId)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    Object.assign(socket.data as RoomSocketData, { playerId, roomId: id });
  }

  private open(socket: Socket): void {
    const { playerId, roomId } = socket.data as RoomSocketData;
    const guard = this.guards.admit(socket);
    if (!guard || playerId === undefined || roomId === undefined) return closeSocket(socket, "flooding");
    const previous = this.sockets.set(playerId, socket, guard);
    if (previous && previous !== socket) closeSocket(previous, "replaced");
    if (!this.rooms.open(playerId, roomId, socket)) {
      this.sockets.remove(playerId, socket);
      return closeSocket(socket, "left");
    }
    socket.on("disconnect", (reason) => {
      if (this.sockets.remove(playerId, socket, reason)) this.rooms.close(playerId, socket);
    });
    listenForCalls(socket, guard, {
      host: this.host,
      methods,
      call: (method, para, seq, answer) => void this.host.game.handle(playerId, method, para, seq, answer),
    });
  }
}
