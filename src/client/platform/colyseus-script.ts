import * as sdk from "@colyseus/sdk";
import { detectPlatform, findPlatformGlobal } from "./platform";
import { findFetch } from "./platform-fetch";

/**
 * `colyseus.js`: the whole of `@colyseus/sdk` as one script, for games without a package manager. It sets the global
 * `Colyseus`, as the SDK's own browser file does, and runs in mini-games, too.
 */

class PlatformClient extends sdk.Client {
  constructor(settings: string, options: sdk.ClientOptions = {}) {
    super(settings, { fetchFn: findFetch(findPlatformGlobal()), ...options });
  }
}

const { root } = detectPlatform();

/** The SDK, with a client that knows the platform's way to ask a server. */
export const Colyseus = { ...sdk, Client: PlatformClient, ColyseusSDK: PlatformClient };

if (root) (root as { Colyseus?: typeof Colyseus }).Colyseus = Colyseus;
