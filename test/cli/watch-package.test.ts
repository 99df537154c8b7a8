import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Debounce, watchPackage } from "../../src/cli/serve/watch-package";
import { ManualClock, SystemClock } from "../../src/engine";

describe("Debounce", () => {
  test("runs once after things have been quiet", () => {
    const clock = new ManualClock();
    const work = jest.fn(() => Promise.resolve());
    const debounce = new Debounce(clock, 200, work);
    debounce.trigger();
    clock.advance(150);
    debounce.trigger();
    clock.advance(199);
    expect(work).not.toHaveBeenCalled();
    clock.advance(1);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test("never runs twice at a time; what happens meanwhile leads to one more run", async () => {
    const clock = new ManualClock();
    let finish = (): void => undefined;
    const work = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const debounce = new Debounce(clock, 200, work);
    debounce.trigger();
    clock.advance(200);
    debounce.trigger();
    clock.advance(1000);
    expect(work).toHaveBeenCalledTimes(1);
    finish();
    await new Promise(setImmediate);
    clock.advance(1000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test("does not run after it was stopped", () => {
    const clock = new ManualClock();
    const work = jest.fn(() => Promise.resolve());
    const debounce = new Debounce(clock, 200, work);
    debounce.trigger();
    debounce.stop();
    debounce.trigger();
    clock.advance(1000);
    expect(work).not.toHaveBeenCalled();
  });
});

describe("watchPackage", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-watch-"))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Resolves at each reload, one after the other. */
  function watch(target: string): { next: () => Promise<void>; close: () => void } {
    let seen = 0;
    let taken = 0;
    let wake = (): void => undefined;
    const reload = (): Promise<void> => {
      seen++;
      wake();
      return Promise.resolve();
    };
    const failed = (error: Error): void => {
      throw error;
    };
    const { close } = watchPackage(target, new SystemClock(), reload, failed);
    const next = async (): Promise<void> => {
      while (seen <= taken) await new Promise<void>((resolve) => (wake = resolve));
      taken = seen;
    };
    return { next, close };
  }

  test("sees files that are replaced by another one, again and again, as editors do", async () => {
    const file = path.join(folder, "index.js");
    fs.writeFileSync(file, "0");
    const { next, close } = watch(folder);
    for (const text of ["1", "2", "3"]) {
      fs.writeFileSync(`${file}.new`, text);
      fs.renameSync(`${file}.new`, file);
      await next();
    }
    close();
  });

  test("sees files in folders that were made while it watches", async () => {
    const { next, close } = watch(folder);
    fs.mkdirSync(path.join(folder, "lib"));
    await next();
    fs.writeFileSync(path.join(folder, "lib", "cards.js"), "1");
    await next();
    close();
  });

  test("of a zip, sees the zip", async () => {
    const zip = path.join(folder, "mgobexs.zip");
    fs.writeFileSync(zip, "0");
    const { next, close } = watch(zip);
    fs.writeFileSync(zip, "1");
    await next();
    close();
  });
});
