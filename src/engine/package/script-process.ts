import { EventEmitter } from "node:events";
import { inspect } from "node:util";
import { runContained, scriptContext, ScriptExit, type ScriptContext } from "./script-context";

type Listener = (...args: unknown[]) => unknown;

/** Events that say "the process is broken": a listener of a script hears of the script's own errors only. */
const crashEvents = new Set<string | symbol>([
  "uncaughtException",
  "uncaughtExceptionMonitor",
  "unhandledRejection",
]);

/** The `process` object of one script. */
export interface ScriptProcess {
  readonly process: NodeJS.Process;
  /** Tells the script's own crash listeners of an error that was contained. */
  emitCrash(event: "uncaughtException" | "unhandledRejection", error: unknown): void;
  /** Takes the script's listeners off the real process. */
  dispose(): void;
}

/**
 * A `process` that behaves as Node's, except where a script could hurt the other rooms (spec mgobe-server Q36):
 *
 * - `exit`, `abort`, `reallyExit` and `kill` of the own process are logged and throw, so that the code after them does
 *   not run, as it would not have;
 * - listeners of `uncaughtException` and `unhandledRejection` are called for errors of the script that the host has
 *   contained. They are never attached to the real process, so that they cannot hide a crash of the host;
 * - listeners of other events are attached, contained, and detached when the package is disposed of;
 * - an error in a `nextTick` callback is contained.
 */
export function createScriptProcess(packageContext: ScriptContext): ScriptProcess {
  const crashListeners = new EventEmitter();
  const attached: { event: string | symbol; original: Listener; listener: Listener }[] = [];
  const current = (): ScriptContext => scriptContext.getStore() ?? packageContext;

  const trap =
    (name: string) =>
    (...args: unknown[]): never => {
      const message = `process.${name}(${args.map(String).join(", ")}) was called by the script and ignored`;
      current().logError(message);
      throw new ScriptExit(message);
    };

  function attach(method: "on" | "once" | "prependListener" | "prependOnceListener") {
    return function (this: unknown, event: string | symbol, original: Listener): unknown {
      if (crashEvents.has(event)) {
        crashListeners[method](event, original);
      } else {
        const context = current();
        const listener: Listener = (...args) =>
          runContained(context, "process event", () => original.apply(scriptProcess, args));
        attached.push({ event, original, listener });
        process[method](event as "exit", listener as () => void);
      }
      return scriptProcess;
    };
  }

  function detach(event: string | symbol, original: Listener): unknown {
    crashListeners.off(event, original);
    const index = attached.findLastIndex((entry) => entry.event === event && entry.original === original);
    const [entry] = index < 0 ? [] : attached.splice(index, 1);
    if (entry) process.off(entry.event, entry.listener);
    return scriptProcess;
  }

  function detachAll(event?: string | symbol): unknown {
    if (event === undefined) crashListeners.removeAllListeners();
    else crashListeners.removeAllListeners(event);
    for (const entry of [...attached]) {
      if (event === undefined || entry.event === event) detach(entry.event, entry.original);
    }
    return scriptProcess;
  }

  const own: Record<string, unknown> = {
    exit: trap("exit"),
    reallyExit: trap("reallyExit"),
    abort: trap("abort"),
    kill: (pid: number, signal?: string | number) =>
      Number(pid) === process.pid && signal !== 0 ? trap("kill")(pid, signal) : process.kill(pid, signal),
    on: attach("on"),
    addListener: attach("on"),
    once: attach("once"),
    prependListener: attach("prependListener"),
    prependOnceListener: attach("prependOnceListener"),
    off: detach,
    removeListener: detach,
    removeAllListeners: detachAll,
    nextTick(callback: unknown, ...args: unknown[]): void {
      if (typeof callback !== "function") return process.nextTick(callback as () => void);
      const context = current();
      process.nextTick(() => runContained(context, "microtask", () => (callback as Listener)(...args)));
    },
  };

  const scriptProcess: NodeJS.Process = new Proxy(process, {
    get: (target, key) =>
      typeof key === "string" && Object.hasOwn(own, key) ? own[key] : (Reflect.get(target, key) as unknown),
    set(target, key, value) {
      if (typeof key === "string" && Object.hasOwn(own, key)) own[key] = value;
      // The exit code is the host's; a script that sets one means to exit soon, and that is trapped.
      else if (key !== "exitCode") Reflect.set(target, key, value);
      return true;
    },
  });

  return {
    process: scriptProcess,
    emitCrash(event, error) {
      if (crashListeners.listenerCount(event) === 0) return;
      try {
        crashListeners.emit(event, error, event === "uncaughtException" ? event : Promise.resolve());
      } catch (listenerError) {
        if (listenerError instanceof ScriptExit) return;
        current().logError(`the script's own ${event} listener threw: ${inspect(listenerError)}`);
      }
    },
    dispose: () => void detachAll(),
  };
}
