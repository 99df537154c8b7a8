import { ColyseusConnection } from "./connection/colyseus-connection";
import { NoConnection } from "./connection/no-connection";
import { type Connection } from "./connection/connection";
import { parseEndpoint } from "./connection/endpoint";
import { createMgobeOver, type CreateOptions, type Mgobe } from "./create-mgobe";

interface Page {
  readonly location?: { readonly protocol?: string };
  readonly requestAnimationFrame?: (callback: () => void) => unknown;
}

function connectToColyseus(url: string): Connection {
  const endpoint = parseEndpoint(url, (globalThis as Page).location?.protocol);
  return endpoint ? new ColyseusConnection(endpoint) : new NoConnection(url);
}

/**
 * A fresh MGOBE object that talks to a Colyseus server with `registerMgobe`. Nothing is shared between two of them, and
 * no connection is opened before `Listener.init`.
 *
 * @example
 * const MGOBE = createMgobe();
 * MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "localhost:2567" }, (event) => {
 *   if (event.code === MGOBE.ErrCode.EC_OK) start();
 * });
 */
export function createMgobe(options: Partial<CreateOptions> = {}): Mgobe {
  const page = globalThis as Page;
  return createMgobeOver({
    connect: connectToColyseus,
    requestAnimationFrame: page.requestAnimationFrame?.bind(page),
    ...options,
  });
}
