import { ManualClock } from "../../../src/engine";
import {
  allowsLevel,
  combineSinks,
  createTextSink,
  filterSink,
  formatLogLine,
  formatLogValues,
  isMgobexsLogLevel,
  type LogLine,
  Logger,
  formatLocalTime,
} from "../../../src/engine/logs";

const line: LogLine = {
  time: Date.UTC(2026, 0, 1),
  level: "error",
  stream: "custom",
  roomId: "abc",
  message: "no card",
};

describe("a line as text", () => {
  test("has time, level, room and message", () => {
    const time = formatLocalTime(line.time);
    expect(formatLogLine(line)).toBe(`${time} ERROR [room abc] no card`);
    expect(formatLogLine({ ...line, level: "info", roomId: undefined })).toBe(`${time} INFO  no card`);
  });

  test.each(["\n", "\r\n", "\r"])("keeps a player's line break %j from making a line of its own", (end) => {
    const forged = `hi${end}2026-01-01T00:00:00.000Z ERROR [room x] forged`;
    const lines = formatLogLine({ ...line, message: forged }).split(/[\n\r\u2028]/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^ {4}2026/);
  });

  test("shows what would steer a terminal or turn the text around, of message and room alike", () => {
    const hostile = "\u001B[2J\u009B2J\u0007\u202Egpj\u2066\u2028\u2029\u0085\u007F";
    const text = formatLogLine({ ...line, roomId: `a${hostile}\nb`, message: hostile });
    expect(text).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
    expect(text).toContain("⟨U+001B⟩[2J⟨U+009B⟩2J");
  });

  test("tells local time, with its distance from UTC", () => {
    expect(formatLocalTime(0, 480)).toBe("1970-01-01T08:00:00.000+08:00");
    expect(formatLocalTime(0, -210)).toBe("1969-12-31T20:30:00.000-03:30");
    const time = Date.UTC(2026, 6, 1, 12, 34, 56, 789);
    expect(new Date(formatLocalTime(time)).getTime()).toBe(time);
  });
});

test("values are printed as console.log would, objects on one line, whatever they are", () => {
  expect(formatLogValues(["%s has %d", "p1", 3, { hand: ["7h"] }])).toBe("p1 has 3 { hand: [ '7h' ] }");
  expect(formatLogValues([undefined, null, [1]])).toBe("undefined null [ 1 ]");
  expect(formatLogValues([{ list: Array.from({ length: 60 }, (_, i) => i) }])).not.toContain("\n");
  const hostile = {
    [Symbol.for("nodejs.util.inspect.custom")]: () => {
      throw new Error("no");
    },
  };
  expect(formatLogValues([hostile])).toBe("(a value that cannot be printed)");
});

test("levels let through themselves and the graver ones", () => {
  const passing = (threshold: "debug+" | "info+" | "error+") =>
    (["debug", "info", "error"] as const).filter((level) => allowsLevel(threshold, level));
  expect([passing("debug+"), passing("info+"), passing("error+")]).toEqual([
    ["debug", "info", "error"],
    ["info", "error"],
    ["error"],
  ]);
  expect(["debug+", "DEBUG+", "debug", undefined, "toString"].map(isMgobexsLogLevel)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("sinks are filtered and combined; one that fails keeps nothing from the others", () => {
  const texts: string[] = [];
  const sink = combineSinks(
    () => {
      throw new Error("disk full");
    },
    filterSink(
      "error+",
      createTextSink((text) => texts.push(text)),
    ),
  );
  sink(line);
  sink({ ...line, level: "info" });
  expect(texts).toEqual([`${formatLocalTime(line.time)} ERROR [room abc] no card\n`]);
});

test("a logger prints only what passes, and survives its sink", () => {
  let printed = 0;
  const lines: LogLine[] = [];
  const logger = new Logger({
    sink: (one) => {
      lines.push(one);
      throw new Error("disk full");
    },
    clock: new ManualClock(5),
    stream: "host",
    threshold: "info+",
  });
  const costly = { [Symbol.for("nodejs.util.inspect.custom")]: () => `printed ${++printed}` };
  logger.debug(costly);
  logger.info(costly);
  expect(lines).toEqual([{ time: 5, level: "info", stream: "host", message: "printed 1" }]);
});
