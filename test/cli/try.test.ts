import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Checks } from "../../src/cli/try/checks/checks";
import { loadSdk } from "../../src/cli/try/sdk-in-node";
import { readSdkFile } from "../../src/cli/try/sdk-file";
import { type CliResult, RunningCli } from "../commands/built-cli";
import { runCli } from "../commands/cli-context";

const root = path.join(__dirname, "../..");
let folder: string;
let ours: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mgobe-try-"));
  execFileSync(process.execPath, [path.join(root, "scripts/build-client.mjs"), folder], { cwd: root });
  ours = path.join(folder, "MGOBE.js");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The authority of `--tls-dev` stays out of the user's folder. */
function getOptions() {
  return { env: { MGOBE_MIGRATE_CA: path.join(folder, "ca") } };
}

function trySdk(...args: string[]): Promise<CliResult> {
  return runCli(["try", ...args], getOptions());
}

function write(name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, code);
  return file;
}

/** A library whose one call answers an error; the name of an event is what it is recognised by. */
const mute = `exports.Listener = { init(info, config, done) { done({ code: 90006, msg: "onRecvFromGameSvr" }); }, add() {} };
  exports.Room = class { initRoom() {} };
  exports.Player = { id: "" };`;

test("a library that works passes every check, each is told, and the table says so", async () => {
  const { exitCode, stdout, stderr } = await trySdk(ours);
  expect(stderr).toBe("");
  expect(stdout).not.toContain("FAILED");
  expect(stdout).toMatch(/frame sync +(\d+) of \1\n/);
  const [, count = ""] = /(\d+) of \1 checks passed/.exec(stdout) ?? [];
  expect(stdout.match(/^ {2}ok /gm)).toHaveLength(Number(count));
  expect(Number(count)).toBeGreaterThan(90);
  expect(exitCode).toBe(0);
});

test("what does not work is named, nothing is tried without a login, and the exit code is 1", async () => {
  const { exitCode, stdout } = await trySdk(write("mute.js", mute));
  expect(stdout).toContain('FAILED login: first: {"code":90006');
  expect(stdout).toContain("0 of 3 checks passed");
  expect(exitCode).toBe(1);
  const chinese = await trySdk(path.join(folder, "mute.js"), "--lang", "zh");
  expect(chinese.stdout).toContain('失败 登录: 第一名玩家: {"code":90006');
  expect(chinese.stdout).toContain("3 项检查中的 0 项通过");
});

test.each([
  [[path.join(root, "package.json")], "is no MGOBE client library"],
  [["no-such-file.js"], "no-such-file.js does not exist."],
  [[root], "it is a folder"],
  [[], "missing required argument"],
])("cannot run with %j, says why, and exits with 2", async (args, message) => {
  const { exitCode, stdout, stderr } = await trySdk(...args);
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test.each([
  ["throws", "throw new Error('broken'); onRecvFromGameSvr", "throws.js cannot be run: broken."],
  ["half", "var onRecvFromGameSvr = {", "half.js cannot be run: Unexpected token"],
  ["empty", "var onRecvFromGameSvr;", "empty.js cannot be run: it leaves no MGOBE.Listener behind."],
])("a file that %s is told with its reason", async (name, code, message) => {
  const { exitCode, stderr } = await trySdk(write(`${name}.js`, code));
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

test("a file that never comes to its end is given up", () => {
  const file = write("endless.js", "for (;;); onRecvFromGameSvr");
  expect(() => loadSdk(readSdkFile(file), () => undefined, 50)).toThrow(
    /endless\.js cannot be run: it has not come to its end within 0\.05 s/,
  );
});

test("what a library throws in its timers fails a check and ends nothing; its timers end with it", async () => {
  const file = write("thrower.js", `${mute}; setTimeout(() => { throw new Error("by itself"); }, 0);`);
  const checks = new Checks();
  const thrown = new Promise<unknown>((resolve) => {
    const { close } = loadSdk(readSdkFile(file), (error) => {
      checks.noteThrown(error);
      close();
      resolve(error);
    });
  });
  expect(String(await thrown)).toContain("by itself");
  expect(checks.results).toMatchObject([{ ok: false, detail: expect.stringContaining("by itself") }]);
});

describe("--page", () => {
  let blocker: Server | undefined;
  afterEach(() => void blocker?.close());

  test("serves a page, takes its results and ends with them", async () => {
    const running = new RunningCli(["try", ours, "--page"], getOptions());
    const [, port] = await running.waitFor(/http:\/\/localhost:(\d+)\//);
    const url = `http://127.0.0.1:${port}`;
    const get = async (from: string): Promise<string> => (await fetch(`${url}${from}`)).text();
    const post = async (to: string, body: unknown): Promise<number> =>
      (await fetch(`${url}${to}`, { method: "POST", body: JSON.stringify(body) })).status;
    expect(await get("/")).toContain('src="/page.js"');
    expect(await get("/page.js")).toContain("/results");
    expect(await get("/sdk/first.js")).toBe(readFileSync(ours, "utf8"));
    expect(await get("/frame/second")).toContain("/sdk/second.js");
    expect(JSON.parse(await get("/target"))).toMatchObject({
      urls: [expect.any(String), expect.any(String)],
    });
    expect((await fetch(`${url}/../package.json`)).status).toBe(404);

    const good = { chapter: "rooms", label: "createRoom", ok: true, milliseconds: 1 };
    const bad = { chapter: "rooms", label: { en: "seen", zh: "看到" }, ok: false, detail: "no\u001B[2J" };
    expect(await post("/progress", good)).toBe(200);
    for (const rubbish of [{}, "x", [1], null, [good, 3]]) expect(await post("/results", rubbish)).toBe(400);
    expect(await post("/progress", [])).toBe(400);
    expect(await post("/results", [good, bad])).toBe(200);
    const { exitCode, stdout } = await running.ended;
    expect(stdout).toContain("ok createRoom 1 ms");
    expect(stdout).toContain("FAILED rooms: seen: no⟨U+001B⟩[2J");
    expect(stdout).toContain("1 of 2 checks passed");
    expect(exitCode).toBe(1);
  });

  test("says when its port is taken, and when a version knows no pages", async () => {
    blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;
    const args = ["try", ours, "--page", "--port", String(port)];
    const taken = await new RunningCli(args, getOptions()).ended;
    expect(taken.stderr).toContain(`Port ${port} is taken by another program.`);
    expect(taken.exitCode).toBe(2);
    const old = await trySdk(write("old.js", `${mute}; var version = "1.0.3";`), "--page");
    expect(old.stderr).toContain("is version 1.0.3, which runs in mini-games only");
    expect(old.exitCode).toBe(2);
  });
});
