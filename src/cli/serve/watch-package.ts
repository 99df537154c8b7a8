import * as fs from "node:fs";
import { basename, dirname, join } from "../../../codemods/project/project-path";
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
 * something changed meanwhile. Of a zip, only the zip itself counts; installed modules, logs and hidden files do not.
 *
 * @param onTrouble hears that a folder cannot be watched
 */
export function watchPackage(
  mgobexs: string,
  clock: Clock,
  reload: () => Promise<void>,
  onTrouble: (error: Error) => void,
): PackageWatch {
  const isFolder = fs.statSync(mgobexs).isDirectory();
  const folder = isFolder ? mgobexs : dirname(mgobexs);
  const isScript = isFolder || /\.[cm]?[jt]s$/.test(mgobexs);
  const debounce = new Debounce(clock, settleMs, () => {
    // Folders may have come and gone.
    watches.refresh();
    return reload();
  });
  const counts = isScript ? isWatched : (name: string) => name === basename(mgobexs);
  const watches = new FolderWatches(folder, isScript, onTrouble, (name) => {
    if (counts(name)) debounce.trigger();
  });
  watches.refresh();
  return {
    folder,
    close: () => {
      watches.close();
      debounce.stop();
    },
  };
}

function isWatched(name: string): boolean {
  return name !== "node_modules" && name !== "logs" && !name.startsWith(".");
}

/**
 * A watch on a folder and each folder below it. Node's own recursive watch follows files, not names, on Linux: it misses
 * what editors do, who replace a file by a new one.
 */
class FolderWatches {
  private readonly watchers = new Map<string, fs.FSWatcher>();

  constructor(
    private readonly root: string,
    private readonly isDeep: boolean,
    private readonly onTrouble: (error: Error) => void,
    private readonly onChange: (name: string) => void,
  ) {}

  /** Watches folders that are new and lets go of those that are gone. */
  refresh(): void {
    const folders = new Set([this.root, ...(this.isDeep ? listFolders(this.root) : [])]);
    for (const [folder, watcher] of this.watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const folder of folders) {
      if (!this.watchers.has(folder)) this.watch(folder);
    }
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
  }

  private watch(folder: string): void {
    try {
      const watcher = fs.watch(folder, (_event, name) => this.onChange(name ?? ""));
      watcher.on("error", (error) => {
        this.watchers.delete(folder);
        // A folder that is removed ends its watch; that is a change, not a trouble.
        if (fs.existsSync(folder)) this.onTrouble(error);
        else this.onChange(basename(folder));
      });
      this.watchers.set(folder, watcher);
    } catch (error) {
      this.onTrouble(error as Error);
    }
  }
}

function listFolders(parent: string): string[] {
  return fs
    .readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isWatched(entry.name))
    .map((entry) => join(parent, entry.name))
    .flatMap((folder) => [folder, ...listFolders(folder)]);
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
