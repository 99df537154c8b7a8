/** A message on its way to `onRecvFromClient`. */
export interface Action {
  /** The player who sent it; empty for one that the script dispatched (spec mgobe-server Q10). */
  readonly sender: string;
  readonly data: unknown;
  readonly isDispatched: boolean;
  /** About how large the data is as JSON; 0 for what the script dispatched itself. */
  readonly bytes: number;
  /** Set by `clearAction`: it will not run. */
  isCleared: boolean;
}

/** The messages of one room that have not started yet (spec mgobe-server §3.3). */
export class ActionQueue {
  private dispatched: Action[] = [];
  private incoming: Action[] = [];
  private waitingBytes = 0;

  /** @param dispatchPosition where a dispatched action goes: before or behind the messages of clients (Q8) */
  constructor(private readonly dispatchPosition: "front" | "back") {}

  /** Number of messages that wait. */
  get size(): number {
    return this.dispatched.length + this.incoming.length;
  }

  /** Bytes of what waits. */
  get bytes(): number {
    return this.waitingBytes;
  }

  /** Adds a message; `inOrder` keeps the order of arrival, whoever sent it. */
  push(action: Action, inOrder: boolean): void {
    const first = action.isDispatched && this.dispatchPosition === "front" && !inOrder;
    (first ? this.dispatched : this.incoming).push(action);
    this.waitingBytes += action.bytes;
  }

  /** The next message, dispatched ones first. */
  take(): Action | undefined {
    const next = this.dispatched.shift() ?? this.incoming.shift();
    if (next) this.waitingBytes -= next.bytes;
    return next;
  }

  /** Takes up to `count` messages at once. */
  takeMany(count: number): Action[] {
    const first = this.dispatched.splice(0, count);
    const taken = [...first, ...this.incoming.splice(0, count - first.length)];
    for (const { bytes } of taken) this.waitingBytes -= bytes;
    return taken;
  }

  /** Drops what waits; only what the script itself dispatched if `dispatchedOnly` (Q40). */
  clear(dispatchedOnly: boolean): void {
    this.dispatched = [];
    this.incoming = dispatchedOnly ? this.incoming.filter((action) => !action.isDispatched) : [];
    this.waitingBytes = this.incoming.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
