import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "socket.io";
import { attachMgobe } from "../adapters/socketio";

/**
 * The server process of the Socket.IO benchmark: MGOBE's frame sync in one namespace, and next to it one written by hand that
 * sends the same messages and does nothing else. Talks to its parent over the IPC channel.
 */

interface HandRoom {
  frame: number;
  items: unknown[];
}

function serveByHand(io: Server): void {
  const namespace = io.of("/hand");
  const rooms = new Map<string, HandRoom>();
  namespace.on("connection", (socket) => {
    const { roomId } = socket.handshake.auth as { roomId: string };
    void socket.join(roomId);
    if (!rooms.has(roomId)) {
      const room: HandRoom = { frame: 0, items: [] };
      rooms.set(roomId, room);
      setInterval(() => {
        const frame = { id: ++room.frame, items: room.items, ext: { seed: 12345 }, roomId };
        room.items = [];
        namespace.to(roomId).emit("onRecvFrame", { data: { frame }, seq: String(room.frame) });
      }, 1000 / 15);
    }
    socket.on("sendFrame", ({ data, timestamp }, acknowledge: (answer: object) => void) => {
      rooms.get(roomId)?.items.push({ playerId: socket.id, data, timestamp });
      acknowledge({ code: 0, msg: "", data: {}, seq: "1" });
    });
  });
}

async function main(): Promise<void> {
  const httpServer = createServer();
  const io = new Server(httpServer, { maxHttpBufferSize: 4e6 });
  serveByHand(io);
  const { host } = attachMgobe(io, { wire: false, log: () => undefined });
  await host.ready;
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  process.on("message", ({ kind }: { kind?: string }) => {
    if (kind === "report") process.send?.({ report: process.cpuUsage() });
  });
  process.send?.({ port: (httpServer.address() as AddressInfo).port });
}

void main();
