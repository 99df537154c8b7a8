import { ManualClock } from "../../../src/engine";
import { FrameBeat } from "../../../src/engine/frame-sync/frame-beat";
import { FrameSchedule } from "../../../src/engine/frame-sync/frame-schedule";
import { createRandom } from "../../random";

/** A clock whose timers come late, by what `lateness` says, and in whole milliseconds as Node's do. */
class LateClock extends ManualClock {
  constructor(private readonly lateness: () => number) {
    super();
  }

  override setTimeout(callback: () => void, delay: number): ReturnType<ManualClock["setTimeout"]> {
    return super.setTimeout(callback, Math.max(1, Math.floor(delay)) + this.lateness());
  }
}

const tenMinutes = 600_000;

const neverFails = (error: unknown): void => {
  throw error;
};

describe("FrameSchedule", () => {
  test.each([1, 2, 7, 10, 15, 20, 24, 30, 45, 60])(
    "at %d frames a second counts rate × time, give or take one, after ten minutes of late timers",
    (rate) => {
      const random = createRandom(rate);
      const clock = new LateClock(() => random() * 4);
      let frames = 0;
      const schedule = new FrameSchedule(new FrameBeat(rate, clock), () => (frames += 1), neverFails);
      clock.advance(tenMinutes);
      schedule.stop();
      expect(Math.abs(frames - rate * 600)).toBeLessThanOrEqual(1);
    },
  );

  test("gives the first frame one interval after the start and the others at equal distances", () => {
    const clock = new ManualClock();
    const times: number[] = [];
    const schedule = new FrameSchedule(
      new FrameBeat(20, clock),
      () => times.push(clock.elapsed()),
      neverFails,
    );
    clock.advance(250);
    schedule.stop();
    expect(times).toEqual([50, 100, 150, 200, 250]);
  });

  test("catches up after a short hitch", () => {
    let hitch = 0;
    const clock = new LateClock(() => hitch);
    let frames = 0;
    const schedule = new FrameSchedule(new FrameBeat(10, clock), () => (frames += 1), neverFails);
    clock.advance(50);
    hitch = 350;
    clock.advance(50);
    expect(frames).toBe(1);
    hitch = 0;
    clock.advance(450);
    expect(frames).toBe(5);
    clock.advance(450);
    expect(frames).toBe(10);
    schedule.stop();
  });

  test("gives up time after a long hitch instead of flooding the players, and then keeps its pace", () => {
    let hitch = 0;
    const clock = new LateClock(() => hitch);
    const times: number[] = [];
    const schedule = new FrameSchedule(
      new FrameBeat(10, clock),
      () => times.push(clock.elapsed()),
      neverFails,
    );
    hitch = 10_000;
    clock.advance(100);
    hitch = 0;
    clock.advance(10_150);
    const burst = times.filter((time) => time === times[1]);
    expect(burst).toHaveLength(5);
    const before = times.length;
    clock.advance(1000);
    schedule.stop();
    expect(times.length - before).toBe(10);
  });

  test("stops for good, out of a frame too", () => {
    const clock = new ManualClock();
    let frames = 0;
    const schedule: FrameSchedule = new FrameSchedule(
      new FrameBeat(10, clock),
      () => {
        frames += 1;
        if (frames === 3) schedule.stop();
      },
      neverFails,
    );
    clock.advance(10_000);
    expect(frames).toBe(3);
    expect(clock.pendingTimers).toBe(0);
  });

  test("stops inside a burst without giving the rest of it", () => {
    let hitch = 0;
    const clock = new LateClock(() => hitch);
    let frames = 0;
    hitch = 400;
    const schedule: FrameSchedule = new FrameSchedule(
      new FrameBeat(10, clock),
      () => {
        frames += 1;
        schedule.stop();
      },
      neverFails,
    );
    clock.advance(1000);
    expect(frames).toBe(1);
  });

  test("goes on after a frame that failed, and tells what went wrong", () => {
    const clock = new ManualClock();
    const errors: unknown[] = [];
    let frames = 0;
    const failEachThird = (): void => {
      frames += 1;
      if (frames % 3 === 0) throw new Error(`frame ${frames}`);
    };
    const schedule = new FrameSchedule(new FrameBeat(10, clock), failEachThird, (error) =>
      errors.push(String(error)),
    );
    clock.advance(1000);
    schedule.stop();
    expect(frames).toBe(10);
    expect(errors).toEqual(["Error: frame 3", "Error: frame 6", "Error: frame 9"]);
  });
});
