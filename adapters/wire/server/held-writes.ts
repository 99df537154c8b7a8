import { type Writable } from "node:stream";

/** Longest time that an answer waits for a frame to travel with, ms: a little more than a frame of MGOBE's default rate. */
const longestWait = 70;

/** From here on copying costs more than a second write. */
const largestCopy = 16 * 1024;

/** Something that keeps bytes back until it is released. */
interface Holder {
  release(): void;
}

/**
 * The answers of a room, or of a gateway, that wait for the next frame. A player who sends an input with each frame costs one
 * write for answer and frame instead of two, and writes are most of what a frame costs (docs/performance.md).
 */
export class HeldAnswers {
  private readonly holders = new Set<Holder>();
  private timer: NodeJS.Timeout | undefined;

  /** Releases `holder` with the next frame, or after 70 ms; where frames are rarer, nobody waits for one. */
  add(holder: Holder): void {
    this.holders.add(holder);
    this.timer ??= setTimeout(() => this.releaseAll(), longestWait).unref();
  }

  /** It was released. */
  delete(holder: Holder): void {
    this.holders.delete(holder);
    if (this.holders.size > 0) return;
    // The frame came and took all along; the time of those to come begins with the first of them.
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private releaseAll(): void {
    this.timer = undefined;
    // Each takes itself off the list.
    for (const holder of [...this.holders]) holder.release();
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
