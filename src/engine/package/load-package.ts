import * as fs from "node:fs";
import * as path from "node:path";
import { inspect } from "node:util";
import { type BilingualText, type MgobexsCode, ToolError } from "../../contract";
import { type Clock } from "../clock/clock";
import { SystemClock } from "../clock/system-clock";
import { Logger } from "../logs/logger";
import { type LogSink } from "../logs/log";
import { type Dialect } from "./dialect";
import { type GameServerPackage, readCode, requireExport } from "./game-server-package";
import { installProcessGuard } from "./process-guard";
import {
  type ErrorOrigin,
  runMonitored,
  ScriptExit,
  scriptContext,
  type ScriptContext,
  type ScriptMonitor,
} from "./script-context";
import { loadError } from "./script-error";
import { createScriptGlobals } from "./script-globals";
import { createScriptProcess } from "./script-process";
import { ScriptLoader } from "./script-loader";
import { SourceMaps } from "./source-maps";
import { TimerRegistry } from "./timer-registry";
import { unpackZip } from "./unpack-zip";
import { nameInZip } from "./zip-paths";

/** What a package may be loaded from: a folder, its `index.js` or `index.ts`, a zip, or the object itself. */
export type PackageSource = string | MgobexsCode | { mgobexsCode: MgobexsCode };

/** Settings of {@link loadPackage}; all optional. */
export interface LoadPackageOptions {
  /** Takes what the script does outside any room: contained errors, trapped `process.exit`. Default: nowhere. */
  readonly log?: LogSink;
  /** Default: the real clock; it only dates log lines. */
  readonly clock?: Clock;
  /** Overrides the detection of V1.0.0 scripts (spec mgobe-server §5.2). */
  readonly dialect?: Dialect;
  /** Hears what of the script runs, and where. */
  readonly monitor?: ScriptMonitor;
  /** Contain unhandled rejections and I/O errors of script code process-wide, default true. */
  readonly guardProcess?: boolean;
}

/**
 * Loads a game server package as it was uploaded to MGOBE, unmodified. Each call runs the files anew: a package that was
 * loaded before is not affected, so that its rooms can finish on the old code (spec mgobe-server Q38).
 *
 * The working directory stays the host's. `require` and `__dirname` work as ever, and reading functions of `fs` find a
 * relative path inside the package when the working directory does not have it. Not a sandbox: the script is the
 * operator's own code. Contained are errors in its timers and callbacks, leaked timers, and `process.exit`; with an
 * object as source only what runs inside hooks is, as its code was loaded by somebody else.
 *
 * @throws ToolError PACKAGE_NOT_FOUND, PACKAGE_NO_ENTRY, PACKAGE_BELOW, PACKAGE_NO_EXPORT, PACKAGE_BAD_HOOK, PACKAGE_SYNTAX,
 *   PACKAGE_LOAD_FAILED, PACKAGE_MODULE_MISSING, PACKAGE_BAD_ZIP
 * @example
 * const gomoku = await loadPackage("./mgobexs");
 * console.log(gomoku.hooks); // ["onInitGameData", "onRecvFromClient", …]
 */
export async function loadPackage(
  source: PackageSource,
  options: LoadPackageOptions = {},
): Promise<GameServerPackage> {
  if (options.guardProcess ?? true) installProcessGuard();
  if (typeof source !== "string") return wrapObject(source, options);
  const stat = fs.statSync(source, { throwIfNoEntry: false });
  if (!stat) throw new ToolError("PACKAGE_NOT_FOUND", { path: source });
  if (stat.isDirectory() || !isZip(source)) return loadFiles(source, findEntry(source), options);
  const unpacked = await unpackZip(source);
  try {
    return loadFiles(source, findEntry(unpacked.folder, source), options, unpacked.remove);
  } catch (error) {
    const named = nameInZip(error, source, unpacked.folder);
    await unpacked.remove();
    throw named;
  }
}

function isZip(file: string): boolean {
  if (file.toLowerCase().endsWith(".zip")) return true;
  const head = Buffer.alloc(4);
  const handle = fs.openSync(file, "r");
  try {
    fs.readSync(handle, head, 0, 4, 0);
  } finally {
    fs.closeSync(handle);
  }
  return head.toString("latin1") === "PK\x03\x04";
}

/** The entry file of a folder; JavaScript wins over TypeScript, as the platform only knew the former. */
function findEntry(source: string, shown = source): string {
  const absolute = fs.realpathSync(source);
  if (!fs.statSync(absolute).isDirectory()) return absolute;
  const entry = entryOf(absolute);
  if (entry !== undefined) return entry;
  const below = shown === source ? findPackageBelow(absolute) : undefined;
  if (below === undefined) throw new ToolError("PACKAGE_NO_ENTRY", { path: shown });
  throw new ToolError("PACKAGE_BELOW", { path: shown, found: path.join(shown, below) });
}

