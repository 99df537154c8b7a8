import { type AddressInfo } from "node:net";
import { type Client, Room, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
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
  process.send?.({ port: address.port });
}

void main();
