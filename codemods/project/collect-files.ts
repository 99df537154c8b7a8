import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import picomatch from "picomatch";
import { ToolError } from "../../src/contract";
import { getReason } from "../edits/write-files";
import { attempt } from "./attempt";
import { GitIgnores, isOutputFolder } from "./ignore-rules";
import { defaultExtensions } from "./default-extensions";
import { isEmbedding } from "./embedded-scripts";
import { findMentionIn, isToolFolder } from "./hidden-folders";
import { findMention, type Mention } from "./mentions";
import { isLfsPointer, listEmptySubmodules, mayHoldCode, type MissingReason } from "./missing-content";
import {
  basename,
  dirname,
  extname,
  followLinks,
  isInside,
  join,
  relative,
  toGlob,
  toProjectPath,
} from "./project-path";
import { detectSdk, type SdkFile } from "./sdk-detection";
import { findDistantSdk } from "./sdk-search";
import { isMinified, readLetters, readSource, type SourceText } from "./source-text";

/** Why a file was left alone. */
export type SkipReason =
  | "sdk"
  | "sdk-bundle"
  | "report"
  | "minified"
  | "build-output"
  | "ignored"
  | "declaration"
  | "node-modules"
  | "not-utf8"
  | "unreadable"
  | "too-large"
  | "unknown-kind"
  | "hidden"
  | "template"
  | MissingReason;

/** A file or, for whole folders, a folder that was left alone. */
export interface SkippedFile {
  /** Absolute path. */
  readonly path: string;
  readonly reason: SkipReason;
  /** What a file that may be the developer's own code says of MGOBE. */
  readonly mention?: Mention;
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
  /** Endings without dot; `defaultExtensions` when not given. */
  readonly extensions?: readonly string[];
  /** What relative paths are relative to; the working folder when not given. */
  readonly folder?: string;
}

/** All that was found under the roots. */
export interface CollectedFiles {
  readonly roots: readonly string[];
  readonly files: readonly ProjectFile[];
  readonly sdkFiles: readonly SdkFile[];
  /** The SDK where the game may load it from, beyond the files that are read and written. */
  readonly distantSdkFiles?: readonly SdkFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What the head of a page says that is a report of this tool. */
export const ownReportMark = '<meta name="generator" content="mgobe-migrate">';

/** Bytes beyond which no file is code that anyone wrote. */
const largestFile = 10_000_000;

function isLarge({ text }: SourceText): boolean {
  // A character takes three bytes at most.
  return text.length > largestFile / 3 && Buffer.byteLength(text) > largestFile;
}
/** Bytes beyond which a file of another kind is not looked into. */
const largestOther = 2_000_000;

/** Endings of pictures, sounds, data, documents and put-aside files: what holds no code that runs needs no look. */
const noCode = new Set(
  (
    "png jpg jpeg gif webp bmp ico svg psd tga tif tiff pvr pkm ktx astc dds mp3 mp4 m4a ogg wav aac webm avi mov ttf otf " +
    "woff woff2 fnt eot zip rar 7z gz tgz tar jar apk ipa exe dll so dylib lib wasm bin dat db pdf doc docx xls xlsx ppt pptx " +
    "md markdown txt rst log lock map json json5 jsonc meta csv tsv yml yaml toml ini cfg conf properties xml plist atlas fire " +
    "prefab scene anim mtl effect pmat css less scss sass styl tmx skel glb gltf fbx diff patch orig rej bak swp before-mgobe-migrate"
  ).split(" "),
);

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
  /** Files and folders by where they really are, so that links lead to none twice. */
  private readonly seen = new Set<string>();
  /** Links are followed last: what they lead to may be reached by itself. */
  private readonly links: LinkedEntry[] = [];
  private readonly isNarrowed: boolean;
  private readonly extensions: ReadonlySet<string>;
  private readonly isIgnored: (path: string) => boolean;
  private readonly isIncluded: (path: string) => boolean;

