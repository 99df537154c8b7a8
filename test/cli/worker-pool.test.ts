import { type WorkerEnd, WorkerPool } from "../../src/cli/serve/workers/worker-pool";
import { listWorkerAddresses } from "../../src/cli/serve/workers/worker-place";
import { ManualClock } from "../../src/engine";

/** A worker whose life the test decides about. */
class FakeWorker {
  readonly pid = 1;
  isStopped = false;
  becomeReady: () => void = () => undefined;
  end: (end: WorkerEnd) => void = () => undefined;
  readonly ready = new Promise<void>((resolve) => (this.becomeReady = resolve));
  readonly ended = new Promise<WorkerEnd>((resolve) => (this.end = resolve));

  stop(): void {
    this.isStopped = true;
  }
}

const killed: WorkerEnd = { code: null, signal: "SIGKILL" };
/** Lets promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function create(count: number) {
  const clock = new ManualClock();
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const pool = new WorkerPool({
    count,
    clock,
    start: (number) => {
      events.push(`start ${number}`);
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    onReady: (number) => events.push(`ready ${number}`),
    onDeath: (number, _end, pause) => events.push(`dead ${number}, ${pause}`),
  });
  return { clock, workers, events, pool };
}

test("the first worker starts alone; if it does not, no other is started", async () => {
  const { pool, workers, events } = create(3);
  const started = pool.start();
  await settle();
  expect(events).toEqual(["start 1"]);
  workers[0]?.end({ code: 2, signal: null });
  expect(await started).toEqual({ code: 2, signal: null });
  pool.stop();
  await pool.ended;
  expect(events).toEqual(["start 1"]);
});

test("one that dies is started again: at once, then after pauses that grow, until it lived for a minute", async () => {
  const { pool, workers, events, clock } = create(1);
  const started = pool.start();
  workers[0]?.becomeReady();
  await started;
  const die = async (): Promise<void> => {
    workers.at(-1)?.end(killed);
    await settle();
  };
  const goOn = async (time: number): Promise<void> => {
    clock.advance(time);
    await settle();
    workers.at(-1)?.becomeReady();
    await settle();
  };
  await die();
  await goOn(0);
  await die();
  await goOn(1000);
  // This time it does not even get up.
  await die();
  clock.advance(2000);
  await settle();
  await die();
  await goOn(4000);
  clock.advance(60_000);
  await die();
  expect(events.filter((event) => event.startsWith("dead"))).toEqual([
    "dead 1, 0",
    "dead 1, 1000",
    "dead 1, 2000",
    "dead 1, 4000",
    "dead 1, 0",
  ]);
  pool.stop();
  await pool.ended;
});

test("who is told to stop tells all, and waits for the last; none is started again", async () => {
  const { pool, workers, events } = create(2);
  const started = pool.start();
  workers[0]?.becomeReady();
  await settle();
  workers[1]?.becomeReady();
  await started;
  let isOver = false;
  void pool.ended.then(() => (isOver = true));
  pool.stop();
  expect(workers.map(({ isStopped }) => isStopped)).toEqual([true, true]);
  workers[0]?.end({ code: 0, signal: null });
  await settle();
  expect(isOver).toBe(false);
  workers[1]?.end({ code: 0, signal: null });
  await pool.ended;
  expect([events, pool.isClean]).toEqual([["start 1", "ready 1", "start 2", "ready 2"], true]);
});

test("who ends with another code than 0 when told to stop is not forgotten", async () => {
  const { pool, workers } = create(1);
  const started = pool.start();
  workers[0]?.becomeReady();
  await started;
  pool.stop();
  workers[0]?.end({ code: 1, signal: null });
  await pool.ended;
  expect(pool.isClean).toBe(false);
});

test("addresses of workers follow each other, and a first one that cannot be is refused", () => {
  expect(listWorkerAddresses("game.example.com:7001", 2)).toEqual([
    { ownPort: 7001, publicAddress: "game.example.com:7001" },
    { ownPort: 7002, publicAddress: "game.example.com:7002" },
  ]);
  for (const bad of [
    "game.example.com",
    "game.example.com:65535",
    "game.example.com:7001/path",
    ":7001",
    "",
  ]) {
    expect(() => listWorkerAddresses(bad, 2)).toThrow(/first of 2 ports/);
  }
});
