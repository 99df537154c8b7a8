import { type FrameItem } from "../../../src/contract";
import { FrameHistory } from "../../../src/engine";

const item = (data: unknown): FrameItem => ({ playerId: "p", data, timestamp: 1 });

describe("FrameHistory", () => {
  test("counts texts with Chinese twice, as they take twice the memory", () => {
    const keep = (data: string): number => {
      const history = new FrameHistory(1, 100_000);
      for (let id = 1; id <= 1000; id++) history.add([item(data)]);
      return [...Array(1001).keys()].filter((id) => id > 0 && isKept(history, id)).length;
    };
    const isKept = (history: FrameHistory, id: number): boolean => {
      try {
        return history.getRange(id, id).frames.length === 1;
      } catch {
        return false;
      }
    };
    expect(keep("x".repeat(1000)) / keep("字".repeat(1000))).toBeCloseTo(2, 0);
  });

  test("counts from 1 and gives back ranges, both ends included, cut at the newest frame", () => {
    const history = new FrameHistory(7, Infinity);
    expect(history.lastId).toBe(0);
    for (let id = 1; id <= 5; id++) history.add(id % 2 ? [item({ id })] : []);
    expect(history.lastId).toBe(5);
    expect(history.getRange(2, 3).frames).toEqual([
      { id: 2, items: [], ext: { seed: 7 } },
      { id: 3, items: [item({ id: 3 })], ext: { seed: 7 } },
    ]);
    expect(history.getRange(5, 99).frames.map(({ id }) => id)).toEqual([5]);
    expect(history.getRange(6, 9).frames).toEqual([]);
  });

  test("keeps what it was given, whatever becomes of the items afterwards", () => {
    const history = new FrameHistory(1, Infinity);
    const data = { x: 1 };
    history.add([item(data)]);
    data.x = 2;
    const [frame] = history.getRange(1, 1).frames;
    frame!.items.length = 0;
    expect(history.getRange(1, 1).frames[0]!.items).toEqual([item({ x: 1 })]);
  });

  test("drops the oldest frames at its bound, and says so to one who asks for them", () => {
    const history = new FrameHistory(1, 100_000);
    for (let id = 1; id <= 10_000; id++) history.add([item("x".repeat(100))]);
    expect(history.lastId).toBe(10_000);
    expect(() => history.getRange(1, 10).frames).toThrow(expect.objectContaining({ code: 40012 }));
    const kept = history.getRange(9_900, 10_000).frames;
    expect(kept.map(({ id }) => id)).toEqual(Array.from({ length: 101 }, (_, index) => 9_900 + index));
    expect(JSON.stringify(kept[0]!.items)).toContain("x".repeat(100));
  });

  test("keeps its bound when few frames are huge", () => {
    const history = new FrameHistory(1, 1_000_000);
    for (let id = 1; id <= 100; id++) history.add([item("x".repeat(100_000))]);
    expect(() => history.getRange(90, 100).frames).toThrow(expect.objectContaining({ code: 40012 }));
    expect(history.getRange(92, 100).frames).toHaveLength(9);
  });

  test("keeps its bound when frames are empty, and the newest frame always", () => {
    const history = new FrameHistory(1, 1_600);
    for (let id = 1; id <= 100_000; id++) history.add([]);
    expect(() => history.getRange(99_900, 100_000).frames).toThrow(expect.objectContaining({ code: 40012 }));
    expect(history.getRange(99_901, 100_000).frames).toHaveLength(100);
    history.add([item("x".repeat(5000))]);
    expect(history.getRange(100_001, 100_001).frames[0]!.items).toHaveLength(1);
  });

  test("replays a match of twenty minutes with the inputs of ten players within a second", () => {
    const history = new FrameHistory(1, 64 * 1024 * 1024);
    const items = Array.from({ length: 10 }, (_, index) => item({ cmd: "move", x: index * 1.5, y: 2 }));
    for (let id = 1; id <= 18_000; id++) history.add(items);
    // Processor time, as other work of the machine says nothing about this.
    const begin = process.cpuUsage();
    const frames = history.getRange(1, 18_000).frames;
    const { user, system } = process.cpuUsage(begin);
    expect(frames).toHaveLength(18_000);
    expect(frames.at(-1)!.items).toHaveLength(10);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
