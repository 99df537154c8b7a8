import { type Channel, type Connection, type LoginRequest } from "../client/connection/connection";
import { type ResponseEvent, roomMethodNames } from "../contract";

/** An event as it came. */
export interface PlayedEvent {
  readonly name: string;
  readonly data: unknown;
}

const roomMethods: ReadonlySet<string> = new Set<string>(roomMethodNames);

/** A player of a replay: the drop-in's two connections, and what has come over them. */
export class ReplayPlayer {
  /** MGOBE's id of the player; empty before {@link logIn}. */
  id = "";
  /** Events that have come and were not taken, in order, by name. */
  readonly events = new Map<string, PlayedEvent[]>();
  private readonly waiting = new Set<() => void>();
  private session: Channel | undefined;
  private room: Channel | undefined;
  private token = "";

  constructor(
    private readonly connection: Connection,
    private readonly createLogin: () => Promise<LoginRequest>,
  ) {}

  /** Opens the common connection. @throws ConnectionError (as a rejection) */
  async logIn(): Promise<void> {
    if (this.session?.isOpen) return;
    const { channel, login } = await this.connection.openSession(await this.createLogin(), {
      onEvent: (name, message) => this.take(name, message),
      onClose: () => (this.session = undefined),
    });
    this.session = channel;
    this.id = login.playerId;
    this.token = login.token;
  }

  /** Closes the common connection; the seat in a room stays. */
  logOut(): void {
    this.session?.close();
    this.session = undefined;
  }

  /** Opens the connection to a room. @throws ConnectionError (as a rejection) */
  async enterRoom(roomId: string): Promise<void> {
    this.room?.close();
    this.room = await this.connection.openRoom(roomId, this.token, {
      onEvent: (name, message) => this.take(name, message),
      onClose: () => (this.room = undefined),
    });
  }

  /** Closes the connection to the room; the seat stays, as after a loss. */
  leaveRoom(): void {
    this.room?.close();
    this.room = undefined;
  }

  /** Calls a method; undefined when the connection closes before the answer. */
  call(method: string, para: unknown): Promise<ResponseEvent<unknown>> {
    const channel = roomMethods.has(method) && this.room?.isOpen ? this.room : this.session;
    return new Promise((resolve, reject) => {
      if (!channel?.isOpen) reject(new Error("the connection is closed"));
      else channel.request(method, para, resolve);
    });
  }

  /** Resolves when something has come, or after so many ms. */
  async waitForEvent(patience: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(end, patience);
      const { waiting } = this;
      function end(): void {
        clearTimeout(timer);
        waiting.delete(end);
        resolve();
      }
      waiting.add(end);
    });
  }

  /** Leaves the room that the player may be in, and logs out; waits for a second at most. */
  async leaveForGood(): Promise<void> {
    const left = this.call("leaveRoom", {}).catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([left, new Promise((resolve) => (timer = setTimeout(resolve, 1000)))]);
    clearTimeout(timer);
    this.leaveRoom();
    this.logOut();
  }

  private take(name: string, message: unknown): void {
    const { data } = message as { data: unknown };
    const queue = this.events.get(name);
    if (queue) queue.push({ name, data });
    else this.events.set(name, [{ name, data }]);
    for (const wake of this.waiting) wake();
  }
}
