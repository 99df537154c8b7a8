import { findPlatformGlobal } from "./platform";

/**
 * Stand-ins for names of the browser that the Colyseus SDK uses; the build puts them in the place of those names inside
 * the bundle. A platform that has the real thing keeps it, and no platform's global object is touched.
 */

class MiniHeaders {
  private readonly values: Record<string, string> = {};

  constructor(init: MiniHeaders | Record<string, string> | undefined) {
    if (init instanceof MiniHeaders) init.forEach((value, name) => this.set(name, value));
    else if (init) for (const name of Object.keys(init)) this.set(name, String(init[name]));
  }

  get(name: string): string | null {
    return this.values[name.toLowerCase()] ?? null;
  }

  has(name: string): boolean {
    return name.toLowerCase() in this.values;
  }

  set(name: string, value: string): void {
    this.values[name.toLowerCase()] = value;
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const name of Object.keys(this.values)) callback(this.values[name] ?? "", name);
  }
}

class MiniSearchParams {
  private readonly pairs: [string, string][] = [];

  constructor(query: string | undefined) {
    for (const pair of (query ?? "").split("&")) {
      if (!pair) continue;
      const [name = "", value = ""] = pair.split("=").map(decodeURIComponent);
      this.pairs.push([name, value]);
    }
  }

  set(name: string, value: string): void {
    const found = this.pairs.find((pair) => pair[0] === name);
    if (found) found[1] = value;
    else this.pairs.push([name, value]);
  }

  toString(): string {
    return this.pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  }
}

class MiniFormData {}

/** The platform's global object, for code that asks for `globalThis`. */
export const platformGlobal = findPlatformGlobal();
const PlatformHeaders = platformGlobal.Headers ?? MiniHeaders;
const PlatformSearchParams = platformGlobal.URLSearchParams ?? MiniSearchParams;
const PlatformFormData = platformGlobal.FormData ?? MiniFormData;

export { PlatformHeaders as Headers, PlatformSearchParams as URLSearchParams, PlatformFormData as FormData };
