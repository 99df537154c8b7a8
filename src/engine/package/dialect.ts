import { apiMap, type IGameServer } from "../../contract";

/**
 * Which generation of the server API a script is written for (spec mgobe-server §5.2): `1.0.0` is the first release with
 * `onClientData` and `room.roomId`, `1.0.1` everything after it.
 */
export type Dialect = "1.0.0" | "1.0.1";

/** Name of a hook. */
export type HookName = Exclude<keyof IGameServer, "mode">;

const hookEntries = apiMap.filter((entry) => entry.kind === "hook");

/** The hooks, by their current names. */
export const hookNames = hookEntries.map((entry) => entry.name) as readonly HookName[];

/** The hooks without which MGOBE's typings did not accept a script. */
export const requiredHookNames = hookEntries
  .filter((entry) => entry.required)
  .map((entry) => entry.name) as readonly HookName[];

const legacyNames = new Map(hookEntries.map((entry) => [entry.name, entry.legacyName]));

/** Names that hooks had in V1.0.0 and that stand in for the current ones. */
export const legacyHookNames: readonly string[] = [...legacyNames.values()].filter(
  (name) => name !== undefined,
);

/** True for the name of a hook in either generation. */
export function isHookName(name: string): boolean {
  return (hookNames as readonly string[]).includes(name) || legacyHookNames.includes(name);
}

/** A hook object as the host sees it: anything may be missing, and hooks may sit on the prototype. */
export type HookObject = Record<string, unknown>;

/** A hook that was found, with the name under which the script has it. */
export interface FoundHook {
  readonly name: string;
  readonly call: (this: unknown, args: unknown) => unknown;
}

/**
 * Looks a hook up on the object and its prototypes; undefined when the script does not have it. A name of V1.0.0 stands
 * in for a current name that is absent (spec mgobe-patterns S9), and comes first in a script of V1.0.0.
 */
export function findHook(gameServer: object, hook: HookName, dialect: Dialect): FoundHook | undefined {
  const legacy = legacyNames.get(hook);
  const names = legacy === undefined ? [hook] : dialect === "1.0.0" ? [legacy, hook] : [hook, legacy];
  for (const name of names) {
    const call = (gameServer as HookObject)[name];
    if (typeof call === "function") return { name, call: call as FoundHook["call"] };
  }
  return undefined;
}

/** Tells the generation of a script by its message hook (spec mgobe-server §5.2). */
export function detectDialect(gameServer: HookObject): Dialect {
  const isLegacy =
    typeof gameServer.onClientData === "function" && typeof gameServer.onRecvFromClient !== "function";
  return isLegacy ? "1.0.0" : "1.0.1";
}
