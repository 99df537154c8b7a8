import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { encodeFrame, FrameMemory } from "../../../../adapters/wire/server/web-socket-frame";

it.each([0, 1, 125, 126, 127, 65535, 65536, 200_000])(
  "frames %i bytes so that a client reads them",
  async (size) => {
    const message = Buffer.alloc(size, 7);
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on("upgrade", (request, stream, head) => {
      sockets.handleUpgrade(request, stream, head, () => stream.write(encodeFrame(message)));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [data, isBinary] = await once(client, "message");
    expect(isBinary).toBe(true);
    expect(message.equals(data)).toBe(true);
    client.terminate();
    server.closeAllConnections();
    server.close();
  },
);

it("makes one frame for all receivers of a message, and another one for the next", () => {
  const memory = new FrameMemory();
  const [first, second] = [Buffer.from([1]), Buffer.from([1])];
  expect(memory.get(first)).toBe(memory.get(first));
  expect(memory.get(second)).not.toBe(memory.get(first));
});
