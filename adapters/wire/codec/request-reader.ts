import { type WireCodec, type WireRequest } from "./envelope";
import { decodePacket, headerBytes, isPacket } from "./packet";

/** Field tags of a request: number and kind (bytes). The body is the last field that clients write. */
const seqTag = (4 << 3) | 2;
const bodyTag = (14 << 3) | 2;
/** In the inner message: number of the command, and its message. */
const commandTag = 1 << 3;
const messageTag = (2 << 3) | 2;

const nothing = new Uint8Array(0);

/** What two requests of one kind have in common, byte for byte. */
interface Pattern {
  readonly request: WireRequest;
  /**
   * The three parts that are the same, one behind the other, as each row of its own would have to be fetched from memory: from the
   * beginning to the request id with its length, from there to the tag of the body, and from the beginning of the body to the
   * tag of the message in it.
   */
  readonly bytes: Uint8Array;
  /** Where the second and the third part begin. */
  readonly between: number;
  readonly command: number;
  readonly seqLength: number;
}

/**
 * Reads the requests of one connection. A client sends token, ids and version with each request; where all that is, byte for byte, as
 * in the latest of the kind, only the request id and the message are read, and the texts are the very ones of that request.
 */
export class RequestReader {
  private pattern: Pattern | undefined;
  private at = 0;
  private end = 0;

  constructor(private readonly codec: Pick<WireCodec, "decodeRequest">) {}

  /** As {@link WireCodec.decodeRequest}. */
  read(packet: Uint8Array): WireRequest | undefined {
    const { pattern } = this;
    const known = pattern && isPacket("request", packet) && this.readLike(pattern, toBuffer(packet));
    if (known) return known;
    const request = this.codec.decodeRequest(packet);
    const bytes = decodePacket("request", packet);
    if (request && bytes) this.pattern = findPattern(request, bytes) ?? pattern;
    return request;
  }

  private readLike(pattern: Pattern, bytes: Buffer): WireRequest | undefined {
    const { request, bytes: expected, between, command, seqLength } = pattern;
    this.at = headerBytes;
    // The last byte is the packet's.
    this.end = bytes.length - 1;
    if (!this.pass(bytes, expected, 0, between)) return undefined;
    const seqBegin = this.at;
    for (const end = seqBegin + seqLength; this.at < end; this.at++) {
      if ((bytes[this.at] ?? 0x80) >= 0x80) return undefined;
    }
    const seqEnd = this.at;
    if (!this.pass(bytes, expected, between, command) || !this.isRest(bytes)) return undefined;
    if (!this.pass(bytes, expected, command, expected.length) || !this.isRest(bytes)) return undefined;
    // In one piece: put together character by character it would be taken apart again by whoever looks it up.
    const seq = bytes.toString("latin1", seqBegin, seqEnd);
    return { ...request, seq, body: bytes.subarray(this.at, this.end) };
  }

  /** Goes past bytes that have to be those of a pattern between two places. */
  private pass(bytes: Buffer, expected: Uint8Array, begin: number, end: number): boolean {
    const offset = this.at - begin;
    if (offset + end > this.end) return false;
    // By hand: a hundred bytes take less time than the call of Buffer's own comparison.
    for (let index = begin; index < end; index++) if (bytes[offset + index] !== expected[index]) return false;
    this.at = offset + end;
    return true;
  }

  /** Reads a length; true when it is that of all that follows. */
  private isRest(bytes: Uint8Array): boolean {
    const [length, at] = readLength(bytes, this.at);
    this.at = at;
    return length === this.end - at;
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A length of up to two bytes, as all are that packets may have, and where it ends; -1 for any other. */
function readLength(bytes: Uint8Array, at: number): [length: number, end: number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, at + 1];
  const second = bytes[at + 1] ?? 0x80;
  return second < 0x80 ? [(first & 0x7f) | (second << 7), at + 2] : [-1, at];
}

/** Undefined for a request that is written in another way than clients write it. */
function findPattern(request: WireRequest, bytes: Uint8Array): Pattern | undefined {
  let seqBegin: number | undefined;
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    const [length, begin] = readLength(bytes, at + 1);
    // Texts and bytes alone, by tags of one byte.
    if (tag >= 0x80 || (tag & 7) !== 2 || length < 0) return undefined;
    if (tag === bodyTag) {
      const command = begin + length === bytes.length ? findCommand(bytes.subarray(begin)) : undefined;
      if (!command || seqBegin === undefined || request.seq.length >= 0x80) return undefined;
      const seqLength = request.seq.length;
      return {
        // The body is the next request's own.
        request: { ...request, body: nothing },
        // A copy of its own: one from the common stock would keep all of that.
        bytes: new Uint8Array([
          ...bytes.subarray(0, seqBegin),
          ...bytes.subarray(seqBegin + seqLength, at + 1),
          ...command,
        ]),
        between: seqBegin,
        command: at + 1 - seqLength,
        seqLength,
      };
    }
    if (tag === seqTag) {
      // Written twice, or not in ASCII.
      if (seqBegin !== undefined || length !== request.seq.length) return undefined;
      seqBegin = begin;
    }
    at = begin + length;
  }
  return undefined;
}

/** The beginning of a body up to the tag of its message, which has to be all the rest. */
function findCommand(body: Uint8Array): Uint8Array | undefined {
  if (body[0] !== commandTag) return undefined;
  let at = 1;
  while ((body[at] ?? 0) >= 0x80) at += 1;
  at += 1;
  if (body[at] !== messageTag) return undefined;
  const [length, begin] = readLength(body, at + 1);
  return length === body.length - begin ? body.subarray(0, at + 1) : undefined;
}
