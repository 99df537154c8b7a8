import { type Profiler, Session } from "node:inspector";

/** Characters of one function that have run so far. */
interface FunctionMarks {
  readonly url: string;
  readonly start: number;
  readonly marks: Uint8Array;
}

/** What has run of a file; places are offsets in it. */
export interface FileCoverage {
  readonly url: string;
  readonly size: number;
  readonly share: number;
  readonly missed: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Which blocks of some files have run, as V8 counts them in this process. Costs about nothing while code runs, and some
 * milliseconds each time that it is asked.
 */
export class BlockCoverage {
  private readonly session = new Session();
  private readonly functions = new Map<string, FunctionMarks>();

  /** @param files which files count, by a piece of their URL */
  constructor(private readonly files: readonly string[]) {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** Looks at what has run since it was asked last. Returns the number of characters of code that never ran before. */
  update(): number {
    let news = 0;
    for (const { url, functions } of this.take()) {
      for (const { ranges, isBlockCoverage } of functions) {
        if (isBlockCoverage || ranges.length > 0) news += this.mark(url, ranges);
      }
    }
    return news;
  }

  /** Share of the code that has run, and what has not, per file. An inner function counts for itself. */
  summarize(): FileCoverage[] {
    const urls = [...new Set([...this.functions.values()].map(({ url }) => url))].sort();
    return urls.map((url) => {
      const own = [...this.functions.values()].filter((each) => each.url === url);
      // From the outside in, so that what is inside has the last word.
      own.sort((a, b) => b.marks.length - a.marks.length);
      const size = Math.max(...own.map(({ start, marks }) => start + marks.length));
      const file = new Uint8Array(size);
      for (const { start, marks } of own) file.set(marks, start);
      const ran = file.reduce((sum, mark) => sum + mark, 0);
      return { url, size, share: ran / size, missed: findZeros(file) };
    });
  }

  private take(): Profiler.ScriptCoverage[] {
    let result: Profiler.ScriptCoverage[] = [];
    // The session is in this thread, so that the answer is there when `post` returns.
    this.session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error) throw error;
      result = answer.result.filter(({ url }) => this.files.some((piece) => url.includes(piece)));
    });
    return result;
  }

  private mark(url: string, ranges: readonly Profiler.CoverageRange[]): number {
    const [whole] = ranges;
    if (!whole) return 0;
    const key = `${url}:${whole.startOffset}-${whole.endOffset}`;
    const length = whole.endOffset - whole.startOffset;
    let known = this.functions.get(key);
    if (!known) {
      known = { url, start: whole.startOffset, marks: new Uint8Array(length) };
      this.functions.set(key, known);
    }
    if (whole.count === 0) return 0;
    const now = new Uint8Array(length);
    for (const { startOffset, endOffset, count } of ranges) {
      now.fill(count > 0 ? 1 : 0, startOffset - known.start, endOffset - known.start);
    }
    let news = 0;
    for (let i = 0; i < length; i++) {
      if (now[i] === 1 && known.marks[i] === 0) {
        known.marks[i] = 1;
        news += 1;
      }
    }
    return news;
  }
}

function findZeros(file: Uint8Array): { start: number; end: number }[] {
  const zeros: { start: number; end: number }[] = [];
  for (let start = file.indexOf(0); start >= 0;) {
    const next = file.indexOf(1, start);
    const end = next < 0 ? file.length : next;
    zeros.push({ start, end });
    start = next < 0 ? -1 : file.indexOf(0, end);
  }
  return zeros;
}
