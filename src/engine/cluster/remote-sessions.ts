import { type Outlet } from "../room/outlet";
import { type Link } from "./link";
import { RemoteOutlet } from "./remote-outlet";

interface RemoteSession {
  readonly front: string;
  readonly close: () => void;
}

/**
 * Sessions that other processes have, as far as this one must know them: those of members of its rooms, and all when it
 * leads. The game takes each for a session whose outlet happens to be far away.
 */
export class RemoteSessions {
  private readonly sessions = new Map<string, RemoteSession>();
  private readonly outlets = new Map<string, RemoteOutlet>();

  constructor(
    private readonly link: Link,
    private readonly openSession: (playerId: string, outlet: Outlet) => () => void,
  ) {}

  /** Process that has a player's session; undefined for one that this process does not know, or has itself. */
  getFront(playerId: string): string | undefined {
    return this.sessions.get(playerId)?.front;
  }

  /** The way to all players whose connections are at that process; the same one each time. */
  getOutlet(front: string): RemoteOutlet {
    let outlet = this.outlets.get(front);
    if (!outlet) this.outlets.set(front, (outlet = new RemoteOutlet(this.link, front)));
    return outlet;
  }

  /** The player's session is at this process. */
  open(playerId: string, front: string): void {
    if (this.sessions.get(playerId)?.front === front) return;
    const close = this.openSession(playerId, this.getOutlet(front));
    this.sessions.set(playerId, { front, close });
  }

  /** The player's session at that process is no more, or of no interest here any longer. */
  close(playerId: string, front?: string): void {
    const session = this.sessions.get(playerId);
    if (!session || (front !== undefined && session.front !== front)) return;
    this.sessions.delete(playerId);
    session.close();
  }

  /** The player's session is at this process itself now. */
  forget(playerId: string): void {
    this.sessions.delete(playerId);
  }

  /** A process is gone, and its sessions with it. */
  removeFront(front: string): void {
    for (const [playerId, session] of [...this.sessions]) if (session.front === front) this.close(playerId);
    this.outlets.delete(front);
  }

  /** Players whose sessions are known here. */
  listPlayers(): string[] {
    return [...this.sessions.keys()];
  }
}
