import { type Clock, type TimerHandle } from "../clock/clock";
import { type Action, ActionQueue } from "./action-queue";
import { type ResolvedOptions } from "./options";

/** What the gate asks of the room it stands in. */
export interface MessageGateContext {
  readonly clock: Clock;
  readonly options: ResolvedOptions;
  /** Read for each message, as a script may set `gameServer.mode` late. */
  isSync(): boolean;
  /** True while messages have to wait for something other than `exitAction`. */
  isBlocked(): boolean;
  /** Runs actions in the room's order of work. */
  run(actions: readonly Action[]): void;
  onStall(milliseconds: number): void;
  onAutoExit(milliseconds: number): void;
}

/** How many messages of async mode one macrotask handles at most, so that a burst does not starve other rooms. */
const batchSize = 100;

/**
 * Decides when the next message may go to `onRecvFromClient` (spec mgobe-server §3.3): one at a time until `exitAction`
 * in sync mode, as they come in async mode; always on a later macrotask than the call that brought it.
 */
export class MessageGate {
  private readonly queue: ActionQueue;
  private inFlight: Action | undefined;
  private isPumpScheduled = false;
  private timers: TimerHandle[] = [];

  constructor(private readonly context: MessageGateContext) {
    this.queue = new ActionQueue(context.options.dispatchPosition);
  }

  /** Number of messages that wait. */
  get waiting(): number {
    return this.queue.size;
  }

  /** Who sent the message that is being worked on; undefined when none is. */
  get sender(): string | undefined {
    return this.inFlight?.sender;
  }

  /** Adds a message; false when too many wait (Q6), or too large ones. */
  push(sender: string, data: unknown, isDispatched: boolean, bytes: number): boolean {
    const isSync = this.context.isSync();
    // A burst of clients in async mode is over at the next macrotask; only the script itself can make it wait.
    const isBounded = isSync || isDispatched || this.context.isBlocked();
    const { queueLimit, queueBytes } = this.context.options;
    if (isBounded && (this.queue.size >= queueLimit || this.queue.bytes + bytes > queueBytes)) return false;
    this.queue.push({ sender, data, isDispatched, bytes, isCleared: false }, !isSync);
    this.schedulePump();
    return true;
  }

  /** Takes everything that came before a room event in async mode, so that the order of arrival is kept. */
  takeBeforeEvent(): Action[] {
    return this.context.isSync() ? [] : this.queue.takeMany(this.queue.size);
  }

  /** `SDK.exitAction` (Q4, Q5): ends whatever is in flight. */
  exit(): void {
    if (!this.inFlight) return;
    this.inFlight = undefined;
    this.stopTimers();
    this.schedulePump();
  }

  /** Ends this action if it is still the one in flight. */
  exitIfInFlight(action: Action): void {
    if (this.inFlight === action) this.exit();
  }

  /** `SDK.clearAction`; what is in flight stays (Q40). */
  clear(): void {
    this.queue.clear(!this.context.isSync());
  }

  /** Drops everything at the end of the room. */
  close(): void {
    this.queue.clear(false);
    this.inFlight = undefined;
    this.stopTimers();
  }

  /** Goes on as soon as the current macrotask is over. */
  schedulePump(): void {
    if (this.isPumpScheduled || this.queue.size === 0) return;
    this.isPumpScheduled = true;
    this.context.clock.setImmediate(() => {
      this.isPumpScheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    if (this.context.isBlocked() || this.inFlight) return;
    if (!this.context.isSync()) {
      this.context.run(this.queue.takeMany(batchSize));
      this.schedulePump();
      return;
    }
    const next = this.queue.take();
    if (!next) return;
    this.inFlight = next;
    this.startTimers();
    this.context.run([next]);
  }

  private startTimers(): void {
    const { clock, options } = this.context;
    const { stallWarningMs, autoExitMs } = options;
    this.timers.push(clock.setTimeout(() => this.context.onStall(stallWarningMs), stallWarningMs));
    if (autoExitMs === undefined) return;
    const end = (): void => {
      this.context.onAutoExit(autoExitMs);
      this.exit();
    };
    this.timers.push(clock.setTimeout(end, autoExitMs));
  }

  private stopTimers(): void {
    for (const timer of this.timers) this.context.clock.clearTimeout(timer);
    this.timers = [];
  }
}
