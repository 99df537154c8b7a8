import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { attempt } from "./attempt";
import { getImportPaths } from "./import-needs";
import { engineMarks, projectMarks } from "./ignore-rules";
import { basename, dirname, extname, isInside, join, resolve } from "./project-path";
import { detectSdk, type SdkFile } from "./sdk-detection";
import { readSource } from "./source-text";

/** Entries of folders that are looked at before the search gives up. */
const mostEntries = 5_000;
/** Files that are not called MGOBE and are opened all the same. */
const mostOpened = 400;
/** Sizes between which a file of another name may be the SDK, bytes. */
const sizes = { least: 20_000, most: 3_000_000 };
const mostLevels = 6;

const script = /\.(js|cjs|mjs|ts)$/i;
const named = /mgobe/i;
/** Folders in which games keep what others wrote. */
const libraryFolder = /^(libs?|sdk|vendors?|plugins?|third_?party|.*mgobe(js|sdk)?)$/i;

/** What the search starts from. */
export interface SearchStart {
  readonly roots: readonly string[];
  readonly files: readonly { readonly path: string; readonly root: string; readonly text: string }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** The SDK's files among those that were read. */
  readonly sdkFiles: readonly SdkFile[];
}

/**
 * Looks for the SDK's script where the game may load it from although it is not among the files that were read: behind
 * imports that leave the given paths, and when there is none at all in ignored folders, in build output and in the engine's
 * cache, and beside and above the given paths. The search is bounded.
 */
export function findDistantSdk(start: SearchStart): SdkFile[] {
  return new SdkSearch(start).run();
}

class SdkSearch {
  private readonly found = new Map<string, SdkFile>();
  private readonly seen = new Set<string>();
  private entriesLeft = mostEntries;
  private openedLeft = mostOpened;

  constructor(private readonly start: SearchStart) {}

  run(): SdkFile[] {
    const { roots, skipped, sdkFiles } = this.start;
    this.followImports();
    const hasScript = sdkFiles.some(({ kind }) => kind === "script");
    if (!hasScript && this.found.size === 0) {
      for (const { path, reason } of skipped) this.lookAtSkipped(path, reason);
    }
    if (!hasScript && this.found.size === 0) for (const root of roots) this.lookAround(root);
    return [...this.found.values()];
  }

  /** `import "../../Libs/MGOBE.js"` in a file under `assets`. */
  private followImports(): void {
    for (const { path, root, text } of this.start.files) {
      if (!text.includes("..")) continue;
      const depth = countFolders(root, path);
      for (const specifier of getImportPaths(text)) {
        if (!specifier.startsWith("..") || countSteps(specifier) <= depth) continue;
        const target = resolve(dirname(path), specifier);
        if (this.start.roots.some((root) => isInside(root, target))) continue;
        for (const each of [target, `${target}.js`, `${target}.ts`]) this.lookAt(each, true);
      }
    }
  }

  private lookAtSkipped(path: string, reason: string): void {
    if (reason === "node-modules") {
      for (const { name } of list(path)) if (named.test(name)) this.walk(join(path, name), 2);
    } else if (reason === "ignored" || reason === "build-output") {
      if (isFile(path)) this.lookAt(path);
      else this.walk(path, mostLevels);
    }
  }

  /** The project around a path as a whole, or beside the path what looks like a place for libraries. */
  private lookAround(root: string): void {
    const folder = isFile(root) ? dirname(root) : root;
    const top = findTop(folder);
    if (top !== undefined) this.walk(top, mostLevels);
    let beside = top ?? folder;
    for (let level = 0; level < 2 && this.found.size === 0; level++) {
      this.lookBeside(beside);
      beside = dirname(beside);
    }
  }

  private lookBeside(folder: string): void {
    const parent = dirname(folder);
    for (const entry of list(parent)) {
      const path = join(parent, entry.name);
      if (entry.isDirectory() && libraryFolder.test(entry.name) && !isGame(path)) this.walk(path, 2);
      else if (named.test(entry.name)) this.lookAt(path);
    }
  }

  private walk(folder: string, levels: number): void {
    if (levels < 0 || this.seen.has(folder) || this.start.roots.includes(folder)) return;
    this.seen.add(folder);
    for (const entry of list(folder)) {
      if (--this.entriesLeft < 0) return;
      const path = join(folder, entry.name);
      if (entry.isFile()) this.lookAt(path);
      else if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
        this.walk(path, levels - 1);
    }
  }

  private lookAt(path: string, isWanted = false): void {
    if (!script.test(path) || /\.d\.ts$/i.test(path) || this.found.has(path)) return;
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined || size > sizes.most) return;
    const isNamed = isWanted || named.test(basename(path));
    if (!isNamed && (size < sizes.least || --this.openedLeft < 0)) return;
    const sdk = attempt(() => readSource(path));
    const found = sdk && detectSdk(path, sdk.text);
    // A bundle of the game with it is what is built, not what the code loads.
    if (found && !found.other) this.found.set(path, found);
  }
}

/** Folders between a root and a file below it. */
function countFolders(root: string, path: string): number {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1).split("/").length - 1 : 0;
}

/** How many folders up a path goes at most. */
function countSteps(specifier: string): number {
  return specifier.split("..").length - 1;
}

/** The folder at or above a path in which a project begins; undefined when nothing says so. */
function findTop(folder: string): string | undefined {
  let each = folder;
  for (let level = 0; level < mostLevels; level++) {
    const parent = dirname(each);
    if (parent === each) return undefined;
    // The folder itself was looked through already.
    each = parent;
    if (projectMarks.some((mark) => extname(mark) !== "" && existsSync(join(each, mark)))) return each;
    if (existsSync(join(each, ".git"))) return each;
  }
  return undefined;
}

/** Another game beside this one keeps its SDK for itself. */
function isGame(folder: string): boolean {
  return [".git", ...engineMarks].some((mark) => existsSync(join(folder, mark)));
}

function isFile(path: string): boolean {
  return !!statSync(path, { throwIfNoEntry: false })?.isFile();
}

function list(folder: string): Dirent[] {
  return attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}
