import { type DisconnectReason, type Namespace, type Socket } from "socket.io";
import { type ClientKind, type OutgoingEvent, type Outlet, readVersion } from "../../src/engine";
import { type ConnectionGuard } from "./connection-guard";
import { encodeMessage } from "./direct-line";
import { getServerOptions } from "./server-check";

/** The newest socket of a player, and the guard of its connection. */
interface Line {
  readonly socket: Socket;
  readonly guard: ConnectionGuard;
}

/** Number of an event among the packets of Socket.IO. */
const eventPacket = 2;

/** Makes one text of a packet, and further messages of what is in it and cannot be text. */
interface Encoder {
  encode(packet: { type: number; nsp: string; data: readonly unknown[] }): readonly unknown[];
}

/**
 * The sockets of one namespace by player, the newest each, and the way of events to them. An event is encoded once; all
 * receivers share the bytes.
 */
export class PlayerSockets implements Outlet {
  /** See {@link Outlet.parted}. */
  parted: Outlet["parted"];
  private readonly lines = new Map<string, Line>();
  /** Most events go to the same list of players. */
  private lineLists = new WeakMap<readonly string[], readonly Line[]>();
  /** An adapter that recovers connections has to see what is sent, and keeps it. */
  private readonly isKept: boolean;
  private readonly encoder: Encoder;
  /** Ids of sockets that were lost and may be recovered; what is sent to them meanwhile, Socket.IO's adapter keeps. */
  private readonly lost = new Map<string, string>();
  /** How long a lost one may be recovered, ms. */
  private readonly recoveryTime: number;

  /**
   * @param end ends the socket of a player whose session an operator ends
   * @param afterDelivery hears of each event that went out, and to whom
   */
  constructor(
    private readonly namespace: Namespace,
    readonly kind: ClientKind,
    private readonly ends: (socket: Socket) => void,
    private readonly afterDelivery: (name: string, playerIds: readonly string[]) => void = () => undefined,
  ) {
    this.isKept = namespace.adapter.constructor.name !== "Adapter";
    this.encoder = namespace.server.encoder as Encoder;
    const { connectionStateRecovery } = getServerOptions(namespace.server);
    this.recoveryTime = connectionStateRecovery?.maxDisconnectionDuration ?? 0;
  }

  /** Makes a socket the one of a player; gives back the one before. */
  set(playerId: string, socket: Socket, guard: ConnectionGuard): Socket | undefined {
    const previous = this.get(playerId);
    this.lines.set(playerId, { socket, guard });
    this.lost.delete(playerId);
    this.lineLists = new WeakMap();
    return previous;
  }

  get(playerId: string): Socket | undefined {
    return this.lines.get(playerId)?.socket;
  }

  /** Forgets a socket; false when it is not the player's current one. With a reason it was lost, and may be recovered. */
  remove(playerId: string, socket: Socket, reason?: DisconnectReason): boolean {
    if (this.get(playerId) !== socket) return false;
    this.lineLists = new WeakMap();
    if (this.recoveryTime > 0 && reason?.endsWith("namespace disconnect") === false)
      this.awaitRecovery(playerId, socket.id);
    return this.lines.delete(playerId);
  }

  /** Lets those of an event's recipients have it later whose sockets are lost and may be recovered. */
  keep({ name, data, seq }: OutgoingEvent, recipients: readonly string[]): void {
    if (this.lost.size === 0) return;
    const ids = recipients.flatMap((playerId) => this.lost.get(playerId) ?? []);
    if (ids.length > 0) this.namespace.local.to(ids).emit(name, { data: structuredClone(data), seq });
  }

  /** All sockets, in the order of their players' arrival. */
  list(): Socket[] {
    return [...this.lines.values()].map(({ socket }) => socket);
  }

  deliver({ name, data, seq }: OutgoingEvent, playerIds: readonly string[]): void {
    const lines = this.listLines(playerIds);
    const rest = this.isKept ? lines : this.writePast(name, { data, seq }, lines);
    if (rest.length > 0) {
      // Local: the sockets are this process' own, and an adapter over several would tell all the others of each frame.
      const receivers = this.namespace.local.to(rest.map(({ socket }) => socket.id));
      // What is kept must not change, and an event's data is valid during the call only.
      receivers.emit(name, { data: this.isKept ? structuredClone(data) : data, seq });
    }
    this.afterDelivery(name, playerIds);
  }

  getVersion(playerId: string): string | undefined {
    return readVersion((this.get(playerId)?.handshake.auth as { version?: unknown } | undefined)?.version);
  }

  end(playerId: string): void {
    const socket = this.get(playerId);
    if (socket) this.ends(socket);
  }

  private awaitRecovery(playerId: string, socketId: string): void {
    this.lost.set(playerId, socketId);
    const end = (): void => {
      if (this.lost.get(playerId) === socketId) this.lost.delete(playerId);
    };
    setTimeout(end, this.recoveryTime).unref();
  }

  /** Writes an event to all that can be reached past Socket.IO. @returns the others */
  private writePast(name: string, message: object, lines: readonly Line[]): readonly Line[] {
    let frame: Buffer | undefined;
    const rest: Line[] = [];
    for (const line of lines) {
      const { socket, guard } = line;
      const isPlain = socket.connected && socket.listenersAnyOutgoing().length === 0;
      if (isPlain) frame ??= this.encode(name, message);
      if (!isPlain || !frame || !guard.write(frame)) rest.push(line);
    }
    return rest;
  }

  /** The WebSocket frame of an event; undefined when another parser makes something else of it than one text. */
  private encode(name: string, message: object): Buffer | undefined {
    const packet = { type: eventPacket, nsp: this.namespace.name, data: [name, message] };
    const [text, ...others] = this.encoder.encode(packet);
    return typeof text === "string" && others.length === 0 ? encodeMessage(text) : undefined;
  }

  private listLines(playerIds: readonly string[]): readonly Line[] {
    let lines = this.lineLists.get(playerIds);
    if (!lines) {
      lines = playerIds.flatMap((playerId) => this.lines.get(playerId) ?? []);
      this.lineLists.set(playerIds, lines);
    }
    return lines;
  }
}
