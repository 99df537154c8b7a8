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

describe("a message that is no frame yet", () => {
  const header = "\u0082";
  const openRaw = (): { written: string[]; writes: HeldWrites } => {
    const written: string[] = [];
    const write = (chunk: Buffer): boolean => written.push(chunk.toString("latin1")) > 0;
    return { written, writes: new HeldWrites({ write } as never, new HeldAnswers()) };
  };

  test("goes out as one, ahead of the next frame and in the same write", () => {
    const { written, writes } = openRaw();
    writes.holdMessage(Buffer.from("abc"));
    writes.write(Buffer.from("frame"));
    writes.write(Buffer.from("next"));
    expect(written).toEqual([`${header}\u0003abcframe`, "next"]);
  });

  test("keeps its place among others, whether they are frames or not", () => {
    const { written, writes } = openRaw();
    writes.holdMessage(Buffer.from("a"));
    writes.holdMessage(Buffer.from("bb"));
    writes.hold(Buffer.from("frame"));
    writes.holdMessage(Buffer.alloc(0));
    writes.write(Buffer.from("next"));
    expect(written).toEqual([`${header}\u0001a${header}\u0002bbframe${header}\u0000next`]);
  });

  test("is not copied ahead of a frame that is large", () => {
    const { written, writes } = openRaw();
    writes.holdMessage(Buffer.from("abc"));
    writes.write(Buffer.alloc(20_000, "x"));
    expect(written).toEqual([`${header}\u0003abc`, "x".repeat(20_000)]);
  });

  test("waits 70 ms at most, and is gone with its connection", () => {
    const [one, other] = [openRaw(), openRaw()];
    one.writes.holdMessage(Buffer.from("a"));
    other.writes.holdMessage(Buffer.from("b"));
    other.writes.forget();
    jest.advanceTimersByTime(70);
    expect(one.written).toEqual([`${header}\u0001a`]);
    other.writes.write(Buffer.from("frame"));
    expect(other.written).toEqual(["frame"]);
  });
});
