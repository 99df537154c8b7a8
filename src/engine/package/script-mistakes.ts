import { inspect } from "node:util";
import { type BilingualText } from "../../contract";
import { isMgobexsLogLevel } from "../logs/level";
import { findNearestWord } from "../settings/nearest-word";
import { type Dialect, findHook, hookNames, type HookObject, isHookName, legacyHookNames } from "./dialect";

/** Letters by which a name may differ from the one that was meant. */
const maxDistance = 2;

/**
 * What MGOBE would have passed over in silence: hooks under names that are none, at a place where nobody looks, or that are
 * no functions; a mode or log level that does not exist. Each with what was most likely meant.
 */
export function findMistakes(code: HookObject, gameServer: HookObject, dialect: Dialect): BilingualText[] {
  return [
    ...findMisspeltHooks(gameServer, dialect),
    ...findMisplacedHooks(code, gameServer, dialect),
    ...findUncallableHooks(gameServer),
    ...checkWord("gameServer.mode", gameServer.mode, ["async", "sync"], "async"),
    ...(["logLevel", "logLevelSDK"] as const).flatMap((name) =>
      isMgobexsLogLevel(code[name])
        ? []
        : checkWord(`mgobexsCode.${name}`, code[name], ["debug+", "info+", "error+"], "error+"),
    ),
  ];
}

/**
 * The member that somebody who looks for `wanted` may have written otherwise; undefined when none is near.
 *
 * @example
 * findMisspelt({ mgobexscode: {} }, "mgobexsCode"); // "mgobexscode"
 */
export function findMisspelt(owner: unknown, wanted: string): string | undefined {
  return listMembers(owner).find(
    (name) => name !== wanted && findNearestWord(name, [wanted], maxDistance) !== undefined,
  );
}

function findMisspeltHooks(gameServer: HookObject, dialect: Dialect): BilingualText[] {
  return listMembers(gameServer).flatMap((name) => {
    if (name === "mode" || isHookName(name) || typeof gameServer[name] !== "function") return [];
    if (name === "onInitGameServer") {
      return [
        {
          en: "onInitGameServer belongs on mgobexsCode, beside gameServer; on gameServer it is never called",
          zh: "onInitGameServer 应写在 mgobexsCode 上（与 gameServer 并列），写在 gameServer 上不会被调用",
        },
      ];
    }
    const meant = findMeantHook(name);
    if (meant === undefined || hasHook(gameServer, meant, dialect)) return [];
    return [
      {
        en: `gameServer.${name} is no hook of MGOBE and is never called; did you mean ${meant}?`,
        zh: `gameServer.${name} 不是 MGOBE 的回调，不会被调用；是否想写 ${meant}？`,
      },
    ];
  });
}

function findMisplacedHooks(code: HookObject, gameServer: HookObject, dialect: Dialect): BilingualText[] {
  return listMembers(code).flatMap((name) => {
    if (name === "gameServer" || typeof code[name] !== "function" || name === "onInitGameServer") return [];
    if (findNearestWord(name, ["onInitGameServer"], maxDistance) !== undefined) {
      return [
        {
          en: `mgobexsCode.${name} is never called; did you mean onInitGameServer?`,
          zh: `mgobexsCode.${name} 不会被调用；是否想写 onInitGameServer？`,
        },
      ];
    }
    const meant = isHookName(name) ? name : findMeantHook(name);
    if (meant === undefined || hasHook(gameServer, meant, dialect)) return [];
    return [
      {
        en: `mgobexsCode.${name} is never called; hooks belong on gameServer: gameServer.${meant}`,
        zh: `mgobexsCode.${name} 不会被调用；回调应写在 gameServer 上：gameServer.${meant}`,
      },
    ];
  });
}

function findUncallableHooks(gameServer: HookObject): BilingualText[] {
  return [...hookNames, ...legacyHookNames].flatMap((name) => {
    const value = gameServer[name];
    if (value === undefined || value === null || typeof value === "function") return [];
    return [
      {
        en: `gameServer.${name} is ${describeValue(value)}, not a function; it is never called`,
        zh: `gameServer.${name} 的值是 ${describeValue(value)}，不是函数，不会被调用`,
      },
    ];
  });
}

function checkWord(
  place: string,
  value: unknown,
  known: readonly string[],
  fallback: string,
): BilingualText[] {
  if (value === undefined || value === null || known.includes(value as string)) return [];
  const meant = typeof value === "string" ? findNearestWord(value.trim(), known, maxDistance) : undefined;
  const list = known.map((word) => `"${word}"`).join(", ");
  const question = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const zhQuestion = meant === undefined ? "" : `；是否想写 "${meant}"？`;
  return [
    {
      en: `${place} is ${describeValue(value)}, which MGOBE does not know (${list}); "${fallback}" holds${question}`,
      zh: `${place} 的值 ${describeValue(value)} 不是 MGOBE 的取值（${list}），按 "${fallback}" 处理${zhQuestion}`,
    },
  ];
}

function describeValue(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 40 });
}

function findMeantHook(name: string): string | undefined {
  // The one word that MGOBE itself abbreviated.
  const written = name.replace(/rec(ei|ie)ve/i, "Recv");
  return findNearestWord(written, [...hookNames, ...legacyHookNames], maxDistance);
}

function hasHook(gameServer: HookObject, name: string, dialect: Dialect): boolean {
  if (typeof gameServer[name] === "function") return true;
  return hookNames.some((hook) => hook === name && findHook(gameServer, hook, dialect) !== undefined);
}

/** Names of an object's members and of those that it inherits, those of every object excepted. */
function listMembers(owner: unknown): string[] {
  const names = new Set<string>();
  let part: unknown = owner;
  while (typeof part === "object" && part !== null && part !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(part)) if (name !== "constructor") names.add(name);
    part = Object.getPrototypeOf(part);
  }
  return [...names];
}
