import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as timersModule from "node:timers";
import * as vm from "node:vm";
import { type ScriptContext } from "./script-context";
import { ScriptChildren } from "./script-children";
import { createScriptConsole } from "./script-console";
import { createScriptProcess, type ScriptProcess } from "./script-process";
import { createScriptTimers } from "./script-timers";

const nodeRequire = createRequire(__filename);

/** What a script sees in place of Node's globals and of two of Node's modules. */
export interface ScriptGlobals {
  /** Names that stand before the real globals for code of the package. */
  readonly scope: Readonly<Record<string, unknown>>;
  readonly process: ScriptProcess;
  /** A module of Node, or what stands in for it. */
  requireBuiltin(name: string): unknown;
}

/**
 * The outer scope of a package: timers and `process` that cannot hurt other rooms, and a `console` that shows control
 * characters, also by way of `global.setTimeout`,
 * `require("timers")` and `require("process")`. Everything else is Node's own, in the same realm, so that `instanceof`,
 * debuggers and `process.env.GAMESVR_LOCAL_DEBUG` work as ever.
 *
 * @param root folder of the package; relative paths of files are also looked up there
 */
export function createScriptGlobals(root: string, packageContext: ScriptContext): ScriptGlobals {
  const scriptTimers = createScriptTimers(packageContext);
  const scriptProcess = createScriptProcess(packageContext, (name) => requireBuiltin(name));
  const scope: Record<string, unknown> = {
    ...scriptTimers,
    process: scriptProcess.process,
    console: createScriptConsole(),
  };
  // The global object of the realm in which scripts run; inside a test runner it is not the runner's.
  const realm = vm.runInThisContext("globalThis") as typeof globalThis;
  const global = new Proxy(realm, {
    get: (target, key) => {
      if (key === "global" || key === "globalThis") return global;
      return typeof key === "string" && Object.hasOwn(scope, key)
        ? scope[key]
        : (Reflect.get(target, key) as unknown);
    },
  });
  scope.global = global;
  scope.globalThis = global;

  const { queueMicrotask: _, ...timerFunctions } = scriptTimers;
  const children = new ScriptChildren();
  const requireBuiltin = (name: string): unknown => {
    const bare = name.replace(/^node:/, "");
    if (bare === "fs" || bare === "fs/promises") {
      const scriptFs = (builtins.fs ??= createScriptFs(root)) as typeof fs;
      return bare === "fs" ? scriptFs : scriptFs.promises;
    }
    if (bare === "worker_threads") return children.workerThreads;
    if (bare === "child_process") return children.childProcess;
    return builtins[bare] ?? nodeRequire(name);
  };
  const builtins: Record<string, unknown> = {
    process: scriptProcess.process,
    timers: { ...timersModule, ...timerFunctions },
  };
  return {
    scope,
    process: scriptProcess,
    requireBuiltin,
  };
}

/** Functions of `fs` that read, with the path as their first argument. */
const readingFunctions = [
  "access",
  "accessSync",
  "createReadStream",
  "exists",
  "existsSync",
  "open",
  "openSync",
  "readdir",
  "readdirSync",
  "readFile",
  "readFileSync",
  "stat",
  "statSync",
  "lstat",
  "lstatSync",
] as const;

/**
 * Node's `fs`, whose reading functions also find a relative path inside the package when it does not exist in the
 * working directory: scripts read `./data.json`, and what the working directory was on MGOBE is not known.
 */
function createScriptFs(root: string): unknown {
  const resolve = (file: unknown): unknown => {
    if (typeof file !== "string" || path.isAbsolute(file) || fs.existsSync(file)) return file;
    const candidates = [path.resolve(root, file), path.resolve(root, "..", file)];
    return candidates.find((candidate) => fs.existsSync(candidate)) ?? file;
  };
  const wrap = (owner: object, name: string): unknown => {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    const wrapper = (file: unknown, ...args: unknown[]): unknown =>
      Reflect.apply(original, owner, [resolve(file), ...args]);
    // `exists` says with a symbol of its own how it is promisified.
    return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  };
  const own: Record<string, unknown> = { ...fs };
  const promises: Record<string, unknown> = { ...fs.promises };
  for (const name of readingFunctions) {
    own[name] = wrap(fs, name);
    if (name in fs.promises) promises[name] = wrap(fs.promises, name);
  }
  own.promises = promises;
  return own;
}
