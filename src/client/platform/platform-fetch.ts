import { type ClientOptions } from "@colyseus/sdk";
import { createMiniFetch } from "./mini-fetch";
import { findMiniPlatform, type PlatformGlobal } from "./platform";

/** `fetch` for the Colyseus SDK; undefined leaves the choice to it, which then takes XMLHttpRequest. */
export function findFetch(globals: PlatformGlobal): ClientOptions["fetchFn"] {
  if (typeof globals.fetch === "function") return globals.fetch.bind(globals) as ClientOptions["fetchFn"];
  if (globals.XMLHttpRequest) return undefined;
  const miniPlatform = findMiniPlatform();
  // It has as much of `fetch` as the SDK uses.
  return miniPlatform ? (createMiniFetch(miniPlatform) as unknown as ClientOptions["fetchFn"]) : undefined;
}
