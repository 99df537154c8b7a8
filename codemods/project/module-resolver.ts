import { ts } from "ts-morph";
import { ambientModulePath } from "./ambient-types";
import { basename, dirname, join, resolve } from "./project-path";
import { isSdkSpecifier } from "./sdk-module";

/** Endings of modules, in the order in which they are tried. */
const endings: readonly ts.Extension[] = [
  ts.Extension.Ts,
  ts.Extension.Tsx,
  ts.Extension.Mts,
  ts.Extension.Cts,
  ts.Extension.Dts,
  ts.Extension.Dmts,
  ts.Extension.Dcts,
  ts.Extension.Js,
  ts.Extension.Jsx,
  ts.Extension.Mjs,
  ts.Extension.Cjs,
];

function getExtension(path: string): ts.Extension {
  const lower = path.toLowerCase();
  // The last, as `.d.ts` ends in `.ts`, too.
  return endings.findLast((ending) => lower.endsWith(ending)) ?? ts.Extension.Js;
}

/** A path as code and tsconfig files hold it: those written on Windows may have `\`, and must mean the same elsewhere. */
export function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** A tsconfig's path mapping. */
export interface PathMapping {
  /** Absolute folder that the targets are relative to. */
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** A path without `./` may also begin at the folder of the file that it is written in. */
  readonly isAlsoBeside?: boolean;
}

/**
 * Finds imported files among the collected ones only: nothing is looked up on disk or in `node_modules`. Paths of the
 * SDK lead to the generated declarations.
 */
export class ModuleResolver {
  private readonly byName = new Map<string, string | null>();
  /** Files by their paths in small letters, as Windows finds them; null where several are the same but for that. */
  private readonly byLowerCase = new Map<string, string | null>();
  private readonly lowerSdkFiles: ReadonlySet<string>;
  /** What was found, by the importer's folder and what is written there: several parts of a run ask for the same. */
  private readonly known = new Map<string, ts.ResolvedModuleFull | null>();

  constructor(
    private readonly files: ReadonlySet<string>,
    private readonly sdkFiles: ReadonlySet<string>,
    private readonly mappings: readonly PathMapping[] = [],
  ) {
    this.lowerSdkFiles = new Set([...sdkFiles].map((path) => path.toLowerCase()));
    for (const path of files) {
      const name = basename(path).replace(/(\.d)?\.\w+$/, "");
      this.byName.set(name, this.byName.has(name) ? null : path);
      const lower = path.toLowerCase();
      this.byLowerCase.set(lower, this.byLowerCase.has(lower) ? null : path);
    }
  }

  /** Whether an import of a file leads to MGOBE's SDK. */
  isSdk(written: string, importer: string): boolean {
    const specifier = withSlashes(written);
    if (isSdkSpecifier(specifier)) return this.findFile(specifier, importer) === undefined;
    return this.getTargets(specifier, importer).some(
      (target) =>
        this.hasSdk(target) ||
        endings.some((ending) => this.hasSdk(target + ending) || this.hasSdk(join(target, `index${ending}`))),
    );
  }

  private hasSdk(path: string): boolean {
    if (this.sdkFiles.size === 0) return false;
    return this.sdkFiles.has(path) || (!this.files.has(path) && this.lowerSdkFiles.has(path.toLowerCase()));
  }

  /** The module that an import leads to; undefined when it is none of the collected files. */
  resolve(specifier: string, importer: string): ts.ResolvedModuleFull | undefined {
    const key = `${dirname(importer)}\n${specifier}`;
    const known = this.known.get(key);
    if (known !== undefined) return known ?? undefined;
    const found = this.find(specifier, importer);
    this.known.set(key, found ?? null);
    return found;
  }

  private find(specifier: string, importer: string): ts.ResolvedModuleFull | undefined {
    if (this.isSdk(specifier, importer)) {
      return { resolvedFileName: ambientModulePath, extension: ts.Extension.Dts };
    }
    const path = this.findFile(specifier, importer);
    return path ? { resolvedFileName: path, extension: getExtension(path) } : undefined;
  }

  private findFile(written: string, importer: string): string | undefined {
    const specifier = withSlashes(written);
    const targets = this.getTargets(specifier, importer);
    for (const target of targets) {
      const found = this.tryPath(target, (path) => (this.files.has(path) ? path : undefined));
      if (found) return found;
    }
    // Written in other letters than the file has: where it is the only one, it was found on Windows and is meant.
    for (const target of targets) {
      const found = this.tryPath(target, (path) => this.byLowerCase.get(path.toLowerCase()) ?? undefined);
      if (found) return found;
    }
    if (/^[./]/.test(specifier)) return undefined;
    // Cocos Creator 2 finds its modules by bare file name.
    return this.byName.get(specifier) ?? undefined;
  }

  /** Paths, with or without ending, that an import may mean; the likeliest first. */
  private getTargets(specifier: string, importer: string): string[] {
    if (specifier.startsWith(".")) return [resolve(dirname(importer), specifier)];
    if (specifier.startsWith("/")) return [specifier];
    return this.mappings.flatMap(({ base, paths, isAlsoBeside }) => {
      const mapped = Object.entries(paths).flatMap(([pattern, targets]) => {
        const star = matchPattern(pattern, specifier);
        return star === undefined ? [] : targets.map((target) => resolve(base, target.replace("*", star)));
      });
      const beside = isAlsoBeside ? [resolve(dirname(importer), specifier)] : [];
      return [...mapped, ...beside, resolve(base, specifier)];
    });
  }

  /** @param find the file at exactly a path */
  private tryPath(path: string, find: (path: string) => string | undefined): string | undefined {
    const bare = path.replace(/\.[mc]?js$/, "");
    const stems = bare === path ? [path] : [path, bare];
    const candidates = [
      path,
      ...stems.flatMap((stem) => endings.map((ending) => stem + ending)),
      ...endings.map((ending) => join(path, "index" + ending)),
    ];
    for (const candidate of candidates) {
      const found = find(candidate);
      if (found) return found;
    }
    return undefined;
  }
}

function matchPattern(pattern: string, specifier: string): string | undefined {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return pattern === specifier ? "" : undefined;
  if (!specifier.startsWith(before) || !specifier.endsWith(after)) return undefined;
  if (specifier.length < before.length + after.length) return undefined;
  return specifier.slice(before.length, specifier.length - after.length);
}
