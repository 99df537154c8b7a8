import { type Writable } from "node:stream";
import { longestWait } from "../gateway/frame-wait";
import { encodeFrame } from "./web-socket-frame";

/** From here on copying costs more than a second write. */
const largestCopy = 16 * 1024;

/** Something that keeps bytes back until it is released. */
export interface Holder {
  /** Writes what waits now. */
  release(): void;
}

/** A holder's place in the line of those that wait, whether it stands there or not. */
export class Place {
  /** When it began to wait, ms; undefined while nothing waits. */
  since: number | undefined;
  before: Place | undefined;
  behind: Place | undefined;

  constructor(readonly holder: Holder) {}
}

/**
 * The answers of a room, or of a gateway, that wait for the next frame. A player who sends an input with each frame costs one
 * write for answer and frame instead of two, and writes are most of what a frame costs (docs/performance.md).
 *
 * Who waits stands in a line, the oldest first. It is a chain of places, each made once: with an input and a frame of every player a
 * map grows and shrinks all the time, which costs several times as much.
 */
export class HeldAnswers {
  private first: Place | undefined;
  private last: Place | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** The place of a holder, for {@link enter} and {@link leave}. */
  makePlace(holder: Holder): Place {
    return new Place(holder);
  }

  /** Releases the holder after 70 ms, unless it leaves before. Not to be called again until then. */
  enter(place: Place): void {
    place.since = performance.now();
    place.before = this.last;
    if (this.last) this.last.behind = place;
    else this.first = place;
    this.last = place;
    this.wait(longestWait);
  }

  /**
   * Nothing of the holder waits any more; harmless when nothing did. The timer stays: it costs more to set one for each frame than
   * to let one run out.
   */
  leave(place: Place): void {
    if (place.since === undefined) return;
    const { before, behind } = place;
    if (before) before.behind = behind;
    else this.first = behind;
    if (behind) behind.before = before;
    else this.last = before;
    place.since = place.before = place.behind = undefined;
  }

  private wait(milliseconds: number): void {
    this.timer ??= setTimeout(() => this.releaseOverdue(), milliseconds).unref();
  }

  /** Those that began later, maybe just now, still have a frame to come. */
  private releaseOverdue(): void {
    this.timer = undefined;
    const now = performance.now();
    for (let place = this.first; place?.since !== undefined; place = this.first) {
      const left = Math.ceil(place.since + longestWait - now);
      if (left > 0) return this.wait(left);
      this.leave(place);
      place.holder.release();
    }
  }
}

/**
 * Writes finished WebSocket frames to one connection. A frame that may wait is written together with the next one, in order;
 * whoever writes past it, the library that owns the socket, releases first.
 */
export class HeldWrites implements Holder {
  private waiting: Buffer | undefined;
  /** One that waits alone, and is no frame yet. */
  private message: Uint8Array | undefined;
  private readonly place: Place;

  constructor(
    private readonly stream: Pick<Writable, "write">,
    private readonly answers: HeldAnswers,
  ) {
    this.place = answers.makePlace(this);
  }

  /** Writes `frame`, and what waits ahead of it, at once. */
  write(frame: Buffer): void {
    const { message } = this;
    if (message && frame.length <= largestCopy) {
      this.forget();
      this.stream.write(encodeFrame(message, frame));
      return;
    }
    const waiting = this.getWaiting();
    if (!waiting) {
      this.stream.write(frame);
      return;
    }
    this.forget();
    if (frame.length <= largestCopy) {
      this.stream.write(join(waiting, frame));
      return;
    }
    this.stream.write(waiting);
    this.stream.write(frame);
  }

  /** Writes `frame` with the next one, or after 70 ms. */
  hold(frame: Buffer): void {
    const waiting = this.getWaiting();
    this.message = undefined;
    this.waiting = waiting ? join(waiting, frame) : frame;
    if (!waiting) this.answers.enter(this.place);
  }

  /** As {@link hold} of the frame of a binary message, which must not be changed any more; nearly always it is made with the next one. */
  holdMessage(message: Uint8Array): void {
    if (this.message || this.waiting) return this.hold(encodeFrame(message));
    this.message = message;
    this.answers.enter(this.place);
  }

  /** Writes what waits now. */
  release(): void {
    const waiting = this.getWaiting();
    if (!waiting) return;
    this.forget();
    this.stream.write(waiting);
  }

  private getWaiting(): Buffer | undefined {
    return this.message ? encodeFrame(this.message) : this.waiting;
  }

  /** The connection is gone; what waits is for nobody. */
  forget(): void {
    this.waiting = this.message = undefined;
    this.answers.leave(this.place);
  }
}

/** As `Buffer.concat`, which checks and adds up a list first. */
function join(first: Buffer, second: Buffer): Buffer {
  const both = Buffer.allocUnsafe(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
