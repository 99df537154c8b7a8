import { type ResponseEvent } from "../../contract/index";
import { type ClientClock, type TimerHandle } from "../clock";
import { type Channel } from "../connection/connection";

/** A request on its way; `onAnswer` is called exactly once. */
export interface OutgoingRequest {
  readonly method: string;
  readonly para: unknown;
  /** Asking twice does no harm, so it may be written again after a lost connection. */
  readonly isQuery: boolean;
  readonly onAnswer: (answer: ResponseEvent<unknown>) => void;
  /** Called instead of `onAnswer` when there will be none. */
  readonly onFailure: (code: number) => void;
}

interface Entry {
  readonly request: OutgoingRequest;
  readonly deadline: number;
  /** The channel it was written to; undefined while it waits. */
  channel: Channel | undefined;
}

/** What an outbox asks of its line. */
export interface OutboxOwner {
  /** The open channel, if any. */
  getChannel(): Channel | undefined;
  /** Opens the line if it rests. */
  wake(): void;
  resendInterval(): number;
  resendTimeout(): number;
  /** MGOBE's code for a request that got no answer in time. */
  getFailureCode(wasWritten: boolean): number;
}

/**
 * Requests of one line, first in first out. What cannot be written waits and is tried again every `resendInterval`; what
 * was written is not written twice, unless it is a query; what has no answer after `resendTimeout` fails
 * (spec mgobe-client §3.2).
 */
export class Outbox {
  private readonly entries = new Set<Entry>();
  private deadlineTimer: TimerHandle | undefined;
  private retryTimer: TimerHandle | undefined;

  constructor(
    private readonly owner: OutboxOwner,
    private readonly clock: ClientClock,
  ) {}

  /** Writes the request now or as soon as the line is open. */
  submit(request: OutgoingRequest): void {
    const entry: Entry = {
      request,
      deadline: this.clock.now() + this.owner.resendTimeout(),
      channel: undefined,
    };
    this.entries.add(entry);
    const channel = this.owner.getChannel();
    if (channel) this.write(entry, channel);
    else this.retryLater();
    if (!this.deadlineTimer) this.watchDeadlines();
  }

  /** Writes everything that waits; called when the line has opened. */
  flush(): void {
    const channel = this.owner.getChannel();
    if (!channel) return;
    for (const entry of [...this.entries]) if (!entry.channel) this.write(entry, channel);
  }

  /** The channel is gone: queries that were under way wait for the next one, the rest for its deadline. */
  release(): void {
    let waiting = false;
    for (const entry of this.entries) {
      if (entry.request.isQuery) entry.channel = undefined;
      waiting ||= !entry.channel;
    }
    if (waiting) this.retryLater();
  }

  /** Fails everything that was not written yet, at once. */
  failWaiting(code: number): void {
    for (const entry of [...this.entries]) if (!entry.channel) this.fail(entry, code);
  }

  /** Forgets everything without an answer; for shutting down. */
  dispose(): void {
    this.entries.clear();
    if (this.deadlineTimer) this.clock.clearTimeout(this.deadlineTimer);
    if (this.retryTimer) this.clock.clearTimeout(this.retryTimer);
  }

  private write(entry: Entry, channel: Channel): void {
    entry.channel = channel;
    channel.request(entry.request.method, entry.request.para, (answer) => {
      // An answer over an old channel is as good as one over the present one.
      if (this.entries.delete(entry)) entry.request.onAnswer(answer);
    });
  }

  private fail(entry: Entry, code: number): void {
    if (this.entries.delete(entry)) entry.request.onFailure(code);
  }

  private retryLater(): void {
    this.owner.wake();
    if (this.retryTimer) return;
    this.retryTimer = this.clock.setTimeout(() => {
      this.retryTimer = undefined;
      this.flush();
      for (const entry of this.entries) if (!entry.channel) return this.retryLater();
    }, this.owner.resendInterval());
  }

  /** One timer for all: deadlines are in the order of submission, as the time-out is the same for all. */
  private watchDeadlines(): void {
    const now = this.clock.now();
    for (const entry of [...this.entries]) {
      if (entry.deadline > now) {
        this.deadlineTimer = this.clock.setTimeout(() => this.watchDeadlines(), entry.deadline - now);
        return;
      }
      this.fail(entry, this.owner.getFailureCode(entry.channel !== undefined));
    }
    this.deadlineTimer = undefined;
  }
}
