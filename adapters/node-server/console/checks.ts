/** Whether a value from outside is what it should be. */
export type Check = (value: unknown) => boolean;

/** A text, which may be empty. */
export const isText: Check = (value) => typeof value === "string";
/** A number. */
export const isNumber: Check = (value) => typeof value === "number";
/** True or false. */
export const isFlag: Check = (value) => typeof value === "boolean";

/** A list whose every entry fits. */
export function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** An object with entries of these names that fit; it may have more, as a newer version does. */
export function isObjectOf(entries: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(entries);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name]));
}

/** An object whose every entry fits, whatever its name. */
export function isMapOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check);
}

/** What may be null. */
export function isNullOr(check: Check): Check {
  return (value) => value === null || check(value);
}

/** One of these texts. */
export function isOneOf(...texts: readonly string[]): Check {
  return (value) => typeof value === "string" && texts.includes(value);
}

/** What may be left out. */
export function isMaybe(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** Whether a value is an object with names, no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
