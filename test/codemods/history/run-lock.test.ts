import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { RunLock } from "../../../codemods/history/run-lock";
import { makeFolder } from "../games/game-folder";

let folder: string;
let registry: string;

beforeEach(() => {
  folder = makeFolder({ "game/src/a.js": "", "other/a.js": "" });
  registry = join(folder, "runs");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const acquire = (...paths: string[]): RunLock =>
  RunLock.acquire(
    paths.map((path) => join(folder, path)),
    registry,
  );

/** Number of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

test.each([
  ["the same folder", "game"],
  ["a folder in it", "game/src"],
  ["a file in it", "game/src/a.js"],
  ["what holds it", "."],
  ["a link to it", "link"],
  ["a folder that is not there yet", "game/new/backup"],
])("a second run on %s is refused while the first is at work", (_name, path) => {
  fs.symlinkSync("game", join(folder, "link"));
  const first = acquire("game");
  expect(() => acquire(path)).toThrow(
    expect.objectContaining({
      code: "RUN_BUSY",
      details: { path: join(fs.realpathSync(folder), "game"), pid: String(process.pid) },
    }),
  );
  first.release();
  acquire(path).release();
  expect(fs.readdirSync(registry)).toEqual([]);
});

test("runs on other folders do not wait, whatever their names begin with", () => {
  const locks = ["game", "game2", "other"].map((path) => acquire(path));
  locks.forEach((lock) => lock.release());
});

test("a run that was killed, or a file from before the machine started, holds nobody up", () => {
  fs.mkdirSync(registry);
  const trees = [fs.realpathSync(folder)];
  fs.writeFileSync(join(registry, "1-a.json"), JSON.stringify({ pid: endedPid(), trees }));
  fs.writeFileSync(join(registry, "2-b.json"), JSON.stringify({ pid: process.pid, trees }));
  fs.utimesSync(join(registry, "2-b.json"), 1000, 1000);
  acquire("game").release();
  expect(fs.readdirSync(registry)).toEqual([]);
});
