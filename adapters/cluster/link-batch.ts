/** A binary WebSocket message in one piece (RFC 6455 §5.2). */
const finalBinary = 0x82;
const maskBit = 0x80;
const maskBytes = 4;

/**
 * The finished WebSocket frame of several packets that travel together, as one JSON array.
 *
 * @param packets each as JSON
 * @param isMasked as a client has to; with a mask of zeros, which leaves the bytes as they are: there is no cache between processes of a
 * game that could be deceived, which is what masks are for
 */
export function encodeBatch(packets: readonly string[], isMasked: boolean): Buffer {
  const text = `[${packets.join(",")}]`;
  const length = Buffer.byteLength(text);
  const lengthBytes = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const begin = 2 + lengthBytes + (isMasked ? maskBytes : 0);
  const frame = Buffer.allocUnsafe(begin + length);
  const mask = isMasked ? maskBit : 0;
  frame[0] = finalBinary;
  frame[1] = mask | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  if (isMasked) frame.fill(0, begin - maskBytes, begin);
  frame.write(text, begin);
  return frame;
}
