import * as vm from "node:vm";
import { scriptContext } from "./script-context";
import { guardedMethods, isEmittedByNode } from "./script-process";

/**
 * Contains errors of script code that no wrapper can see coming: unhandled rejections, and throws in callbacks of
 * sockets and files. Node tells on whose behalf they ran; everything that was not script code crashes the process
 * exactly as it would have without the guard.
 *
 * In the same way it tells who calls `process.exit` and its like: a script that came by Node's own `process`, by way of
 * `Function`, `eval`, `vm` or another module, gets what its own `process` does.
 *
 * Idempotent; the guard stays for the life of the process, as contained errors may come late.
 */
export function installProcessGuard(): void {
  if (!process.listeners("unhandledRejection").includes(guardRejection)) {
    process.on("unhandledRejection", guardRejection);
  }
  if (!process.listeners("uncaughtException").includes(guardException)) {
    process.on("uncaughtException", guardException);
  }
  const target = getRealProcess();
  for (const name of guardedMethods) guardMethod(target, name);
}

/** Takes the guard off again; for tests and for hosts that want Node's own behaviour. */
export function removeProcessGuard(): void {
  process.off("unhandledRejection", guardRejection);
  process.off("uncaughtException", guardException);
  const target = getRealProcess();
  for (const name of guardedMethods) {
    const { [originalKey]: original } = (target[name] ?? {}) as GuardedMethod;
    if (original) target[name] = original;
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type ProcessMethods = Record<string, Method | undefined>;
type GuardedMethod = Method & { [originalKey]?: Method };

/** Under it a method of the guard keeps the one that it stands before. */
const originalKey = Symbol("original");

/** The `process` of the realm in which scripts run; inside a test runner it is not the runner's. */
function getRealProcess(): ProcessMethods {
  return vm.runInThisContext("process") as ProcessMethods;
}

function guardMethod(target: ProcessMethods, name: string): void {
  const original = target[name];
  if (typeof original !== "function" || originalKey in original) return;
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    const own = scriptContext.getStore()?.process as ProcessMethods | undefined;
    // Also for methods that were taken off a script's own `process`, which is another object.
    const isScripts = own !== undefined && !(name === "emit" && isEmittedByNode(args[0]));
    return isScripts ? own[name]?.(...args) : original.apply(this, args);
  };
  target[name] = Object.assign(guarded, { [originalKey]: original });
}

function guardRejection(reason: unknown): void {
  const context = scriptContext.getStore();
  if (context) return context.report(reason, "unhandled rejection");
  // Without a listener Node would have raised it as an uncaught exception.
  if (process.listenerCount("unhandledRejection") === 1) throw reason;
}

function guardException(error: Error): void {
  const context = scriptContext.getStore();
  if (context) return context.report(error, "uncaught exception");
  if (process.listenerCount("uncaughtException") > 1) return;
  // Thrown again without a listener, so that Node prints it and ends the process with its own exit code.
  process.off("uncaughtException", guardException);
  process.nextTick(() => {
    throw error;
  });
}
