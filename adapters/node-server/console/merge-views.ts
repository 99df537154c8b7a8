import {
  type ConsoleSample,
  type HookRow,
  type MatchingView,
  type NowView,
  type ProcessNow,
  type ScriptView,
  type WholeScriptView,
} from "../../../src/console/api";

/** Time between points of the charts of several processes, ms. */
const pointMs = 5000;

/** Points for which a process counts as it was before: it measures in a rhythm of its own. */
const heldPoints = 2;

/** Ends of matches that are shown. */
const shownMatches = 50;

/** Which rows of which process make a page of a list. */
export interface PagePlan {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Of each process: the first row that is wanted, and how many. */
  readonly parts: readonly { readonly from: number; readonly count: number }[];
  /** Index of the process of each row, in the order of the rows. */
  readonly order: readonly number[];
}

/**
 * Plans a page of a list of which each process has a part, sorted by a key, the largest first. Where keys are alike, the
 * process that was named first comes first.
 *
 * @param lists of each process: how many there are, and the keys of the first
 * @example
 * planPage([{ total: 1, keys: [5] }, { total: 2, keys: [7, 3] }], 0, 2).order; // [1, 0]
 */
export function planPage(
  lists: readonly { readonly total: number; readonly keys: readonly number[] }[],
  asked: number,
  pageRows: number,
): PagePlan {
  const total = lists.reduce((sum, list) => sum + list.total, 0);
  const pages = Math.max(1, Math.ceil(total / pageRows));
  const page = Math.min(Math.max(0, Math.trunc(asked)), pages - 1);
  const begin = page * pageRows;
  const next = lists.map(() => 0);
  const parts = lists.map(() => ({ from: 0, count: 0 }));
  const order: number[] = [];
  for (let place = 0; place < begin + pageRows; place++) {
    const index = findLargest(lists, next);
    const part = parts[index];
    if (!part) break;
    if (place < begin) part.from += 1;
    else {
      part.count += 1;
      order.push(index);
    }
    next[index] = (next[index] ?? 0) + 1;
  }
  return { page, pages, total, parts, order };
}

/** @returns -1 when no list has a further key */
function findLargest(
  lists: readonly { readonly keys: readonly number[] }[],
  next: readonly number[],
): number {
  let found = -1;
  let largest = -Infinity;
  lists.forEach(({ keys }, index) => {
    const key = keys[next[index] ?? 0];
    if (key === undefined || (found >= 0 && key <= largest)) return;
    [found, largest] = [index, key];
  });
  return found;
}

/**
 * What all processes together do now; undefined of none.
 *
 * @param time of this process's clock, ms: those of the others may be wrong
 */
export function mergeNow(processes: readonly ProcessNow[], time: number): NowView | undefined {
  if (processes.length === 0) return undefined;
  return {
    sample: { ...sumSamples(processes.map(({ sample }) => sample)), time },
    startedAt: Math.min(...processes.map(({ startedAt }) => startedAt)),
    matching: processes.reduce((sum, { matching }) => sum + matching, 0),
    isDraining: processes.every(({ isDraining }) => isDraining),
    processes,
  };
}

/**
 * The charts of several processes as one.
 *
 * @param histories of each process, with how much its clock is ahead of this one's, ms
 */
export function mergeHistories(
  histories: readonly { readonly samples: readonly ConsoleSample[]; readonly ahead: number }[],
): ConsoleSample[] {
  const [first] = histories;
  if (!first) return [];
  if (histories.length === 1) return [...first.samples];
  const rows = histories.map(({ samples, ahead }) => toPoints(samples, ahead));
  const numbers = rows.flatMap((points) => [...points.keys()]).sort((a, b) => a - b);
  const last = numbers.at(-1);
  const merged: ConsoleSample[] = [];
  for (const number of new Set(numbers)) {
    // Not all have measured yet.
    if (number === last) break;
    const samples = rows.flatMap((points) => findHeld(points, number) ?? []);
    merged.push({ ...sumSamples(samples), time: number * pointMs });
  }
  return merged;
}

