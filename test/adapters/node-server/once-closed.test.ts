import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { once } from "node:events";
import { Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { registerMgobe } from "../../../adapters/colyseus";

test("many games on one server listen to the end of a socket with one listener", async () => {
  const httpServer = createServer();
  const server = new Server({
    transport: new WebSocketTransport({ server: httpServer }),
    greet: false,
    gracefullyShutdown: false,
  });
  for (let game = 0; game < 15; game++) {
    registerMgobe(server, {
      roomName: `game-${game}`,
      wire: { path: `/game-${game}` },
      log: () => undefined,
    });
  }
  await server.listen(0, "127.0.0.1");
  const upgraded = once(httpServer, "upgrade");
  const client = connect((httpServer.address() as AddressInfo).port, "127.0.0.1");
  client.write(
    "GET /room/none HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  const [, socket] = (await upgraded) as [unknown, Socket];
  // Node's own and those of the transport are a few; each game would add one.
  expect(socket.listenerCount("close")).toBeLessThan(10);
  client.destroy();
  await server.gracefullyShutdown(false);
});
