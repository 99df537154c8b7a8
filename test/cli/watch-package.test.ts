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

  test("follows the path: a folder that is replaced by another one, and what happens in that one", async () => {
    const [current, next] = [path.join(folder, "current"), path.join(folder, "next")];
    for (const each of [current, next]) {
      fs.mkdirSync(path.join(each, "lib"), { recursive: true });
      fs.writeFileSync(path.join(each, "index.js"), each);
    }
    const watching = watch(current);
    fs.renameSync(current, path.join(folder, "old"));
    fs.renameSync(next, current);
    await watching.next();
    for (const name of ["index.js", "lib/cards.js"]) {
      fs.writeFileSync(path.join(current, name), "later");
      await watching.next();
    }
    watching.close();
  });

  test("follows links that are switched, on the way to the folder and inside it, and changes behind them", async () => {
    for (const name of ["1/app", "2/app", "cards"]) {
      fs.mkdirSync(path.join(folder, name), { recursive: true });
      fs.writeFileSync(path.join(folder, name, "index.js"), name);
    }
    const link = (to: string, from: string): void => {
      fs.symlinkSync(path.join(folder, to), path.join(folder, `${from}.new`), "junction");
      fs.renameSync(path.join(folder, `${from}.new`), path.join(folder, from));
    };
    link("1", "current");
    fs.symlinkSync(path.join(folder, "cards/index.js"), path.join(folder, "2/app/cards.js"));
    const watching = watch(path.join(folder, "current/app"));
    link("2", "current");
    await watching.next();
    fs.writeFileSync(path.join(folder, "2/app/index.js"), "later");
    await watching.next();
    fs.writeFileSync(path.join(folder, "cards/index.js"), "behind a link");
    await watching.next();
    link("cards", "2/app/deck");
    await watching.next();
    fs.writeFileSync(path.join(folder, "cards/more.js"), "in a folder behind a link");
    await watching.next();
    watching.close();
  });

  test("a folder that is gone for a while is seen when it is back", async () => {
    const app = path.join(folder, "app");
    fs.mkdirSync(app);
    fs.writeFileSync(path.join(app, "index.js"), "1");
    const watching = watch(app);
    fs.rmSync(app, { recursive: true });
    await watching.next();
    fs.mkdirSync(app);
    fs.writeFileSync(path.join(app, "index.js"), "2");
    await watching.next();
    watching.close();
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
