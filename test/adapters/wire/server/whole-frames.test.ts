import { type IncomingMessage } from "node:http";
import { type Duplex, duplexPair } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { takeWholeFrames } from "../../../../adapters/wire/server/whole-frames";

const limit = 1000;

const request = {
  method: "GET",
  headers: {
    ...{ upgrade: "websocket", connection: "Upgrade" },
    ...{ "sec-websocket-key": "c2FtcGxlIGtleSAxMjM0NQ==", "sec-websocket-version": "13" },
  },
} as IncomingMessage;

/** A connection in memory: what a client writes, and what becomes of it. */
class Connection {
  readonly heard: string[] = [];
  /** Messages that `ws` gave out itself. */
  byLibrary = 0;
  isPossible = false;
  private readonly closed: Promise<number>;

  private constructor(
    readonly client: Duplex,
    readonly webSocket: WebSocket,
    stream: Duplex,
    isShort: boolean,
  ) {
    client.resume().on("end", () => client.end());
    const hear = (message: Buffer): unknown => this.heard.push(message.toString("hex"));
    webSocket.on("message", (message: Buffer, isBinary) => {
      this.byLibrary += 1;
      hear(isBinary ? message : Buffer.concat([Buffer.from("text "), message]));
    });
    webSocket.on("ping", () => this.heard.push("ping"));
    webSocket.on("error", (error) => this.heard.push(error.message));
    this.closed = new Promise((resolve) => webSocket.once("close", resolve));
    if (isShort) this.isPossible = takeWholeFrames(webSocket, stream, limit, hear);
  }

  static async open(isShort: boolean): Promise<Connection> {
    const [client, stream] = duplexPair();
    const server = new WebSocketServer({ noServer: true, maxPayload: limit, perMessageDeflate: false });
    return new Promise((resolve) =>
      server.handleUpgrade(request, stream, Buffer.alloc(0), (webSocket) =>
        resolve(new Connection(client, webSocket, stream, isShort)),
      ),
    );
  }

  /** Everything that came, and the code with which it ended; the last of the chunks has to end it. */
  async play(chunks: readonly Buffer[]): Promise<string[]> {
    for (const chunk of chunks) this.client.write(Buffer.from(chunk));
    const code = await this.closed;
    return [...this.heard, String(code)];
  }
}

interface Form {
  readonly opcode?: number;
  readonly isLast?: boolean;
  readonly isMasked?: boolean;
}

function frame(text: string | Buffer, { opcode = 2, isLast = true, isMasked = true }: Form = {}): Buffer {
  const bytes = Buffer.from(text);
  const size =
    bytes.length < 126 ? Buffer.of(bytes.length) : Buffer.of(126, bytes.length >> 8, bytes.length & 255);
  size[0] = (size[0] as number) | (isMasked ? 0x80 : 0);
  const mask = isMasked ? Buffer.of(0x12, 0xfe, 0x03, bytes.length & 255) : Buffer.alloc(0);
  const body = isMasked ? bytes.map((byte, index) => byte ^ (mask[index & 3] as number)) : bytes;
  return Buffer.concat([Buffer.of((isLast ? 0x80 : 0) | opcode), size, mask, body]);
}

const end = frame(Buffer.of(3, 232), { opcode: 8 });

test("a message in one frame and one piece does not go through the library, whatever its length", async () => {
  const connection = await Connection.open(true);
  expect(connection.isPossible).toBe(true);
  const texts = ["", "a", "abcde", "x".repeat(125), "y".repeat(126), "z".repeat(limit)];
  const heard = await connection.play([...texts.map((text) => frame(text)), end]);
  expect(heard).toEqual([...texts.map((text) => Buffer.from(text).toString("hex")), "1000"]);
  expect(connection.byLibrary).toBe(0);
});

test.each([
  ["several messages in one piece", [Buffer.concat([frame("one"), frame("two"), frame("three"), end])]],
  [
    "a message in two pieces",
    [frame("message").subarray(0, 9), frame("message").subarray(9), frame("b"), end],
  ],
  ["a head in two pieces", [frame("m").subarray(0, 1), frame("m").subarray(1), end]],
  [
    "fragments, with a ping and a whole message between and behind them",
    [
      frame("frag", { isLast: false }),
      frame("", { opcode: 9 }),
      frame("ment", { opcode: 0 }),
      Buffer.concat([frame("whole"), end]),
    ],
  ],
  ["a text", [frame("text", { opcode: 1 }), frame("binary"), end]],
  ["a whole message among fragments, which is no protocol", [frame("a", { isLast: false }), frame("b")]],
  ["a message that is not masked", [frame("a"), frame("b", { isMasked: false }), frame("c")]],
  ["a message that is too long", [frame("a"), frame("x".repeat(limit + 1)), frame("c")]],
  ["a reserved bit", [Buffer.concat([Buffer.of(0xc2), frame("a").subarray(1)]), frame("b")]],
  ["messages behind the end", [Buffer.concat([frame("a"), end, frame("b")]), frame("c")]],
])("%s: all is as the library does it", async (_what, chunks) => {
  const long = await (await Connection.open(false)).play(chunks);
  expect(await (await Connection.open(true)).play(chunks)).toEqual(long);
});

test("however frames of all kinds are cut into pieces, all is as the library does it", async () => {
  let seed = 5;
  const next = (below: number): number =>
    ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1) >>> 8) % below;
  for (let round = 0; round < 150; round++) {
    const frames: Buffer[] = [];
    for (let count = 0; count < 12; count++) {
      const text = "m".repeat(next(4) === 0 ? next(400) : next(20));
      const kind = next(8);
      if (kind === 0) frames.push(frame(text, { isLast: false }), frame(text, { opcode: 0 }));
      else if (kind === 1) frames.push(frame(text, { opcode: 1 }));
      else if (kind === 2) frames.push(frame("", { opcode: 9 }));
      else frames.push(frame(text));
    }
    if (round % 10 === 0) frames[next(12)] = Buffer.of(0xff, 0xff, 0xff);
    const all = Buffer.concat([...frames, end]);
    const chunks: Buffer[] = [];
    for (let at = 0; at < all.length;) {
      const size = 1 + next(next(2) === 0 ? 12 : 300);
      chunks.push(all.subarray(at, at + size));
      at += size;
    }
    const [long, short] = [await Connection.open(false), await Connection.open(true)];
    expect(await short.play(chunks)).toEqual(await long.play(chunks));
  }
});
