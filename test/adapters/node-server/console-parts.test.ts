import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PassThrough } from "node:stream";
import { type FeedSource, LiveFeeds } from "../../../adapters/node-server/console/live-feed";
import { ConsoleSessions } from "../../../adapters/node-server/console/console-sessions";
import { attemptsOfAll, LoginAttempts } from "../../../adapters/node-server/console/login-attempts";
import { searchLogs } from "../../../adapters/node-server/console/log-search";
import { LogSearcher } from "../../../adapters/node-server/console/log-searcher";
import { showValue } from "../../../adapters/node-server/console/show-value";
import { LogFiles, type LogLine, ManualClock } from "../../../src/engine";
import { waitUntil } from "../../wait-until";
import { buildCli } from "../../commands/built-cli";

const minute = 60_000;

describe("attempts to log in", () => {
  test("begin anew after a minute", () => {
    const clock = new ManualClock();
    const attempts = new LoginAttempts(clock);
    for (let count = 0; count < 5; count++) attempts.count("a");
    expect(attempts.getWait("a")).toBe(minute);
    expect(attempts.getWait("b")).toBe(0);
    clock.advance(minute - 1);
    expect(attempts.getWait("a")).toBe(1);
    clock.advance(1);
    expect(attempts.getWait("a")).toBe(0);
  });

  test("of many addresses hold up strangers, not somebody who was there before", () => {
    const attempts = new LoginAttempts(new ManualClock());
    attempts.succeeded("operator");
    for (let index = 0; index < attemptsOfAll; index++) attempts.count(`bot ${index}`);
    expect(attempts.getWait("stranger")).toBeGreaterThan(0);
    expect(attempts.getWait("operator")).toBe(0);
  });
});

test("a login ends after twelve hours, the link of the start after ten minutes", () => {
  const clock = new ManualClock();
  const sessions = new ConsoleSessions({ full: "correct horse" }, clock);
  const { id, session } = sessions.begin("full", "Mei", "a");
  const link = sessions.createLink();
  clock.advance(10 * minute);
  expect(sessions.takeLink(link)).toBe(false);
  clock.advance(12 * 60 * minute - 10 * minute - 1);
  expect(sessions.get(id)).toBe(session);
  clock.advance(1);
  expect(sessions.isOver(session)).toBe(true);
  expect(sessions.get(id)).toBeUndefined();
  expect(sessions.check("")).toBeUndefined();
  expect(sessions.check("undefined")).toBeUndefined();
});

describe("a value of the script", () => {
  test("is shown without running anything of the script", () => {
    let ran = 0;
    const value = {
      get secret() {
        ran += 1;
        return 1;
      },
      toJSON: () => (ran += 1),
      turn: 3n,
      when: new Date(5),
      cards: new Map([["a", [null, undefined]]]),
    };
    expect(showValue(value)).toEqual({
      kind: "object",
      label: "",
      left: 0,
      entries: [
        ["secret", { kind: "plain", value: "(getter)" }],
        ["toJSON", { kind: "plain", value: "(function)" }],
        ["turn", { kind: "plain", value: "3n" }],
        ["when", { kind: "plain", value: "5" }],
        [
          "cards",
          {
            kind: "object",
            label: "Map",
            left: 0,
            entries: [
              [
                "a",
                {
                  kind: "list",
                  label: "",
                  left: 0,
                  entries: [
                    ["0", { kind: "plain", value: "null" }],
                    ["1", { kind: "plain", value: "undefined" }],
                  ],
                },
              ],
            ],
          },
        ],
      ],
    });
    expect(ran).toBe(0);
  });

  test("that goes on forever, or cannot be looked at, is cut", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(showValue(circle)).toMatchObject({ entries: [["self", { value: "(above)" }]] });
    const hostile = new Proxy({}, { ownKeys: () => [].at(0)! });
    expect(showValue(hostile)).toEqual({ kind: "plain", value: "(cannot be shown)" });
    const large = { list: new Array(5_000_000).fill({ x: 1 }), bytes: Buffer.alloc(5_000_000), holes: [, 1] };
    expect(showValue(large)).toMatchObject({
      entries: [
        ["list", { left: 5_000_000 - 100 }],
        ["bytes", { left: 5_000_000 - 100, label: "Buffer" }],
        [
          "holes",
          {
            entries: [
              ["0", { value: "undefined" }],
              ["1", { value: "1" }],
            ],
          },
        ],
      ],
    });
    const wide = Array.from({ length: 1000 }, () =>
      Array.from({ length: 1000 }, () => ({ x: "y".repeat(900) })),
    );
    const text = JSON.stringify(showValue(wide));
    expect(text.length).toBeLessThan(3_000_000);
    expect(showValue(wide)).toMatchObject({ left: expect.any(Number) });
  });
});

