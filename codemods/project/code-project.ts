import { ts } from "ts-morph";
import { type BilingualText } from "../../src/contract";
import { ambientModule, ambientModulePath, ambientPath, createAmbientTypes } from "./ambient-types";
import { selectRootFiles } from "./candidates";
import {
  collectFiles,
  type CollectedFiles,
  type CollectOptions,
  type ProjectFile,
  type SkippedFile,
} from "./collect-files";
import { findRestMention, isEmbedding } from "./embedded-scripts";
import { limitFlow } from "./flow-limits";
import { orderByImports } from "./import-order";
import { createMemoryCompilerHost } from "./memory-compiler-host";
import { ModuleResolver } from "./module-resolver";
import { readPathMappings } from "./path-mappings";
import { SourceCache } from "./source-cache";
import { type SdkFile } from "./sdk-detection";
import { describeSyntaxError } from "./syntax-message";
import { getLineAndColumn } from "./source-place";

/** A file that could not be parsed; it is never written. */
export interface UnparsedFile {
  /** Absolute path. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** What the parser says. */
  readonly message: BilingualText;
}

/** A parsed file together with how it was stored. */
export interface SourceUnit {
  readonly file: ProjectFile;
  readonly source: ts.SourceFile;
}

/**
 * A game's client code, read and bound once; the finder, the rules and the report all look at the same one.
 *
 * The compiler is driven directly (through ts-morph's copy of it) and not through ts-morph's wrapped project: module
 * lookup must end at the collected files, the SDK's own file must never be parsed, and nodes are walked unwrapped.
 */
export interface CodeProject {
  readonly roots: readonly string[];
  /** Every file that was read, whether it had to be parsed or not. */
  readonly files: readonly ProjectFile[];
  readonly sdkFiles: readonly SdkFile[];
  /** The SDK where the game may load it from, beyond the files that are read and written. */
  readonly distantSdkFiles: readonly SdkFile[];
  readonly skipped: readonly SkippedFile[];
  readonly notParsed: readonly UnparsedFile[];
  /** Parsed files that may use MGOBE; declaration files are not among them. */
  readonly units: readonly SourceUnit[];
  readonly checker: ts.TypeChecker;
  /** The generated declarations of MGOBE. */
  readonly ambient: ts.SourceFile;
  readonly resolver: ModuleResolver;
}

/** Options under which any game's code binds: no tsconfig, no lib, no strictness (spec mgobe-patterns §C12). */
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  checkJs: false,
  jsx: ts.JsxEmit.Preserve,
  strict: false,
  strictNullChecks: false,
  noImplicitAny: false,
  // Only with it does `this` inside an object literal's methods have the literal's type.
  noImplicitThis: true,
  noLib: true,
  types: [],
  esModuleInterop: true,
  allowSyntheticDefaultImports: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
  // Pages and components keep their names.
  allowNonTsExtensions: true,
};

function createCompilerHost(
  cache: SourceCache,
  loaded: ReadonlySet<string>,
  resolver: ModuleResolver,
): ts.CompilerHost {
  const files = { get: (path: string) => cache.get(path), has: (path: string) => loaded.has(path) };
  return createMemoryCompilerHost(files, (specifier, importer) => {
    const found = resolver.resolve(specifier, importer);
    const isKnown =
      found && (loaded.has(found.resolvedFileName) || found.resolvedFileName === ambientModulePath);
    return isKnown ? found : undefined;
  });
}

/** First syntax error of a parsed file; undefined when it parsed. */
export function getSyntaxError(source: ts.SourceFile | undefined): UnparsedFile | undefined {
  if (!source) return undefined;
  const { parseDiagnostics } = source as ts.SourceFile & { parseDiagnostics?: readonly ts.Diagnostic[] };
  const first = parseDiagnostics?.[0];
  if (!first) return undefined;
  const message = describeSyntaxError(ts.flattenDiagnosticMessageText(first.messageText, " "));
  return { path: source.fileName, ...getLineAndColumn(source, first.start ?? 0), message };
}

/** Code in pages and components that is not read: their templates, and scripts in other languages. */
function listUnreadParts(files: readonly ProjectFile[], cache: SourceCache): SkippedFile[] {
  return files.flatMap(({ path, text }) => {
    const mention = isEmbedding(path) ? findRestMention(text, cache.getScripts(path).rest) : undefined;
    return mention ? [{ path, reason: "template", mention }] : [];
  });
}

/** Builds the project over files that were collected already. */
export function createProject(collected: CollectedFiles): CodeProject {
  const texts = new Map(collected.files.map((file) => [file.path, file.text]));
  texts.set(ambientPath, createAmbientTypes());
  texts.set(ambientModulePath, ambientModule);
  const sources = new Set(collected.files.map((file) => file.path));
  const sdkPaths = new Set(collected.sdkFiles.map((file) => file.path));
  const resolver = new ModuleResolver(sources, sdkPaths, readPathMappings(collected.roots, texts.keys()));
  const cache = new SourceCache(texts);
  const chosen = selectRootFiles(collected.files);
  const loaded = orderByImports(
    chosen.map(({ path }) => path),
    texts,
    resolver,
  ).flatMap((path) => cache.getNames(path));
  const notParsed: UnparsedFile[] = [];
  for (const { path } of chosen) {
    const errors = cache.getNames(path).map((name) => getSyntaxError(cache.get(name)));
    const error = errors.find((each) => each);
    if (error) notParsed.push({ ...error, path });
  }
  const broken = new Set(notParsed.flatMap(({ path }) => cache.getNames(path)));
  const rootNames = loaded.filter((name) => !broken.has(name));
  const program = ts.createProgram({
    rootNames: [ambientPath, ambientModulePath, ...rootNames],
    options: compilerOptions,
    host: createCompilerHost(cache, new Set(loaded), resolver),
  });
  const units = chosen.flatMap((file): SourceUnit[] => {
    const names = file.isDeclaration ? [] : cache.getNames(file.path).filter((name) => !broken.has(name));
    return names.flatMap((name) => {
      const source = program.getSourceFile(name);
      return source ? [{ file, source }] : [];
    });
  });
  const ambient = program.getSourceFile(ambientPath);
  if (!ambient) throw new Error("the generated declarations are not part of the program");
  const { roots, files, sdkFiles, distantSdkFiles = [] } = collected;
  const skipped = [...collected.skipped, ...listUnreadParts(chosen, cache)];
  const checker = program.getTypeChecker();
  for (const { file, source } of units) {
    limitFlow(source);
    // Once all is bound, the several sources of a page are its own.
    source.fileName = file.path;
  }
  return { roots, files, sdkFiles, distantSdkFiles, skipped, notParsed, units, checker, ambient, resolver };
}

/**
 * Reads and binds the code under one or several roots.
 *
 * @example
 * const project = openProject(["./client"]);
 * findUses(project).length;
 */
export function openProject(paths: readonly string[], options: CollectOptions = {}): CodeProject {
  return createProject(collectFiles(paths, options));
}
