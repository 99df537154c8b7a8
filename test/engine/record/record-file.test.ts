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

/** A record on a disk that is full from now on. */
function openOnFullDisk(): { readonly game: Game; readonly record: RecordFile; readonly troubles: string[] } {
  const fullDisk: typeof fs = jest.requireActual("node:fs");
  const refuse = (...args: unknown[]): void => {
    const done = args.at(-1) as (error: Error) => void;
    setImmediate(done, Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" }));
  };
  jest.spyOn(fullDisk, "write").mockImplementation(refuse as typeof fs.write);
  jest.spyOn(fullDisk, "writev").mockImplementation(refuse as typeof fs.writev);
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
