import { EventEmitter } from "node:events";
import { inspect } from "node:util";
import { runContained, scriptContext, ScriptExit, type ScriptContext } from "./script-context";

type Listener = (...args: unknown[]) => unknown;
type EventName = string | symbol;
type AttachMethod = "on" | "once" | "prependListener" | "prependOnceListener";

/** Events that say "the process is broken": a listener of a script hears of the script's own errors only. */
const crashEvents = new Set<EventName>([
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

/** The listeners of one script: those of crashes stay here, the others are attached to the real process. */
class ScriptListeners {
  readonly crash = new EventEmitter();
  private readonly attached: { event: EventName; original: Listener; listener: Listener }[] = [];

  constructor(private readonly getContext: () => ScriptContext) {}

  attach(method: AttachMethod, event: EventName, original: Listener, receiver: unknown): void {
    if (crashEvents.has(event)) {
      this.crash[method](event, original);
      return;
    }
    const context = this.getContext();
    const listener: Listener = (...args) =>
      runContained(context, "process event", () => original.apply(receiver, args));
    this.attached.push({ event, original, listener });
    process[method](event as "exit", listener as () => void);
  }

  detach(event: EventName, original: Listener): void {
    this.crash.off(event, original);
    const index = this.attached.findLastIndex(
      (entry) => entry.event === event && entry.original === original,
    );
    const [entry] = index < 0 ? [] : this.attached.splice(index, 1);
    if (entry) process.off(entry.event, entry.listener);
  }

  detachAll(event?: EventName): void {
    if (event === undefined) this.crash.removeAllListeners();
    else this.crash.removeAllListeners(event);
    for (const entry of [...this.attached]) {
      if (event === undefined || entry.event === event) this.detach(entry.event, entry.original);
    }
  }
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
  const getContext = (): ScriptContext => scriptContext.getStore() ?? packageContext;
  const listeners = new ScriptListeners(getContext);
  const own: Record<string, unknown> = {
    ...createTraps(getContext),
    ...createListenerMethods(listeners, () => scriptProcess),
    nextTick(callback: unknown, ...args: unknown[]): void {
      if (typeof callback !== "function") return process.nextTick(callback as () => void);
      const context = getContext();
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
      if (listeners.crash.listenerCount(event) === 0) return;
      try {
        listeners.crash.emit(event, error, event === "uncaughtException" ? event : Promise.resolve());
      } catch (listenerError) {
        if (listenerError instanceof ScriptExit) return;
        getContext().logError(`the script's own ${event} listener threw: ${inspect(listenerError)}`);
      }
    },
    dispose: () => listeners.detachAll(),
  };
}

/** Functions in place of those that end the process. */
function createTraps(getContext: () => ScriptContext): Record<string, unknown> {
  const trap =
    (name: string) =>
    (...args: unknown[]): never => {
      const message = `process.${name}(${args.map(String).join(", ")}) was called by the script and ignored`;
      getContext().logError(message);
      throw new ScriptExit(message);
    };
  return {
    exit: trap("exit"),
    reallyExit: trap("reallyExit"),
    abort: trap("abort"),
    kill: (pid: number, signal?: string | number) =>
      Number(pid) === process.pid && signal !== 0 ? trap("kill")(pid, signal) : process.kill(pid, signal),
  };
}

/** The methods of an event emitter as `process` has them; they return `process` for chaining. */
function createListenerMethods(
  listeners: ScriptListeners,
  getProcess: () => NodeJS.Process,
): Record<string, unknown> {
  const attach = (method: AttachMethod) => (event: EventName, listener: Listener) => {
    listeners.attach(method, event, listener, getProcess());
    return getProcess();
  };
  const detach = (event: EventName, listener: Listener): NodeJS.Process => {
    listeners.detach(event, listener);
    return getProcess();
  };
  return {
    on: attach("on"),
    addListener: attach("on"),
    once: attach("once"),
    prependListener: attach("prependListener"),
    prependOnceListener: attach("prependOnceListener"),
    off: detach,
    removeListener: detach,
    removeAllListeners(event?: EventName): NodeJS.Process {
      listeners.detachAll(event);
      return getProcess();
    },
  };
}
