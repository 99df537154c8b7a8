import { type Clock } from "../../src/engine";

/**
 * Takes a clock in hand whose time a test cannot wait for: after `setSpeed(10)` its time runs ten times as fast. Timers
 * that are set already keep the time they have.
 */
export function controlSpeed(clock: Clock): (speed: number) => void {
  const elapsed = clock.elapsed.bind(clock);
  const setTimer = clock.setTimeout.bind(clock);
  let speed = 1;
  let since = elapsed();
  let shown = since;
  Object.assign(clock, {
    elapsed: () => shown + (elapsed() - since) * speed,
    setTimeout: (callback: () => void, delay: number) => setTimer(callback, delay / speed),
  } satisfies Partial<Clock>);
  return (wanted) => {
    shown = clock.elapsed();
    since = elapsed();
    speed = wanted;
  };
}
