import { type ClientKind } from "../observe/game-observer";
import { type ConnectedPlayer } from "./game-options";
import { type RoomRegistry } from "./room-registry";
import { type Sessions } from "./sessions";

/** Who is connected to this process: by a session, or, as native clients are, to a room alone. */
export class ConnectedPlayers {
  constructor(
    private readonly sessions: Sessions,
    private readonly rooms: RoomRegistry,
  ) {}

  /** How many there are, by the kind of their client. A player with two connections counts as its session's. */
  count(): Record<ClientKind, number> {
    const counts: Record<ClientKind, number> = { wire: 0, "drop-in": 0, native: 0 };
    const sessions = this.sessions.list();
    for (const { kind = "native", isRemote } of sessions.values()) if (!isRemote) counts[kind] += 1;
    for (const playerId of this.rooms.listAttached()) if (!sessions.has(playerId)) counts.native += 1;
    return counts;
  }

  /** The kind of a connected player's client; undefined when none is connected. */
  getKind(playerId: string): ClientKind | undefined {
    const session = this.sessions.get(playerId);
    if (session) return session.kind ?? "native";
    return this.rooms.isAttached(playerId) ? "native" : undefined;
  }

  /** Each once: those with a session first, in the order of connecting. */
  *list(): Iterable<ConnectedPlayer> {
    const sessions = this.sessions.list();
    for (const [playerId, outlet] of sessions) {
      const { kind = "native", isRemote } = outlet;
      if (isRemote) continue;
      const version = outlet.getVersion?.(playerId);
      yield { playerId, kind, version, since: this.sessions.getSince(playerId) };
    }
    for (const playerId of this.rooms.listAttached()) {
      if (!sessions.has(playerId)) yield { playerId, kind: "native" };
    }
  }
}
