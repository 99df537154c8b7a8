import { type Clock, type TimerHandle } from "./clock";

/** The real clock. Its timers do not keep the process alive: that is for whoever listens on a port. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  elapsed(): number {
    return performance.now();
  }

  setTimeout(callback: () => void, delay: number): TimerHandle {
    // Node cuts off parts of a millisecond, so that it would be up to two early.
    return { timer: setTimeout(callback, Math.ceil(delay)).unref() };
  }

  clearTimeout(handle: TimerHandle): void {
    clearTimeout(handle.timer as NodeJS.Timeout);
  }

  setImmediate(callback: () => void): void {
    setImmediate(callback);
  }
}
