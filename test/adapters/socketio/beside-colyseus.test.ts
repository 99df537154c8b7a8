import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server as Colyseus } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import express from "express";
import { Server } from "socket.io";
import { registerMgobe } from "../../../adapters/colyseus";
import { attachMgobe } from "../../../adapters/socketio";
import { type GameHost } from "../../../src/engine";
import {
  createWithLibrary,
  joinOverSocketIo,
  joinOverWire,
  joinPlainly,
  type MixedMember,
} from "../../servers/mixed-room";
import { waitUntil } from "../../wait-until";

let httpServer: HttpServer;
let colyseus: Colyseus;
let host: GameHost;

beforeEach(async () => {
  const app = express();
  app.get("/own", (_request, response) => void response.send("a page of the game's own"));
  httpServer = createServer(app);
  const transport = new WebSocketTransport({ server: httpServer });
  colyseus = new Colyseus({ transport, greet: false, gracefullyShutdown: false });
  host = registerMgobe(colyseus, { log: () => undefined });
  await host.ready;
});

afterEach(async () => {
  await colyseus.gracefullyShutdown(false);
  await host.close();
});

test("on one port, clients of Colyseus, of Socket.IO and of the original MGOBE.js meet in a room, and pages stay", async () => {
  await colyseus.listen(0, "127.0.0.1");
  const { port } = httpServer.address() as AddressInfo;
  const io = new Server(httpServer, { serveClient: true });
  const attached = attachMgobe(io, { host });
  const library = await createWithLibrary(port, 4);
  const members: MixedMember[] = [library];
  for (const join of [joinPlainly, joinOverSocketIo]) members.push(await join(port, library.roomId));
  members.push(await joinOverWire(port, "1.3.9", library.roomId));
  expect(await library.call("startFrameSync", {})).toBe(0);
  for (const member of members) expect(await member.call("sendFrame", { data: { by: member.kind } })).toBe(0);
  const senders = ({ frames }: MixedMember): unknown[] =>
    frames.flatMap(({ items }) => items.map((item) => (item as unknown[])[1]));
  await waitUntil(() => members.every((member) => senders(member).length === 4), "everybody's input");
  for (const member of members) expect(senders(member)).toEqual(members.map(({ kind }) => ({ by: kind })));

  const read = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  expect(await read("/own")).toBe("a page of the game's own");
  expect(await read("/health")).toContain("alive");
  expect(await read("/socket.io/socket.io.js")).toContain("Socket.IO");
  expect(await read("/socket.io/?EIO=4&transport=polling")).toContain('"upgrades":["websocket"]');
  for (const member of members) member.close();
  await attached.close();
});

test("before Colyseus listens on the port it is refused, with what to write", async () => {
  const io = new Server(httpServer);
  expect(() => attachMgobe(io, { host })).toThrow(/after `await server\.listen\(port\)`/);
  await colyseus.listen(0, "127.0.0.1");
});
