import { EventEmitter } from "node:events";
import { DirectLine, encodeMessage } from "../../../adapters/socketio/direct-line";
import { HeldAnswers } from "../../../adapters/wire/server/held-writes";

/** A connection of Engine.IO: what is written by its own way is marked with a star. */
class FakeConnection extends EventEmitter {
  readonly writes: string[] = [];
  readonly protocol = 4;
  readyState = "open";
  isClosed = false;
  writeBuffer: string[] = [];
  readonly stream = {
    writableLength: 0,
    write: (chunk: Buffer) => void this.writes.push(readMessages(chunk).join("")),
  };
  readonly transport = {
    name: "websocket",
    writable: true,
    socket: { readyState: 1, extensions: "", _socket: this.stream },
  };

  write(data: string): void {
    this.writeBuffer.push(data);
    this.flush();
  }

  flush(): void {
    if (!this.transport.writable) return;
    for (const packet of this.writeBuffer) this.writes.push(`*${packet}`);
    this.writeBuffer = [];
  }

  close(): void {
    this.isClosed = true;
    this.writes.push("*close");
  }
}

/** The texts of short WebSocket frames that stand one behind the other, without the mark of a message. */
function readMessages(bytes: Buffer): string[] {
  if (bytes.length === 0) return [];
  const end = 2 + (bytes[1] ?? 0);
  return [bytes.toString("utf8", 3, end), ...readMessages(bytes.subarray(end))];
}

function open(bufferedBytes = 1e6): { connection: FakeConnection; line: DirectLine } {
  const connection = new FakeConnection();
  return {
    connection,
    line: new DirectLine(connection as never, new HeldAnswers(), bufferedBytes, () => connection.close()),
  };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("answers go out ahead of the next frame, in one write, and later frames alone", () => {
  const { connection, line } = open();
  line.holdWhile(() => connection.write("a"));
  line.holdWhile(() => connection.write("b"));
  expect(connection.writes).toEqual([]);
  expect(line.write(encodeMessage("F"))).toBe(true);
  expect(line.write(encodeMessage("G"))).toBe(true);
  expect(connection.writes).toEqual(["abF", "G"]);
});

test("an answer waits 70 ms at most", () => {
  const { connection, line } = open();
  line.holdWhile(() => connection.write("a"));
  jest.advanceTimersByTime(69);
  expect(connection.writes).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(connection.writes).toEqual(["a"]);
});

test("a packet of Engine.IO, and the end of the connection, come behind the answers that wait", () => {
  const { connection, line } = open();
  line.holdWhile(() => connection.write("a"));
  connection.write("packet");
  line.holdWhile(() => connection.write("b"));
  connection.close();
  expect(connection.writes).toEqual(["a", "*packet", "b", "*close"]);
});

test("nothing is written past packets that wait for the transport", () => {
  const { connection, line } = open();
  connection.transport.writable = false;
  connection.write("first");
  expect(line.write(encodeMessage("F"))).toBe(false);
  line.holdWhile(() => connection.write("a"));
  connection.transport.writable = true;
  expect(line.write(encodeMessage("F"))).toBe(false);
  connection.flush();
  expect(line.write(encodeMessage("F"))).toBe(true);
  expect(connection.writes).toEqual(["*first", "*a", "F"]);
});

test.each([
  ["is polled", (connection: FakeConnection) => (connection.transport.name = "polling")],
  ["compresses", ({ transport }: FakeConnection) => (transport.socket.extensions = "permessage-deflate")],
  ["is closing", (connection: FakeConnection) => (connection.readyState = "closing")],
  ["is closed below", ({ transport }: FakeConnection) => (transport.socket.readyState = 2)],
])("a connection that %s is written to by Engine.IO, and answers go at once", (_what, change) => {
  const { connection, line } = open();
  change(connection);
  expect(line.write(encodeMessage("F"))).toBe(false);
  line.holdWhile(() => connection.write("a"));
  expect(connection.writes).toEqual(["*a"]);
});

test("a connection that closed is waited for no more", () => {
  const { connection, line } = open();
  line.holdWhile(() => connection.write("a"));
  connection.emit("close");
  jest.advanceTimersByTime(1000);
  expect(connection.writes).toEqual([]);
});

test("who does not read is cut off", () => {
  const { connection, line } = open(1000);
  const frame = encodeMessage("x".repeat(40_000));
  connection.stream.writableLength = 1001;
  line.write(frame);
  expect(connection.isClosed).toBe(false);
  line.write(frame);
  expect(connection.isClosed).toBe(true);
});
