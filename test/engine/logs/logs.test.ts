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
    expect(formatLogLine(line)).toBe("2026-01-01T00:00:00.000Z ERROR [room abc] no card");
    expect(formatLogLine({ ...line, level: "info", roomId: undefined })).toBe(
      "2026-01-01T00:00:00.000Z INFO  no card",
    );
  });

  test.each(["\n", "\r\n", "\r", "\u2028"])(
    "keeps a player's line break %j from making a line of its own",
    (end) => {
      const forged = `hi${end}2026-01-01T00:00:00.000Z ERROR [room x] forged`;
      const lines = formatLogLine({ ...line, message: forged }).split(/[\n\r\u2028]/);
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(/^ {4}2026/);
    },
  );
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
  expect(texts).toEqual(["2026-01-01T00:00:00.000Z ERROR [room abc] no card\n"]);
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
