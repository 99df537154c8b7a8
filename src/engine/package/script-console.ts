import { makeVisible } from "../../contract/visible-text";
import { formatLogValues } from "../logs/format";

const writingMethods = ["log", "info", "warn", "error", "debug", "trace"] as const;

/**
 * Node's `console`, except that control characters in what it writes are shown: names and chat of players must not steer
 * the terminal. What has none is passed on as it is, so that debuggers see the values themselves.
 */
export function createScriptConsole(): Console {
  const own: Record<string, unknown> = {};
  for (const name of writingMethods) {
    own[name] = (...values: unknown[]): void => {
      const text = formatLogValues(values);
      const visible = makeVisible(text);
      if (visible === text) console[name](...values);
      else console[name]("%s", visible);
    };
  }
  return new Proxy(console, {
    get: (target, key) =>
      typeof key === "string" && Object.hasOwn(own, key) ? own[key] : (Reflect.get(target, key) as unknown),
    set(target, key, value) {
      if (typeof key === "string" && Object.hasOwn(own, key)) own[key] = value;
      else Reflect.set(target, key, value);
      return true;
    },
  });
}
