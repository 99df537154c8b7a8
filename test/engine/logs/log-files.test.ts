import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { waitUntil } from "../../wait-until";
import { ManualClock } from "../../../src/engine/clock/manual-clock";
import { formatLocalTime } from "../../../src/engine/logs/local-time";
import { LogFiles, type LogFilesOptions, type LogFilesTrouble } from "../../../src/engine/logs/log-files";

const day = 24 * 60 * 60 * 1000;

describe("LogFiles", () => {
  let dir: string;
  let clock: ManualClock;
  let troubles: LogFilesTrouble[];

  beforeEach(() => {
    dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-logs-")), "lines");
    clock = new ManualClock(new Date(2021, 1, 27, 23, 59).getTime());
    troubles = [];
  });

  afterEach(() => fs.rmSync(path.dirname(dir), { recursive: true, force: true }));

  function open(options: Partial<LogFilesOptions> = {}): LogFiles {
    const onTrouble = (trouble: LogFilesTrouble): void => void troubles.push(trouble);
    return new LogFiles({ dir, retentionDays: 7, maxFileBytes: 1e6, clock, onTrouble, ...options });
  }

  function write(files: LogFiles, message: string, roomId?: string): Promise<void> {
    files.write({ time: clock.now(), level: "info", stream: "custom", message, roomId });
    return files.flush();
  }

  const names = (): string[] => fs.readdirSync(dir).sort();
  const messages = (name: string): string[] =>
    fs
      .readFileSync(path.join(dir, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).message);

  test("writes one JSON object per line, with time, level, stream and room", async () => {
    await write(open(), "two\nlines", "room-1");
    expect(fs.readFileSync(path.join(dir, "mgobe-2021-02-27.jsonl"), "utf8")).toBe(
      `{"time":"${formatLocalTime(clock.now())}","level":"info","stream":"custom","roomId":"room-1","message":"two\\nlines"}\n`,
    );
  });

  test("begins a new file each day", async () => {
    const files = open();
    await write(files, "before");
    clock.advance(60_000);
    await write(files, "after");
    expect(names()).toEqual(["mgobe-2021-02-27.jsonl", "mgobe-2021-02-28.jsonl"]);
    expect(messages("mgobe-2021-02-28.jsonl")).toEqual(["after"]);
  });

  test("lines of both sides of midnight that are written together part ways", async () => {
    const files = open();
    void write(files, "before");
    clock.advance(60_000);
    await write(files, "after");
    expect(messages("mgobe-2021-02-27.jsonl")).toEqual(["before"]);
    expect(messages("mgobe-2021-02-28.jsonl")).toEqual(["after"]);
  });

  test("keeps files for the days of the retention, and leaves other files alone", async () => {
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, "notes-2001-01-01.txt"), "");
    const files = open({ retentionDays: 3 });
    for (let count = 0; count < 5; count++) {
      await write(files, String(count));
      clock.advance(day);
    }
    expect(names()).toEqual([
      "mgobe-2021-03-01.jsonl",
      "mgobe-2021-03-02.jsonl",
      "mgobe-2021-03-03.jsonl",
      "notes-2001-01-01.txt",
    ]);
  });

  test("a full file is followed by a numbered one, also after a restart", async () => {
    const files = open({ maxFileBytes: 265 });
    for (const message of ["1", "2", "3", "4", "5"])
      files.write({ time: clock.now(), level: "info", stream: "host", message });
    await files.flush();
    // A line takes 87 bytes, so that three fit.
    expect(messages("mgobe-2021-02-27.jsonl")).toEqual(["1", "2", "3"]);
    expect(messages("mgobe-2021-02-27.2.jsonl")).toEqual(["4", "5"]);
    const next = open({ maxFileBytes: 265 });
    for (const message of ["6", "7"]) await next.flush().then(() => write(next, message));
    expect(messages("mgobe-2021-02-27.2.jsonl")).toEqual(["4", "5", "6"]);
    expect(messages("mgobe-2021-02-27.3.jsonl")).toEqual(["7"]);
  });

  test.each(["", '{"time":"2021-02-27T23:5', "{}\n"])(
    "what a killed process left, %j, never runs into a line",
    async (left) => {
      fs.mkdirSync(dir);
      const file = path.join(dir, "mgobe-2021-02-27.jsonl");
      fs.writeFileSync(file, left);
      await write(open(), "after");
      const lines = fs.readFileSync(file, "utf8").split("\n");
      expect(lines.slice(0, -2).join("\n")).toBe(left.trimEnd());
      expect(JSON.parse(lines.at(-2) ?? "")).toMatchObject({ message: "after" });
      expect(lines.at(-1)).toBe("");
    },
  );

  test("control characters are escaped, and read as what they were", async () => {
    const hostile = "\u001B]0;x\u0007\u009B2J\u202Eabc\u2028\u{E0041}";
    await write(open(), hostile, "r\u001B");
    const text = fs.readFileSync(path.join(dir, "mgobe-2021-02-27.jsonl"), "utf8");
    expect(text).toMatch(/^[ -~]*\n$/);
    expect(JSON.parse(text)).toMatchObject({ message: hostile, roomId: "r\u001B" });
  });

  test("a line larger than a file is written whole", async () => {
    await write(open({ maxFileBytes: 10 }), "x".repeat(500));
    expect(messages("mgobe-2021-02-27.jsonl")).toEqual(["x".repeat(500)]);
  });

  test("a folder that cannot be made is told of once, and once more when it works again", async () => {
    fs.writeFileSync(dir, "a file in its place");
    const files = open();
    await write(files, "lost");
    await write(files, "lost too");
    clock.advance(5000);
    await write(files, "and this");
    expect(troubles).toEqual([{ kind: "unwritable", dir, reason: expect.stringContaining("EEXIST") }]);
    expect(files.missingLines).toBe(3);
    fs.rmSync(dir);
    clock.advance(5000);
    await write(files, "written");
    expect(troubles[1]).toEqual({ kind: "writableAgain", dir, lostLines: 3 });
    expect(messages("mgobe-2021-02-27.jsonl")).toEqual(["written"]);
    expect([troubles.length, files.missingLines]).toEqual([2, 3]);
  });

  test("a disk that hangs does not hold up the end, and is told of", async () => {
    const append = jest.spyOn(fs.promises, "appendFile").mockReturnValue(new Promise(() => undefined));
    const files = open();
    files.write({ time: clock.now(), level: "info", stream: "host", message: "lost" });
    await waitUntil(() => append.mock.calls.length > 0, "the write");
    append.mockRestore();
    files.write({ time: clock.now(), level: "info", stream: "host", message: "lost as well" });
    let isDone = false;
    const flushing = files.flush().then(() => (isDone = true));
    clock.advance(4999);
    await Promise.resolve();
    expect([isDone, troubles]).toEqual([false, []]);
    clock.advance(1);
    await flushing;
    expect(troubles).toEqual([{ kind: "abandoned", dir, seconds: 5 }]);
    expect(files.missingLines).toBe(2);
  });

  test("a folder that is removed while it runs comes back", async () => {
    const files = open();
    await write(files, "first");
    fs.rmSync(dir, { recursive: true });
    await write(files, "lost");
    clock.advance(5000);
    await write(files, "last");
    expect(messages("mgobe-2021-02-27.jsonl")).toEqual(["last"]);
    expect(troubles.map(({ kind }) => kind)).toEqual(["unwritable", "writableAgain"]);
  });
});
