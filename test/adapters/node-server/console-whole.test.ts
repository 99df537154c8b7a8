import { type ConsoleSample, type LogResult, type MatchingView } from "../../../src/console/api";
import { type ConsoleAnswers, ConsolePeers } from "../../../adapters/node-server/console/console-peers";
import {
  mergeHistories,
  mergeMatching,
  mergeScripts,
  planPage,
} from "../../../adapters/node-server/console/merge-views";
import { searchEverywhere } from "../../../adapters/node-server/console/whole-logs";
import { Peers, SystemClock } from "../../../src/engine";
import { createRandom } from "../../random";

describe("a page of a list of several processes", () => {
  test("is the page that one list of all would have", () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round++) {
      const lists = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        Array.from({ length: Math.floor(random() * 30) }, () => Math.floor(random() * 20)).sort(
          (a, b) => b - a,
        ),
      );
      const rows = 1 + Math.floor(random() * 9);
      const asked = Math.floor(random() * 8);
      const all = lists.flatMap((keys, list) => keys.map((key, index) => ({ key, list, index })));
      all.sort((a, b) => b.key - a.key || a.list - b.list || a.index - b.index);
      const plan = planPage(
        lists.map((keys) => ({ total: keys.length, keys: keys.slice(0, (asked + 1) * rows) })),
        asked,
        rows,
      );
      const wanted = all.slice(plan.page * rows, (plan.page + 1) * rows);
      expect(plan.total).toBe(all.length);
      expect(plan.order).toEqual(wanted.map(({ list }) => list));
      plan.parts.forEach(({ from, count }, list) => {
        const own = wanted.filter((each) => each.list === list);
        expect(count).toBe(own.length);
        if (count > 0) expect(from).toBe(own[0]?.index);
      });
    }
  });

  test("is empty where a process promises rows that it has not", () => {
    expect(planPage([{ total: 500, keys: [] }], 3, 50)).toMatchObject({ order: [], page: 3 });
    expect(planPage([], NaN, 50)).toMatchObject({ total: 0, order: [] });
  });
});

const sample: ConsoleSample = {
  time: 0,
  rooms: 1,
  wire: 0,
  dropIn: 0,
  native: 0,
  frames: 0,
  lateness: 0,
  cpu: 10,
  memory: 100,
  loopDelay: 1,
  calls: 0,
};

describe("charts of several processes", () => {
  const every = (from: number, count: number, more: Partial<ConsoleSample> = {}): ConsoleSample[] =>
    Array.from({ length: count }, (_, index) => ({ ...sample, time: from + index * 5000, ...more }));

  test("add up, although clocks are apart and each measures at its own moment", () => {
    const minute = 60_000;
    const merged = mergeHistories([
      { samples: every(100_000, 20, { lateness: 3 }), ahead: 0 },
      { samples: every(101_700 + minute, 20, { lateness: 9 }), ahead: minute },
    ]);
    const middle = merged.slice(1);
    expect(middle.length).toBeGreaterThan(15);
    for (const point of middle) expect(point).toMatchObject({ rooms: 2, cpu: 20, memory: 200, lateness: 9 });
  });

  test("have one that came later from then on, and one that missed a moment all the same", () => {
    const late = every(150_000, 10);
    late.splice(4, 1);
    const merged = mergeHistories([
      { samples: every(100_000, 20), ahead: 0 },
      { samples: late, ahead: 0 },
    ]);
    expect(merged.map(({ rooms }) => rooms)).toEqual([...Array(10).fill(1), ...Array(9).fill(2)]);
  });
});

test("who waits for a match counts once, and the newest ends of matches come first", () => {
  const view = (parties: number, longestMs: number, times: number[]): MatchingView => ({
    queues: [{ matchCode: "duel", parties, players: parties, seats: 2, timeoutMs: 9, longestMs }],
    last: times.map((time) => ({ time, matchCode: "duel", code: 0, waited: 1 })),
  });
  const merged = mergeMatching([view(0, 0, [5, 1]), view(3, 700, []), view(0, 0, [4])]);
  expect(merged.queues).toEqual([
    { matchCode: "duel", parties: 3, players: 3, seats: 2, timeoutMs: 9, longestMs: 700 },
  ]);
  expect(merged.last.map(({ time }) => time)).toEqual([5, 4, 1]);
});

