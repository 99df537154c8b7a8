import * as fs from "node:fs";
import { attempt } from "../../../codemods/project/attempt";
import { basename, dirname, followLinks, join } from "../../../codemods/project/project-path";
import { type Clock, type TimerHandle } from "../../engine";

/** Quiet time after which a change counts as finished, ms: editors and compilers write several files. */
const settleMs = 200;

/** A watch that is on. */
export interface PackageWatch {
  /** What is watched. */
  readonly folder: string;
  close(): void;
}

/** How often it is looked whether a path leads to something else now, ms. */
const lookMs = 1000;

/**
 * Calls `reload` after the files of a package have changed and come to rest; never two at a time, and once more when
 * something changed meanwhile. Of a zip, only the zip itself counts; installed modules, logs and hidden files do not.
 *
 * What is watched is the path, not what it led to in the beginning: a folder that was replaced by another one, or a link on
 * the way to it that was switched, is a change, and so is every later one. chokidar 4 was tried in its place: it follows the
 * old folder after a replacement, a switched link and a removal (three of the cases in the test), and it misses what happens before it says
 * `ready`.
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
  const look = new PathLook(
    clock,
    () => [mgobexs, ...(isScript ? watches.links : [])],
    () => {
      watches.refresh();
      debounce.trigger();
    },
  );
  look.start();
  return {
    folder,
    close: () => {
      look.stop();
      watches.close();
      debounce.stop();
    },
  };
}

function isWatched(name: string): boolean {
  return name !== "node_modules" && name !== "logs" && !name.startsWith(".");
}

/** Looks again and again where paths lead, and tells when that is another file or folder, or a changed file. */
class PathLook {
  private timer: TimerHandle | undefined;
  private seen = new Map<string, string>();

  constructor(
    private readonly clock: Clock,
    private readonly getPaths: () => readonly string[],
    private readonly onChange: () => void,
  ) {}

  start(): void {
    this.seen = this.look();
    this.arm();
  }

  stop(): void {
    if (this.timer) this.clock.clearTimeout(this.timer);
  }

  private lookAgain(): void {
    const before = this.seen;
    const now = this.look();
    // A path that is watched since a moment ago has no former state.
    if ([...now].some(([path, state]) => before.has(path) && before.get(path) !== state)) this.onChange();
    // Of paths that were looked at the state that was compared, so that what happens meanwhile is seen the next time.
    this.seen = new Map([...this.look(), ...now]);
    this.arm();
  }

  private arm(): void {
    this.timer = this.clock.setTimeout(() => this.lookAgain(), lookMs);
  }

  private look(): Map<string, string> {
    return new Map(this.getPaths().map((path) => [path, readState(path)]));
  }
}

/** What a path leads to, as a text to compare; of a file its content's date as well. */
function readState(path: string): string {
  const stat = fs.statSync(path, { throwIfNoEntry: false, bigint: true });
  if (!stat) return "";
  const identity = `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`;
  return stat.isFile() ? `${identity}:${stat.mtimeNs}:${stat.size}` : identity;
}

/**
 * A watch on a folder and each folder below it. Node's own recursive watch follows files, not names, on Linux: it misses
 * what editors do, who replace a file by a new one.
 */
class FolderWatches {
  private readonly watchers = new Map<string, { readonly watcher: fs.FSWatcher; readonly state: string }>();
  private linkPaths: readonly string[] = [];

  constructor(
    private readonly root: string,
    private readonly isDeep: boolean,
    private readonly onTrouble: (error: Error) => void,
    private readonly onChange: (name: string) => void,
  ) {}

  /** Links in the folders: what happens behind them no watch on a folder tells. */
  get links(): readonly string[] {
    return this.linkPaths;
  }

  /** Watches folders that are new, at a path or behind it, and lets go of those that are gone. */
  refresh(): void {
    const below = this.isDeep ? listFolders(this.root) : { folders: [], links: [] };
    const folders = new Set([...(fs.existsSync(this.root) ? [this.root] : []), ...below.folders]);
    this.linkPaths = below.links;
    for (const [folder, { watcher, state }] of this.watchers) {
      if (folders.has(folder) && state === readState(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const folder of folders) {
      if (!this.watchers.has(folder)) this.watch(folder);
    }
  }

  close(): void {
    for (const { watcher } of this.watchers.values()) watcher.close();
  }

  private watch(folder: string): void {
    try {
      const state = readState(folder);
      const watcher = fs.watch(folder, (_event, name) => this.onChange(name ?? ""));
      watcher.on("error", (error) => {
        this.watchers.delete(folder);
        // A folder that is removed ends its watch; that is a change, not a trouble.
        if (fs.existsSync(folder)) this.onTrouble(error);
        else this.onChange(basename(folder));
      });
      this.watchers.set(folder, { watcher, state });
    } catch (error) {
      // Gone again already.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.onTrouble(error as Error);
    }
  }
}

/** Folders below one, those behind links included, and the links; what cannot be read counts as empty. */
function listFolders(
  parent: string,
  above: readonly string[] = [],
): { readonly folders: string[]; readonly links: string[] } {
  const folders: string[] = [];
  const links: string[] = [];
  const real = attempt(() => followLinks(parent));
  // A link that leads back to a folder above.
  if (real === undefined || above.includes(real)) return { folders, links };
  for (const entry of attempt(() => fs.readdirSync(parent, { withFileTypes: true })) ?? []) {
    if (!isWatched(entry.name)) continue;
    const path = join(parent, entry.name);
    if (entry.isSymbolicLink()) links.push(path);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(path));
    if (!isFolder) continue;
    const below = listFolders(path, [...above, real]);
    folders.push(path, ...below.folders);
    links.push(...below.links);
  }
  return { folders, links };
}

function isFolderAt(path: string): boolean {
  return attempt(() => fs.statSync(path).isDirectory()) ?? false;
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
