/** Handle of a timer; only good for cancelling it. */
export type TimerHandle = { readonly timer: unknown };

/** The part of time that the library needs; injected, so that a test can let twenty seconds pass at once. */
export interface ClientClock {
  /** Wall clock, ms since the epoch. */
  now(): number;
  /** Calls back once after `delay` ms. */
  setTimeout(callback: () => void, delay: number): TimerHandle;
  /** Cancels a timer; harmless when it has run. */
  clearTimeout(handle: TimerHandle): void;
}

/** The platform's own clock: `Date.now` and `setTimeout`, which every JavaScript platform of games has. */
export const platformClock: ClientClock = {
  now: () => Date.now(),
  setTimeout: (callback, delay) => ({ timer: setTimeout(callback, delay) }),
  clearTimeout: (handle) => clearTimeout(handle.timer as ReturnType<typeof setTimeout>),
};
