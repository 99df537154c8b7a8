/** A message on its way to `onRecvFromClient`. */
export interface Action {
  /** The player who sent it; empty for one that the script dispatched (spec mgobe-server Q10). */
  readonly sender: string;
  readonly data: unknown;
  readonly isDispatched: boolean;
  /** Set by `clearAction`: it will not run. */
  isCleared: boolean;
}

/** The messages of one room that have not started yet (spec mgobe-server §3.3). */
export class ActionQueue {
  private dispatched: Action[] = [];
  private incoming: Action[] = [];

  /** @param dispatchPosition where a dispatched action goes: before or behind the messages of clients (Q8) */
  constructor(private readonly dispatchPosition: "front" | "back") {}

  get size(): number {
    return this.dispatched.length + this.incoming.length;
  }

  /** Adds a message; `inOrder` keeps the order of arrival, whoever sent it. */
  push(action: Action, inOrder: boolean): void {
    const first = action.isDispatched && this.dispatchPosition === "front" && !inOrder;
    (first ? this.dispatched : this.incoming).push(action);
  }

  /** The next message, dispatched ones first. */
  take(): Action | undefined {
    return this.dispatched.shift() ?? this.incoming.shift();
  }

  /** Takes up to `count` messages at once. */
  takeMany(count: number): Action[] {
    const first = this.dispatched.splice(0, count);
    return [...first, ...this.incoming.splice(0, count - first.length)];
  }

  /** Drops what waits; only what the script itself dispatched if `dispatchedOnly` (Q40). */
  clear(dispatchedOnly: boolean): void {
    this.dispatched = [];
    this.incoming = dispatchedOnly ? this.incoming.filter((action) => !action.isDispatched) : [];
  }
}
