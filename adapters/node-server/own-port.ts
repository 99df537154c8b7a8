import { type Server as HttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { type ListenPlace, toListenError } from "./listen-error";

/**
 * Lets a server listen on a further port that no other process of the machine shares: where several share the main one, it
 * leads to just this process.
 *
 * @param httpServer answers what comes in there, as on its own port
 * @throws ToolError (as a rejection) PORT_TAKEN, PORT_FORBIDDEN, HOST_UNUSABLE
 * @example
 * const ownPort = await openOwnPort(httpServer, { port: 7001 });
 * ownPort.close();
 */
export async function openOwnPort(httpServer: HttpServer, place: ListenPlace): Promise<{ close(): void }> {
  const server = createServer({ noDelay: true }, (socket: Socket) => httpServer.emit("connection", socket));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port: place.port, host: place.hostname, exclusive: true }, resolve);
    });
  } catch (cause) {
    throw toListenError(cause, place);
  }
  return { close: () => void server.close() };
}
