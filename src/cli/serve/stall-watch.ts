import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { type LogSettings, type ScriptMonitor } from "../../engine";
import { ActivityNotes } from "./stall-memory";
import { type StallThreadData } from "./stall-thread";

/** How often the main thread says that it is there, ms. */
const beatMs = 250;

/** A watch on the main thread by another one. */
export interface StallWatch {
  /** Hears what of the script runs. */
  readonly monitor: ScriptMonitor;
  /**
   * From when this resolves, a signal to stop that the main thread is too busy to hear still ends the process. The main thread
   * has to listen from then on, as signals end the process no more by themselves.
   */
  watchSignals(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a thread that writes a line when the main thread is stuck, with room, hook and seconds; where `maxStall` is given,
 * and not 0, it ends the process after so many seconds.
 *
 * @param onEnd hears why there is no such thread any more
 */
export function watchForStalls(
  logs: LogSettings,
  maxStall: number | undefined,
  onEnd: (reason: string) => void,
): StallWatch {
  const notes = new ActivityNotes();
  const workerData: StallThreadData = { memory: notes.memory, maxStall: maxStall || null, logs };
  const thread = new Worker(createRequire(__filename).resolve("./stall-thread"), { workerData });
  thread.unref();
  const ended = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  thread.on("error", (error: Error) => onEnd(error.message));
  const timer = setInterval(() => notes.beat(), beatMs).unref();
  return {
    monitor: notes,
    watchSignals: () => {
      const ready = new Promise<void>((resolve) => thread.once("message", () => resolve()));
      thread.postMessage("signals");
      return Promise.race([ready, ended]);
    },
    close: async () => {
      clearInterval(timer);
      await thread.terminate();
    },
  };
}
