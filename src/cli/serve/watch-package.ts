import * as fs from "node:fs";
import * as path from "node:path";
import { type Clock, type TimerHandle } from "../../engine";

/** Quiet time after which a change counts as finished, ms: editors and compilers write several files. */
const settleMs = 200;

/** A watch that is on. */
export interface PackageWatch {
  /** What is watched. */
  readonly folder: string;
  close(): void;
}

/**
 * Calls `reload` after the files of a package have changed and come to rest; never two at a time, and once more when
 * something changed meanwhile. Of a zip, only the zip itself counts; installed modules and hidden files do not.
 *
 * @param onTrouble hears that the folder can no longer be watched
 */
export function watchPackage(
  mgobexs: string,
  clock: Clock,
  reload: () => Promise<void>,
  onTrouble: (error: Error) => void,
): PackageWatch {
  const isFolder = fs.statSync(mgobexs).isDirectory();
  const folder = isFolder ? mgobexs : path.dirname(mgobexs);
  const onlyFile = mgobexs.toLowerCase().endsWith(".zip") ? path.basename(mgobexs) : undefined;
  const debounce = new Debounce(clock, settleMs, reload);
  const watcher = fs.watch(folder, { recursive: onlyFile === undefined }, (_event, name) => {
    if (name === null || countsAsChange(name, onlyFile)) debounce.trigger();
  });
  watcher.on("error", onTrouble);
  return {
    folder,
    close: () => {
      watcher.close();
      debounce.stop();
    },
  };
}

function countsAsChange(name: string, onlyFile: string | undefined): boolean {
  if (onlyFile !== undefined) return name === onlyFile;
  return !name
    .split(path.sep)
    .some((part) => part === "node_modules" || part === "logs" || part.startsWith("."));
}

/** Runs work once things have been quiet for a while; triggers during the work lead to one more run. */
export class Debounce {
  private timer: TimerHandle | undefined;
  private isRunning = false;
  private isStopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly quietMs: number,
    /** Must not reject. */
    private readonly work: () => Promise<void>,
  ) {}

  /** Something happened. */
  trigger(): void {
    if (this.isStopped) return;
    if (this.timer) this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(() => void this.run(), this.quietMs);
  }

  /** No further runs. */
  stop(): void {
    this.isStopped = true;
    if (this.timer) this.clock.clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    if (this.isRunning) {
      this.trigger();
      return;
    }
    this.isRunning = true;
    try {
      await this.work();
    } finally {
      this.isRunning = false;
    }
  }
}
