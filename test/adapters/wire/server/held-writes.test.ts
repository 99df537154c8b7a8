import { isFrameSoon } from "../../../../adapters/wire/gateway/frame-wait";
import { HeldAnswers, HeldWrites } from "../../../../adapters/wire/server/held-writes";

class Lines {
  readonly written: string[] = [];
  write(chunk: Buffer): boolean {
    this.written.push(chunk.toString());
    return true;
  }
}

function open(answers: HeldAnswers): { lines: Lines; writes: HeldWrites } {
  const lines = new Lines();
  return { lines, writes: new HeldWrites(lines, answers) };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("an answer goes out ahead of the next frame, in one write", () => {
  const { lines, writes } = open(new HeldAnswers());
  writes.hold(Buffer.from("a"));
  writes.hold(Buffer.from("b"));
  expect(lines.written).toEqual([]);
  writes.write(Buffer.from("frame"));
  writes.write(Buffer.from("next"));
  expect(lines.written).toEqual(["abframe", "next"]);
});

test("an answer waits 70 ms at most, and those after a frame begin anew", () => {
  const answers = new HeldAnswers();
  const [one, other] = [open(answers), open(answers)];
  one.writes.hold(Buffer.from("a"));
  jest.advanceTimersByTime(60);
  one.writes.write(Buffer.from("frame"));
  other.writes.hold(Buffer.from("b"));
  jest.advanceTimersByTime(69);
  expect(other.lines.written).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(other.lines.written).toEqual(["b"]);
  expect(one.lines.written).toEqual(["aframe"]);
  expect(jest.getTimerCount()).toBe(0);
});

test("an answer that began to wait later is not released with an older one", () => {
  const answers = new HeldAnswers();
  const [old, late] = [open(answers), open(answers)];
  old.writes.hold(Buffer.from("a"));
  jest.advanceTimersByTime(65);
  late.writes.hold(Buffer.from("b"));
  jest.advanceTimersByTime(5);
  expect([old.lines.written, late.lines.written]).toEqual([["a"], []]);
  late.writes.write(Buffer.from("frame"));
  expect(late.lines.written).toEqual(["bframe"]);
});

test.each([
  [14, false],
  [15, true],
  [60, true],
])("at %d frames per second an answer may wait for one: %s", (rate, isSoon) => {
  expect(isFrameSoon(rate)).toBe(isSoon);
});

test("a long frame is not copied, and comes behind the answer", () => {
  const { lines, writes } = open(new HeldAnswers());
  writes.hold(Buffer.from("a"));
  const frame = "f".repeat(16 * 1024 + 1);
  writes.write(Buffer.from(frame));
  expect(lines.written).toEqual(["a", frame]);
});

test("what waited for a connection that is gone is not written", () => {
  const { lines, writes } = open(new HeldAnswers());
  writes.hold(Buffer.from("a"));
  writes.forget();
  jest.advanceTimersByTime(100);
  expect(lines.written).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
