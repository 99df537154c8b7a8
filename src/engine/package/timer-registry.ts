import * as timers from "node:timers";

/** A timer of Node, as `setTimeout`, `setInterval` and `setImmediate` return it. */
export type NodeTimer = NodeJS.Timeout | NodeJS.Immediate;

/** The timers that wait on behalf of one room or package, so that its end can stop them. */
export class TimerRegistry {
  private readonly live = new Set<NodeTimer>();
  private disposed = false;

  /** True once {@link dispose} has run: timers armed after it must not run. */
  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Number of timers that wait. */
  get size(): number {
    return this.live.size;
  }

  /** Takes note of a timer. */
  add(timer: NodeTimer): void {
    this.live.add(timer);
  }

  /** Forgets a timer that has run or was cleared; harmless for strangers. */
  delete(timer: NodeTimer): void {
    this.live.delete(timer);
  }

  /** Stops everything that waits and refuses what comes later. Returns the number of timers stopped. */
  dispose(): number {
    this.disposed = true;
    const stopped = this.live.size;
    for (const timer of this.live) stopTimer(timer);
    this.live.clear();
    return stopped;
  }
}

/** Stops a timer of any kind. */
export function stopTimer(timer: NodeTimer): void {
  if ("hasRef" in timer && "refresh" in timer) timers.clearTimeout(timer);
  else timers.clearImmediate(timer as NodeJS.Immediate);
}
