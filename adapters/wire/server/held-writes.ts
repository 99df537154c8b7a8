import { type Writable } from "node:stream";
import { longestWait } from "../gateway/frame-wait";

/** From here on copying costs more than a second write. */
const largestCopy = 16 * 1024;

/** Something that keeps bytes back until it is released. */
export interface Holder {
  /** Writes what waits now. */
  release(): void;
}

/**
 * The answers of a room, or of a gateway, that wait for the next frame. A player who sends an input with each frame costs one
 * write for answer and frame instead of two, and writes are most of what a frame costs (docs/performance.md).
 */
export class HeldAnswers {
  /** Since when each of them waits, the oldest first. */
  private readonly holders = new Map<Holder, number>();
  private timer: NodeJS.Timeout | undefined;

  /** Releases `holder` after 70 ms, unless it is released before. */
  add(holder: Holder): void {
    this.holders.set(holder, performance.now());
    this.wait(longestWait);
  }

  /** It was released. The timer stays: it costs more to set one for each frame than to let one run out. */
  delete(holder: Holder): void {
    this.holders.delete(holder);
  }

  private wait(milliseconds: number): void {
    this.timer ??= setTimeout(() => this.releaseOverdue(), milliseconds).unref();
  }

  /** Those that began later, maybe just now, still have a frame to come. */
  private releaseOverdue(): void {
    this.timer = undefined;
    const now = performance.now();
    for (const [holder, since] of this.holders) {
      const left = Math.ceil(since + longestWait - now);
      if (left > 0) return this.wait(left);
      // It takes itself off the list.
      holder.release();
    }
  }
}

/**
 * Writes finished WebSocket frames to one connection. A frame that may wait is written together with the next one, in order;
 * whoever writes past it, the library that owns the socket, releases first.
 */
export class HeldWrites implements Holder {
  private waiting: Buffer | undefined;

  constructor(
    private readonly stream: Pick<Writable, "write">,
    private readonly answers: HeldAnswers,
  ) {}

  /** Writes `frame`, and what waits ahead of it, at once. */
  write(frame: Buffer): void {
    const { waiting } = this;
    if (!waiting) {
      this.stream.write(frame);
      return;
    }
    this.forget();
    if (frame.length <= largestCopy) {
      this.stream.write(Buffer.concat([waiting, frame]));
      return;
    }
    this.stream.write(waiting);
    this.stream.write(frame);
  }

  /** Writes `frame` with the next one, or after 70 ms. */
  hold(frame: Buffer): void {
    if (this.waiting) {
      this.waiting = Buffer.concat([this.waiting, frame]);
      return;
    }
    this.waiting = frame;
    this.answers.add(this);
  }

  /** Writes what waits now. */
  release(): void {
    const { waiting } = this;
    if (!waiting) return;
    this.forget();
    this.stream.write(waiting);
  }

  /** The connection is gone; what waits is for nobody. */
  forget(): void {
    this.waiting = undefined;
    this.answers.delete(this);
  }
}
