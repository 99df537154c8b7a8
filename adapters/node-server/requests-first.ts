import { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Socket } from "node:net";
import { type Duplex } from "node:stream";

/** Takes a request, or leaves it to others: false = not mine, and neither read nor answered. */
export type RequestTaker = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Offers each request of a server to somebody before whoever else listens there. Frameworks put their listener on when
 * they start to listen, some take others off and back on again, so the order of listeners is nobody's to rely on: the
 * event itself is taken.
 *
 * @example
 * takeRequestsFirst(server, (request, response) => {
 *   if (request.url !== "/health") return false;
 *   response.end("ok");
 *   return true;
 * });
 */
export function takeRequestsFirst(server: Server, take: RequestTaker): void {
  takeEventsFirst(server, "request", take);
}

/** What comes with events of a server. */
interface ServerEvents {
  readonly request: [IncomingMessage, ServerResponse];
  readonly upgrade: [IncomingMessage, Duplex, Buffer];
  readonly connection: [Socket];
}

/** As {@link takeRequestsFirst}, for other events of a server. */
export function takeEventsFirst<E extends keyof ServerEvents>(
  server: Server,
  name: E,
  take: (...values: ServerEvents[E]) => boolean,
): void {
  const emit = server.emit.bind(server) as (event: string | symbol, ...values: unknown[]) => boolean;
  server.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event === name && take(...(values as ServerEvents[E]))) return true;
    return emit(event, ...values);
  };
}

/** The body of a request was larger than was allowed. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** Bytes of a body that is too large which are let through to nowhere; a connection that brings more is ended. */
const mostDiscarded = 64 * 1024 * 1024;

/**
 * Reads the body of a request.
 *
 * @param most bytes
 * @throws BodyTooLarge (as a rejection); the request can still be answered, and what else it brings is thrown away: a client
 *   that is cut off while it sends hears of a broken connection, and of no answer
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > most) {
      discard(request);
      return reject(new BodyTooLarge());
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= most) return;
      request.off("data", onData);
      discard(request);
      reject(new BodyTooLarge());
    };
    request.on("data", onData);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => reject(new Error("the request ended before its body")));
    request.once("error", reject);
  });
}

function discard(request: IncomingMessage): void {
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostDiscarded) request.destroy();
  });
  request.on("error", () => undefined);
}
