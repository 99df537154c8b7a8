type Callback = ((...args: readonly unknown[]) => void) | string;

/** The timers of one world: they end with it, and what is thrown in them does not end the process. */
export class TrialTimers {
  private readonly running = new Set<NodeJS.Timeout>();
  private isClosed = false;

  constructor(private readonly onThrown: (error: unknown) => void) {}

  /** What the world finds under the names that browsers have. */
  readonly functions = {
    setTimeout: (callback: Callback, delay?: number, ...args: readonly unknown[]) => {
      const timer = setTimeout(() => {
        this.running.delete(timer);
        this.run(callback, args);
      }, delay);
      return this.keep(timer);
    },
    setInterval: (callback: Callback, delay?: number, ...args: readonly unknown[]) =>
      this.keep(setInterval(() => this.run(callback, args), delay)),
    clearTimeout: (timer: NodeJS.Timeout | undefined) => this.clear(timer),
    clearInterval: (timer: NodeJS.Timeout | undefined) => this.clear(timer),
    requestAnimationFrame: (callback: Callback) => this.functions.setTimeout(callback, 16),
  };

  /** Ends all timers; one that is set from now on never runs. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }

  private keep(timer: NodeJS.Timeout): NodeJS.Timeout {
    if (this.isClosed) clearTimeout(timer);
    else this.running.add(timer);
    return timer;
  }

  private clear(timer: NodeJS.Timeout | undefined): void {
    clearTimeout(timer);
    if (timer) this.running.delete(timer);
  }

  private run(callback: Callback, args: readonly unknown[]): void {
    if (typeof callback !== "function" || this.isClosed) return;
    try {
      callback(...args);
    } catch (error) {
      this.onThrown(error);
    }
  }
}