  /** @param roots folders and files that are read whatever they are called */
  constructor(
    private readonly options: CollectOptions,
    private readonly roots: readonly string[],
  ) {
    this.extensions = new Set(
      (options.extensions ?? defaultExtensions).map((each) => each.replace(/^\./, "").toLowerCase()),
    );
    this.isNarrowed = options.extensions !== undefined;
    this.isIgnored = createMatcher(options.ignore) ?? (() => false);
    this.isIncluded = createMatcher(options.include) ?? (() => true);
  }

  addRoot(root: string, stats: Stats): void {
    if (stats.isDirectory()) {
      const ignores = GitIgnores.for(root);
      this.addFolder({ path: root, real: followLinks(root), root }, ignores);
      return this.addEmptySubmodules(root, ignores);
    }
    if (!stats.isFile())
      throw new ToolError("PATH_UNREADABLE", { path: shorten(root), reason: "neither a file nor a folder" });
    // A link that was named means the file it leads to, which may be named, too.
    const path = followLinks(root);
    const place = { path, real: path, root: dirname(path) };
    if (this.hasExtension(root)) this.addFile(place);
    else if (!this.lookInto(place)) this.skip(path, "unknown-kind");
  }

  private addEmptySubmodules(root: string, ignores: GitIgnores): void {
    for (const repository of new Set([root, ignores.repository]))
      for (const folder of listEmptySubmodules(repository ?? root))
        if (isInside(root, folder) && !this.skipped.some(({ path }) => path === folder))
          this.skip(folder, "empty-submodule");
  }

  /** Follows the links that were met, and those met behind them. */
  addLinks(): void {
    for (let link = this.links.shift(); link; link = this.links.shift()) {
      const { place, ignores } = link;
      const real = attempt(() => followLinks(place.path));
      const stats = attempt(() => statSync(place.path));
      if (real === undefined || !stats) {
        if (mayHoldCode(basename(place.path), this.extensions)) this.skip(place.path, "dead-link");
        continue;
      }
      // A link to a folder around itself has nothing to add.
      const isCycle = isInside(real, followLinks(place.root));
      if (stats.isFile()) this.addEntry({ ...place, real }, ignores);
      else if (stats.isDirectory() && !isCycle) this.addChild({ ...place, real }, ignores);
    }
  }

  private hasExtension(name: string): boolean {
    // `GAME.JS` is one, too: Windows keeps what was typed, and old tools wrote capitals.
    return this.extensions.has(extname(name).slice(1).toLowerCase());
  }

