import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";

const root = path.join(__dirname, "..", "..", "..");
const fixtures = path.join(root, "test", "fixtures");
// Inside the repository, so that the bundle finds node_modules.
const output = path.join(root, "test-output", `package-process-${process.pid}`);

async function bundle(driver: string): Promise<string> {
  const outfile = path.join(output, `${driver}.cjs`);
  await build({
    entryPoints: [path.join(fixtures, "drivers", `${driver}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  return outfile;
}

function run(file: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [file, ...args], { encoding: "utf8", timeout: 120_000 });
}

afterAll(() => fs.rmSync(output, { recursive: true, force: true }));

describe("a real process", () => {
  let faults: string;
  beforeAll(async () => {
    faults = await bundle("faults");
  });

  /** Lets a room do these things, one after the other. */
  function suffer(...names: string[]): {
    messages: string[];
    heard: string[];
    codes: number[];
    pings: number;
    exitCode: number | null;
  } {
    const { status, stdout, stderr } = run(faults, path.join(fixtures, "mgobexs"), JSON.stringify(names));
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  }

  test("outlives every way in which a callback can throw; each is logged with its room and told to the script", () => {
    const names = [
      "timeout",
      "interval",
      "immediate",
      "microtask",
      "tick",
      "asyncTimer",
      "rejection",
      "io",
      "nested",
    ];
    const { messages, heard, codes, pings } = suffer(...names);
    expect(messages).toEqual([
      "sick: timer: Error: in timeout",
      "sick: timer: Error: in interval",
      "sick: timer: Error: in immediate",
      "sick: microtask: Error: in microtask",
      "sick: microtask: Error: in tick",
      "sick: timer: Error: in async timer",
      "sick: unhandled rejection: Error: in promise",
      "sick: uncaught exception: Error: in io",
      "sick: timer: Error: in nested timeout",
    ]);
    expect(heard).toEqual([
      "in timeout",
      "in interval",
      "in immediate",
      "in microtask",
      "in tick",
      "in async timer",
      "rejected: in promise",
      "in io",
      "in nested timeout",
    ]);
    expect(codes).toEqual(names.map(() => 0));
    expect(pings).toBe(names.length);
  });

  test("Q36: outlives process.exit, abort and a kill of itself, and keeps its own exit code", () => {
    const { messages, heard, pings, exitCode } = suffer("exit", "exitLater", "abort", "killSelf", "exitCode");
    expect(messages).toEqual([
      "sick: process.exit(7) was called by the script and ignored",
      "sick: process.exit(8) was called by the script and ignored",
      "sick: process.abort() was called by the script and ignored",
      expect.stringMatching(/^sick: process\.kill\(\d+, SIGKILL\) was called by the script and ignored$/),
    ]);
    expect(heard).toEqual([]);
    expect(pings).toBe(5);
    expect(exitCode).toBeNull();
  });

  test.each([
    ["killGroup", "process.kill(0)"],
    ["killEverybody", "process.kill(-1, SIGTERM)"],
    ["killParent", /^process\.kill\(\d+, SIGTERM\)$/],
    ["rawKill", "process._kill(0, 15)"],
    ["exitByFunction", "process.exit(11)"],
    ["exitByEval", "process.exit(12)"],
    ["exitByVm", "process.exit(13)"],
    ["exitByModule", "process.exit(14)"],
    ["exitByGlobal", "process.reallyExit(15)"],
    ["exitByGlobalThis", "process.exit(16)"],
    ["exitByLoader", "process.exit(17)"],
    ["exitByBuiltin", "process.exit(18)"],
    ["exitByImport", "process.exit(19)"],
    ["exitByConstructor", "process.abort()"],
    ["killByFunction", "process.kill(0)"],
  ])("outlives %s, and says so", (name, call) => {
    const { messages, pings } = suffer(name);
    const [message = "", ...others] = messages;
    expect(others).toEqual([]);
    const [, shown = ""] = /^sick: (.*) was called by the script and ignored$/.exec(message) ?? [];
    if (typeof call === "string") expect(shown).toBe(call);
    else expect(shown).toMatch(call);
    expect(pings).toBe(1);
  });

  test("signals that a script emits reach its own listeners only, and a probe of itself works", () => {
    expect(suffer("emitSignal", "emitExit", "emitByFunction", "probe")).toMatchObject({
      messages: [],
      heard: ["own SIGTERM", "own SIGTERM"],
      pings: 4,
    });
  });

  test("listeners that it puts on Node's own process are its own, and it takes none of the host's away", () => {
    const { messages, heard, pings } = suffer("listenByFunction", "io");
    expect(messages).toEqual([
      "sick: process.setUncaughtExceptionCaptureCallback(a function) was called by the script and ignored",
      "sick: unhandled rejection: Error: for the script",
      "sick: uncaught exception: Error: in io",
    ]);
    expect(heard).toEqual(["real: for the script", "rejected: for the script"]);
    expect(pings).toBe(2);
  });

  test("threads and child processes of a script cannot end the host", () => {
    const { messages, pings } = suffer("killByThread", "killByChild", "throwInThread", "noChild");
    expect(messages.sort()).toEqual([
      expect.stringMatching(/^sick: uncaught exception: Error: spawn .*nowhere.* ENOENT$/),
      "sick: uncaught exception: [worker eval]:1",
    ]);
    expect(pings).toBe(4);
  });

  test("stops the timers of a room at its end, so that the process can end", () => {
    expect(suffer("leak").messages).toEqual([]);
  });

  test.each(["host rejects", "host throws"])(
    "Q36: still crashes when the %s, although the script listens for uncaught exceptions",
    (scenario) => {
      const { status, stdout, stderr } = run(faults, path.join(fixtures, "mgobexs"), scenario);
      expect(status).toBe(1);
      expect(stderr).toContain("a bug of the host");
      expect(stdout).not.toContain("survived");
    },
  );

  test("stops at breakpoints of the script's own files, TypeScript included", async () => {
    const driver = await bundle("breakpoints");
    const { status, stdout, stderr } = run(driver, path.join(fixtures, "mgobexs"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      javascript: { file: "basic/index.js", hits: 1, line: 12 },
      typescript: { file: "typescript/index.ts", mapsTo: "typescript/index.ts", hasSource: true },
    });
  });
});
