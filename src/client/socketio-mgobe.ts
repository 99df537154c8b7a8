import { NoConnection } from "./connection/no-connection";
import { type Connection } from "./connection/connection";
import { parseEndpoint } from "./connection/endpoint";
import { SocketIoConnection } from "./connection/socketio-connection";
import { createMgobeOver, type CreateOptions, type Mgobe } from "./create-mgobe";

interface Page {
  readonly location?: { readonly protocol?: string };
  readonly requestAnimationFrame?: (callback: () => void) => unknown;
}

function connectToSocketIo(url: string): Connection {
  const endpoint = parseEndpoint(url, (globalThis as Page).location?.protocol);
  return endpoint ? new SocketIoConnection(endpoint) : new NoConnection(url);
}

/**
 * A fresh MGOBE object that talks to a Socket.IO server with `attachMgobe`; in all else as that of `mgobe-migrate/client`.
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
    connect: connectToSocketIo,
    requestAnimationFrame: page.requestAnimationFrame?.bind(page),
    ...options,
  });
}
