import { type ValueNode } from "../../../src/console/api";

/** How deep a value is shown, how many entries of one level and of all, and how much of a text. */
const bounds = { depth: 8, entries: 100, nodes: 3000, text: 500 };

/**
 * A value of the script as a tree to show. It runs nothing of the script's: getters are named and not called. It is
 * bounded; what grows with the size of `gameData` is the listing of an object's keys alone.
 *
 * @example
 * showValue({ turn: 3 }); // { kind: "object", label: "", entries: [["turn", { kind: "plain", value: "3" }]], left: 0 }
 */
export function showValue(value: unknown): ValueNode {
  const above: unknown[] = [];
  let nodes = 0;
  const show = (each: unknown): ValueNode => {
    nodes += 1;
    if (typeof each === "string") return showText(each);
    if (typeof each === "function") return { kind: "plain", value: "(function)" };
    if (typeof each !== "object" || each === null) return { kind: "plain", value: showPlain(each) };
    if (above.includes(each)) return { kind: "plain", value: "(above)" };
    if (each instanceof Date) return { kind: "plain", value: String(each.getTime()) };
    const isFull = above.length >= bounds.depth;
    const { size, first } = listEntries(each, isFull ? 0 : bounds.entries);
    above.push(each);
    const entries: [string, ValueNode][] = [];
    for (const [key, inner] of first) {
      if (nodes >= bounds.nodes) break;
      entries.push([key, inner === getter ? { kind: "plain", value: "(getter)" } : show(inner)]);
    }
    above.pop();
    const kind = Array.isArray(each) ? "list" : "object";
    return { kind, label: showClass(each), entries, left: size - entries.length };
  };
  try {
    return show(value);
  } catch {
    // A proxy may refuse to be looked at.
    return { kind: "plain", value: "(cannot be shown)" };
  }
}

const getter = Symbol("getter");

/** How many entries a value has, and the first of them; of lists no more than those are looked at. */
function listEntries(value: object, most: number): { size: number; first: [string, unknown][] } {
  if (value instanceof Map) {
    const first = takeFirst(value.entries(), most);
    return { size: value.size, first: first.map(([key, each]) => [showKey(key), each as unknown]) };
  }
  if (value instanceof Set) {
    const first = takeFirst(value.values(), most);
    return { size: value.size, first: first.map((each, index) => [String(index), each as unknown]) };
  }
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  const size = isList ? (value as readonly unknown[]).length : undefined;
  const keys =
    size === undefined
      ? Object.keys(value)
      : Array.from({ length: Math.min(size, most) }, (_, index) => String(index));
  return { size: size ?? keys.length, first: keys.slice(0, most).map((key) => [key, readOwn(value, key)]) };
}

function takeFirst<T>(values: Iterator<T>, most: number): T[] {
  const first: T[] = [];
  while (first.length < most) {
    const next = values.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

function readOwn(value: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key);
  // A hole of a list has none.
  if (!property) return undefined;
  return "value" in property ? (property.value as unknown) : getter;
}

function showKey(key: unknown): string {
  return typeof key === "string" || typeof key === "number" ? String(key) : `(${typeof key})`;
}

function showText(value: string): ValueNode {
  const isLong = value.length > bounds.text;
  return { kind: "text", value: isLong ? value.slice(0, bounds.text) : value, cut: isLong };
}

function showPlain(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : String(value);
}

/** Name of a class that is no plain object. */
function showClass(value: object): string {
  if (value instanceof Map || value instanceof Set) return value.constructor.name;
  if (Array.isArray(value)) return "";
  const prototype = Object.getPrototypeOf(value) as object | null;
  const made = prototype && Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const name: unknown = typeof made === "function" ? made.name : "";
  return typeof name === "string" && name !== "Object" ? name.slice(0, 60) : "";
}
