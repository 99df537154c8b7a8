import { type Clock, type TimerHandle } from "./clock";

interface Timer extends TimerHandle {
  readonly timer: number;
  readonly due: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until it is told to go on; for tests and simulations.
 *
 * @example
 * const clock = new ManualClock();
 * clock.setTimeout(() => console.log("a second later"), 1000);
 * clock.advance(1000);
 */
export class ManualClock implements Clock {
  private time = 0;
  private nextTimer = 1;
  private readonly timers = new Map<number, Timer>();
  private immediates: (() => void)[] = [];

  /** @param epoch wall-clock time at the start, ms */
  constructor(private readonly epoch = Date.UTC(2020, 0, 1)) {}

  now(): number {
    return this.epoch + Math.floor(this.time);
  }

  elapsed(): number {
    return this.time;
  }

  setTimeout(callback: () => void, delay: number): TimerHandle {
    const handle: Timer = { timer: this.nextTimer++, due: this.time + Math.max(0, delay), callback };
    this.timers.set(handle.timer, handle);
    return handle;
  }

  clearTimeout(handle: TimerHandle): void {
    this.timers.delete(handle.timer as number);
  }

  setImmediate(callback: () => void): void {
    this.immediates.push(callback);
  }

  /** Number of timers that wait. */
  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Runs what waits for the next macrotask, including what that adds. */
  flush(): void {
    while (this.immediates.length > 0) {
      const batch = this.immediates;
      this.immediates = [];
      for (const callback of batch) callback();
    }
  }

  /** Lets `milliseconds` pass: every timer that falls due runs at its own time, in order. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    this.flush();
    for (let next = this.nextDue(end); next; next = this.nextDue(end)) {
      this.time = Math.max(this.time, next.due);
      this.timers.delete(next.timer);
      next.callback();
      this.flush();
    }
    this.time = end;
  }

  private nextDue(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers.values()) {
      if (timer.due <= end && (!first || timer.due < first.due)) first = timer;
    }
    return first;
  }
}
