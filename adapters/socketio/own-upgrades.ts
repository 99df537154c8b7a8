import { type IncomingMessage, type Server as HttpServer } from "node:http";
import { type Duplex } from "node:stream";
import { type Server } from "socket.io";
import { takeEventsFirst } from "../node-server/requests-first";

/** Engine.IO, which Socket.IO's typings leave untyped. */
interface Engine {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * Gives Socket.IO the WebSockets below its path before anybody else on the port hears of them: Colyseus takes every WebSocket
 * of its server, whoever else answers it.
 *
 * @param isBeside true when the game has another backend already
 * @throws Error when that backend is on this port and does not listen yet: it looks for routes then, finds those that Socket.IO
 *   has wrapped no more, and each request would be answered twice
 */
export function takeOwnUpgrades(io: Server, httpServer: HttpServer, isBeside: boolean): void {
  if (isBeside && !httpServer.listening && httpServer.listenerCount("upgrade") > 1)
    throw new Error(
      "attachMgobe: this port is Colyseus' too, which does not listen yet; write new Server(httpServer) and attachMgobe after `await server.listen(port)`",
    );
  takeEventsFirst(httpServer, "upgrade", (request, socket, head) => {
    if (!request.url?.startsWith(io.path())) return false;
    (io as { readonly engine: Engine }).engine.handleUpgrade(request, socket, head);
    return true;
  });
}
