import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { waitUntil } from "../../wait-until";
import { completeSettings, Game, ManualClock, RecordFile } from "../../../src/engine";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe record file-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Lets all writing fail from now on. */
function makeDiskFull(): void {
  const fullDisk: typeof fs = jest.requireActual("node:fs");
  const refuse = (...args: unknown[]): void => {
    const done = args.at(-1) as (error: Error) => void;
    setImmediate(done, Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" }));
  };
  jest.spyOn(fullDisk, "write").mockImplementation(refuse as typeof fs.write);
  jest.spyOn(fullDisk, "writev").mockImplementation(refuse as typeof fs.writev);
}

/** A record on a disk that is full from now on. */
function openOnFullDisk(): { readonly game: Game; readonly record: RecordFile; readonly troubles: string[] } {
  makeDiskFull();
  const clock = new ManualClock();
  const game = new Game({ settings: completeSettings({}), clock, random: Math.random, log: () => undefined });
  const troubles: string[] = [];
  const record = RecordFile.open(game, clock, path.join(folder, "r.jsonl"), (message) =>
    troubles.push(message),
  );
  return { game, record, troubles };
}

test("a disk that is full ends the record, once and in words, and nobody records any more", async () => {
  const { game, record, troubles } = openOnFullDisk();
  await waitUntil(() => troubles.length > 0, "the trouble");
  expect(troubles).toEqual([expect.stringMatching(/ends here, the game goes on: ENOSPC/)]);
  expect(game.observers.traffic).toBeUndefined();
  await record.close();
  expect(troubles).toHaveLength(1);
  expect(record.failure).toMatchObject({ file: expect.stringContaining("r.jsonl"), complete: undefined });
  game.close();
});

test("a disk that is full when the record ends is told of, too", async () => {
  const { game, record, troubles } = openOnFullDisk();
  await record.close();
  expect(troubles).toEqual([expect.stringMatching(/is not whole: ENOSPC/)]);
  game.close();
});

test("a disk that hangs does not hold up the end of the server, and is told of", async () => {
  const disk: typeof fs = jest.requireActual("node:fs");
  const hang = jest.fn();
  jest.spyOn(disk, "write").mockImplementation(hang as never);
  jest.spyOn(disk, "writev").mockImplementation(hang as never);
  const clock = new ManualClock();
  const game = new Game({ settings: completeSettings({}), clock, random: Math.random, log: () => undefined });
  const troubles: string[] = [];
  const record = RecordFile.open(game, clock, path.join(folder, "r.jsonl"), (message) =>
    troubles.push(message),
  );
  await waitUntil(() => hang.mock.calls.length > 0, "the first write");
  let isClosed = false;
  const closing = record.close().then(() => (isClosed = true));
  clock.advance(4999);
  await Promise.resolve();
  expect([isClosed, troubles]).toEqual([false, []]);
  clock.advance(1);
  await closing;
  expect(troubles).toEqual([expect.stringMatching(/is not whole: the disk has not answered for 5 s/)]);
  // What hangs ends at last, so that the file can be closed.
  (hang.mock.calls[0]?.at(-1) as (error: Error) => void)(new Error("EIO"));
  game.close();
});

/** Counts writes that began, and those of which the writer has heard that they are done. */
function watchWriting(): { calls: number; ends: number } {
  const disk: typeof fs = jest.requireActual("node:fs");
  const count = { calls: 0, ends: 0 };
  for (const name of ["write", "writev"] as const) {
    const write = disk[name] as (...args: unknown[]) => void;
    const counted = (...args: unknown[]): void => {
      const done = args.pop() as (...results: unknown[]) => void;
      count.calls++;
      write(...args, (...results: unknown[]) => {
        done(...results);
        count.ends++;
      });
    };
    jest.spyOn(disk, name).mockImplementation(counted as never);
  }
  return count;
}

/** A record of a game at 5 s, with a player of 1 s on disk. */
async function openAndPlay(): Promise<{
  readonly file: string;
  readonly game: Game;
  readonly clock: ManualClock;
  readonly record: RecordFile;
  readonly troubles: string[];
}> {
  const clock = new ManualClock();
  clock.advance(4000);
  const game = new Game({ settings: completeSettings({}), clock, random: Math.random, log: () => undefined });
  const troubles: string[] = [];
  const file = path.join(folder, "r.jsonl");
  const record = RecordFile.open(game, clock, file, (message) => troubles.push(message));
  clock.advance(1000);
  game.observers.traffic?.connected("player", "drop-in");
  await waitUntil(() => fs.readFileSync(file, "utf8").split("\n").length === 3, "two lines on disk");
  return { file, game, clock, record, troubles };
}

test("a whole record has no failure", async () => {
  const { file, game, record, troubles } = await openAndPlay();
  await record.close();
  expect([record.failure, troubles]).toEqual([undefined, []]);
  expect(fs.readFileSync(file, "utf8")).toMatch(/"type":"end"}\n$/);
  game.close();
});

test("a disk that gets full later leaves a record that is complete up to the last line on it", async () => {
  const written = watchWriting();
  const { game, clock, record, troubles } = await openAndPlay();
  const started = clock.now() - 1000;
  await waitUntil(() => written.calls === written.ends, "the stream to hear that the line is on disk");
  makeDiskFull();
  clock.advance(500);
  game.observers.traffic?.disconnected("player");
  await waitUntil(() => troubles.length > 0, "the trouble");
  expect(record.failure).toMatchObject({ complete: { until: started + 1000, for: 1000 } });
  expect(record.failure?.reason.en).toMatch(/ENOSPC/);
  game.close();
});

test.each([
  ["was removed", /the file was removed/, (file: string) => fs.rmSync(file)],
  ["was cut", /cut the file/, (file: string) => fs.truncateSync(file, 10)],
  [
    "was replaced",
    /another file/,
    (file: string) => {
      fs.renameSync(file, `${file}.old`);
      fs.copyFileSync(`${file}.old`, file);
    },
  ],
])("a record that %s meanwhile is none, which is told at the end", async (_name, reason, hurt) => {
  const { file, game, record, troubles } = await openAndPlay();
  hurt(file);
  await record.close();
  expect(troubles).toEqual([expect.stringMatching(reason)]);
  expect(record.failure).toMatchObject({ file, complete: undefined });
  game.close();
});
