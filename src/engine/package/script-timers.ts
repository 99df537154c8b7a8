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

/** Arms and clears timers on behalf of rooms. */
class TimerBook {
  private readonly owners = new WeakMap<NodeTimer, TimerRegistry>();

  constructor(private readonly packageContext: ScriptContext) {}

  get context(): ScriptContext {
    return scriptContext.getStore() ?? this.packageContext;
  }

  /** Arms a timer whose callback runs contained; only one that repeats outlives its first run. */
  arm(name: string, repeats: boolean, callback: unknown, create: (run: Callback) => NodeTimer): NodeTimer {
    // Node's own error for a missing callback, thrown where the script made the mistake.
    if (typeof callback !== "function") return create(callback as Callback);
    const { context } = this;
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
      this.owners.set(timer, context.timers);
    }
    return timer;
  }

  /** Takes a timer that is about to be cleared out of its registry. */
  forget(timer: unknown): void {
    if (typeof timer !== "object" || timer === null) return;
    this.owners.get(timer as NodeTimer)?.delete(timer as NodeTimer);
  }

  queueMicrotask(callback: unknown): void {
    if (typeof callback !== "function") return queueMicrotask(callback as () => void);
    const { context } = this;
    queueMicrotask(() => {
      // Node does not carry the context into plain microtasks.
      scriptContext.run(context, () => runContained(context, "microtask", callback as () => unknown));
    });
  }
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
  const book = new TimerBook(packageContext);
  const scriptTimers = {
    setTimeout: (callback: unknown, delay?: number, ...args: unknown[]) =>
      book.arm("setTimeout", false, callback, (run) => timers.setTimeout(run, delay, ...args)),
    setInterval: (callback: unknown, delay?: number, ...args: unknown[]) =>
      book.arm("setInterval", true, callback, (run) => timers.setInterval(run, delay, ...args)),
    setImmediate: (callback: unknown, ...args: unknown[]) =>
      book.arm("setImmediate", false, callback, (run) => timers.setImmediate(run, ...args)),
    clearTimeout(timer: unknown): void {
      book.forget(timer);
      timers.clearTimeout(timer as NodeJS.Timeout);
    },
    clearInterval(timer: unknown): void {
      book.forget(timer);
      timers.clearInterval(timer as NodeJS.Timeout);
    },
    clearImmediate(timer: unknown): void {
      book.forget(timer);
      timers.clearImmediate(timer as NodeJS.Immediate);
    },
    queueMicrotask: (callback: unknown) => book.queueMicrotask(callback),
  };
  // `util.promisify(setTimeout)` resolves with a value instead of taking a callback last.
  for (const name of ["setTimeout", "setImmediate"] as const) {
    Object.defineProperty(scriptTimers[name], promisify.custom, {
      value: Reflect.get(timers[name], promisify.custom) as unknown,
    });
  }
  return scriptTimers as ScriptTimers;
}
