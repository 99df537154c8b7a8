import { type Socket } from "node:net";
import type WebSocket from "ws";

/** Bytes of a message that are looked at. */
const looked = 16;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** A binary message of a client as one WebSocket frame. Its mask is nought, so that the same bytes can be sent again and again. */
export function frameOf(message: Buffer): Buffer {
  if (message.length > 125) throw new Error("only short messages");
  return Buffer.concat([Buffer.from([0x82, 0x80 | message.length, 0, 0, 0, 0]), message]);
}

/**
 * Takes a WebSocket's connection from the library when all is set up: it reads no message, only the beginnings of them, and
 * writes frames that were made before. A load generator that shares the cores with the servers shall leave them those.
 */
export class LeanSocket {
  private readonly socket: Socket;
  private rest: Buffer | undefined;
  /** Bytes of the present message that are still to come. */
  private skip = 0;

  /** @param onMessage gets the beginning of each message */
  constructor(
    socket: WebSocket,
    private readonly onMessage: (begin: Buffer) => void,
  ) {
    this.socket = (socket as unknown as { _socket: Socket })._socket;
    this.socket.removeAllListeners("data");
    this.socket.on("data", (chunk: Buffer) => this.take(chunk));
    this.socket.resume();
  }

  send(frame: Buffer): void {
    this.socket.write(frame);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      if (this.skip > 0) {
        const step = Math.min(this.skip, bytes.length - at);
        this.skip -= step;
        at += step;
        continue;
      }
      const head = readHead(bytes, at);
      const needed = head && head.start + Math.min(looked, head.length);
      if (needed === undefined || needed > bytes.length) {
        this.rest = bytes.subarray(at);
        return;
      }
      const { opcode, start, length } = head as Head;
      if (opcode === 2) this.onMessage(bytes.subarray(start, needed));
      else if (opcode === 9) this.socket.write(pong);
      at = start;
      this.skip = length;
    }
  }
}

interface Head {
  readonly opcode: number;
  /** Where the message begins. */
  readonly start: number;
  readonly length: number;
}

/** Undefined when it has not come as a whole. */
function readHead(bytes: Buffer, at: number): Head | undefined {
  if (bytes.length < at + 2) return undefined;
  const opcode = (bytes[at] ?? 0) & 0x0f;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  if (length < 126) return { opcode, start: at + 2, length };
  const size = length === 126 ? 2 : 8;
  if (bytes.length < at + 2 + size) return undefined;
  return {
    opcode,
    start: at + 2 + size,
    length: bytes.readUIntBE(at + (size === 2 ? 2 : 4), size === 2 ? 2 : 6),
  };
}
