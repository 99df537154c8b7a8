import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import * as path from "node:path";
import * as vm from "node:vm";
import { describeMissingModule, isPath, MissingModuleError } from "./missing-module";
import { type ScriptGlobals } from "./script-globals";
import { isTypeScript, moduleParameters, parseJson, requireCompiling, withoutMark } from "./script-syntax";
import { type SourceMaps } from "./source-maps";
import { transpile } from "./transpile";

/** What CommonJS code knows as `module`. */
interface ScriptModule {
  readonly id: string;
  readonly filename: string;
  readonly path: string;
  exports: unknown;
  loaded: boolean;
  readonly children: ScriptModule[];
  readonly parent: ScriptModule | null;
  readonly paths: string[];
  require: ScriptRequire;
}

type ScriptRequire = ((request: string) => unknown) & {
  resolve: (request: string) => string;
  cache: Record<string, ScriptModule>;
  main: undefined;
  extensions: object;
};

/**
 * Loads the files of one package as CommonJS (spec mgobe-server Q35): sloppy mode, byte order mark stripped, TypeScript
 * translated where no JavaScript stands beside it. Each loader has modules of its own, so that loading a package again
 * gives fresh state while old rooms keep the old one.
 *
 * Code runs in the main realm under its own file name: breakpoints hit, stack traces name the file, and `instanceof`
 * works with values of the host.
 */
export class ScriptLoader {
  private readonly modules: Record<string, ScriptModule> = Object.create(null) as Record<
    string,
    ScriptModule
  >;

  /** A hash of each file, by its path. */
  /** Files of the package in another encoding, as paths in it: Node reads them as UTF-8 all the same, and loses their Chinese. */
  readonly notUtf8: string[] = [];
  private readonly prints = new Map<string, string>();

  constructor(
    private readonly globals: ScriptGlobals,
    private readonly sourceMaps: SourceMaps,
    /** Folder of the package. */
    private readonly root: string,
  ) {}

  /**
   * Runs a file and returns its exports; files that it requires are loaded on the way.
   *
   * @throws ToolError PACKAGE_SYNTAX, or whatever the code throws
   */
  load(filename: string): unknown {
    // Stands for the runtime that required the entry: `if (!module.parent)` guards what is not for the platform.
    const host = this.createModule(path.join(path.dirname(filename), "mgobe-migrate"), null);
    return this.loadModule(filename, host).exports;
  }

  /** Files that were loaded so far, dependencies included. */
  get files(): readonly string[] {
    return Object.keys(this.modules);
  }

  /** A hash of the files that were loaded so far, wherever the package lies and however its lines end. */
  get print(): string {
    const hash = createHash("sha256");
    const prints = [...this.prints].map(([file, print]) => [path.relative(this.root, file), print]);
    for (const [file = "", print] of prints.sort())
      hash.update(`${file.replaceAll(path.sep, "/")} ${print}\n`);
    return hash.digest("base64");
  }

  private loadModule(filename: string, parent: ScriptModule): ScriptModule {
    const known = this.modules[filename];
    if (known) return known;
    const module = this.createModule(filename, parent);
    this.modules[filename] = module;
    parent.children.push(module);
    try {
      this.run(module);
    } catch (error) {
      delete this.modules[filename];
      throw error;
    }
    module.loaded = true;
    return module;
  }

  private createModule(filename: string, parent: ScriptModule | null): ScriptModule {
    const resolve = (request: string): string => this.resolve(request, filename);
    const scriptRequire = Object.assign((request: string) => this.require(request, module), {
      resolve,
      cache: this.modules,
      main: undefined,
      extensions: {},
    });
    const module: ScriptModule = {
      id: filename,
      filename,
      path: path.dirname(filename),
      exports: {},
      loaded: false,
      children: [],
      parent,
      paths: createRequire(filename).resolve.paths("x") ?? [],
      require: scriptRequire,
    };
    return module;
  }

