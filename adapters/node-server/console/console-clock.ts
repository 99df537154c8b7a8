import { monitorEventLoopDelay, type IntervalHistogram } from "node:perf_hooks";
import { type ConsoleSample } from "../../../src/console/api";
import { type ConsoleGame } from "./console-game";
import { type ConsoleRecords } from "./console-records";

/** Samples that are kept: an hour of one each five seconds. */
const [sampleSeconds, keptSamples] = [5, 720];

/** Samples of the beginning, one each second. */
const firstSamples = 60;

/** Measures the process and its games once a second, and remembers an hour. */
export class ConsoleClock {
  readonly startedAt = Date.now() - Math.round(process.uptime() * 1000);
  /** Of each game, the oldest sample first. */
  readonly history = new Map<ConsoleGame, ConsoleSample[]>();
  private readonly newest = new Map<ConsoleGame, ConsoleSample>();
  private readonly delay: IntervalHistogram;
  private cpu = process.cpuUsage();
  private measuredAt = performance.now();
  private seconds = 0;

  constructor() {
    this.delay = monitorEventLoopDelay({ resolution: 20 });
    this.delay.enable();
  }

  /** The newest sample of a game. @throws Error before it was measured */
  requireSample(game: ConsoleGame): ConsoleSample {
    const sample = this.newest.get(game);
    if (!sample) throw new Error("the game was not measured yet");
    return sample;
  }

  /** To be called once a second. */
  measure(sources: Iterable<{ readonly game: ConsoleGame; readonly records: ConsoleRecords }>): void {
    const now = performance.now();
    const passed = Math.max(1, now - this.measuredAt);
    const { user, system } = process.cpuUsage(this.cpu);
    this.cpu = process.cpuUsage();
    this.measuredAt = now;
    const common = {
      time: Date.now(),
      cpu: (user + system) / 10 / passed,
      memory: process.memoryUsage.rss(),
      loopDelay: Math.max(0, this.delay.percentile(99) / 1e6 - 20),
    };
    this.delay.reset();
    for (const { game, records } of sources) this.add(game, measureGame(game, records, passed, common));
    this.seconds = (this.seconds + 1) % sampleSeconds;
  }

  /** Measures no more. */
  close(): void {
    this.delay.disable();
  }

  private add(game: ConsoleGame, sample: ConsoleSample): void {
    this.newest.set(game, sample);
    let kept = this.history.get(game);
    if (!kept) this.history.set(game, (kept = []));
    // The first minute whole, so that there is something to see.
    if (this.seconds !== 0 && kept.length >= firstSamples) return;
    kept.push(sample);
    if (kept.length > keptSamples) kept.shift();
  }
}

function measureGame(
  { game }: ConsoleGame,
  records: ConsoleRecords,
  passed: number,
  common: Pick<ConsoleSample, "time" | "cpu" | "memory" | "loopDelay">,
): ConsoleSample {
  const counts = game.countPlayers();
  const { frames, calls, lateness } = records.takeSecond();
  return {
    ...common,
    rooms: game.rooms.size,
    wire: counts.wire,
    dropIn: counts["drop-in"],
    native: counts.native,
    frames: (frames * 1000) / passed,
    calls: (calls * 1000) / passed,
    lateness,
  };
}
