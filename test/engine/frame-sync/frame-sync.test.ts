import { ManualClock } from "../../../src/engine";
import { FrameBeat } from "../../../src/engine/frame-sync/frame-beat";
import { FrameSync } from "../../../src/engine/frame-sync/frame-sync";
import { type StoredFrame } from "../../../src/engine";

function create(frameRate = 10): { clock: ManualClock; frames: StoredFrame[]; sync: FrameSync } {
  const clock = new ManualClock();
  const frames: StoredFrame[] = [];
  let seeds = 0;
  const sync = new FrameSync({
    beat: new FrameBeat(frameRate, clock),
    historyBytes: 1_000_000,
    random: () => (seeds += 0.1),
    onFrame: (frame) => frames.push(frame),
    onError: (error) => {
      throw error;
    },
  });
  return { clock, frames, sync };
}

describe("FrameSync", () => {
  test("puts what came between two frames into the later one", () => {
    const { clock, frames, sync } = create();
    sync.start();
    clock.advance(90);
    sync.add({ playerId: "a", data: 1, timestamp: 0 });
    clock.advance(10);
    sync.add({ playerId: "b", data: 2, timestamp: 0 });
    sync.add({ playerId: "a", data: 3, timestamp: 0 });
    clock.advance(200);
    sync.stop();
    expect(frames.map(({ id, items }) => [id, items.map(({ data }) => data)])).toEqual([
      [1, [1]],
      [2, [2, 3]],
      [3, []],
    ]);
  });

  test("has one seed per run, another for the next run, each a 32-bit integer", () => {
    const { clock, frames, sync } = create();
    sync.start();
    clock.advance(300);
    sync.start();
    clock.advance(300);
    sync.stop();
    expect(frames.map(({ id }) => id)).toEqual([1, 2, 3, 1, 2, 3]);
    const seeds = new Set(frames.map(({ ext }) => ext.seed));
    expect(seeds.size).toBe(2);
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });

  test("has no frames to give before a start and after a stop, and forgets what was not sent", () => {
    const { clock, frames, sync } = create();
    expect(sync.getFrames(1, 1)).toBeUndefined();
    sync.start();
    sync.add({ playerId: "a", data: "lost with the run", timestamp: 0 });
    sync.stop();
    expect(sync.isRunning).toBe(false);
    expect(sync.getFrames(1, 1)).toBeUndefined();
    sync.start();
    clock.advance(100);
    expect(frames).toMatchObject([{ id: 1, items: [] }]);
    expect(clock.pendingTimers).toBe(1);
    sync.stop();
    expect(clock.pendingTimers).toBe(0);
  });
});
