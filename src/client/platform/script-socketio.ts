import { parseEndpoint } from "../connection/endpoint";
import { NoConnection } from "../connection/no-connection";
import { SocketIoConnection } from "../connection/socketio-connection";
import { createForPlatform } from "./script-connection";

/** `dist/MGOBE.socketio.js`: as `dist/MGOBE.js`, for a server with `attachMgobe`. */

/** The object that the file exports and sets as the global. */
export const MGOBE = createForPlatform((url, globals) => {
  const endpoint = parseEndpoint(url, globals.location?.protocol);
  return endpoint ? new SocketIoConnection(endpoint) : new NoConnection(url);
});
