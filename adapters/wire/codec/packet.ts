/**
 * The packet around every message: `tag(1) length(4, big-endian, counts all bytes) protobuf endtag(1)`, exactly one per
 * WebSocket message (spec mgobe-wire §2.1).
 */

/** What a packet carries: a request or its answer, or a push. */
export type PacketKind = "request" | "push";

const tags = {
  request: { start: 0x02, end: 0x03 },
  push: { start: 0x28, end: 0x29 },
} as const;

const nothing = new Uint8Array(0);
/** Bytes of a packet ahead of its protobuf part. */
export const headerBytes = 5;
/** Bytes that a packet adds to its protobuf part. */
const packetOverhead = headerBytes + 1;

/** Wraps a protobuf message, given in two parts, into a packet of its own buffer. */
export function encodePacket(kind: PacketKind, first: Uint8Array, second: Uint8Array = nothing): Buffer {
  const packet = startPacket(kind, first.length + second.length);
  packet.set(first, headerBytes);
  packet.set(second, headerBytes + first.length);
  return packet;
}

/** A field of a message that begins with its tag, here the one with the number 1, of text or bytes. */
const firstField = 0x0a;

/** Lengths below take one byte. */
const shortLength = 0x80;

/**
 * As {@link encodePacket}, of a message whose first field, with the number 1, is a text; undefined when it is so long, or has such
 * characters, that it takes an encoder.
 */
export function encodeTextPacket(kind: PacketKind, text: string, rest: Uint8Array): Buffer | undefined {
  const { length } = text;
  if (length === 0 || length >= shortLength) return undefined;
  const packet = startPacket(kind, 2 + length + rest.length);
  let offset = headerBytes;
  packet[offset++] = firstField;
  packet[offset++] = length;
  // Byte by byte: a few of them are written faster so than by a call.
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) return undefined;
    packet[offset++] = code;
  }
  packet.set(rest, offset);
  return packet;
}

/** A packet with all but the bytes of its message. */
function startPacket(kind: PacketKind, bytes: number): Buffer {
  const length = packetOverhead + bytes;
  const packet = Buffer.allocUnsafe(length);
  const { start, end } = tags[kind];
  packet[0] = start;
  packet.writeUInt32BE(length, 1);
  packet[length - 1] = end;
  return packet;
}

/**
 * The protobuf part of a packet, a view on its bytes; undefined when tags or length are not those of one whole packet of
 * this kind.
 */
export function decodePacket(kind: PacketKind, bytes: Uint8Array): Uint8Array | undefined {
  return isPacket(kind, bytes) ? bytes.subarray(headerBytes, bytes.length - 1) : undefined;
}

/** Whether tags and length are those of one whole packet of this kind. */
export function isPacket(kind: PacketKind, bytes: Uint8Array): boolean {
  if (bytes.length < packetOverhead) return false;
  if (bytes[0] !== tags[kind].start || bytes[bytes.length - 1] !== tags[kind].end) return false;
  return readLength(bytes) === bytes.length;
}

/** By hand: a view for it is made with each packet, and costs more than all of this. */
function readLength(bytes: Uint8Array): number {
  let length = 0;
  for (let at = 1; at < headerBytes; at++) length = length * 256 + (bytes[at] as number);
  return length;
}
