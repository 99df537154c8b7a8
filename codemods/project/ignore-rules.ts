import { existsSync } from "node:fs";
import ignore, { type Ignore } from "ignore";
import { dirname, join, relative } from "./project-path";
import { listTrackedIgnored } from "../history/git";
import { readIfThere } from "./source-text";

/** Folders whose content a tool made or fetched, when they sit beside a project file. */
const outputFolders = new Set([
  "build",
  "library",
  "temp",
  "local",
  "dist",
  "bin-debug",
  "bin-release",
  "profiles",
]);

/** Files and folders that say "a game starts here". */
export const engineMarks: readonly string[] = [
  "project.json",
  "project.config.json",
  "egretProperties.json",
  "game.json",
  "assets",
  ".laya",
];

/** Files and folders that say "a project starts here". */
export const projectMarks: readonly string[] = [
  "package.json",
  "tsconfig.json",
  "jsconfig.json",
  ...engineMarks,
];

/**
 * Whether a folder holds build output. A bare name decides nothing: games keep sources under `script/library`
 * (spec mgobe-patterns §C12), so it must also be a root's or a project's direct child.
 */
export function isOutputFolder(parent: string, name: string, isRoot: boolean): boolean {
  if (!outputFolders.has(name)) return false;
  return isRoot || projectMarks.some((mark) => existsSync(join(parent, mark)));
}

/** The `.gitignore` files that hold for one folder, its own included. */
export class GitIgnores {
  private constructor(
    private readonly layers: readonly { folder: string; rules: Ignore }[],
    private readonly tracked: TrackedFiles | undefined,
  ) {}

  /** Top folder of the repository that these hold in; undefined outside of one. */
  get repository(): string | undefined {
    return this.tracked?.repository;
  }

  /** Collects the files from the repository's root, if there is one, down to the folder. */
  static for(folder: string): GitIgnores {
    const folders = [folder];
    let top = folder;
    while (!existsSync(join(top, ".git")) && dirname(top) !== top) {
      top = dirname(top);
      folders.unshift(top);
    }
    const inRepository = existsSync(join(top, ".git"));
    let ignores = new GitIgnores([], undefined);
    for (const each of inRepository ? folders : [folder]) ignores = ignores.enter(each);
    return ignores;
  }

  /** The same rules plus those of a child folder's own file; a repository of its own has none but these. */
  enter(folder: string): GitIgnores {
    if (this.layers.some((layer) => layer.folder === folder)) return this;
    const isRepository = existsSync(join(folder, ".git"));
    const outer = isRepository ? new GitIgnores([], new TrackedFiles(folder)) : this;
    const text = readIfThere(join(folder, ".gitignore"));
    if (text === undefined) return outer;
    const rules = ignore().add(text);
    return new GitIgnores([...outer.layers, { folder, rules }], outer.tracked);
  }

  /** Whether git leaves a path out: what it tracks it does not, whatever the patterns say. */
  ignores(path: string, isFolder: boolean): boolean {
    let ignored = false;
    for (const { folder, rules } of this.layers) {
      const verdict = rules.test(relative(folder, path) + (isFolder ? "/" : ""));
      if (verdict.ignored) ignored = true;
      if (verdict.unignored) ignored = false;
    }
    return ignored && !this.tracked?.holds(path, isFolder);
  }
}

/** What a repository tracks although its patterns match; git is asked once, when a first pattern matches. */
class TrackedFiles {
  private paths: readonly string[] | undefined;

  constructor(readonly repository: string) {}

  /** Whether a file is tracked, or for a folder anything in it. */
  holds(path: string, isFolder: boolean): boolean {
    this.paths ??= listTrackedIgnored(this.repository);
    return this.paths.some((each) => each === path || (isFolder && each.startsWith(`${path}/`)));
  }
}
