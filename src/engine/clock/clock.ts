/** Handle of a timer; only good for cancelling it. */
export type TimerHandle = { readonly timer: unknown };

/** Time as the engine sees it. Injected, so that ten minutes of play take no time in a test. */
export interface Clock {
  /** Wall clock, ms since the epoch. */
  now(): number;
  /** Monotonic time in ms; only differences mean something. */
  elapsed(): number;
  /** Calls back once after `delay` ms. */
  setTimeout(callback: () => void, delay: number): TimerHandle;
  /** Cancels a timer; harmless when it has run. */
  clearTimeout(handle: TimerHandle): void;
  /** Calls back on a later macrotask, in the order of the calls. */
  setImmediate(callback: () => void): void;
}
