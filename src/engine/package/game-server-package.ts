import { type BilingualText, type MgobexsCode, ToolError } from "../../contract";
import {
  detectDialect,
  type Dialect,
  findHook,
  hookNames,
  type HookObject,
  requiredHookNames,
} from "./dialect";
import { findMisspelt, findMistakes } from "./script-mistakes";
import { type ErrorOrigin, type ScriptContext } from "./script-context";

/** A game server script that is ready to serve rooms. */
export interface GameServerPackage {
  /** What the script exports; the very object, hooks may still be assigned to it. */
  readonly code: MgobexsCode;
  /** Where it came from, for people: a path as given, or `mgobexsCode` for an object. */
  readonly source: string;
  /** The file that exports `mgobexsCode`; undefined for an object. */
  readonly entry?: string;
  /** Files that the script has loaded so far, dependencies included; what a watcher has to watch. */
  readonly files: readonly string[];
  /** A hash of the files that it began with, the same for the same files anywhere; undefined for an object. */
  readonly print?: string;
  /** Names of the hooks found, as the script has them. */
  readonly hooks: readonly string[];
  /** How client messages are processed (spec mgobe-server Q1). */
  readonly mode: "async" | "sync";
  readonly dialect: Dialect;
  /** What looks wrong but does not keep the script from running; one sentence each. */
  readonly warnings: readonly BilingualText[];
  /** Those of the warnings that name what the author wrote and what has no effect, such as a misspelt hook. */
  readonly mistakes: readonly BilingualText[];
  /** Context of script code that no room stands behind. */
  readonly context: ScriptContext;
  /** An error as text, with its stack at the lines the author wrote. */
  describeError(error: unknown): string;
  /** Lets the script's own `process.on("uncaughtException" | "unhandledRejection")` know of a contained error. */
  notifyCrash(origin: ErrorOrigin, error: unknown): void;
  /**
   * Stops timers that the script armed outside any room, detaches its process listeners and removes unpacked files.
   * Rooms that still run keep working, but cannot load further files of a zip.
   */
  dispose(): Promise<void>;
}

/** The parts of a package that follow from the exported object alone. */
export type CodeTraits = Pick<
  GameServerPackage,
  "code" | "hooks" | "mode" | "dialect" | "warnings" | "mistakes"
>;

/**
 * Finds `mgobexsCode` in what a file exports: `exports.mgobexsCode` or `exports.default.mgobexsCode` (spec mgobe-server
 * Q35).
 *
 * @throws ToolError PACKAGE_NO_EXPORT
 */
export function requireExport(exported: unknown, path: string): unknown {
  const code =
    readMember(exported, "mgobexsCode") ?? readMember(readMember(exported, "default"), "mgobexsCode");
  if (code === undefined || code === null) {
    const near = findMisspelt(exported, "mgobexsCode") ?? findBare(exported);
    const found = near === undefined ? "" : { en: `, but ${near}`, zh: `，只有 ${near}` };
    throw new ToolError("PACKAGE_NO_EXPORT", { path, found });
  }
  return code;
}

/** What somebody may have exported without the object around it: `exports.gameServer`, or the hooks themselves. */
function findBare(exported: unknown): string | undefined {
  const names = ["gameServer", ...hookNames];
  return names.find((name) => {
    const value = readMember(exported, name) ?? readMember(readMember(exported, "default"), name);
    return value !== undefined && value !== null;
  });
}

/**
 * Checks an `mgobexsCode` object as far as MGOBE depended on it. Only an object without any hook is refused; the rest is
 * a warning, as hooks may be assigned late.
 *
 * @param dialect overrides the detection
 * @throws ToolError PACKAGE_BAD_HOOK
 */
export function readCode(code: unknown, path: string, dialect?: Dialect): CodeTraits {
  const gameServer = readMember(code, "gameServer");
  if (!isObjectLike(gameServer)) {
    throw new ToolError("PACKAGE_BAD_HOOK", { path, reason: describeMissingGameServer(code) });
  }
  const hookObject = gameServer as HookObject;
  const spoken = dialect ?? detectDialect(hookObject);
  const found = hookNames.flatMap((hook) => {
    const name = findHook(hookObject, hook, spoken)?.name;
    return name === undefined ? [] : [{ hook, name }];
  });
  if (found.length === 0) {
    const mistakes = findMistakes(code as HookObject, hookObject, spoken);
    const none = { en: "gameServer has none of MGOBE's hooks", zh: "gameServer 没有任何 MGOBE 回调" };
    const reasons = [none, ...mistakes];
    const reason = {
      en: reasons.map(({ en }) => en).join("; "),
      zh: reasons.map(({ zh }) => zh).join("；"),
    };
    throw new ToolError("PACKAGE_BAD_HOOK", { path, reason });
  }
  const missing = requiredHookNames.filter((hook) => !findHook(hookObject, hook, spoken));
  const mistakes = findMistakes(code as HookObject, hookObject, spoken);
  return {
    code: code as MgobexsCode,
    hooks: [...new Set(found.map(({ name }) => name))],
    mode: hookObject.mode === "sync" ? "sync" : "async",
    dialect: spoken,
    warnings: [
      ...missing.map((hook) => ({
        en: `gameServer has no ${hook}, which MGOBE required`,
        zh: `gameServer 没有 MGOBE 要求的 ${hook}`,
      })),
      ...(spoken === "1.0.1" ? found.filter(({ hook, name }) => hook !== name) : []).map(
        ({ hook, name }) => ({
          en: `gameServer has the old hook ${name}; it is called for ${hook}`,
          zh: `gameServer 使用旧的回调名 ${name}，将作为 ${hook} 调用`,
        }),
      ),
      ...mistakes,
    ],
    mistakes,
  };
}

function describeMissingGameServer(code: unknown): BilingualText {
  const near = findMisspelt(code, "gameServer");
  return near === undefined
    ? { en: "it has no gameServer object", zh: "没有 gameServer 对象" }
    : { en: `it has no gameServer object, but ${near}`, zh: `没有 gameServer 对象，只有 ${near}` };
}

function isObjectLike(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function readMember(value: unknown, name: string): unknown {
  return isObjectLike(value) ? (value as Record<string, unknown>)[name] : undefined;
}
