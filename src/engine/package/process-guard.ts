import { scriptContext } from "./script-context";

/**
 * Contains errors of script code that no wrapper can see coming: unhandled rejections, and throws in callbacks of
 * sockets and files. Node tells on whose behalf they ran; everything that was not script code crashes the process
 * exactly as it would have without the guard.
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
}

/** Takes the guard off again; for tests and for hosts that want Node's own behaviour. */
export function removeProcessGuard(): void {
  process.off("unhandledRejection", guardRejection);
  process.off("uncaughtException", guardException);
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
