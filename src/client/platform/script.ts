import { type ClientOptions } from "@colyseus/sdk";
import { ColyseusConnection } from "../connection/colyseus-connection";
import { parseEndpoint } from "../connection/endpoint";
import { NoConnection } from "../connection/no-connection";
import { findMiniHost, type HostGlobal } from "./host";
import { createMiniFetch } from "./mini-fetch";
import { createForHost } from "./script-connection";

/**
 * `dist/MGOBE.js`: what a game loads in place of MGOBE's own file. Unlike the module it does something when it is loaded:
 * it makes one MGOBE object and sets the global that games expect (spec mgobe-client §1.2).
 */

/** `fetch` for the Colyseus SDK; undefined leaves the choice to it, which then takes XMLHttpRequest. */
function findFetch(host: HostGlobal): ClientOptions["fetchFn"] {
  if (typeof host.fetch === "function") return host.fetch.bind(host) as ClientOptions["fetchFn"];
  if (host.XMLHttpRequest) return undefined;
  const miniHost = findMiniHost();
  return miniHost ? (createMiniFetch(miniHost) as unknown as ClientOptions["fetchFn"]) : undefined;
}

/** The object that the file exports and sets as the global. */
export const MGOBE = createForHost((url, host) => {
  const endpoint = parseEndpoint(url, host.location?.protocol);
  return endpoint ? new ColyseusConnection(endpoint, { fetchFn: findFetch(host) }) : new NoConnection(url);
});
