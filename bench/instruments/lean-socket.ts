import { connect, type Socket } from "node:net";
import { randomBytes } from "node:crypto";

/** Bytes of a message that are looked at while messages are only counted. */
const looked = 16;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const endOfHeaders = "\r\n\r\n";

/** One for all sockets: what is read is looked at before the next read begins. */
const shared = Buffer.allocUnsafe(64 * 1024);

/** A binary message of a client as one WebSocket frame. Its mask is nought, so that the same bytes can be sent again and again. */
export function frameOf(message: Uint8Array): Buffer {
  const { length } = message;
  if (length > 0xffff) throw new Error("only messages of up to 64 KB");
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x82, ...size, 0, 0, 0, 0]), message]);
}

/**
 * A WebSocket client for load generators that share the cores with the servers: a bare connection, which reads into one
 * buffer that all have in common, looks at the beginnings of messages alone, and writes frames that were made before. It gives
 * out whole messages until it is told to count.
 */
export class LeanSocket {
  /** Gets whole messages, which are its own to keep. */
  onMessage: (message: Buffer) => void = () => undefined;
  /** Called when the connection ends, whoever ended it. */
  onClose: () => void = () => undefined;
  private onCounted: (() => void) | undefined;
  private prefix: Buffer = pong;
  private rest: Buffer | undefined;
  /** Bytes of the present message that are still to come. */
  private skip = 0;
  private onOpen: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {}

  /**
   * Rejects when the server does not switch to WebSockets.
   *
   * @param onMessage for a server that speaks first: its message may come with the answer
   */
  static open(
    port: number,
    path: string,
    onMessage: (message: Buffer) => void = () => undefined,
  ): Promise<LeanSocket> {
    return new Promise((resolve, reject) => {
      const onread = {
        buffer: shared,
        callback: (length: number): boolean => {
          lean.take(shared.subarray(0, length));
          return true;
        },
      };
      const socket = connect({ port, host: "127.0.0.1", noDelay: true, onread });
      const lean = new LeanSocket(socket);
      lean.onMessage = onMessage;
      lean.onOpen = () => resolve(lean);
      socket.on("error", reject);
      socket.once("close", () => {
        reject(new Error(`no WebSocket at ${path}: ${lean.rest?.toString("latin1", 0, 80) ?? "closed"}`));
        lean.onClose();
      });
      const key = randomBytes(16).toString("base64");
      const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13";
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${upgrade}\r\nSec-WebSocket-Key: ${key}${endOfHeaders}`,
      );
    });
  }

  /** From now on messages are not given out: those that begin with these bytes are counted. */
  count(prefix: Buffer, onCounted: () => void): void {
    if (prefix.length > looked) throw new Error("so many bytes are not looked at");
    [this.prefix, this.onCounted] = [prefix, onCounted];
  }

  /** Sends a message. */
  send(message: Uint8Array): void {
    this.write(frameOf(message));
  }

  /** Sends a frame of {@link frameOf}. */
  write(frame: Buffer): void {
    this.socket.write(frame);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    const start = this.onOpen ? this.readHeaders(bytes) : 0;
    if (start === undefined) return this.keep(bytes, 0);
    if (this.onCounted) this.countIn(bytes, start, this.onCounted);
    else this.giveOut(bytes, start);
  }

  /** Where the first message begins; undefined when the answer has not come as a whole. */
  private readHeaders(bytes: Buffer): number | undefined {
    const end = bytes.indexOf(endOfHeaders, 0, "latin1");
    if (end < 0) return undefined;
    if (!bytes.toString("latin1", 0, 16).includes(" 101 ")) {
      this.keep(bytes, 0);
      this.socket.destroy();
      return bytes.length;
    }
    this.onOpen?.();
    this.onOpen = undefined;
    return end + endOfHeaders.length;
  }

  private giveOut(bytes: Buffer, from: number): void {
    let at = from;
    while (at < bytes.length) {
      const head = readHead(bytes, at);
      if (!head || head.start + head.length > bytes.length) return this.keep(bytes, at);
      at = head.start + head.length;
      if (head.opcode === 2) this.onMessage(Buffer.from(bytes.subarray(head.start, at)));
      else this.control(head.opcode);
      // The listener may have told it to count.
      if (this.onCounted) return this.countIn(bytes, at, this.onCounted);
    }
  }

  private countIn(bytes: Buffer, from: number, onCounted: () => void): void {
    const { length: end } = bytes;
    let at = from;
    while (at < end) {
      if (this.skip > 0) {
        const step = Math.min(this.skip, end - at);
        this.skip -= step;
        at += step;
        continue;
      }
      const head = readHead(bytes, at);
      if (!head || head.start + Math.min(looked, head.length) > end) return this.keep(bytes, at);
      if (head.opcode === 2) {
        if (this.isCounted(bytes, head.start, head.length)) onCounted();
      } else this.control(head.opcode);
      at = head.start;
      this.skip = head.length;
    }
  }

  private isCounted(bytes: Buffer, start: number, length: number): boolean {
    const { prefix } = this;
    if (length < prefix.length) return false;
    for (let index = 0; index < prefix.length; index++) {
      if (bytes[start + index] !== prefix[index]) return false;
    }
    return true;
  }

  private control(opcode: number): void {
    if (opcode === 9) this.socket.write(pong);
    else if (opcode === 8) this.socket.destroy();
  }

  /** What is kept has to be copied out of the shared buffer. */
  private keep(bytes: Buffer, from: number): void {
    this.rest = Buffer.from(bytes.subarray(from));
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
