import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCli as runBuilt } from "../commands/built-cli";
import { runCli } from "../commands/cli-context";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe report 报告-"));
  fs.mkdirSync(path.join(folder, "game"));
  write("game/net.js", "const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { cmd: 1 } });\n");
  writeClient();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text);
}

/** The drop-in client, beside what is reported on. */
function writeClient(): void {
  write("MGOBE.js", "/*! mgobe-migrate, MIT */\n");
}

function read(name: string): string {
  return fs.readFileSync(path.join(folder, name), "utf8");
}

/** The built command for HTML, as the page's program is there only. */
const run = (...args: string[]) =>
  (args.some((arg) => arg.endsWith(".html")) ? runBuilt : runCli)(["report", ...args], { cwd: folder });

describe("report", () => {
  test("says what is left and exits with 1; leaves the code alone", async () => {
    const before = read("game/net.js");
    const { exitCode, stdout, stderr } = await run("game");
    expect(stdout.split("\n")[0]).toBe("Nothing stops it from running. 1 thing is left.");
    expect(stdout).toContain("send-to-game-svr");
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(read("game/net.js")).toBe(before);
    expect(fs.readdirSync(folder)).toEqual(["MGOBE.js", "game"]);
  });

  test.each([
    [
      "MGOBE's own SDK beside it",
      "/*v1.3.9_1234567890123*/\nwindow.MGOBE = {};\n",
      /this is MGOBE's own SDK/,
    ],
    ["no SDK at all", undefined, /no MGOBE\.js was found for this code to run with/],
  ])(
    "does not say that a game runs with %s, also where no call is to be rewritten",
    async (_name, sdk, told) => {
      if (sdk === undefined) fs.rmSync(path.join(folder, "MGOBE.js"));
      else write("MGOBE.js", sdk);
      write("game/net.js", "const room = new MGOBE.Room();\nroom.leaveRoom({}, () => {});\n");
      const { exitCode, stdout } = await run("game");
      expect([exitCode, stdout.split("\n")[0]]).toEqual([1, "1 thing stops it from running."]);
      expect(stdout).toMatch(told);
    },
  );

  test("exits with 0 when nothing is left", async () => {
    write("game/net.js", 'room.send("sendToGameSvr", { data: { cmd: 1 } });\n');
    const { exitCode, stdout } = await run("game");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")[0]).toBe("Runs. Nothing is left to do.");
  });

  test.each([
    ["a path that is not there", ["nowhere"], /nowhere does not exist/],
    ["a folder without sources", ["empty"], /No source file under/],
    ["an unknown format", ["game", "--format", "pdf"], /pdf/],
    ["a baseline that is not there", ["game", "--baseline", "old.json"], /old\.json cannot be compared with/],
    ["an output that cannot be written", ["game", "-o", "game/net.js/x.html"], /could not be written/],
  ])("exits with 2 for %s, and says why", async (_name, args, message) => {
    fs.mkdirSync(path.join(folder, "empty"));
    const { exitCode, stderr } = await run(...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  test("writes the format that the file's ending names, and a summary to the terminal", async () => {
    const begins = {
      "r.html": "<!doctype html>",
      "r.md": "# Nothing stops it",
      "r.json": '{\n  "schemaVersion"',
      "r.csv": "\uFEFFid,kind,member,certainty,rule",
      "r.sarif": '{\n  "$schema"',
    };
    for (const [name, start] of Object.entries(begins)) {
      const { exitCode, stdout, stderr } = await run("game", "-o", name);
      expect([exitCode, stdout]).toEqual([1, ""]);
      expect(stderr).toContain("Nothing stops it from running.");
      expect(read(name).startsWith(start)).toBe(true);
    }
  });

  test("writes the same bytes again, but for the time", async () => {
    const [one, other] = [await run("game", "--format", "json"), await run("game", "--format", "json")];
    const withoutTime = (text: string) => text.replace(/"time": ".*"/, "");
    expect(one.stdout).toMatch(/"time": "\d{4}-/);
    expect(withoutTime(one.stdout)).toBe(withoutTime(other.stdout));
  });

  test("speaks Chinese, leaves code out, and compares with an older report", async () => {
    await run("game", "-o", "old.json");
    write("game/net.js", 'room.send("sendToGameSvr", { data: { cmd: "word-of-the-code" } });\n');
    const { exitCode, stdout } = await run("game", "--baseline", "old.json", "--lang", "zh");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("可以运行，没有剩余事项。");
    expect(stdout).toContain("剩余 1 → 0");
    const bare = await run("game", "--format", "json", "--no-source");
    expect(bare.stdout).not.toContain("word-of-the-code");
    expect(JSON.parse(bare.stdout).run.hasSource).toBe(false);
  });

  test("looks as deep as the level says", async () => {
    write("game/net.js", "const room = new MGOBE.Room();\nroom.leaveRoom({}, () => {});\n");
    const messages = JSON.parse((await run("game", "--format", "json")).stdout);
    const native = JSON.parse((await run("game", "--format", "json", "--level", "native")).stdout);
    expect(messages.totals.left).toBe(0);
    expect(native.totals.left).toBeGreaterThan(0);
  });
});

describe("codemod --report", () => {
  test("writes the report of its own run, with diffs; what it rewrote is done", async () => {
    const codemod = (...args: string[]) => runCli(["codemod", "game", ...args], { cwd: folder });
    await codemod("--dry-run", "--report", "dry.json");
    await codemod("--report", "written.json");
    const [dry, written] = [JSON.parse(read("dry.json")), JSON.parse(read("written.json"))];
    expect([dry.run.mode, dry.totals.byState.automatic, dry.totals.byState.done]).toEqual(["dry-run", 1, 0]);
    expect([written.run.mode, written.totals.byState.automatic, written.totals.byState.rewritten]).toEqual([
      "written",
      0,
      1,
    ]);
    expect(written.changes).toEqual([
      expect.objectContaining({ file: "net.js", rules: ["send-to-game-svr"], added: 1, removed: 1 }),
    ]);
    expect(written.changes[0].diff).toContain('+room.send("sendToGameSvr"');
    expect(read("game/net.js")).toContain("room.send(");
  });
});