  private require(request: string, parent: ScriptModule): unknown {
    if (isBuiltin(request)) return this.globals.requireBuiltin(request);
    const filename = this.resolve(request, parent.filename);
    if (isForeign(filename)) return createRequire(parent.filename)(filename);
    return this.loadModule(filename, parent).exports;
  }

  private resolve(request: string, from: string): string {
    try {
      return resolveRequest(request, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
      throw new MissingModuleError(request, from, describeMissingModule(request, from, this.root).advice);
    }
  }

  private run(module: ScriptModule): void {
    const { filename } = module;
    const bytes = fs.readFileSync(filename);
    const source = withoutMark(bytes.toString());
    if (!isUtf8(bytes) && !this.isInstalled(filename)) {
      this.notUtf8.push(path.relative(this.root, filename).replaceAll(path.sep, "/"));
    }
    this.prints.set(filename, createHash("sha256").update(source.replaceAll("\r\n", "\n")).digest("base64"));
    if (filename.endsWith(".json")) {
      module.exports = parseJson(source, filename);
      return;
    }
    const wrapper = this.compile(this.toJavaScript(source, filename), filename);
    const call = wrapper(...Object.values(this.globals.scope));
    call.call(module.exports, module.exports, module.require, module, filename, module.path);
  }

  private isInstalled(filename: string): boolean {
    return filename.includes(`${path.sep}node_modules${path.sep}`);
  }

  private toJavaScript(source: string, filename: string): string {
    if (!isTypeScript(filename)) return source;
    const { code, map } = transpile(source, filename);
    this.sourceMaps.add(filename, map);
    return code;
  }

  /**
   * The file as a function inside a function: the outer one brings the scope of the package, so that the file may
   * declare any of its names anew (`const process = require("process")`), as it could with real globals.
   */
  private compile(code: string, filename: string): (...scope: unknown[]) => (...args: unknown[]) => unknown {
    requireCompiling(code, filename);
    const head = `(function(${Object.keys(this.globals.scope).join(",")}){return function(${moduleParameters.join(",")}){`;
    const script = new vm.Script(`${head}${code.replace(/^#!/, "//")}\n}})`, {
      filename,
      columnOffset: -head.length,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    return script.runInThisContext() as (...scope: unknown[]) => (...args: unknown[]) => unknown;
  }
}

/**
 * The file that a `require` means: as Node finds it, else a TypeScript file that has no compiled twin.
 *
 * @throws Node's MODULE_NOT_FOUND error
 */
function resolveRequest(request: string, from: string): string {
  const nodeRequire = createRequire(from);
  try {
    return nodeRequire.resolve(request);
  } catch (error) {
    const base = isPath(request) ? path.resolve(path.dirname(from), request) : undefined;
    const typescript = base === undefined ? undefined : findTypeScript(base);
    if (typescript === undefined) throw error;
    return typescript;
  }
}

function findTypeScript(base: string): string | undefined {
  const candidates = [`${base}.ts`, base.replace(/\.js$/, ".ts"), path.join(base, "index.ts")];
  return candidates.find((candidate) => candidate.endsWith(".ts") && isFile(candidate));
}

function isFile(filename: string): boolean {
  return fs.statSync(filename, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Files that only Node itself can load: native addons, and ES modules of dependencies. */
function isForeign(filename: string): boolean {
  if (/\.(node|mjs|wasm)$/.test(filename)) return true;
  return (
    filename.endsWith(".js") &&
    filename.includes(`${path.sep}node_modules${path.sep}`) &&
    isModulePackage(path.dirname(filename))
  );
}

function isModulePackage(folder: string): boolean {
  const manifest = path.join(folder, "package.json");
  if (isFile(manifest)) {
    return (JSON.parse(fs.readFileSync(manifest, "utf8")) as { type?: unknown }).type === "module";
  }
  const parent = path.dirname(folder);
  return parent !== folder && path.basename(parent) !== "node_modules" && isModulePackage(parent);
}
