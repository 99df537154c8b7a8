import { type Connection } from "../connection/connection";
import { createMgobeOver, type Mgobe } from "../create-mgobe";
import { detectPlatform, findPlatformGlobal, findMiniPlatform, type PlatformGlobal } from "./platform";

/** Mini-games freeze while they are hidden, and their sockets often do not survive it. */
function findResume(): ((callback: () => void) => void) | undefined {
  const miniPlatform = findMiniPlatform();
  return miniPlatform && typeof miniPlatform.onShow === "function"
    ? (callback) => miniPlatform.onShow?.(callback)
    : undefined;
}

/**
 * One MGOBE object for the platform that a script file runs in, and the global that games expect (spec mgobe-client §1.2).
 *
 * @param connect makes the connection for a `config.url`; gets the platform's global object, too
 */
export function createForPlatform(connect: (url: string, globals: PlatformGlobal) => Connection): Mgobe {
  const globals = findPlatformGlobal();
  const platform = detectPlatform();
  const mgobe = createMgobeOver({
    connect: (url) => connect(url, globals),
    requestAnimationFrame: globals.requestAnimationFrame?.bind(globals),
    onResume: findResume(),
    adapter: { channel: platform.channel, platform: 0 },
  });
  if (platform.root) (platform.root as { MGOBE?: Mgobe }).MGOBE = mgobe;
  return mgobe;
}
