import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import picomatch from "picomatch";
import { ToolError } from "../../src/contract";
import { getReason } from "../edits/write-files";
import { GitIgnores, isOutputFolder } from "./ignore-rules";
import { dirname, extname, followLinks, join, relative, toGlob, toProjectPath } from "./project-path";
import { detectSdk, type SdkFile } from "./sdk-detection";
import { isMinified, readSource, type SourceText } from "./source-text";

/** Why a file was left alone. */
export type SkipReason =
  | "sdk"
  | "minified"
  | "build-output"
  | "ignored"
  | "declaration"
  | "node-modules"
  | "not-utf8"
  | "unreadable";

/** A file or, for whole folders, a folder that was left alone. */
export interface SkippedFile {
  /** Absolute path. */
  readonly path: string;
  readonly reason: SkipReason;
}

/** One file of the code base. */
export interface ProjectFile extends SourceText {
  /** Absolute path. */
  readonly path: string;
  /** Root that it was found under. */
  readonly root: string;
  /** Whether it only holds types: read for them, never edited. */
  readonly isDeclaration: boolean;
}

/** What to collect. */
export interface CollectOptions {
  /** Globs of paths to leave out, relative to a root. */
  readonly ignore?: readonly string[];
  /** Globs of paths to take; all when empty. */
  readonly include?: readonly string[];
  /** Endings without dot; `js ts jsx tsx mjs cjs` when not given. */
  readonly extensions?: readonly string[];
}

/** All that was found under the roots. */
export interface CollectedFiles {
  readonly roots: readonly string[];
  readonly files: readonly ProjectFile[];
  readonly sdkFiles: readonly SdkFile[];
  readonly skipped: readonly SkippedFile[];
}

/** Endings of source files that are read when nothing else is asked for. */
export const defaultExtensions: readonly string[] = ["js", "ts", "jsx", "tsx", "mjs", "cjs"];

/** Engine typings beyond this size cost more to read than they tell about MGOBE. */
const largestDeclaration = 100_000;

/** Tells whether a path matches one of some globs; undefined without any. */
function createMatcher(globs: readonly string[] | undefined): ((path: string) => boolean) | undefined {
  return globs?.length ? picomatch(globs.map(toGlob), { dot: true }) : undefined;
}

class Collector {
  readonly files: ProjectFile[] = [];
  readonly sdkFiles: SdkFile[] = [];
  readonly skipped: SkippedFile[] = [];
  private readonly seen = new Set<string>();
  private readonly extensions: ReadonlySet<string>;
  private readonly isIgnored: (path: string) => boolean;
  private readonly isIncluded: (path: string) => boolean;

  constructor(options: CollectOptions) {
    this.extensions = new Set(
      (options.extensions ?? defaultExtensions).map((each) => each.replace(/^\./, "")),
    );
    this.isIgnored = createMatcher(options.ignore) ?? (() => false);
    this.isIncluded = createMatcher(options.include) ?? (() => true);
  }

  addRoot(root: string, stats: Stats): void {
    if (stats.isDirectory()) this.addFolder(root, root, GitIgnores.for(root));
    else if (stats.isFile() && this.hasExtension(root)) {
      // A link that was named means the file it leads to, which may be named, too.
      const path = followLinks(root);
      this.addFile(path, dirname(path));
    }
  }

  private hasExtension(name: string): boolean {
    return this.extensions.has(extname(name).slice(1));
  }

  private addFolder(folder: string, root: string, ignores: GitIgnores): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return this.skip(folder, "unreadable");
    }
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Links are not followed: what they point at is either reached by itself or none of ours.
      if (entry.isDirectory()) this.addChild(path, entry.name, folder, root, ignores);
      else if (entry.isFile() && this.hasExtension(entry.name)) {
        if (ignores.ignores(path, false)) this.skip(path, "ignored");
        else this.addFile(path, root);
      }
    }
  }

  private addChild(path: string, name: string, parent: string, root: string, ignores: GitIgnores): void {
    if (name === "node_modules") return this.skip(path, "node-modules");
    if (name.startsWith(".")) return;
    if (isOutputFolder(parent, name, parent === root)) return this.skip(path, "build-output");
    if (ignores.ignores(path, true) || this.isIgnored(relative(root, path)))
      return this.skip(path, "ignored");
    this.addFolder(path, root, ignores.enter(path));
  }

  private addFile(path: string, root: string): void {
    if (this.seen.has(path)) return;
    this.seen.add(path);
    const inRoot = relative(root, path);
    if (this.isIgnored(inRoot) || !this.isIncluded(inRoot)) return this.skip(path, "ignored");
    let source: SourceText | undefined;
    try {
      source = readSource(path);
    } catch {
      return this.skip(path, "unreadable");
    }
    if (!source) return this.skip(path, "not-utf8");
    this.addSource(path, root, source);
  }

  private addSource(path: string, root: string, source: SourceText): void {
    const sdk = detectSdk(path, source.text);
    if (sdk) {
      this.sdkFiles.push(sdk);
      return this.skip(path, "sdk");
    }
    const isDeclaration = path.endsWith(".d.ts");
    if (isDeclaration && source.text.length > largestDeclaration) return this.skip(path, "declaration");
    if (isMinified(source.text)) return this.skip(path, "minified");
    this.files.push({ path, root, isDeclaration, ...source });
  }

  private skip(path: string, reason: SkipReason): void {
    this.skipped.push({ path, reason });
  }
}

/** Absolute paths; an empty one, e.g. of a shell variable that is not set, must not mean the working directory. */
function resolveRoots(paths: readonly string[]): string[] {
  if (paths.length === 0 || paths.some((path) => path.trim() === "")) throw new ToolError("NO_PATH");
  return [...new Set(paths.map((path) => toProjectPath(path)))];
}

function requireStats(path: string): Stats {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats) return stats;
  } catch (error) {
    throw new ToolError(
      "PATH_UNREADABLE",
      { path: shorten(path), reason: getErrorCode(error) },
      { cause: error },
    );
  }
  throw new ToolError("PATH_NOT_FOUND", { path });
}

/** `ENAMETOOLONG: name too long`, without the path, which Node's message repeats. */
function getErrorCode(error: unknown): string {
  return getReason(error).split(", ")[0] ?? "";
}

function shorten(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}

/**
 * Reads the source files under one or several roots (folders or single files), leaving out what is not the
 * developer's own code. A file that was named must have one of the endings, too.
 * Throws `ToolError` NO_PATH, PATH_NOT_FOUND or PATH_UNREADABLE.
 *
 * @example
 * collectFiles(["./client"], { ignore: ["test/**"] }).files.length;
 */
export function collectFiles(paths: readonly string[], options: CollectOptions = {}): CollectedFiles {
  const roots = resolveRoots(paths);
  const collector = new Collector(options);
  const stats = roots.map(requireStats);
  roots.forEach((root, index) => collector.addRoot(root, stats[index] as Stats));
  const { files, sdkFiles, skipped } = collector;
  return { roots, files, sdkFiles, skipped };
}
