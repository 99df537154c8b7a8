import { type Clock, type TimerHandle } from "./clock";

/** The real clock. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  elapsed(): number {
    return performance.now();
  }

  setTimeout(callback: () => void, delay: number): TimerHandle {
    return { timer: setTimeout(callback, delay) };
  }

  clearTimeout(handle: TimerHandle): void {
    clearTimeout(handle.timer as NodeJS.Timeout);
  }

  setImmediate(callback: () => void): void {
    setImmediate(callback);
  }
}
