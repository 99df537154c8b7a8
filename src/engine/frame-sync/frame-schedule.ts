import { type Clock, type TimerHandle } from "../clock/clock";

/**
 * After a hitch at most this many frames follow each other at once; time beyond that is given up, so that clients are
 * not flooded (as `setFixedTimestep` of Colyseus does).
 */
const maxBurst = 5;

/** Timers are rounded to whole milliseconds: a frame may run this much early, ms. */
const tolerance = 0.5;

/**
 * Calls back `rate` times a second without drift: frame n is due n intervals after the start, whatever the lateness of
 * the frames before it.
 */
export class FrameSchedule {
  private readonly interval: number;
  private startedAt: number;
  /** Number of the frame that comes next. */
  private next = 1;
  private timer: TimerHandle | undefined;

  /**
   * @param rate frames per second, 1–60
   * @param onFrame gets how much later than due it is called, ms
   * @param onError told of what `onFrame` threw
   */
  constructor(
    rate: number,
    private readonly clock: Clock,
    private readonly onFrame: (lateness: number) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.interval = 1000 / rate;
    this.startedAt = clock.elapsed();
    this.arm();
  }

  /** No further calls. */
  stop(): void {
    if (this.timer) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private arm(): void {
    const due = this.startedAt + this.next * this.interval;
    this.timer = this.clock.setTimeout(() => this.run(), Math.max(0, due - this.clock.elapsed()));
  }

  private run(): void {
    const passed = Math.floor((this.clock.elapsed() - this.startedAt + tolerance) / this.interval);
    const behind = passed - this.next + 1;
    if (behind > maxBurst) this.startedAt += (behind - maxBurst) * this.interval;
    for (let count = Math.min(behind, maxBurst); count > 0 && this.timer; count--) {
      const due = this.startedAt + this.next * this.interval;
      this.next += 1;
      try {
        this.onFrame(Math.max(0, this.clock.elapsed() - due));
      } catch (error) {
        // Whatever went wrong with this frame, the next ones have to come.
        this.onError(error);
      }
    }
    if (this.timer) this.arm();
  }
}
