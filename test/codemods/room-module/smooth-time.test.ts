import { SmoothTime } from "../../../codemods/targets/room-module/source/smooth-time";
import { FrameTime } from "../../../src/client/frame/frame-time";
import { createRandom } from "../../random";

// The module's times of frames are worked out more simply than those of the drop-in client; a game must not see it.

const jitter = 60;

/** Arrivals of 400 frames, each late by up to `jitter` ms; after the 200th the network rests for a while. */
function listArrivals(step: number, seed: number): readonly number[] {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, (_, i) => {
    const pause = i < 200 ? 0 : 700;
    return 1_000_000 + Math.round(i * step + pause + random() * jitter);
  });
}

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
/** How far times are off the distance that frames have, on the average. */
const measureRoughness = (times: readonly number[], step: number): number =>
  times.slice(1).reduce((sum, time, i) => sum + Math.abs(time - (times[i] ?? 0) - step), 0) / times.length;

test.each([0, 15, 60])(
  "frames at %d per second get nearly the times that the drop-in client gives",
  (rate) => {
    const step = 1000 / (rate || 15);
    for (const seed of seeds) {
      const [own, judge] = [new SmoothTime(), new FrameTime()];
      own.begin(rate);
      judge.reset(rate);
      const arrivals = listArrivals(step, seed);
      const times = arrivals.map((now, id) => own.add(id, now, false));
      const wanted = arrivals.map((now, id) => judge.fit(id, now));
      times.forEach((time, i) => {
        expect(Math.abs(time - (wanted[i] ?? 0))).toBeLessThanOrEqual(jitter);
        expect(Math.abs(time - (arrivals[i] ?? 0))).toBeLessThanOrEqual(jitter);
      });
      // Without the pause, which no line can hide.
      for (const part of [times.slice(50, 200), times.slice(250)])
        expect(measureRoughness(part, step)).toBeLessThan(jitter / 12);
      expect(measureRoughness(arrivals.slice(50, 200), step)).toBeGreaterThan(jitter / 6);
    }
  },
);

test("a frame that comes late gets the time at which it was due, and has no say in those of others", () => {
  const [own, other] = [new SmoothTime(), new SmoothTime()];
  for (const each of [own, other]) each.begin(10);
  expect(own.add(3, 5000, true)).toBe(5000);
  for (const id of [1, 2, 3, 4]) for (const each of [own, other]) each.add(id, 1000 + 100 * id, false);
  expect([own.add(6, 9000, true), own.add(7, 9999, true)]).toEqual([1600, 1700]);
  expect(own.add(5, 1510, false)).toBe(other.add(5, 1510, false));
  own.begin(10);
  expect(own.add(1, 7000, true)).toBe(7000);
});
