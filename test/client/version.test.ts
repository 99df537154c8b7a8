import { createMgobeServer } from "../../adapters/colyseus";
import { createMgobeSocketServer } from "../../adapters/socketio";
import manifest from "../../package.json";
import { createMgobe } from "../../src/client";
import { createMgobe as createSocketIoMgobe } from "../../src/client/socketio";
import { Clients } from "./call-client";

test.each([
  ["Colyseus", createMgobeServer, createMgobe],
  ["Socket.IO", createMgobeSocketServer, createSocketIoMgobe],
] as const)(
  "the operator sees the library's version, which is the package's, over %s",
  async (_name, start, create) => {
    const server = await start({ hostname: "127.0.0.1", log: () => undefined });
    const clients = new Clients(() => create(), `127.0.0.1:${server.port}`);
    await clients.login("a");
    expect([...server.host.game.listConnected()]).toEqual([
      expect.objectContaining({ kind: "drop-in", version: manifest.version }),
    ]);
    clients.close();
    await server.close();
  },
);
