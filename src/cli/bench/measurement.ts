import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { type Trouble } from "./bot";

/** What the bots of one thread saw in one stretch of time. Plain data and histograms, which cross threads. */
export interface Measurement {
  /** Bots that were in their rooms, connected, at the end. */
  present: number;
  frames: number;
  /** Frames that would have come had the server been on time. */
  due: number;
  /** Time between two frames at one player, µs. */
  readonly gaps: RecordableHistogram;
  /** How much longer than due the gaps were, µs; those that were still open at the end count, too. */
  readonly lateness: RecordableHistogram;
  /** Time until an input was answered, µs. */
  readonly answers: RecordableHistogram;
  /** How late the bots' own thread was at p99, ms. */
  ownLateness: number;
  readonly troubles: Map<string, CountedTrouble>;
}

/** What went wrong, and how often. */
export interface CountedTrouble extends Trouble {
  readonly count: number;
}

/** An empty one. */
export function createMeasurement(): Measurement {
  return {
    present: 0,
    frames: 0,
    due: 0,
    gaps: createHistogram(),
    lateness: createHistogram(),
    answers: createHistogram(),
    ownLateness: 0,
    troubles: new Map(),
  };
}

/** Counts a trouble. */
export function addTrouble(
  troubles: Map<string, CountedTrouble>,
  { kind, detail }: Trouble,
  count = 1,
): void {
  const key = `${kind} ${detail}`;
  troubles.set(key, { kind, detail, count: (troubles.get(key)?.count ?? 0) + count });
}

/** Counts a time, in ms; histograms have no zero. */
export function record(histogram: RecordableHistogram, milliseconds: number): void {
  histogram.record(Math.max(1, Math.round(milliseconds * 1000)));
}

/** What several threads saw in the same time. */
export function mergeMeasurements(parts: readonly Measurement[]): Measurement {
  const sum = createMeasurement();
  for (const part of parts) {
    sum.present += part.present;
    sum.frames += part.frames;
    sum.due += part.due;
    sum.ownLateness = Math.max(sum.ownLateness, part.ownLateness);
    for (const name of ["gaps", "lateness", "answers"] as const) {
      // Of an empty one the extremes would be taken over.
      if (part[name].count > 0) sum[name].add(part[name]);
    }
    for (const trouble of part.troubles.values()) addTrouble(sum.troubles, trouble, trouble.count);
  }
  return sum;
}

/** Some numbers of a histogram, ms with a tenth; zeros for an empty one. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @see Spread */
export function describeSpread(histogram: RecordableHistogram): Spread {
  const get = (microseconds: number): number =>
    histogram.count === 0 ? 0 : Math.round(microseconds / 100) / 10;
  return {
    p50: get(histogram.percentile(50)),
    p95: get(histogram.percentile(95)),
    p99: get(histogram.percentile(99)),
    max: get(histogram.max),
  };
}
