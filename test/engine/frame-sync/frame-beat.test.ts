import { ManualClock } from "../../../src/engine";
import { FrameBeat } from "../../../src/engine/frame-sync/frame-beat";
import { FrameSchedule } from "../../../src/engine/frame-sync/frame-schedule";
import { createRandom } from "../../random";

/** Counts how often it woke somebody. */
class CountingClock extends ManualClock {
  wakes = 0;

  override setTimeout(callback: () => void, delay: number): ReturnType<ManualClock["setTimeout"]> {
    return super.setTimeout(() => {
      this.wakes += 1;
      callback();
    }, Math.ceil(delay));
  }
}

/** A room's frames; notes the time of each, ms of the clock. */
function join(beat: FrameBeat, times: number[]): FrameSchedule {
  return new FrameSchedule(
    beat,
    () => times.push(beat.clock.elapsed()),
    (error) => {
      throw error;
    },
  );
}

test.each([1, 7, 15, 20, 24, 30, 45, 60])(
  "at %d frames a second a hundred rooms wake their process 120 times a second at most, each at its own pace",
  (rate) => {
    const clock = new CountingClock();
    const beat = new FrameBeat(rate, clock);
    const random = createRandom(rate);
    const rooms: { startedAt: number; times: number[] }[] = [];
    for (let room = 0; room < 100; room++) {
      clock.advance(random() * 20);
      const times: number[] = [];
      rooms.push({ startedAt: clock.elapsed(), times });
      join(beat, times);
    }
    clock.wakes = 0;
    const before = rooms.map(({ times }) => times.length);
    clock.advance(10_000);
    expect(clock.wakes).toBeLessThanOrEqual(1201);
    for (const [room, { startedAt, times }] of rooms.entries()) {
      expect(Math.abs(times.length - (before[room] ?? 0) - 10 * rate)).toBeLessThanOrEqual(1);
      const [first = 0] = times;
      // The timer may be early by the part of a millisecond that it cannot count.
      expect(first - startedAt).toBeGreaterThan(1000 / rate - 1);
      expect(first - startedAt).toBeLessThan(1000 / rate + 14);
    }
  },
);

test("who leaves is called no more, within a beat too, and nothing waits when all have left", () => {
  const clock = new ManualClock();
  const beat = new FrameBeat(10, clock);
  const [first, second, third]: [number[], number[], number[]] = [[], [], []];
  const leaver = join(beat, third);
  const seat = beat.join({
    run: () => {
      first.push(clock.elapsed());
      seat.leave();
      victim.stop();
    },
  });
  const victim = join(beat, second);
  clock.advance(100);
  expect([first, second, third]).toEqual([[100], [], [100]]);
  leaver.stop();
  expect(clock.pendingTimers).toBe(0);
});

test("who comes within a beat, or after all have left, gets the next one first", () => {
  const clock = new ManualClock();
  const beat = new FrameBeat(10, clock);
  const times: number[] = [];
  const seat = beat.join({
    run: () => {
      seat.leave();
      join(beat, times);
    },
  });
  clock.advance(350);
  expect(times).toEqual([200, 300]);
});
