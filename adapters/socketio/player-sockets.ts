import { type DisconnectReason, type Namespace, type ServerOptions, type Socket } from "socket.io";
import { type ClientKind, type OutgoingEvent, type Outlet, readVersion } from "../../src/engine";

/** Sends one event to a list of sockets, however often it is asked. */
type Broadcast = ReturnType<Namespace["to"]>;

/**
 * The sockets of one namespace by player, the newest each, and the way of events to them. An event is encoded once; all
 * receivers share the bytes.
 */
export class PlayerSockets implements Outlet {
  /** See {@link Outlet.parted}. */
  parted: Outlet["parted"];
  private readonly sockets = new Map<string, Socket>();
  /** Most events go to the same list of players; for `undefined` nobody of a list is here. */
  private broadcasts = new WeakMap<readonly string[], { readonly to: Broadcast | undefined }>();
  private readonly mustCopy: boolean;
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
    // An adapter that recovers connections keeps what was sent, and an event's data is valid during the call only.
    this.mustCopy = namespace.adapter.constructor.name !== "Adapter";
    const { opts } = namespace.server as unknown as { opts: Partial<ServerOptions> };
    this.recoveryTime = opts.connectionStateRecovery?.maxDisconnectionDuration ?? 0;
  }

  /** Makes a socket the one of a player; gives back the one before. */
  set(playerId: string, socket: Socket): Socket | undefined {
    const previous = this.sockets.get(playerId);
    this.sockets.set(playerId, socket);
    this.lost.delete(playerId);
    this.broadcasts = new WeakMap();
    return previous;
  }

  get(playerId: string): Socket | undefined {
    return this.sockets.get(playerId);
  }

  /** Forgets a socket; false when it is not the player's current one. With a reason it was lost, and may be recovered. */
  remove(playerId: string, socket: Socket, reason?: DisconnectReason): boolean {
    if (this.sockets.get(playerId) !== socket) return false;
    this.broadcasts = new WeakMap();
    if (this.recoveryTime > 0 && reason?.endsWith("namespace disconnect") === false)
      this.awaitRecovery(playerId, socket.id);
    return this.sockets.delete(playerId);
  }

  /** Lets those of an event's recipients have it later whose sockets are lost and may be recovered. */
  keep({ name, data, seq }: OutgoingEvent, recipients: readonly string[]): void {
    if (this.lost.size === 0) return;
    const ids = recipients.flatMap((playerId) => this.lost.get(playerId) ?? []);
    if (ids.length > 0) this.namespace.local.to(ids).emit(name, { data: structuredClone(data), seq });
  }

  /** All sockets, in the order of their players' arrival. */
  list(): Socket[] {
    return [...this.sockets.values()];
  }

  deliver({ name, data, seq }: OutgoingEvent, playerIds: readonly string[]): void {
    this.getBroadcast(playerIds)?.emit(name, { data: this.mustCopy ? structuredClone(data) : data, seq });
    this.afterDelivery(name, playerIds);
  }

  getVersion(playerId: string): string | undefined {
    return readVersion(
      (this.sockets.get(playerId)?.handshake.auth as { version?: unknown } | undefined)?.version,
    );
  }

  end(playerId: string): void {
    const socket = this.sockets.get(playerId);
    if (socket) this.ends(socket);
  }

  private awaitRecovery(playerId: string, socketId: string): void {
    this.lost.set(playerId, socketId);
    const end = (): void => {
      if (this.lost.get(playerId) === socketId) this.lost.delete(playerId);
    };
    setTimeout(end, this.recoveryTime).unref();
  }

  private getBroadcast(playerIds: readonly string[]): Broadcast | undefined {
    let known = this.broadcasts.get(playerIds);
    if (!known) {
      const ids = playerIds.flatMap((playerId) => this.sockets.get(playerId)?.id ?? []);
      // Local: the sockets are this process' own, and an adapter over several would tell all the others of each frame.
      known = { to: ids.length > 0 ? this.namespace.local.to(ids) : undefined };
      this.broadcasts.set(playerIds, known);
    }
    return known.to;
  }
}
