import {
  createMeasurement,
  mergeMeasurements,
  addTrouble,
  describeSpread,
  record,
} from "../../../src/cli/bench/measurement";
import { planSteps } from "../../../src/cli/bench/plan-steps";
import {
  type Ending,
  runSteps,
  type Step,
  type StepCrowds,
  type StepsOptions,
} from "../../../src/cli/bench/run-steps";

/** Bots whose lateness at p99 in each stretch of time is given, ms. */
class Script implements StepCrowds {
  players = 0;
  rooms = 0;
  frameRate = 15;
  present = true;
  measured = 0;

  constructor(
    private readonly lateness: readonly number[],
    private readonly more: Partial<{ own: number; frames: number; failAt: number }> = {},
  ) {}

  async add(sizes: readonly number[]): Promise<void> {
    if (this.more.failAt === this.rooms) throw new Error("no more");
    this.rooms += sizes.length;
    this.players += sizes.reduce((sum, size) => sum + size, 0);
  }

  async begin(): Promise<void> {}

  async end() {
    const measurement = createMeasurement();
    record(measurement.lateness, this.lateness[this.measured++] ?? 0);
    measurement.present = this.present ? this.players : 0;
    measurement.frames = this.more.frames ?? 1;
    measurement.ownLateness = this.more.own ?? 0;
    return measurement;
  }

  waitForNobody(): Promise<void> {
    return this.present ? new Promise(() => undefined) : Promise.resolve();
  }
}

async function run(
  crowds: Script,
  more: Partial<StepsOptions> = {},
): Promise<{ ending: Ending; steps: Step[] }> {
  const steps: Step[] = [];
  const ending = await runSteps(crowds, {
    steps: [[10], [10], [10]],
    seconds: 0.001,
    settling: 0,
    limit: 100,
    stopped: new Promise(() => undefined),
    checkRooms: () => undefined,
    onProgress: () => undefined,
    onStep: (step) => steps.push(step),
    ...more,
  });
  return { ending, steps };
}

test("rooms come as a whole; the last one may be smaller", () => {
  expect(planSteps({ players: 25, roomSize: 10 })).toEqual([[10, 10, 5]]);
  expect(planSteps({ players: 25, roomSize: 10, ramp: 15 })).toEqual([[10, 10], [5]]);
  expect(planSteps({ players: 3, roomSize: 10, ramp: 1 })).toEqual([[3]]);
});

test("the limit counts when it is passed twice: one hitch says nothing", async () => {
  const hitch = await run(new Script([10, 500, 20, 30]));
  expect(hitch.ending).toEqual({ kind: "done" });
  expect(hitch.steps.map(({ players }) => players)).toEqual([10, 20, 20, 30]);
  const slow = await run(new Script([10, 500, 500]));
  expect(slow.ending).toEqual({ kind: "limit" });
  expect(slow.steps.map(({ players }) => players)).toEqual([10, 20, 20]);
});

test("bots that are late themselves say nothing of the server", async () => {
  expect((await run(new Script([500, 500], { own: 80 }))).ending).toEqual({ kind: "slowBots" });
});

test("without a ramp, a late server is measured once and to the end", async () => {
  const { ending, steps } = await run(new Script([500]), { steps: [[10, 10]] });
  expect([ending.kind, steps.length, steps[0]?.lateness.p99]).toEqual(["done", 1, expect.closeTo(500, 0)]);
});

test("a run ends where there is nobody, no frame, or a room that is not as it should be", async () => {
  const empty = new Script([]);
  empty.present = false;
  // Nobody waits out the time.
  expect((await run(empty, { seconds: 3600 })).ending).toEqual({ kind: "nobody" });
  expect((await run(new Script([], { frames: 0 }))).ending).toEqual({ kind: "noFrames" });
  expect((await run(new Script([], { failAt: 1 }))).ending).toMatchObject({ kind: "failed" });
  const error = new Error("wrong") as never;
  expect((await run(new Script([]), { checkRooms: () => error })).ending).toEqual({ kind: "failed", error });
});

test("who stops a run does not wait for it", async () => {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const running = run(new Script([1]), { stopped, seconds: 3600, onProgress: () => stop() });
  expect((await running).ending).toEqual({ kind: "stopped" });
});

test("what several threads saw is one result", () => {
  const parts = [5, 15].map((late) => {
    const part = createMeasurement();
    record(part.lateness, late);
    part.frames = 100;
    part.ownLateness = late;
    addTrouble(part.troubles, { kind: "refused", detail: "sendFrame 6" });
    return part;
  });
  const sum = mergeMeasurements([...parts, createMeasurement()]);
  expect([sum.frames, sum.ownLateness, sum.lateness.count]).toEqual([200, 15, 2]);
  expect([...sum.troubles.values()]).toEqual([{ kind: "refused", detail: "sendFrame 6", count: 2 }]);
  expect(describeSpread(sum.lateness)).toMatchObject({ p50: 5, max: 15 });
  expect(describeSpread(createMeasurement().gaps)).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
});
