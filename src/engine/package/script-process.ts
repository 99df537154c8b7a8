import { EventEmitter } from "node:events";
import { isBuiltin } from "node:module";
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

/** Events by which the system and the process itself speak to the host: what a script emits stays with the script. */
function isProcessEvent(event: EventName): boolean {
  if (crashEvents.has(event)) return true;
  return typeof event === "string" && /^(SIG[A-Z0-9]+|exit|beforeExit|message|disconnect)$/.test(event);
}

/** Methods of `process` that a script gets in another form. */
export const guardedMethods = [
  "exit",
  "reallyExit",
  "abort",
  "execve",
  "kill",
  "_kill",
  "emit",
  "on",
  "addListener",
  "once",
  "prependListener",
  "prependOnceListener",
  "off",
  "removeListener",
  "removeAllListeners",
  "setUncaughtExceptionCaptureCallback",
  "disconnect",
] as const;

/** True for an event that Node itself emits while a script runs: it must reach the host's listeners. */
export function isEmittedByNode(event: unknown): boolean {
  return !isProcessEvent(event as EventName) || crashEvents.has(event as EventName);
}

/** Calls Node's own `process`, which its guard would else lead back here. */
function onBehalfOfHost<T>(call: () => T): T {
  return scriptContext.exit(call);
}

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
    onBehalfOfHost(() => process[method](event as "exit", listener as () => void));
  }

  /** Calls the script's own listeners; false when it has none. */
  emit(event: EventName, args: readonly unknown[], receiver: unknown): boolean {
    if (crashEvents.has(event)) return this.crash.emit(event, ...args);
    const own = this.attached.filter((entry) => entry.event === event);
    for (const { original } of own) original.apply(receiver, [...args]);
    return own.length > 0;
  }

  detach(event: EventName, original: Listener): void {
    this.crash.off(event, original);
    const index = this.attached.findLastIndex(
      (entry) => entry.event === event && entry.original === original,
    );
    const [entry] = index < 0 ? [] : this.attached.splice(index, 1);
    if (entry) onBehalfOfHost(() => process.off(entry.event, entry.listener));
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
 * - `exit`, `abort`, `reallyExit`, `execve` and `kill` of the own process, its group or its parent are logged and throw, so
 *   that the code after them does not run, as it would not have;
 * - `emit` of signals, `exit` and the like reaches the script's own listeners only;
 * - `setUncaughtExceptionCaptureCallback` and `disconnect` are logged and do nothing;
 * - listeners of `uncaughtException` and `unhandledRejection` are called for errors of the script that the host has
 *   contained. They are never attached to the real process, so that they cannot hide a crash of the host;
 * - modules that it gives are those that the script's `require` gives;
 * - listeners of other events are attached, contained, and detached when the package is disposed of;
 * - an error in a `nextTick` callback is contained.
 */
export function createScriptProcess(
  packageContext: ScriptContext,
  requireBuiltin?: (name: string) => unknown,
): ScriptProcess {
  const getContext = (): ScriptContext => scriptContext.getStore() ?? packageContext;
  const listeners = new ScriptListeners(getContext);
  const own: Record<string, unknown> = {
    ...createTraps(getContext),
    emit(event: EventName, ...args: unknown[]): boolean {
      if (isProcessEvent(event)) return listeners.emit(event, args, scriptProcess);
      return onBehalfOfHost(() => process.emit(event as "exit", ...(args as [number])));
    },
    ...createListenerMethods(listeners, () => scriptProcess),
    ...(requireBuiltin && { getBuiltinModule: (name: string) => getBuiltin(name, requireBuiltin) }),
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

function getBuiltin(name: string, requireBuiltin: (name: string) => unknown): unknown {
  return isBuiltin(name) ? requireBuiltin(name) : undefined;
}

/** Functions in place of those that end the process. */
function createTraps(getContext: () => ScriptContext): Record<string, unknown> {
  const ignore =
    (name: string) =>
    (...args: unknown[]): string => {
      const shown = args.map((arg) => (typeof arg === "function" ? "a function" : String(arg))).join(", ");
      const message = `process.${name}(${shown}) was called by the script and ignored`;
      getContext().logError(message);
      return message;
    };
  const trap =
    (name: string) =>
    (...args: unknown[]): never => {
      throw new ScriptExit(ignore(name)(...args));
    };
  const kill =
    (name: "kill" | "_kill") =>
    (pid: number, signal?: string | number): unknown => {
      if (reachesHost(pid) && signal !== 0) return trap(name)(pid, ...(signal === undefined ? [] : [signal]));
      return onBehalfOfHost(() => (Reflect.get(process, name) as Listener | undefined)?.(pid, signal));
    };
  return {
    exit: trap("exit"),
    reallyExit: trap("reallyExit"),
    abort: trap("abort"),
    execve: trap("execve"),
    kill: kill("kill"),
    _kill: kill("_kill"),
    setUncaughtExceptionCaptureCallback: (callback: unknown) => {
      ignore("setUncaughtExceptionCaptureCallback")(callback);
    },
    disconnect: () => {
      ignore("disconnect")();
    },
  };
}

/** True for targets of a signal that would hit the host, too: itself, its group, its parent, everybody. */
function reachesHost(pid: unknown): boolean {
  // Node takes a text and a list of one number for a number.
  const target = Number(pid);
  return [0, -1, process.pid, -process.pid, process.ppid, -process.ppid].includes(target);
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
