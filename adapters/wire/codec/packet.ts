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

const headerBytes = 5;
/** Bytes that a packet adds to its protobuf part. */
const packetOverhead = headerBytes + 1;

/** Wraps a protobuf message, given in parts, into a packet of its own buffer. */
export function encodePacket(kind: PacketKind, ...protobuf: readonly Uint8Array[]): Buffer {
  const length = protobuf.reduce((sum, part) => sum + part.length, packetOverhead);
  const packet = Buffer.allocUnsafe(length);
  packet[0] = tags[kind].start;
  packet.writeUInt32BE(length, 1);
  let offset = headerBytes;
  for (const part of protobuf) {
    packet.set(part, offset);
    offset += part.length;
  }
  packet[offset] = tags[kind].end;
  return packet;
}

/**
 * The protobuf part of a packet, a view on its bytes; undefined when tags or length are not those of one whole packet of
 * this kind.
 */
export function decodePacket(kind: PacketKind, bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < packetOverhead) return undefined;
  if (bytes[0] !== tags[kind].start || bytes[bytes.length - 1] !== tags[kind].end) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1);
  return length === bytes.length ? bytes.subarray(headerBytes, bytes.length - 1) : undefined;
}
