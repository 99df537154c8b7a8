import { type Namespace, type Socket } from "socket.io";
import {
  ErrCode,
  groupMethodNames,
  lobbyMethodNames,
  type ResponseEvent,
  roomMethodNames,
} from "../../src/contract";
import { type ClientKind, type GameHost, type LoginData } from "../../src/engine";
import { closeSocket } from "./close-sockets";
import { type ConnectionGuards } from "./connection-guard";
import { toHandshakeError } from "./handshake-error";
import { PlayerSockets } from "./player-sockets";
import { RoomChannels } from "./room-channels";
import { listenForCalls } from "./socket-calls";

/** What a socket of this namespace keeps of its login; Socket.IO gives it to a connection that it recovers. */
interface SessionData {
  login?: ResponseEvent<LoginData>;
  kind?: ClientKind;
}

const methods: ReadonlySet<string> = new Set<string>([
  "login",
  ...roomMethodNames,
  ...lobbyMethodNames,
  ...groupMethodNames,
]);

/** Some clients have text alone in `auth`, Java's for one. */
function readAuth(auth: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const toNumber = (given: unknown): unknown =>
    typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
  return { ...auth, nonce: toNumber(auth.nonce), timestamp: toNumber(auth.timestamp) };
}

/** Events of which there are many, and none of which lets its receiver into a room. */
const frequentEvents: ReadonlySet<string> = new Set(["onRecvFrame", "onRecvFromClient", "onRecvFromGameSvr"]);

/**
 * MGOBE's common connection as a namespace. A client connects with its login as `auth` (`gameId`, `openId`, the signature),
 * asks `login` for its player id, and sends any method by its MGOBE name. The events of its room come over the same
 * socket, unless it says `roomChannel: true` and opens a channel of its own, as the drop-in library does.
 */
export class SessionNamespace {
  private readonly own: PlayerSockets;
  private readonly dropIn: PlayerSockets;
  private readonly rooms: RoomChannels;

  constructor(
    namespace: Namespace,
    private readonly host: GameHost,
    private readonly guards: ConnectionGuards,
    private readonly requireReady: () => Promise<void>,
  ) {
    const end = (socket: Socket): void => closeSocket(socket, "replaced");
    this.own = new PlayerSockets(namespace, "native", end, (name, playerIds) => {
      if (!frequentEvents.has(name)) queueMicrotask(() => playerIds.forEach((id) => this.findRoom(id)));
    });
    this.dropIn = new PlayerSockets(namespace, "drop-in", end);
    this.rooms = new RoomChannels(host, this.own);
    namespace.use((socket, next) => {
      this.logIn(socket).then(
        () => next(),
        (error: unknown) => next(toHandshakeError(error)),
      );
    });
    namespace.on("connection", (socket) => this.open(socket));
  }

  /** Sockets of all sessions. */
  listSockets(): Socket[] {
    return [...this.own.list(), ...this.dropIn.list()];
  }

  private async logIn(socket: Socket): Promise<void> {
    this.guards.require(socket);
    await this.requireReady();
    const auth = readAuth(socket.handshake.auth);
    const login = this.host.logIn(auth);
    if (login.code !== ErrCode.EC_OK || !login.data)
      throw toHandshakeError({ code: login.code, message: login.msg });
    const data = socket.data as SessionData;
    data.login = login;
    data.kind = auth.roomChannel === true ? "drop-in" : "native";
  }

  private open(socket: Socket): void {
    const { login, kind } = socket.data as SessionData;
    const guard = this.guards.admit(socket);
    // A connection that Socket.IO recovered has passed the login before.
    if (!guard || !login?.data) return closeSocket(socket, "flooding");
    const { playerId } = login.data;
    const [sockets, others] = kind === "drop-in" ? [this.dropIn, this.own] : [this.own, this.dropIn];
    const previous = sockets.set(playerId, socket, guard) ?? others.get(playerId);
    if (previous && previous !== socket) {
      others.remove(playerId, previous);
      this.rooms.close(playerId, previous);
      closeSocket(previous, "replaced");
    }
    const { game } = this.host;
    const close = game.connect(playerId, sockets);
    socket.on("disconnect", (reason) => {
      if (!sockets.remove(playerId, socket, reason)) return;
      this.rooms.close(playerId, socket);
      close();
    });
    listenForCalls(socket, guard, {
      host: this.host,
      methods,
      call: (method, para, seq, answer) => {
        if ((method as string) === "login") return answer(login);
        const done = game.handle(playerId, method, para, seq, answer);
        // An input takes nobody into a room, and they come many times a second.
        if (method !== "sendFrame") void done.then(() => this.enterRoom(playerId));
      },
    });
    this.findRoom(playerId);
  }

  /** As {@link enterRoom}, also where another process has to be asked for the room. */
  private findRoom(playerId: string): void {
    this.enterRoom(playerId);
    if (this.own.get(playerId)) void this.host.game.locate?.(playerId)?.then(() => this.enterRoom(playerId));
  }

  /** Opens the way of a room's events to a player who is in one by now and has one socket for everything. */
  private enterRoom(playerId: string): void {
    const socket = this.own.get(playerId);
    const roomId = this.host.game.getRoomIdOfPlayer(playerId);
    if (socket && roomId !== undefined && this.rooms.getRoomId(playerId) !== roomId)
      this.rooms.open(playerId, roomId, socket);
  }
}