describe("live pages", () => {
  /** A response that takes all. */
  function openPage(feeds: LiveFeeds, read: FeedSource["read"]) {
    const response = Object.assign(new PassThrough(), { writeHead: () => undefined });
    let text = "";
    response.on("data", (chunk: Buffer) => (text += chunk.toString()));
    feeds.open(response as never, { read, isOver: () => false });
    return { response, read: () => text };
  }

  test("one that cannot be made ends, and the others go on", async () => {
    const errors: unknown[] = [];
    const feeds = new LiveFeeds((error) => errors.push(error));
    let count = 0;
    const good = openPage(feeds, () => [["count", ++count]]);
    const bad = openPage(feeds, (isFirst) => {
      if (!isFirst) throw new Error("on purpose");
      return [];
    });
    // The first one may have cost a rest.
    await waitUntil(() => (feeds.tick(), errors.length > 0), "the error");
    expect([bad.response.destroyed, errors]).toEqual([true, [new Error("on purpose")]]);
    expect(feeds.size).toBe(1);
    expect(good.response.destroyed).toBe(false);
  });

  test("one that costs much is made more rarely", () => {
    const now = jest.spyOn(performance, "now").mockReturnValue(0);
    const feeds = new LiveFeeds(() => undefined);
    let made = 0;
    openPage(feeds, () => {
      made += 1;
      const begin = process.cpuUsage();
      for (;;) {
        const { user, system } = process.cpuUsage(begin);
        if (user + system > 40_000) return [];
      }
    });
    // Thirty times as long as it took.
    now.mockReturnValue(1100);
    feeds.tick();
    expect(made).toBe(1);
    now.mockReturnValue(3_600_000);
    feeds.tick();
    expect(made).toBe(2);
    now.mockRestore();
  });

  test("what has not changed is not sent again", async () => {
    const feeds = new LiveFeeds(() => undefined);
    let value = 1;
    const page = openPage(feeds, () => [["value", value]]);
    await waitUntil(() => page.read() !== "", "the first value");
    value = 2;
    // The first one may have cost a rest.
    await waitUntil(() => (feeds.tick(), page.read().includes("data: 2")), "the second value");
    feeds.tick();
    expect(page.read()).toBe("event: value\ndata: 1\n\nevent: value\ndata: 2\n\n");
  });
});

