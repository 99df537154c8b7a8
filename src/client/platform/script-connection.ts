import { type Connection } from "../connection/connection";
import { createMgobeOver, type Mgobe } from "../create-mgobe";
import { detectPlatform, findHostGlobal, findMiniHost, type HostGlobal } from "./host";

/** Mini-games freeze while they are hidden, and their sockets often do not survive it. */
function findResume(): ((callback: () => void) => void) | undefined {
  const miniHost = findMiniHost();
  return miniHost && typeof miniHost.onShow === "function"
    ? (callback) => miniHost.onShow?.(callback)
    : undefined;
}

/**
 * One MGOBE object for the host that a script file runs in, and the global that games expect (spec mgobe-client §1.2).
 *
 * @param connect makes the connection for a `config.url`; gets the host's global object, too
 */
export function createForHost(connect: (url: string, host: HostGlobal) => Connection): Mgobe {
  const host = findHostGlobal();
  const platform = detectPlatform();
  const mgobe = createMgobeOver({
    connect: (url) => connect(url, host),
    requestAnimationFrame: host.requestAnimationFrame?.bind(host),
    onResume: findResume(),
    adapter: { channel: platform.channel, platform: 0 },
  });
  if (platform.root) (platform.root as { MGOBE?: Mgobe }).MGOBE = mgobe;
  return mgobe;
}
