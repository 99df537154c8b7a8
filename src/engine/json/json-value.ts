/**
 * MGOBE's payloads are JSON text on the wire (spec mgobe-server §0.7), so every value that passes through the engine has
 * to look as if it had been through `JSON.stringify` and `JSON.parse`. Most values already do, and then nothing is copied.
 */

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** True when a JSON round trip would give an equal value; `depth` bounds the walk, cycles included. */
function isJsonEqual(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    // An index loop: `every` would skip holes, which JSON turns into null.
    for (let i = 0; i < value.length; i++) if (!isJsonEqual(value[i], depth - 1)) return false;
    return true;
  }
  if (!isPlain(value) || "toJSON" in value) return false;
  for (const key of Object.keys(value)) {
    if (!isJsonEqual((value as Record<string, unknown>)[key], depth - 1)) return false;
  }
  return true;
}

/** Deeper values take the slow path, where JSON itself decides. */
const maxFastDepth = 32;

/**
 * True when objects and lists lie more than `depth` deep in each other; cycles count as endless. A number in a list in an
 * object is two deep.
 */
export function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, depth - 1));
  return Object.values(value).some((member) => isDeeperThan(member, depth - 1));
}

/**
 * The value as a client of MGOBE would have received it; the same object when a round trip would not change it.
 * `undefined`, functions and symbols become `null`.
 *
 * @param maxDepth see {@link isDeeperThan}; whoever encodes a deeper value later may run out of stack
 * @throws TypeError for cycles and BigInt, as `JSON.stringify` does, and for values that are too deep
 */
export function toJsonValue(value: unknown, maxDepth = Infinity): unknown {
  if (isJsonEqual(value, Math.min(maxFastDepth, maxDepth))) return value;
  if (maxDepth !== Infinity && isDeeperThan(value, maxDepth)) {
    throw new TypeError(`it is nested more than ${maxDepth} levels deep`);
  }
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as unknown);
}

/** A JSON value and what had to be left out to get it. */
export interface TolerantJson {
  readonly value: unknown;
  /** Paths of what could not be encoded, e.g. `state.timer`; empty when all went well. */
  readonly dropped: readonly string[];
}

/**
 * As {@link toJsonValue}, but what JSON cannot encode (cycles, BigInt, a running timer, a throwing `toJSON`) is left
 * out instead of thrown at; scripts do send such values by accident (spec mgobe-patterns S3).
 */
export function toTolerantJsonValue(value: unknown): TolerantJson {
  try {
    return { value: toJsonValue(value), dropped: [] };
  } catch {
    const dropped: string[] = [];
    const copy = copyEncodable(value, "", new Set(), dropped);
    return { value: copy === undefined ? null : copy, dropped };
  }
}

function readToJson(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function" ? (toJSON as () => unknown).call(value) : value;
}

function copyEncodable(value: unknown, path: string, ancestors: Set<object>, dropped: string[]): unknown {
  const drop = (): undefined => {
    dropped.push(path || "(whole value)");
    return undefined;
  };
  if (typeof value === "bigint") return drop();
  if (typeof value !== "object" || value === null) {
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    return typeof value === "string" || typeof value === "boolean" || value === null ? value : undefined;
  }
  // A timer of Node is a linked list of internals; nobody means to send it.
  if (ancestors.has(value) || value.constructor?.name === "Timeout") return drop();
  let plain: unknown;
  try {
    plain = readToJson(value);
  } catch {
    return drop();
  }
  if (plain !== value) return copyEncodable(plain, path, ancestors, dropped);
  ancestors.add(value);
  const copy = Array.isArray(value)
    ? value.map((item, index) => copyEncodable(item, `${path}[${index}]`, ancestors, dropped) ?? null)
    : copyMembers(value as Record<string, unknown>, path, ancestors, dropped);
  ancestors.delete(value);
  return copy;
}

function copyMembers(
  value: Record<string, unknown>,
  path: string,
  ancestors: Set<object>,
  dropped: string[],
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const memberPath = path ? `${path}.${key}` : key;
    let member: unknown;
    try {
      member = copyEncodable(value[key], memberPath, ancestors, dropped);
    } catch {
      dropped.push(memberPath);
      continue;
    }
    if (member !== undefined) copy[key] = member;
  }
  return copy;
}
