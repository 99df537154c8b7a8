import { type Duplex } from "node:stream";
import { type WebSocket } from "ws";
import { openState } from "./unread-bytes";
import { finalBinary } from "./web-socket-frame";

/** Said in the second byte of a frame: what a client sends is masked. */
const masked = 0x80;
/** From this length on the length itself takes more bytes. */
const shortLength = 126;
const maskBytes = 4;
/** What is longer is not worth a way of its own. */
const longest = 16 * 1024;

/** What `ws` keeps of a connection's incoming bytes; its typings keep that to themselves. */
interface Receiver {
  readonly _bufferedBytes?: number;
  readonly _state?: number;
  readonly _fragmented?: number;
}

/** State of a receiver that waits for the next frame. */
const waitsForFrame = 0;

type Listener = (this: Duplex, chunk: Buffer) => void;

/**
 * Takes binary messages that came whole, in one piece and one frame, straight from the stream below a WebSocket; that is what nearly all
 * of them are. `ws` hands each through a stream of its own, which costs more than all that the gateway does with it. Everything else,
 * and everything while `ws` is in the middle of something, goes to `ws`, which stays in charge: of fragments, of
 * texts, of control frames, of whatever breaks the protocol, and of the end.
 *
 * @param limit longest message, bytes; `ws` says what it says to longer ones
 * @returns whether this version of `ws` is one that this is possible with
 */
export function takeWholeFrames(
  webSocket: WebSocket,
  stream: Duplex,
  limit: number,
  onMessage: (message: Buffer) => void,
): boolean {
  const { _receiver: receiver } = webSocket as unknown as { readonly _receiver?: Receiver };
  const listeners = stream.listeners("data") as Listener[];
  const [hand] = listeners;
  if (!receiver || !hand || listeners.length > 1 || !isIdle(receiver)) return false;
  const largest = Math.min(limit, longest);
  const take: Listener = (chunk) => {
    let at = 0;
    while (at < chunk.length && isIdle(receiver) && webSocket.readyState === openState) {
      const message = readWhole(chunk, at, largest);
      if (!message) break;
      at = message.byteOffset - chunk.byteOffset + message.length;
      onMessage(message);
    }
    if (at < chunk.length) hand.call(stream, at === 0 ? chunk : chunk.subarray(at));
  };
  // By this `ws` finds, and takes away, its own listener, as it does for one that is called once.
  Object.assign(take, { listener: hand });
  stream.removeListener("data", hand);
  stream.on("data", take);
  return true;
}

function isIdle({ _bufferedBytes, _state, _fragmented }: Receiver): boolean {
  return _bufferedBytes === 0 && _state === waitsForFrame && _fragmented === 0;
}

/** The message of the frame that begins at a place, unmasked where it stands; undefined unless it is here as a whole and plain. */
function readWhole(chunk: Buffer, begin: number, largest: number): Buffer | undefined {
  if (chunk.length < begin + 2 || chunk[begin] !== finalBinary) return undefined;
  const second = chunk[begin + 1] ?? 0;
  if (second < masked) return undefined;
  let length = second - masked;
  let at = begin + 2;
  if (length >= shortLength) {
    if (length > shortLength || chunk.length < at + 2) return undefined;
    length = chunk.readUInt16BE(at);
    at += 2;
  }
  const start = at + maskBytes;
  if (length > largest || chunk.length < start + length) return undefined;
  unmask(chunk, at, length);
  return chunk.subarray(start, start + length);
}

function unmask(bytes: Buffer, maskAt: number, length: number): void {
  // Four at a time: one by one, with the mask looked up for each, takes twice as long.
  const first = bytes[maskAt] as number;
  const second = bytes[maskAt + 1] as number;
  const third = bytes[maskAt + 2] as number;
  const fourth = bytes[maskAt + 3] as number;
  let at = maskAt + maskBytes;
  const end = at + length;
  for (; at + maskBytes <= end; at += maskBytes) {
    bytes[at] = (bytes[at] as number) ^ first;
    bytes[at + 1] = (bytes[at + 1] as number) ^ second;
    bytes[at + 2] = (bytes[at + 2] as number) ^ third;
    bytes[at + 3] = (bytes[at + 3] as number) ^ fourth;
  }
  if (at < end) bytes[at] = (bytes[at] as number) ^ first;
  if (at + 1 < end) bytes[at + 1] = (bytes[at + 1] as number) ^ second;
  if (at + 2 < end) bytes[at + 2] = (bytes[at + 2] as number) ^ third;
}