test("errors of one kind are one line, with the newest room", () => {
  const value = (last: number, roomId: string) => ({
    script: null,
    hooks: [],
    errors: [{ text: "no such card", count: 2, first: last - 1, last, roomId }],
  });
  const merged = mergeScripts([
    { process: "a", value: value(10, "old") },
    { process: "b", value: value(20, "new") },
  ]);
  expect(merged.errors).toEqual([{ text: "no such card", count: 4, first: 9, last: 20, roomId: "new" }]);
});

describe("a search of the log", () => {
  const line = (time: number) => ({ time, level: "info", stream: "host", message: String(time) }) as const;
  const result = (...times: number[]): LogResult => ({
    lines: times.map(line),
    more: false,
    bytesRead: 10,
    took: times.length,
    damaged: 1,
  });

  type Files = { place: string | null; found?: LogResult; failure?: string };

  /** Processes that know each other, with these log files. */
  function connect(files: Readonly<Record<string, Files>>): { asker: ConsolePeers; searched: string[] } {
    const searched: string[] = [];
    const all = new Map<string, Peers>();
    const consoles = Object.entries(files).map(([id, { place, found, failure }]) => {
      const peers = new Peers();
      all.set(id, peers);
      peers.connect({
        id,
        listOthers: () => [...all.keys()].filter((each) => each !== id),
        ask: (to, topic, body) => all.get(to)!.answer(topic, body),
      });
      const answers = {
        who: () => ({ logPlace: place }),
        logs: () => {
          searched.push(id);
          if (failure !== undefined) return { error: "failed", message: failure };
          return found ? { result: found } : { error: "noLogFiles" };
        },
      } as unknown as ConsoleAnswers;
      return new ConsolePeers({ peers, clock: new SystemClock(), name: id, answers, onError: console.error });
    });
    return { asker: consoles[0]!, searched };
  }

  test("puts the newest lines of all first, and says from whom they are", async () => {
    const { asker } = connect({
      a: { place: "m:1", found: result(5, 1) },
      b: { place: "m:2", found: result(4, 3) },
    });
    const found = await searchEverywhere(asker, {}, "");
    expect(found.lines.map(({ time, process }) => `${time}${process}`)).toEqual(["5a", "4b", "3b", "1a"]);
    expect(found).toMatchObject({ bytesRead: 20, damaged: 2, took: 2, more: false });
    const one = await searchEverywhere(asker, {}, "b");
    expect(one.lines.map(({ time }) => time)).toEqual([4, 3]);
  });

  test("looks into files once that two processes write, and says what it could not search", async () => {
    const { asker, searched } = connect({
      a: { place: "m:1", found: result(1) },
      b: { place: "m:1", found: result(1) },
      c: { place: null },
      d: { place: "m:2", failure: "no such folder" },
    });
    const { lines, sources } = await searchEverywhere(asker, {}, "");
    expect(lines).toHaveLength(1);
    expect(searched.sort()).toEqual(["a", "c", "d"]);
    expect(Object.fromEntries(sources.map(({ process, state }) => [process, state]))).toEqual({
      a: "searched",
      b: "shared",
      c: "noLogFiles",
      d: "failed",
    });
  });

  test("of more lines than are shown says that there are more", async () => {
    const many = Array.from({ length: 150 }, (_, index) => index).reverse();
    const { asker } = connect({
      a: { place: "m:1", found: result(...many) },
      b: { place: "m:2", found: result(...many) },
    });
    const found = await searchEverywhere(asker, {}, "");
    expect(found.lines).toHaveLength(200);
    expect(found.more).toBe(true);
  });
});
