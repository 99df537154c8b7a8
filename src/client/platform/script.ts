import { type ClientOptions } from "@colyseus/sdk";
import { ColyseusConnection } from "../connection/colyseus-connection";
import { NoConnection } from "../connection/no-connection";
import { type Connection } from "../connection/connection";
import { parseEndpoint } from "../connection/endpoint";
import { createMgobeOver, type Mgobe } from "../create-mgobe";
import { detectPlatform, findHostGlobal, findMiniHost, type HostGlobal } from "./host";
import { createMiniFetch } from "./mini-fetch";

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

/** Mini-games freeze while they are hidden, and their sockets often do not survive it. */
function findResume(): ((callback: () => void) => void) | undefined {
  const miniHost = findMiniHost();
  return miniHost && typeof miniHost.onShow === "function"
    ? (callback) => miniHost.onShow?.(callback)
    : undefined;
}

function createForHost(): Mgobe {
  const host = findHostGlobal();
  const platform = detectPlatform();
  const fetchFn = findFetch(host);
  const connect = (url: string): Connection => {
    const endpoint = parseEndpoint(url, host.location?.protocol);
    return endpoint ? new ColyseusConnection(endpoint, { fetchFn }) : new NoConnection(url);
  };
  const mgobe = createMgobeOver({
    connect,
    requestAnimationFrame: host.requestAnimationFrame?.bind(host),
    onResume: findResume(),
    adapter: { channel: platform.channel, platform: 0 },
  });
  if (platform.root) (platform.root as { MGOBE?: Mgobe }).MGOBE = mgobe;
  return mgobe;
}

/** The object that the file exports and sets as the global. */
export const MGOBE = createForHost();
