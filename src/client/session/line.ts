import { ErrCode } from "../../contract/index";
import { type ClientClock, type TimerHandle } from "../clock";
import {
  type Channel,
  type ChannelEnd,
  type ChannelListener,
  ConnectionError,
} from "../connection/connection";

/** How eagerly a line comes back (spec mgobe-client §3.11). */
export interface RetryPolicy {
  /** Attempts in one series. */
  readonly times: number;
  /** Ms between attempts. */
  readonly interval: number;
}

/** What a line needs from its owner, and tells it. */
export interface LineOwner {
  open(listener: ChannelListener): Promise<Channel>;
  retryPolicy(): RetryPolicy;
  onEvent(name: string, message: unknown): void;
  /** Ms between heartbeats, as the server wants it; MGOBE's when undefined. */
  heartbeat?(): number | undefined;
  /** Round-trip time of a heartbeat, ms. */
  onPong?(milliseconds: number): void;
  /** The channel is there; requests may be written. */
  onOpen(): void;
  /** The channel is gone; the line comes back by itself if it is lost. */
  onClose(end: ChannelEnd): void;
  /** An attempt failed; the line goes on by itself while `willRetry`. */
  onFailure(error: ConnectionError, willRetry: boolean): void;
}

/** Ms until an attempt that hears nothing counts as failed; some WebSocket implementations never report a refusal. */
const openTimeout = 10_000;
/** Ms that a channel has to show that it survived the platform's sleep. */
const probeTimeout = 2_000;
/** Ms between heartbeats; one that is not answered before the next one means that the peer is dead (spec mgobe-client §3.11). */
const heartbeatInterval = 5_000;
/** Ms without an answer that mean it where heartbeats follow each other faster: as long as a cluster waits for its processes. */
const silenceLimit = 4_000;

function toConnectionError(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  return new ConnectionError(
    ErrCode.EC_SDK_SOCKET_ERROR,
    error instanceof Error ? error.message : String(error),
  );
}

/**
 * A channel that comes back: after a loss it is opened again, `times` attempts `interval` ms apart; then it rests until
 * {@link Line.wake} starts a new series (spec mgobe-client §3.11).
 */
export class Line {
  private current: Channel | undefined;
  private state: "idle" | "opening" | "waiting" | "open" = "idle";
  private attempts = 0;
  /** Tells the present attempt or channel from earlier ones whose calls may still come. */
  private generation = 0;
  private retryTimer: TimerHandle | undefined;
  private beatTimer: TimerHandle | undefined;

  constructor(
    private readonly owner: LineOwner,
    private readonly clock: ClientClock,
  ) {}

  /** The open channel; undefined while there is none. */
  get channel(): Channel | undefined {
    return this.current?.isOpen ? this.current : undefined;
  }

  /** True until the owner is told of the end, also while the channel is closing already. */
  get isUp(): boolean {
    return this.current !== undefined;
  }

  /** Starts a new series of attempts unless the line is open or at it already. */
  wake(): void {
    if (this.state !== "idle") return;
    this.attempts = 0;
    this.open();
  }

  /**
   * The platform was asleep and the channel may have died meanwhile: without a sign of life soon it is opened again. A line that
   * waits for its next attempt does not wait any longer.
   */
  probe(): void {
    const channel = this.current;
    if (this.state === "waiting") {
      this.cancelTimers();
      this.open();
    }
    if (this.state !== "open" || !channel) return;
    const { generation } = this;
    let answered = false;
    channel.ping(() => (answered = true));
    this.clock.setTimeout(() => {
      if (answered || generation !== this.generation) return;
      channel.close();
      this.lose("lost");
    }, probeTimeout);
  }

  /** Closes the channel, or gives up opening it; the owner is not told. */
  close(): void {
    this.generation++;
    this.cancelTimers();
    const channel = this.current;
    this.current = undefined;
    this.state = "idle";
    channel?.close();
  }

  private open(): void {
    this.state = "opening";
    const generation = ++this.generation;
    const isCurrent = (): boolean => generation === this.generation;
    const listener: ChannelListener = {
      onEvent: (name, message) => {
        if (isCurrent()) this.owner.onEvent(name, message);
      },
      onClose: (end) => {
        if (isCurrent()) this.lose(end);
      },
    };
    this.retryTimer = this.clock.setTimeout(() => {
      this.fail(new ConnectionError(ErrCode.EC_SDK_SOCKET_ERROR, "no answer from the server"));
    }, openTimeout);
    this.owner.open(listener).then(
      (channel) => {
        if (isCurrent()) this.succeed(channel);
        else channel.close();
      },
      (error: unknown) => {
        if (isCurrent()) this.fail(toConnectionError(error));
      },
    );
  }

  private succeed(channel: Channel): void {
    this.cancelTimers();
    this.current = channel;
    this.state = "open";
    this.attempts = 0;
    this.beat(channel);
    this.owner.onOpen();
  }

  private fail(error: ConnectionError): void {
    this.generation++;
    this.cancelTimers();
    const willRetry = this.retryLater();
    this.owner.onFailure(error, willRetry);
  }

  private lose(end: ChannelEnd): void {
    const wasOpen = this.state === "open";
    this.generation++;
    this.cancelTimers();
    this.current = undefined;
    if (!wasOpen) {
      const willRetry = this.retryLater();
      this.owner.onFailure(
        new ConnectionError(ErrCode.EC_SDK_SOCKET_CLOSE, "closed while opening"),
        willRetry,
      );
      return;
    }
    if (end === "lost") this.retryLater();
    else this.state = "idle";
    this.owner.onClose(end);
  }

  private retryLater(): boolean {
    const { times, interval } = this.owner.retryPolicy();
    if (this.attempts >= times) {
      this.state = "idle";
      return false;
    }
    this.attempts++;
    this.state = "waiting";
    this.retryTimer = this.clock.setTimeout(() => this.open(), interval);
    return true;
  }

  private beat(channel: Channel): void {
    const interval = this.owner.heartbeat?.() || heartbeatInterval;
    // Counted, not taken from the clock: a client that slept itself has missed nothing.
    const patience = Math.ceil(silenceLimit / interval);
    let missed = 0;
    let answered = true;
    const next = (): void => {
      if (answered) {
        answered = false;
        missed = 0;
        const sent = this.clock.now();
        channel.ping(() => {
          answered = true;
          this.owner.onPong?.(this.clock.now() - sent);
        });
      } else if (++missed >= patience) return this.leaveDead(channel);
      this.beatTimer = this.clock.setTimeout(next, interval);
    };
    this.beatTimer = this.clock.setTimeout(next, interval);
  }

  private leaveDead(channel: Channel): void {
    channel.close();
    this.lose("lost");
    // It has waited long enough.
    this.probe();
  }

  private cancelTimers(): void {
    if (this.retryTimer) this.clock.clearTimeout(this.retryTimer);
    if (this.beatTimer) this.clock.clearTimeout(this.beatTimer);
    this.retryTimer = undefined;
    this.beatTimer = undefined;
  }
}
