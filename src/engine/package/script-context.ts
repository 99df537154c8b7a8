import { AsyncLocalStorage } from "node:async_hooks";
import { type TimerRegistry } from "./timer-registry";

/** On whose behalf script code runs: one room, or the package as a whole. */
export interface ScriptContext {
  /** Timers armed while this context is current belong to it. */
  readonly timers: TimerRegistry;
  /** What the script sees as `process`; calls of Node's own on its behalf go there, however the script came by them. */
  readonly process?: NodeJS.Process;
  /** Hears what runs in this context. */
  readonly monitor?: ScriptMonitor;
  /** Id of the room; undefined outside any. */
  readonly roomId?: string;
  /** Takes an error that script code let escape. Must not throw. */
  report(error: unknown, origin: ErrorOrigin): void;
  /** Writes an error line of the host about the script. */
  logError(message: string): void;
  /** Something was called on behalf of a room or package that is gone; says so once. */
  reportLateCall(what: string): void;
}

/** Hears what of a script runs on the main thread, so that another one can tell where it is stuck. */
export interface ScriptMonitor {
  /** Something begins: a hook by its name, a timer; `roomId` is empty outside any room. */
  enter(roomId: string, what: string): void;
  /** It has returned or thrown. */
  leave(): void;
}

/** How an error got out of script code. */
export type ErrorOrigin =
  "timer" | "microtask" | "process event" | "unhandled rejection" | "uncaught exception";

/**
 * The context of the script code that runs now. Node carries it through timers, promises and I/O callbacks, so that
 * whatever a hook starts stays attributed to its room.
 */
export const scriptContext = new AsyncLocalStorage<ScriptContext>();

/** Thrown in place of ending the process; whoever contains script errors drops it, as the trap has logged it. */
export class ScriptExit extends Error {
  override readonly name = "ScriptExit";
}

/**
 * Calls script code and reports whatever it throws or rejects with; for callbacks that nobody waits for.
 *
 * @returns what the call returned, undefined when it threw
 */
export function runContained(context: ScriptContext, origin: ErrorOrigin, call: () => unknown): unknown {
  try {
    const result = runMonitored(context, origin, call);
    if (isThenable(result)) result.then(undefined, (error: unknown) => context.report(error, origin));
    return result;
  } catch (error) {
    context.report(error, origin);
    return undefined;
  }
}

/** Calls script code; the monitor of the context hears of it. */
export function runMonitored<T>(context: ScriptContext, what: string, call: () => T): T {
  const { monitor, roomId = "" } = context;
  if (!monitor) return call();
  monitor.enter(roomId, what);
  try {
    return call();
  } finally {
    monitor.leave();
  }
}

/** True for promises of any kind, those of other libraries included. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}
