import { once } from "node:events";
import { type AddressInfo, type connect } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { encodeBatch } from "../../../adapters/cluster/link-batch";

// Its JSON takes so many bytes, the one below the end of each form of length, and the one above.
const sizes = [4, 125, 126, 65_535, 65_536, 200_000];
const batches = sizes.map((size) => [JSON.stringify("x".repeat(size - 4))]);

test("a library reads what goes past it, of a length in any form, from both sides, amid its own messages", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const accepted = once(server, "connection");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const upgraded = once(client, "upgrade");
  const heard: Record<"client" | "server", string[]> = { client: [], server: [] };
  client.on("message", (data: Buffer) => heard.client.push(data.toString()));
  const [socket, { socket: below }] = (await accepted) as [WebSocket, { socket: ReturnType<typeof connect> }];
  socket.on("message", (data: Buffer) => heard.server.push(data.toString()));
  const [{ socket: raw }] = (await upgraded) as [{ socket: ReturnType<typeof connect> }];
  await (client.readyState === WebSocket.OPEN || once(client, "open"));
  for (const packets of batches) {
    raw.write(encodeBatch(packets, true));
    client.ping();
    below.write(encodeBatch(packets, false));
    socket.ping();
  }
  raw.write(encodeBatch(['"ä"', "[1,2]"], true));
  const closed = Promise.all([once(client, "close"), once(socket, "close")]);
  client.close();
  await closed;
  server.close();
  const texts = batches.map((packets) => `[${packets.join()}]`);
  expect(texts.map(({ length }) => length)).toEqual(sizes);
  expect(heard.server).toEqual([...texts, '["ä",[1,2]]']);
  expect(heard.client).toEqual(texts);
});
