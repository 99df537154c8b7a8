import { ColyseusConnection } from "../connection/colyseus-connection";
import { parseEndpoint } from "../connection/endpoint";
import { NoConnection } from "../connection/no-connection";
import { findFetch } from "./platform-fetch";
import { createForPlatform } from "./script-connection";

/**
 * `dist/MGOBE.js`: what a game loads in place of MGOBE's own file. Unlike the module it does something when it is loaded:
 * it makes one MGOBE object and sets the global that games expect (spec mgobe-client §1.2).
 */

/** The object that the file exports and sets as the global. */
export const MGOBE = createForPlatform((url, globals) => {
  const endpoint = parseEndpoint(url, globals.location?.protocol);
  return endpoint ? new ColyseusConnection(endpoint, { fetchFn: findFetch(globals) }) : new NoConnection(url);
});
