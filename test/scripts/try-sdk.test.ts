import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildCli } from "../commands/built-cli";

const root = path.join(__dirname, "../..");
let folder: string;
let ours: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mgobe-try-sdk-"));
  execFileSync(process.execPath, [path.join(root, "scripts/build-client.mjs"), folder], { cwd: root });
  ours = path.join(folder, "MGOBE.js");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script; its authority of `--tls-dev` stays out of the user's folder. */
function trySdk(...args: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, MGOBE_MIGRATE_CA: path.join(folder, "ca") };
  const child = spawn(process.execPath, [path.join(root, "scripts/try-sdk.mjs"), ...args], { env });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr })));
}

test("a library that works passes every check, and the table says so", async () => {
  const { exitCode, stdout, stderr } = await trySdk(ours, "--command", buildCli());
  expect(stderr).toBe("");
  expect(stdout).not.toContain("FAILED");
  expect(stdout).toMatch(/frame sync +(\d+) of \1\n/);
  expect(stdout).toMatch(/(\d+) of \1 checks passed/);
  expect(exitCode).toBe(0);
});

test("what does not work is named, nothing is tried without a login, and the exit code is 1", async () => {
  const mute = path.join(folder, "mute.js");
  // A library whose one call answers an error; the name of an event is what it is recognised by.
  writeFileSync(
    mute,
    `exports.Listener = { init(info, config, done) { done({ code: 90006, msg: "onRecvFromGameSvr" }); }, add() {} };
     exports.Room = class { initRoom() {} };
     exports.Player = { id: "" };`,
  );
  const { exitCode, stdout } = await trySdk(mute, "--command", path.relative(process.cwd(), buildCli()));
  expect(stdout).toContain('FAILED login: first: {"code":90006');
  expect(stdout).toContain("0 of 3 checks passed");
  expect(exitCode).toBe(1);
});

test.each([
  [["package.json"], "is no MGOBE client library"],
  [["no-such-file.js"], "no-such-file.js"],
  [[], "Usage: node scripts/try-sdk.mjs"],
])("cannot run with %j, says why in one line, and exits with 2", async (args, message) => {
  const { exitCode, stdout, stderr } = await trySdk(...args);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(message);
  expect(stdout).toBe("");
  expect(exitCode).toBe(2);
});