function entryOf(folder: string): string | undefined {
  const candidates = ["index.js", "index.ts"].map((name) => path.join(folder, name));
  return candidates.find((candidate) => fs.existsSync(candidate));
}

/** A folder that may not be read counts as empty. */
function readFolder(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * A package somewhere in a project, as a path inside it: engines put it several folders deep, and people point at the
 * project. It is only named, not taken: there may be older copies beside it.
 */
function findPackageBelow(project: string): string | undefined {
  const maxDepth = 6;
  const search = (folder: string, depth: number): string | undefined => {
    const folders = readFolder(path.join(project, folder))
      .filter((child) => child.isDirectory() && child.name !== "node_modules" && !child.name.startsWith("."))
      .map(({ name }) => path.join(folder, name));
    const isPackage = (child: string): boolean =>
      path.basename(child) === "mgobexs" && entryOf(path.join(project, child)) !== undefined;
    const found = folders.find(isPackage);
    if (found !== undefined || depth === maxDepth) return found;
    for (const child of folders) {
      const deeper = search(child, depth + 1);
      if (deeper !== undefined) return deeper;
    }
    return undefined;
  };
  return search("", 1);
}

/** @param file as a path in the package */
function warnOfEncoding(file: string): BilingualText {
  return {
    en: `${file} is not UTF-8: Chinese text in it reaches players as \uFFFD; save it as UTF-8`,
    zh: `${file} 不是 UTF-8 编码：其中的中文会以 \uFFFD 发给玩家；请另存为 UTF-8`,
  };
}

function createContext(logger: Logger, describe: (error: unknown) => string): ScriptContext {
  let saidLate = false;
  return {
    timers: new TimerRegistry(),
    report(error, origin) {
      if (!(error instanceof ScriptExit)) logger.error(`${origin} outside any room:`, describe(error));
    },
    logError: (message) => logger.error(message),
    reportLateCall(what) {
      if (!saidLate) logger.error(`${what} was called after the package was disposed of; it has no effect`);
      saidLate = true;
    },
  };
}

function createLogger(options: LoadPackageOptions): Logger {
  return new Logger({
    sink: options.log ?? (() => undefined),
    clock: options.clock ?? new SystemClock(),
    stream: "system",
    threshold: "error+",
  });
}

function wrapObject(
  source: MgobexsCode | { mgobexsCode: MgobexsCode },
  options: LoadPackageOptions,
): GameServerPackage {
  const shown = "mgobexsCode";
  const code: unknown = "gameServer" in source ? source : requireExport(source, shown);
  const plainContext = createContext(createLogger(options), inspect);
  const scriptProcess = createScriptProcess(plainContext);
  const { monitor } = options;
  const context: ScriptContext = { ...plainContext, monitor, process: scriptProcess.process };
  return {
    ...readCode(code, shown, options.dialect),
    source: shown,
    files: [],
    context,
    describeError: (error) => inspect(error),
    notifyCrash: () => undefined,
    dispose: () => {
      context.timers.dispose();
      scriptProcess.dispose();
      return Promise.resolve();
    },
  };
}

function loadFiles(
  source: string,
  entry: string,
  options: LoadPackageOptions,
  removeFiles: () => Promise<void> = () => Promise.resolve(),
): GameServerPackage {
  const logger = createLogger(options);
  const sourceMaps = new SourceMaps();
  const describeError = (error: unknown): string => sourceMaps.describe(error);
  const plainContext = createContext(logger, describeError);
  const context: ScriptContext = {
    ...plainContext,
    monitor: options.monitor,
    get process() {
      return globals.process.process;
    },
    report(error, origin) {
      plainContext.report(error, origin);
      notifyCrash(origin, error);
    },
  };
  const globals = createScriptGlobals(path.dirname(entry), context);
  const notifyCrash = (origin: ErrorOrigin, error: unknown): void =>
    globals.process.emitCrash(
      origin === "unhandled rejection" ? "unhandledRejection" : "uncaughtException",
      error,
    );
  const disposeScript = (): void => {
    context.timers.dispose();
    globals.process.dispose();
  };
  try {
    const loader = new ScriptLoader(globals, sourceMaps, path.dirname(entry));
    const exported = scriptContext.run(context, () =>
      runMonitored(context, "loading the script", () => loader.load(entry)),
    );
    const traits = readCode(requireExport(exported, source), source, options.dialect);
    return {
      ...traits,
      warnings: [...traits.warnings, ...loader.notUtf8.map(warnOfEncoding)],
      source,
      entry,
      get files() {
        return loader.files;
      },
      print: loader.print,
      context,
      describeError,
      notifyCrash,
      dispose: () => {
        disposeScript();
        return removeFiles();
      },
    };
  } catch (error) {
    disposeScript();
    throw loadError(source, error, describeError);
  }
}