  private addFolder({ path: folder, real, root }: Place, ignores: GitIgnores): void {
    if (this.seen.has(real)) return;
    this.seen.add(real);
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return this.skip(folder, "unreadable");
    }
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const place = { path: join(folder, entry.name), real: join(real, entry.name), root };
      if (entry.isSymbolicLink()) this.links.push({ place, ignores });
      else if (entry.isDirectory()) this.addChild(place, ignores);
      else if (entry.isFile()) this.addEntry(place, ignores);
    }
  }

  private addChild(place: Place, ignores: GitIgnores): void {
    const { path, root } = place;
    const name = basename(path);
    const parent = dirname(path);
    if (name === "node_modules") return this.skip(path, "node-modules");
    if (name.startsWith(".") && isToolFolder(name)) return;
    if (isOutputFolder(parent, name, parent === root)) return this.skip(path, "build-output");
    if (ignores.ignores(path, true) || this.isIgnored(relative(root, path)))
      return this.skip(path, "ignored");
    if (name.startsWith(".")) this.lookIntoFolder(place, ignores.enter(path));
    else this.addFolder(place, ignores.enter(path));
  }

  /** A hidden folder, which is not read as code: what lies in it of the game must not be missed. */
  private lookIntoFolder(place: Place, ignores: GitIgnores): void {
    if (this.roots.some((root) => isInside(place.path, root))) return;
    const inside = new Collector(this.options, this.roots);
    inside.addFolder(place, ignores);
    const mention = findMentionIn(
      inside.files.map(({ text }) => text),
      inside.skipped.flatMap((each) => each.mention ?? []),
    );
    if (mention) this.skip(place.path, "hidden", mention);
  }

  private addEntry(place: Place, ignores: GitIgnores): void {
    const { path } = place;
    if (!this.hasExtension(path)) {
      if (!this.isNarrowed && !ignores.ignores(path, false)) this.lookInto(place);
    } else if (ignores.ignores(path, false)) this.skip(path, "ignored");
    else this.addFile(place);
  }

  /** A file of a kind that is not read: what it says of MGOBE must not be missed. True when it says anything. */
  private lookInto({ path, real }: Place): boolean {
    const ending = extname(path).slice(1).toLowerCase();
    if (noCode.has(ending) || this.seen.has(real)) return false;
    this.seen.add(real);
    if ((attempt(() => statSync(path).size) ?? 0) > largestOther) return false;
    const text = attempt(() => readSource(path))?.text;
    if (text === undefined) return false;
    // Without an ending it is a licence or the like, but for what says that it is run.
    const mention = ending !== "" || text.startsWith("#!") ? findMention(text, true) : undefined;
    if (mention) this.skip(path, "unknown-kind", mention);
    return mention !== undefined;
  }

  private addFile({ path, real, root }: Place): void {
    if (this.seen.has(real)) return;
    this.seen.add(real);
    const inRoot = relative(root, path);
    if (this.isIgnored(inRoot) || !this.isIncluded(inRoot)) return this.skip(path, "ignored");
    let source: SourceText | undefined;
    let letters = "";
    try {
      source = readSource(path);
      if (!source) letters = readLetters(path);
    } catch {
      return this.skip(path, "unreadable");
    }
    if (!source) return this.skip(path, "not-utf8", findMention(letters));
    if (isLarge(source)) return this.skip(path, "too-large", findMention(source.text));
    this.addSource(path, root, source);
  }

  private addSource(path: string, root: string, source: SourceText): void {
    const sdk = detectSdk(path, source.text);
    if (sdk?.other) {
      const mention = {
        isNamed: true,
        place: sdk.other,
        receivers: new Set<string>(),
        members: new Set<string>(),
      };
      return this.skip(path, "sdk-bundle", mention);
    }
    if (sdk) {
      this.sdkFiles.push(sdk);
      return this.skip(path, "sdk");
    }
    if (isLfsPointer(source.text)) return this.skip(path, "lfs-pointer");
    if (isOwnReport(path, source.text)) return this.skip(path, "report");
    const isDeclaration = /\.d\.[mc]?ts$/i.test(path);
    if (isDeclaration && source.text.length > largestDeclaration) return this.skip(path, "declaration");
    if (!isEmbedding(path) && isMinified(source.text))
      return this.skip(path, "minified", findMention(source.text));
    this.files.push({ path, root, isDeclaration, ...source });
  }

  private skip(path: string, reason: SkipReason, mention?: Mention): void {
    this.skipped.push({ path, reason, ...(mention ? { mention } : {}) });
  }
}

/** Whether a page is a report that this tool wrote: it shows code of the game and is none. */
function isOwnReport(path: string, text: string): boolean {
  return /\.html?$/i.test(path) && text.slice(0, 2_000).includes(ownReportMark);
}

/** A file or folder on the way through a tree. */
interface Place {
  readonly path: string;
  /** The path with links followed. */
  readonly real: string;
  readonly root: string;
}

interface LinkedEntry {
  readonly place: Place;
  readonly ignores: GitIgnores;
}

/** Absolute paths; an empty one, e.g. of a shell variable that is not set, must not mean the working directory. */
function resolveRoots(paths: readonly string[], folder: string | undefined): string[] {
  if (paths.length === 0 || paths.some((path) => path.trim() === "")) throw new ToolError("NO_PATH");
  return [...new Set(paths.map((path) => toProjectPath(path, folder)))];
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
  const roots = resolveRoots(paths, options.folder);
  const collector = new Collector(options, roots);
  const stats = roots.map(requireStats);
  roots.forEach((root, index) => collector.addRoot(root, stats[index] as Stats));
  collector.addLinks();
  const { files, sdkFiles, skipped } = collector;
  const distantSdkFiles = findDistantSdk({ roots, files, skipped, sdkFiles });
  return { roots, files, sdkFiles, distantSdkFiles, skipped };
}
