import { type Duplex } from "node:stream";
import { type Socket } from "socket.io";
import { type HeldAnswers, HeldWrites } from "../wire/server/held-writes";
import { openState, UnreadBytes } from "../wire/server/unread-bytes";
import { encodeTextFrame } from "../wire/server/web-socket-frame";

/** What stands ahead of a message of Engine.IO, protocol 4, that is text. */
const messageMark = "4";

/** A WebSocket of `ws`, as far as it is one. */
interface WebSocket {
  readonly readyState?: number;
  /** Names of the extensions that hold; none where messages are not compressed. */
  readonly extensions?: string;
  readonly _socket?: Duplex | null;
}

/** A connection of Engine.IO, with what its typings keep to themselves. */
interface Connection {
  readonly protocol: number;
  readonly readyState: string;
  readonly transport: { readonly name: string; readonly writable: boolean; readonly socket?: WebSocket };
  /** Packets that wait until the transport takes them. */
  readonly writeBuffer: readonly unknown[];
  /** Hands all packets that wait to the transport. */
  flush(): void;
  write(data: unknown, options?: unknown, callback?: () => void): unknown;
  close(discard?: boolean): void;
  once(event: "close", listener: () => void): void;
}

/**
 * Writes finished WebSocket frames to one connection past Engine.IO, which makes a packet, several events and two writes of each.
 * Answers may wait there for the next frame. Order is kept: nothing is written past packets that still wait, and what waits
 * here is written ahead of the next packet.
 */
export class DirectLine {
  private readonly connection: Connection;
  private readonly pass: Connection["write"];
  /** What is sent now may wait. */
  private isHolding = false;
  private writes: HeldWrites | undefined;
  /** The stream below {@link writes}; another one once the transport has changed. */
  private stream: Duplex | undefined;
  private readonly unread: UnreadBytes;

  /**
   * @param bufferedBytes how much may wait for the client to read
   * @param giveUp ends the connection of one for whom more waits
   */
  constructor(
    connection: Socket["conn"],
    private readonly answers: HeldAnswers,
    bufferedBytes: number,
    private readonly giveUp: () => void,
  ) {
    this.connection = connection as unknown as Connection;
    this.unread = new UnreadBytes(bufferedBytes, () => this.stream?.writableLength ?? 0);
    const { write, flush, close } = this.connection;
    this.pass = write.bind(connection);
    this.connection.write = (data, options, callback) =>
      this.isHolding && typeof data === "string" && this.hold(data)
        ? connection
        : this.pass(data, options, callback);
    this.connection.flush = () => {
      this.writes?.release();
      flush.call(connection);
    };
    this.connection.close = (discard) => {
      this.writes?.release();
      close.call(connection, discard);
    };
    connection.once("close", () => this.writes?.forget());
  }

  /** What `send` sends goes out with the next frame, or after 70 ms; at once where it cannot be written past Engine.IO. */
  holdWhile(send: () => void): void {
    this.isHolding = true;
    try {
      send();
    } finally {
      this.isHolding = false;
    }
  }

  /** Writes a frame at once; false, and nothing done, when it has to go by way of Engine.IO. */
  write(frame: Buffer): boolean {
    const writes = this.open();
    if (!writes) return false;
    if (this.mayWait(frame.length)) writes.write(frame);
    return true;
  }

  private hold(text: string): boolean {
    const writes = this.open();
    if (!writes) return false;
    const frame = encodeMessage(text);
    if (this.mayWait(frame.length)) writes.hold(frame);
    return true;
  }

  /** Not one more byte for who does not read: what waits is given up. */
  private mayWait(bytes: number): boolean {
    if (this.unread.mayAdd(bytes)) return true;
    this.giveUp();
    return false;
  }

  /** Where frames can be written now; undefined where packets wait, are polled for, are compressed, or the transport is another. */
  private open(): HeldWrites | undefined {
    const { transport, readyState, writeBuffer, protocol } = this.connection;
    if (readyState !== "open" || !transport.writable || writeBuffer.length > 0) return undefined;
    const { socket } = transport;
    const stream = socket?._socket;
    if (!stream || socket.readyState !== openState) return undefined;
    if (stream === this.stream) return this.writes;
    if (transport.name !== "websocket" || socket.extensions !== "" || protocol !== 4) return undefined;
    this.writes?.forget();
    this.stream = stream;
    this.writes = new HeldWrites(stream, this.answers);
    return this.writes;
  }
}

/** The WebSocket frame of a message of Socket.IO, encoded as text. */
export function encodeMessage(text: string): Buffer {
  return encodeTextFrame(messageMark + text);
}