function toPoints(samples: readonly ConsoleSample[], ahead: number): Map<number, ConsoleSample> {
  return new Map(samples.map((sample) => [Math.round((sample.time - ahead) / pointMs), sample]));
}

function findHeld(points: ReadonlyMap<number, ConsoleSample>, number: number): ConsoleSample | undefined {
  for (let back = 0; back <= heldPoints; back++) {
    const sample = points.get(number - back);
    if (sample) return sample;
  }
  return undefined;
}

/** Sums, and of lateness and delay the largest. */
function sumSamples(samples: readonly ConsoleSample[]): ConsoleSample {
  const sum = (read: (sample: ConsoleSample) => number): number =>
    samples.reduce((all, sample) => all + read(sample), 0);
  return {
    time: 0,
    rooms: sum(({ rooms }) => rooms),
    wire: sum(({ wire }) => wire),
    dropIn: sum(({ dropIn }) => dropIn),
    native: sum(({ native }) => native),
    frames: sum(({ frames }) => frames),
    lateness: Math.max(...samples.map(({ lateness }) => lateness)),
    cpu: sum(({ cpu }) => cpu),
    memory: sum(({ memory }) => memory),
    loopDelay: Math.max(...samples.map(({ loopDelay }) => loopDelay)),
    calls: sum(({ calls }) => calls),
  };
}

/** Queues of one match code as one, and all ends of matches, the newest first. */
export function mergeMatching(views: readonly MatchingView[]): MatchingView {
  const queues = new Map<string, MatchingView["queues"][number]>();
  for (const queue of views.flatMap((view) => view.queues)) {
    const known = queues.get(queue.matchCode);
    // Who waits for a match waits at one process; the others have the same rules, and nobody.
    const longestMs =
      known && known.parties > 0
        ? Math.max(known.longestMs, queue.parties > 0 ? queue.longestMs : 0)
        : queue.longestMs;
    queues.set(queue.matchCode, {
      ...queue,
      parties: queue.parties + (known?.parties ?? 0),
      players: queue.players + (known?.players ?? 0),
      longestMs,
    });
  }
  const last = views.flatMap((view) => view.last).sort((a, b) => b.time - a.time);
  return { queues: [...queues.values()], last: last.slice(0, shownMatches) };
}

/** The script as the first has it, and hooks and errors of all. */
export function mergeScripts(
  views: readonly { readonly process: string; readonly value: ScriptView }[],
): WholeScriptView {
  const errors = new Map<string, ScriptView["errors"][number]>();
  for (const error of views.flatMap(({ value }) => value.errors)) {
    const known = errors.get(error.text);
    errors.set(error.text, known ? joinErrors(known, error) : error);
  }
  return {
    script: views[0]?.value.script ?? null,
    processes: views.map(({ process, value }) => ({ process, script: value.script })),
    hooks: mergeHooks(views.flatMap(({ value }) => value.hooks)),
    errors: [...errors.values()].sort((a, b) => b.last - a.last),
  };
}

type ErrorRow = ScriptView["errors"][number];

function joinErrors(a: ErrorRow, b: ErrorRow): ErrorRow {
  const newer = a.last >= b.last ? a : b;
  return { ...newer, count: a.count + b.count, first: Math.min(a.first, b.first) };
}

function mergeHooks(rows: readonly HookRow[]): HookRow[] {
  const hooks = new Map<string, HookRow>();
  for (const row of rows) {
    const known = hooks.get(row.hook);
    const count = row.count + (known?.count ?? 0);
    hooks.set(row.hook, {
      hook: row.hook,
      count,
      errors: row.errors + (known?.errors ?? 0),
      mean: (row.mean * row.count + (known ? known.mean * known.count : 0)) / Math.max(1, count),
      longest: Math.max(row.longest, known?.longest ?? 0),
    });
  }
  return [...hooks.values()].sort((a, b) => b.mean * b.count - a.mean * a.count);
}
