import { once } from "node:events";
import { type AddressInfo } from "node:net";
import { type Client, getMessageBytes, Protocol, Room, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { type WebSocket, WebSocketServer } from "ws";
import { MgobeRoom } from "../adapters/colyseus/mgobe-room";
import { type ActionArgs } from "../src/contract";

/**
 * The server process of the host benchmark: MgobeRoom, and next to it rooms written by hand that send the same messages
 * and do nothing else. Talks to its parent over the IPC channel.
 */

/** Frame sync by hand. */
class HandFrames extends Room {
  override patchRate = null;
  private frame = 0;
  private items: unknown[] = [];
  private timer: NodeJS.Timeout | undefined;

  override messages = {
    startFrameSync: () => {
      this.timer ??= setInterval(() => {
        const frame = { id: ++this.frame, items: this.items, ext: { seed: 12345 }, roomId: this.roomId };
        this.items = [];
        this.broadcast("onRecvFrame", { data: { frame }, seq: String(this.frame) });
      }, 1000 / 15);
    },
    sendFrame: (client: Client, { data, timestamp }: { data: unknown; timestamp: number }) => {
      this.items.push({ playerId: client.sessionId, data, timestamp });
      // Who asks gets an answer, as from MGOBE.
      return { code: 0, msg: "", data: {}, seq: "1" };
    },
  };

  override onDispose(): void {
    clearInterval(this.timer);
  }
}

/** Messages to the game server and back, by hand. */
class HandRelay extends Room {
  override patchRate = null;
  private seq = 0;

  override messages = {
    sendToGameSvr: (_client: Client, { data }: { data: unknown }) => {
      const message = { roomId: this.roomId, recvPlayerIdList: [], data };
      this.broadcast("onRecvFromGameSvr", { data: message, seq: String(++this.seq) });
    },
  };
}

const echoScript = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ actionData, SDK }: ActionArgs) =>
      SDK.sendData({ playerIdList: [], data: actionData }),
  },
};

/** Bytes of an answer on the bare server; about what an answer to an input takes. */
const bareAnswer = Buffer.alloc(28);

/**
 * The least that frame sync can cost on `ws`: nothing is decoded, each message is answered with a few bytes, and the frames are
 * those of the other rooms, made once for each room.
 *
 * @returns the port; the path of a connection names its room
 */
async function startBareServer(): Promise<number> {
  const rooms = new Map<string, { items: unknown[]; sockets: Set<WebSocket> }>();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  server.on("connection", (socket, { url = "" }) => {
    const room = rooms.get(url) ?? { items: [], sockets: new Set() };
    if (!rooms.has(url)) startBareRoom(url, room);
    rooms.set(url, room);
    room.sockets.add(socket);
    const playerId = url + room.sockets.size;
    socket.on("message", () => {
      room.items.push({ playerId, data: { x: 120.5, y: 33, action: "move" }, timestamp: Date.now() });
      socket.send(bareAnswer);
    });
    socket.on("close", () => room.sockets.delete(socket));
  });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function startBareRoom(roomId: string, room: { items: unknown[]; sockets: Set<WebSocket> }): void {
  let id = 0;
  setInterval(() => {
    const frame = { id: ++id, items: room.items, ext: { seed: 12345 }, roomId };
    room.items = [];
    const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, "onRecvFrame", {
      data: { frame },
      seq: String(id),
    });
    for (const socket of room.sockets) socket.send(bytes);
  }, 1000 / 15);
}

async function main(): Promise<void> {
  const server = new Server({
    transport: new WebSocketTransport({ maxPayload: 64 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
  });
  server.define("mgobe-frames", MgobeRoom.host());
  server.define("mgobe-relay", MgobeRoom.host({ mgobexsCode: echoScript }));
  server.define("hand-frames", HandFrames);
  server.define("hand-relay", HandRelay);
  await server.listen(0, "127.0.0.1");
  const address = server.transport.server?.address() as AddressInfo;
  process.on("message", (message: { kind?: string }) => {
    if (message.kind === "report")
      process.send?.({ report: { cpu: process.cpuUsage(), memory: process.memoryUsage() } });
  });
  process.send?.({ port: address.port, barePort: await startBareServer() });
}

void main();