describe("a search of the log", () => {
  let dir: string;
  let clock: ManualClock;
  let files: LogFiles;
  const day = 24 * 60 * minute;

  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe logs 日志-"));
    clock = new ManualClock(Date.parse("2026-03-05T12:00:00Z"));
    files = new LogFiles({ dir, retentionDays: 7, maxFileBytes: 200_000, clock, onTrouble: () => undefined });
  });
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  function write(message: string, more: Partial<LogLine> = {}): void {
    files.write({ time: clock.now(), level: "info", stream: "host", message, ...more });
  }

  const find = (query: object) => searchLogs(dir, query).lines.map(({ message }) => message);

  test("finds lines by all that they have, the newest first, over files and days", async () => {
    write("first", { time: clock.now() - day });
    for (let index = 0; index < 3000; index++) write(`line ${index} ${"x".repeat(100)}`);
    write('玩家 p1 moved\n\u202e"quoted"', { level: "error", stream: "custom", roomId: "r1" });
    write("player p2 moved", { stream: "system", roomId: "r11" });
    write("last");
    await files.flush();
    expect(fs.readdirSync(dir).length).toBeGreaterThan(2);
    expect(find({ text: "moved" })).toEqual(["player p2 moved", '玩家 p1 moved\n\u202e"quoted"']);
    expect(find({ text: '\u202e"quoted' })).toHaveLength(1);
    expect(find({ text: "玩家" })).toHaveLength(1);
    expect(find({ text: "moved\n\u202e" })).toHaveLength(1);
    expect(find({ level: "error" })).toHaveLength(1);
    expect(find({ stream: "custom" })).toHaveLength(1);
    expect(find({ room: "r1" })).toHaveLength(1);
    expect(find({ player: "p2", room: "r11", stream: "system", level: "info" })).toEqual(["player p2 moved"]);
    expect(find({ player: "p2", level: "error" })).toEqual([]);
    expect(find({ text: "line 7 " })).toHaveLength(1);
    expect(find({ text: "first", from: clock.now() - 2 * day })).toEqual(["first"]);
    expect(find({ text: "first", from: clock.now() - day / 2 })).toEqual([]);
    expect(find({ to: clock.now() - day / 2 })).toEqual(["first"]);
    // The name of a field is no text of a line.
    expect(find({ text: "roomId" })).toEqual([]);
    const all = searchLogs(dir, {});
    expect([all.lines.length, all.more, all.lines[0]?.message]).toEqual([200, true, "last"]);
    expect(all.bytesRead).toBeLessThan(1_000_000);
  });

  test("a clock that was set back meanwhile hides no line of the time that is asked for", () => {
    const at = (time: string): string =>
      `${JSON.stringify({ time: `2026-03-01T${time}Z`, level: "info", stream: "host", message: time })}\n`;
    fs.mkdirSync(dir, { recursive: true });
    const lines = ["10:00:00", "12:00:00", "12:05:00", "11:20:00", "11:40:00"].map(at);
    fs.writeFileSync(path.join(dir, "mgobe-2026-03-01.jsonl"), lines.join(""));
    const from = Date.parse("2026-03-01T11:30:00Z");
    expect(find({ from })).toEqual(["11:40:00", "12:05:00", "12:00:00"]);
    expect(find({ from, to: Date.parse("2026-03-01T12:01:00Z") })).toEqual(["11:40:00", "12:00:00"]);
  });

  test("passes over what is damaged, and has nothing to say of a folder that is not there", async () => {
    write("before");
    await files.flush();
    const [name = ""] = fs.readdirSync(dir);
    const file = path.join(dir, name);
    fs.appendFileSync(file, '{"time":"never","message":"odd"}\n\u0000\u0000{"half\n[1]\n');
    write("after");
    await files.flush();
    fs.appendFileSync(file, '{"time":"2026-03-05T12:00:0');
    fs.writeFileSync(path.join(dir, "mgobe-2026-03-04.jsonl"), Buffer.alloc(9_000_000, "y"));
    fs.mkdirSync(path.join(dir, "mgobe-2026-03-03.jsonl"));
    const { lines, damaged } = searchLogs(dir, {});
    expect(lines.map(({ message }) => message)).toEqual(["after", "before"]);
    expect(damaged).toBeGreaterThanOrEqual(4);
    expect(searchLogs(path.join(dir, "nothing"), {}).lines).toEqual([]);
  });

  test("finds each line once, wherever a piece of reading ends", async () => {
    const count = 60_000;
    const text = Array.from({ length: count }, (_, index) =>
      JSON.stringify({
        time: "2026-03-05T12:00:00.000Z",
        level: "info",
        stream: "host",
        message: `${"z".repeat(index % 301)} n${index}.`,
      }),
    ).join("\n");
    fs.writeFileSync(path.join(dir, "mgobe-2026-03-05.jsonl"), `${text}\n`);
    expect(fs.statSync(path.join(dir, "mgobe-2026-03-05.jsonl")).size).toBeGreaterThan(12 * 2 ** 20);
    for (let index = 0; index < count; index += 4999) expect(find({ text: ` n${index}.` })).toHaveLength(1);
    expect(searchLogs(dir, { text: "no such text" })).toMatchObject({ lines: [], damaged: 0, more: false });
  });

  test("runs in a thread of its own, and what goes wrong there is told", async () => {
    write("needle");
    await files.flush();
    const program = path.join(
      path.dirname(buildCli()),
      "../../adapters/node-server/console/log-search-thread.js",
    );
    const searcher = new LogSearcher(dir, program);
    const found = await Promise.all([searcher.search({ text: "needle" }), searcher.search({ text: "none" })]);
    expect(found.map(({ lines }) => lines.length)).toEqual([1, 0]);
    searcher.close();
    const broken = new LogSearcher(path.join(dir, fs.readdirSync(dir)[0]!), program);
    await expect(broken.search({})).rejects.toThrow(/ENOTDIR/);
    const waiting = broken.search({});
    broken.close();
    await expect(waiting).rejects.toThrow("the server ends");
  });
});
