import { type IncomingMessage, type Server, type ServerResponse } from "node:http";

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
  const emit = server.emit.bind(server) as (event: string | symbol, ...values: unknown[]) => boolean;
  server.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    const [request, response] = values as [IncomingMessage, ServerResponse];
    if (event === "request" && take(request, response)) return true;
    return emit(event, ...values);
  };
}

/** The body of a request was larger than was allowed. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * Reads the body of a request.
 *
 * @param most bytes
 * @throws BodyTooLarge (as a rejection); the rest is not read then
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > most) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
