import { type IncomingMessage, type Server } from "node:http";
import { type Duplex } from "node:stream";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { farewellTime } from "../../../src/engine/limits/cut-off";
import { type WireGateway } from "../gateway/wire-gateway";
import { type WireSocket } from "../gateway/wire-socket";
import { getAddress } from "./client-address";
import { HeldAnswers, HeldWrites } from "./held-writes";
import { FrameMemory } from "./web-socket-frame";
import { takeWholeFrames } from "./whole-frames";

/** One path or several. */
export type GatewayPath = string | readonly string[];

/** How a gateway is attached to a server. */
export interface AttachOptions {
  /**
   * Paths that belong to the gateway, with what clients put behind them (`:5443`) and what is below them. Default
   * `/mgobe`. `/` is that path alone, where clients connect whose `url` is a host name; an empty path takes every
   * WebSocket of the server.
   */
  readonly path?: GatewayPath;
  /** True when all sockets of this server are relay sockets; told by path and port when left out. */
  readonly isRelay?: boolean;
  /** Largest message that is read, bytes; the gateway's own limit when left out. */
  readonly packetBytes?: number;
  /**
   * True behind a proxy: the address of a client is the last one of `X-Forwarded-For`, which that proxy wrote. Default
   * false, as anybody can send that header.
   */
  readonly trustProxy?: boolean;
}

/** Path of the gateway when nothing else is said. */
export const defaultGatewayPath = "/mgobe";

/**
 * True when a request is for the gateway. Whoever else takes WebSockets of the same server leaves these alone.
 *
 * @param url path and query of the request
 */
export function isGatewayUrl(url: string | undefined, path: GatewayPath = defaultGatewayPath): boolean {
  return [path].flat().some((each) => url !== undefined && isBelow(url, each));
}

function isBelow(url: string, path: string): boolean {
  if (!url.startsWith(path)) return false;
  const next = url[path.length];
  return path === "" || next === undefined || "/:?".includes(next);
}

/**
 * Gives the WebSockets of a server that are meant for the gateway to it; all others are left to other listeners.
 *
 * @returns what takes the gateway off the server again; open sockets stay
 * @example
 * const detach = attachGateway(httpServer, gateway);
 */
export function attachGateway(server: Server, gateway: WireGateway, options: AttachOptions = {}): () => void {
  const {
    path = defaultGatewayPath,
    packetBytes = gateway.packetBytes,
    trustProxy = false,
    isRelay,
  } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: packetBytes, perMessageDeflate: false });
  const frames = new FrameMemory();
  const answers = new HeldAnswers();
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!isGatewayUrl(request.url, path)) return;
    const address = getAddress(request, trustProxy);
    if (!gateway.mayConnect(address)) {
      socket.on("error", () => socket.destroy());
      socket.end("HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { localPort } = request.socket;
      const remote = { address, localPort, isRelay };
      gateway.accept(
        toWireSocket(webSocket, socket, packetBytes, frames, answers),
        request.url ?? "",
        remote,
      );
    });
  };
  server.on("upgrade", onUpgrade);
  return () => {
    server.off("upgrade", onUpgrade);
    sockets.close();
  };
}

/**
 * A socket of `ws` as the gateway wants it. Messages are written to the stream below it, as finished frames that all
 * receivers of a broadcast share; `ws` would make each receiver's frame anew. The two do not mix badly: without
 * compression `ws` writes each of its frames to the stream at once, too.
 */
function toWireSocket(
  webSocket: WebSocket,
  stream: Duplex,
  packetBytes: number,
  frames: FrameMemory,
  answers: HeldAnswers,
): WireSocket {
  const writes = new HeldWrites(stream, answers);
  // The close event follows each error; there is nothing to do about it before.
  webSocket.on("error", () => {});
  // Also when the other side begins to close: nothing may follow then.
  webSocket.once("close", () => writes.forget());
  return {
    send: (bytes) => {
      if (webSocket.readyState === WebSocket.OPEN) writes.write(frames.get(bytes));
    },
    sendLater: (bytes) => {
      // Not by way of the memory: the next message is the frame that others get, too.
      if (webSocket.readyState === WebSocket.OPEN) writes.holdMessage(bytes);
    },
    close: (code, reason) => {
      writes.release();
      webSocket.close(code, reason);
    },
    cutOff: (code, reason) => {
      writes.release();
      webSocket.close(code, reason);
      webSocket.pause();
      setTimeout(() => webSocket.terminate(), farewellTime).unref();
    },
    terminate: () => webSocket.terminate(),
    get bufferedAmount() {
      return stream.writableLength;
    },
    onMessage: (listener) => {
      webSocket.on("message", (data, isBinary) => listener(isBinary ? toBytes(data) : data.toString()));
      takeWholeFrames(webSocket, stream, packetBytes, listener);
    },
    onClose: (listener) => {
      webSocket.once("close", listener);
    },
  };
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
