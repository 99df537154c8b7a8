/** One piece of work for the script; must not throw. */
export type Work = () => void;

/**
 * All work for the script of a room, done in order of arrival; it stands still while something holds it up.
 *
 * @example
 * const list = new WorkList(() => isInitialising, () => gate.schedulePump());
 * list.add([() => callHook()]);
 */
export class WorkList {
  private work: Work[] = [];
  private readonly callbacks = new Set<Work>();
  private isWorking = false;
  private isClosed = false;

  constructor(
    private readonly isHeldUp: () => boolean,
    /** Called whenever all that could be done was done. */
    private readonly onRest: () => void,
  ) {}

  /** Adds work that comes after what is there, and does what can be done. */
  add(work: readonly Work[]): void {
    // One by one: a queue may hold more than a call may have arguments.
    for (const each of work) this.work.push(each);
    this.run();
  }

  /** Adds work that comes before everything else, and does what can be done. */
  addFirst(work: Work): void {
    this.work.unshift(work);
    this.run();
  }

  /** As {@link add}, but what {@link close} finds undone is done then. */
  addCallback(callback: Work): void {
    if (this.isClosed) return callback();
    const call = (): void => {
      if (this.callbacks.delete(call)) callback();
    };
    this.callbacks.add(call);
    this.add([call]);
  }

  /** Does the work that waits, in order, until something holds it up. Never re-entered from a hook. */
  run(): void {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      while (!this.isHeldUp() && !this.isClosed) {
        const next = this.work.shift();
        if (!next) break;
        next();
      }
    } finally {
      this.isWorking = false;
    }
    this.onRest();
  }

  /** Drops the work that waits, does the callbacks, and takes nothing more. */
  close(): void {
    this.isClosed = true;
    this.work = [];
    for (const callback of [...this.callbacks]) callback();
  }
}
