import { type IncomingMessage } from "node:http";

/**
 * The address of the client that sent a request.
 *
 * @param trustProxy true behind a proxy: the address is the last one of `X-Forwarded-For`, which that proxy wrote
 */
export function getAddress(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  const last = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded)?.split(",").at(-1)?.trim();
  return last || (request.socket.remoteAddress ?? "unknown");
}
