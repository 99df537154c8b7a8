/** A binary message in one piece, not masked, as servers send it (RFC 6455 §5.2). */
export const finalBinary = 0x82;

/** The same of a text message. */
const finalText = 0x81;

const nothing = Buffer.alloc(0);

/**
 * The WebSocket frame of a binary message.
 *
 * @param next a finished frame that goes behind it
 */
export function encodeFrame(message: Uint8Array, next: Buffer = nothing): Buffer {
  const frame = startFrame(finalBinary, message.length, next.length);
  const nextAt = frame.length - next.length;
  frame.set(message, nextAt - message.length);
  if (next.length > 0) frame.set(next, nextAt);
  return frame;
}

/** The WebSocket frame of a text message. */
export function encodeTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = startFrame(finalText, length);
  frame.write(text, frame.length - length);
  return frame;
}

/** A frame with its header, and room for so many bytes, and for more behind them. */
function startFrame(kind: number, length: number, more = 0): Buffer {
  const headerBytes = length < 126 ? 2 : length < 65536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length + more);
  frame[0] = kind;
  if (headerBytes === 2) {
    frame[1] = length;
  } else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return frame;
}

/** A message for several receivers, who all get the same finished frame. */
export class SharedMessage {
  private made: Buffer | undefined;

  /** @param bytes must not be changed any more */
  constructor(readonly bytes: Uint8Array) {}

  /** Its WebSocket frame. */
  get frame(): Buffer {
    return (this.made ??= encodeFrame(this.bytes));
  }
}

/** Remembers the latest frame: the receivers of a broadcast get the same message one after the other. */
export class FrameMemory {
  private message: Uint8Array | undefined;
  private frame: Buffer = Buffer.alloc(0);

  /** The frame of a message, which must not be changed any more. */
  get(message: Uint8Array): Buffer {
    if (message !== this.message) {
      this.frame = encodeFrame(message);
      this.message = message;
    }
    return this.frame;
  }
}
