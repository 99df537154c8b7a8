import { EventEmitter } from "node:events";
import { HeldPackets } from "../../../adapters/socketio/held-packets";
import { HeldAnswers } from "../../../adapters/wire/server/held-writes";

/** A connection of Engine.IO: packets wait until they are flushed, and what is flushed while corked is one write. */
class FakeConnection extends EventEmitter {
  readonly writes: string[] = [];
  private buffer = "";
  private corked: string | undefined;
  readonly transport = {
    name: "websocket",
    socket: {
      _socket: {
        cork: () => void (this.corked = ""),
        uncork: () => {
          this.writes.push(this.corked ?? "");
          this.corked = undefined;
        },
      },
    },
  };

  send(packet: string): void {
    this.buffer += packet;
    this.flush();
  }

  flush(): void {
    for (const packet of this.buffer) {
      if (this.corked === undefined) this.writes.push(packet);
      else this.corked += packet;
    }
    this.buffer = "";
  }
}

function open(answers = new HeldAnswers()): { connection: FakeConnection; held: HeldPackets } {
  const connection = new FakeConnection();
  return { connection, held: new HeldPackets(connection as never, answers) };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("answers go out ahead of the next packet, in one write, and later packets alone", () => {
  const { connection, held } = open();
  held.hold(() => connection.send("a"));
  held.hold(() => connection.send("b"));
  expect(connection.writes).toEqual([]);
  connection.send("F");
  connection.send("G");
  expect(connection.writes).toEqual(["abF", "G"]);
});

test("an answer waits 70 ms at most", () => {
  const { connection, held } = open();
  held.hold(() => connection.send("a"));
  jest.advanceTimersByTime(69);
  expect(connection.writes).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(connection.writes).toEqual(["a"]);
});

test("a connection that closed is waited for no more, and one that is polled waits for nothing", () => {
  const { connection, held } = open();
  held.hold(() => connection.send("a"));
  connection.emit("close");
  jest.advanceTimersByTime(1000);
  expect(connection.writes).toEqual([]);
  const polled = open();
  polled.connection.transport.name = "polling";
  polled.held.hold(() => polled.connection.send("b"));
  expect(polled.connection.writes).toEqual(["b"]);
});
