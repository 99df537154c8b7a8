import * as timers from "node:timers";
import { promisify } from "node:util";
import { runContained, scriptContext, type ScriptContext } from "./script-context";
import { type NodeTimer, stopTimer, type TimerRegistry } from "./timer-registry";

type Callback = (...args: unknown[]) => unknown;

/** The timer functions that a script sees in place of Node's. */
export interface ScriptTimers {
  readonly setTimeout: typeof setTimeout;
  readonly setInterval: typeof setInterval;
  readonly setImmediate: typeof setImmediate;
  readonly clearTimeout: typeof clearTimeout;
  readonly clearInterval: typeof clearInterval;
  readonly clearImmediate: typeof clearImmediate;
  readonly queueMicrotask: typeof queueMicrotask;
}

/**
 * Timer functions that return Node's own timer objects but contain what their callbacks throw, and that enter each timer
 * in the registry of the room on whose behalf it was armed. A timer armed by no room belongs to `packageContext`.
 *
 * @example
 * const { setInterval } = createScriptTimers(packageContext);
 * scriptContext.run(roomContext, () => setInterval(tick, 66)); // stops when the room is destroyed
 */
export function createScriptTimers(packageContext: ScriptContext): ScriptTimers {
  const owners = new WeakMap<NodeTimer, TimerRegistry>();
  const current = (): ScriptContext => scriptContext.getStore() ?? packageContext;

  /** Arms a timer whose callback runs contained; `repeats` tells whether it lives on after its first run. */
  function arm(
    create: (callback: Callback) => NodeTimer,
    callback: unknown,
    repeats: boolean,
    name: string,
  ): NodeTimer {
    // Node's own error for a missing callback, thrown where the script made the mistake.
    if (typeof callback !== "function") return create(callback as Callback);
    const context = current();
    const timer: NodeTimer = create(function (this: unknown, ...args: unknown[]) {
      if (!repeats) context.timers.delete(timer);
      if (context.timers.isDisposed) return;
      runContained(context, "timer", () => (callback as Callback).apply(this, args));
    });
    if (context.timers.isDisposed) {
      stopTimer(timer);
      context.reportLateCall(name);
    } else {
      context.timers.add(timer);
      owners.set(timer, context.timers);
    }
    return timer;
  }

  const forget = (timer: unknown): void => {
    if (typeof timer === "object" && timer !== null)
      owners.get(timer as NodeTimer)?.delete(timer as NodeTimer);
  };

  const scriptTimers = {
    setTimeout: (callback: unknown, delay?: number, ...args: unknown[]) =>
      arm((run) => timers.setTimeout(run, delay, ...args), callback, false, "setTimeout"),
    setInterval: (callback: unknown, delay?: number, ...args: unknown[]) =>
      arm((run) => timers.setInterval(run, delay, ...args), callback, true, "setInterval"),
    setImmediate: (callback: unknown, ...args: unknown[]) =>
      arm((run) => timers.setImmediate(run, ...args), callback, false, "setImmediate"),
    clearTimeout(timer: unknown): void {
      forget(timer);
      timers.clearTimeout(timer as NodeJS.Timeout);
    },
    clearInterval(timer: unknown): void {
      forget(timer);
      timers.clearInterval(timer as NodeJS.Timeout);
    },
    clearImmediate(timer: unknown): void {
      forget(timer);
      timers.clearImmediate(timer as NodeJS.Immediate);
    },
    queueMicrotask(callback: unknown): void {
      if (typeof callback !== "function") return queueMicrotask(callback as () => void);
      const context = current();
      queueMicrotask(() => {
        // Node does not carry the context into plain microtasks.
        scriptContext.run(context, () => runContained(context, "microtask", callback as () => unknown));
      });
    },
  };
  // `util.promisify(setTimeout)` resolves with a value instead of taking a callback last.
  for (const name of ["setTimeout", "setImmediate"] as const) {
    Object.defineProperty(scriptTimers[name], promisify.custom, {
      value: (timers[name] as unknown as Record<symbol, unknown>)[promisify.custom],
    });
  }
  return scriptTimers as unknown as ScriptTimers;
}
