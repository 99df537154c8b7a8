import { type IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { takeWholeFrames } from "../../../../adapters/wire/server/whole-frames";

const largest = 200;

/** What happened at the server's end of a connection, in order. */
type Log = string[];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What the first byte of a message makes the server do, as the gateway may in the middle of a chunk. */
const actions: Readonly<Record<number, (webSocket: WebSocket) => void>> = {
  0xf0: (webSocket) => webSocket.close(4000, "enough"),
  0xf1: (webSocket) => webSocket.terminate(),
  0xf2: (webSocket) => webSocket.pause(),
  0xf3: (webSocket) => webSocket.send("answer"),
};

/** Gives chunks to a WebSocket of the library, read by it alone or with whole frames taken ahead of it. */
async function play(chunks: readonly Uint8Array[], isShort: boolean): Promise<Log> {
  const log: Log = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      log.push(`wrote ${hex(bytes)}`);
      done();
    },
  });
  const server = new WebSocketServer({ noServer: true, maxPayload: largest, perMessageDeflate: false });
  const headers = {
    upgrade: "websocket",
    connection: "upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  };
  let webSocket: WebSocket | undefined;
  server.handleUpgrade({ method: "GET", headers } as IncomingMessage, stream, Buffer.alloc(0), (made) => {
    webSocket = made;
    const take = (data: Uint8Array, isBinary: boolean): void => {
      log.push(`${isBinary ? "binary" : "text"} ${hex(data)}`);
      actions[data[0] ?? 0]?.(made);
    };
    made.on("message", (data, isBinary) => take(data as Buffer, isBinary));
    made.on("ping", (data) => log.push(`ping ${hex(data)}`));
    made.on("pong", (data) => log.push(`pong ${hex(data)}`));
    made.on("error", (error) => log.push(`error ${error.message}`));
    made.on("close", (code) => log.push(`close ${code}`));
    if (isShort) takeWholeFrames(made, stream, largest, (message) => take(message, true));
  });
  for (const chunk of chunks) {
    // A copy, as it is unmasked where it is.
    if (!stream.destroyed) stream.push(Buffer.from(chunk));
    await turn();
  }
  webSocket?.resume();
  await turn();
  webSocket?.terminate();
  await turn();
  return log;
}

/** Numbers that look random, from 0 up to a bound, the same for each seed. */
function makeDice(seed: number): (bound: number) => number {
  let state = seed + 1;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
}

interface FrameParts {
  readonly first: number;
  readonly contents: Uint8Array;
  readonly isMasked?: boolean;
  /** Bytes of the length, where it is written longer than it has to be. */
  readonly lengthBytes?: 2 | 8;
}

function makeFrame({ first, contents, isMasked = true, lengthBytes }: FrameParts, mask: Uint8Array): Buffer {
  const { length } = contents;
  const takes = lengthBytes ?? (length < 126 ? 0 : 2);
  const head = Buffer.alloc(2 + takes);
  head[0] = first;
  head[1] = (isMasked ? 0x80 : 0) | (takes === 8 ? 127 : takes === 2 ? 126 : length);
  if (takes === 8) head.writeBigUInt64BE(BigInt(length), 2);
  else if (takes === 2) head.writeUInt16BE(length, 2);
  if (!isMasked) return Buffer.concat([head, contents]);
  return Buffer.concat([head, mask, contents.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** Single binary messages for the most part, and all else that a client can send, right and wrong. */
function makeFrames(dice: (bound: number) => number, share: number): Buffer[] {
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => dice(256));
  const odd: (() => FrameParts)[] = [
    () => ({ first: 0x81, contents: Buffer.from("text é") }),
    () => ({ first: 0x81, contents: Uint8Array.of(0xff, 0xfe) }),
    () => ({ first: 0x89, contents: bytes(dice(126)) }),
    () => ({ first: 0x8a, contents: bytes(dice(126)) }),
    () => ({ first: 0x89, contents: bytes(5), lengthBytes: 2 }),
    () => ({ first: 0x89, contents: bytes(130) }),
    () => ({ first: 0x09, contents: bytes(3) }),
    () => ({ first: 0x88, contents: Uint8Array.of(0x03, 0xe8, 0x62) }),
    () => ({ first: 0x88, contents: new Uint8Array(0) }),
    () => ({ first: 0x02, contents: bytes(9) }),
    () => ({ first: 0x00, contents: bytes(9) }),
    () => ({ first: 0x80, contents: bytes(9) }),
    () => ({ first: 0xc2, contents: bytes(9) }),
    () => ({ first: 0x92, contents: bytes(9) }),
    () => ({ first: 0x83, contents: bytes(9) }),
    () => ({ first: 0x82, contents: bytes(9), isMasked: false }),
    () => ({ first: 0x82, contents: bytes(9), lengthBytes: 2 }),
    () => ({ first: 0x82, contents: bytes(9), lengthBytes: 8 }),
    () => ({ first: 0x82, contents: bytes(largest) }),
    () => ({ first: 0x82, contents: bytes(largest + 1) }),
    () => ({ first: 0x82, contents: Uint8Array.of(0xf0 + dice(4), 1, 2) }),
    () => ({ first: 0x82, contents: new Uint8Array(0) }),
  ];
  return Array.from({ length: 12 }, () => {
    const make = dice(100) < share ? odd[dice(odd.length)] : undefined;
    const parts = make?.() ?? { first: 0x82, contents: bytes(1 + dice(180)) };
    return makeFrame(parts, dice(8) === 0 ? new Uint8Array(4) : bytes(4));
  });
}

/** Cuts what is sent as a network may: between frames, or anywhere. */
function cut(frames: readonly Buffer[], dice: (bound: number) => number): Buffer[] {
  if (dice(2) === 0) return [...frames];
  const all = Buffer.concat(frames);
  const chunks: Buffer[] = [];
  for (let at = 0; at < all.length;) {
    const end = at + 1 + dice(400);
    chunks.push(all.subarray(at, end));
    at = end;
  }
  return chunks;
}

it.each([0, 5, 20, 60])(
  "hears, answers and ends as the library does, with %i of a hundred frames other than inputs",
  async (share) => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 150; seed++) {
      const dice = makeDice(seed * 100 + share);
      const chunks = cut(makeFrames(dice, share), dice);
      const short = await play(chunks, true);
      expect(short).toEqual(await play(chunks, false));
      for (const line of short) kinds.add(line.split(" ", 1)[0] ?? "");
    }
    const all = share === 0 ? ["binary"] : ["binary", "text", "ping", "pong", "error"];
    expect([...kinds]).toEqual(expect.arrayContaining([...all, "wrote", "close"]));
  },
);
