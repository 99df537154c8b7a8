import { ManualClock, SystemClock } from "../../../src/engine";

describe("ManualClock", () => {
  test("runs timers in the order of their time, those of the same time in the order of the calls", () => {
    const clock = new ManualClock(1000);
    const order: string[] = [];
    const note = (name: string) => () => order.push(`${name}@${clock.elapsed()}`);
    clock.setTimeout(note("late"), 20);
    clock.setTimeout(note("first"), 10);
    clock.setTimeout(note("second"), 10);
    clock.setTimeout(note("negative"), -5);
    clock.advance(20);
    expect(order).toEqual(["negative@0", "first@10", "second@10", "late@20"]);
    expect(clock.now()).toBe(1020);
  });

  test("runs timers that timers armed, when they fall due within the same advance", () => {
    const clock = new ManualClock();
    const times: number[] = [];
    const tick = (): void => {
      times.push(clock.elapsed());
      clock.setTimeout(tick, 10);
    };
    clock.setTimeout(tick, 10);
    clock.advance(35);
    expect(times).toEqual([10, 20, 30]);
    expect(clock.pendingTimers).toBe(1);
  });

  test("does not run a timer that was cleared, also by another timer of the same time", () => {
    const clock = new ManualClock();
    const order: string[] = [];
    clock.setTimeout(() => {
      order.push("clears");
      clock.clearTimeout(second);
    }, 5);
    const second = clock.setTimeout(() => order.push("cleared"), 5);
    clock.advance(10);
    clock.clearTimeout(second);
    expect(order).toEqual(["clears"]);
  });

  test("runs macrotasks before time goes on, those they add included", () => {
    const clock = new ManualClock();
    const order: string[] = [];
    clock.setTimeout(() => order.push("timer"), 0);
    clock.setImmediate(() => {
      order.push("macrotask");
      clock.setImmediate(() => order.push("added"));
    });
    clock.advance(0);
    expect(order).toEqual(["macrotask", "added", "timer"]);
  });
});

describe("SystemClock", () => {
  test("tells the time of day, runs timers and clears them", async () => {
    const clock = new SystemClock();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
    const cleared = clock.setTimeout(() => {
      throw new Error("was cleared");
    }, 1);
    clock.clearTimeout(cleared);
    const begin = clock.elapsed();
    await new Promise<void>((resolve) => clock.setTimeout(resolve, 5));
    await new Promise<void>((resolve) => clock.setImmediate(resolve));
    expect(clock.elapsed()).toBeGreaterThan(begin);
  });
});
