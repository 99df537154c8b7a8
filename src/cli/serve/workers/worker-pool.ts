import { type Clock, type TimerHandle } from "../../../engine";

/** How a worker ended. */
export interface WorkerEnd {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
}

/** A worker that runs. */
export interface WorkerHandle {
  /** Id of its process. */
  readonly pid: number;
  /** Resolves when it takes players; never when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<WorkerEnd>;
  /** Lets it end as a signal would: with the time for its rooms that the settings say. */
  stop(): void;
}

/** What a pool of workers needs. */
export interface WorkerPoolOptions {
  readonly count: number;
  readonly clock: Clock;
  /** @param isFirst whether no worker runs yet */
  readonly start: (number: number, isFirst: boolean) => WorkerHandle;
  readonly onReady: (number: number, pid: number) => void;
  /** @param pause until it is started again, ms */
  readonly onDeath: (number: number, end: WorkerEnd, pause: number) => void;
}

/** A worker that lived this long is started again at once, ms. */
const longLife = 60_000;
const shortestPause = 1000;
const longestPause = 30_000;

/** Keeps workers alive: one that ends without having been told to is started again. */
export class WorkerPool {
  private readonly running = new Map<number, WorkerHandle>();
  private readonly timers = new Set<TimerHandle>();
  private readonly pauses = new Map<number, number>();
  private isStopping = false;
  private isUnclean = false;
  private finish: () => void = () => undefined;
  /** Resolves when the pool was told to stop and the last worker has ended. */
  readonly ended = new Promise<void>((resolve) => (this.finish = resolve));

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Whether every worker that was told to stop ended with 0. */
  get isClean(): boolean {
    return !this.isUnclean;
  }

  /**
   * Starts all workers, the first one alone: what is wrong with a configuration is told once.
   *
   * @returns how a worker ended that did not even start; undefined when all run, or the pool was told to stop
   */
  async start(): Promise<WorkerEnd | undefined> {
    const { count } = this.options;
    const first = await this.launch(1);
    if (first || this.isStopping) return first;
    const others = Array.from({ length: count - 1 }, (_, index) => this.launch(index + 2));
    const ends = await Promise.all(others);
    return ends.find((end) => end !== undefined);
  }

  /** Tells all workers to end. */
  stop(): void {
    this.isStopping = true;
    for (const timer of this.timers) this.options.clock.clearTimeout(timer);
    this.timers.clear();
    for (const worker of this.running.values()) worker.stop();
    this.finishIfDone();
  }

  private async launch(number: number): Promise<WorkerEnd | undefined> {
    const worker = this.run(number);
    const end = await Promise.race([worker.ready.then(() => undefined), worker.ended]);
    if (end) {
      this.running.delete(number);
      this.finishIfDone();
      return this.isStopping ? undefined : end;
    }
    this.ran(number, worker);
    return undefined;
  }

  private run(number: number): WorkerHandle {
    const worker = this.options.start(number, this.running.size === 0);
    this.running.set(number, worker);
    return worker;
  }

  private ran(number: number, worker: WorkerHandle): void {
    const since = this.options.clock.elapsed();
    this.options.onReady(number, worker.pid);
    void worker.ended.then((end) => this.died(number, end, this.options.clock.elapsed() - since));
  }

  private died(number: number, end: WorkerEnd, life: number): void {
    this.running.delete(number);
    if (this.isStopping) {
      this.isUnclean ||= end.code !== 0;
      return this.finishIfDone();
    }
    const pause = life >= longLife ? 0 : (this.pauses.get(number) ?? 0);
    this.pauses.set(number, Math.min(pause * 2 || shortestPause, longestPause));
    this.options.onDeath(number, end, pause);
    const timer = this.options.clock.setTimeout(() => {
      this.timers.delete(timer);
      void this.restart(number);
    }, pause);
    this.timers.add(timer);
  }

  private async restart(number: number): Promise<void> {
    const worker = this.run(number);
    const end = await Promise.race([worker.ready.then(() => undefined), worker.ended]);
    if (end) this.died(number, end, 0);
    else this.ran(number, worker);
  }

  private finishIfDone(): void {
    if (this.isStopping && this.running.size === 0) this.finish();
  }
}
