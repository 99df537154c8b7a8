import * as fs from "node:fs";
import * as path from "node:path";
import { toVisibleJson } from "../../contract/visible-text";
import { type Clock } from "../clock/clock";
import { settlesWithin } from "../clock/settles-within";
import { formatLocalTime } from "./local-time";
import { type LogLine } from "./log";

/** Settings of {@link LogFiles}. */
export interface LogFilesOptions {
  /** Folder of the files; made when it is not there. */
  readonly dir: string;
  /** Days for which files are kept, today included. */
  readonly retentionDays: number;
  /** A new file is begun when one has reached this size. */
  readonly maxFileBytes: number;
  readonly clock: Pick<Clock, "now" | "setTimeout" | "clearTimeout">;
  /** Hears, once per trouble, that files cannot be written, and later that they can again; never the log itself. */
  readonly onTrouble: (trouble: LogFilesTrouble) => void;
}

/** What keeps log files from being written, or the end of it. */
export type LogFilesTrouble =
  | { readonly kind: "unwritable"; readonly dir: string; readonly reason: string }
  | { readonly kind: "writableAgain"; readonly dir: string; readonly lostLines: number }
  /** The disk hangs, and nobody waits any longer for the last lines. */
  | { readonly kind: "abandoned"; readonly dir: string; readonly seconds: number };

const millisecondsPerDay = 24 * 60 * 60 * 1000;
const filePattern = /^mgobe-(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.jsonl$/;

/** Lines that wait for a slow disk; more are dropped, and told of. */
const maxWaitingBytes = 16 * 1024 * 1024;

/** How long the end waits for a disk that hangs, as a network's may for hours, ms. */
const patienceAtEnd = 5000;

/** How long nothing is tried after a failure, ms. */
const pauseAfterFailure = 5000;

/**
 * Log lines in files: one JSON object per line, a file per day (local time) and a further one whenever one is full, e.g.
 * `mgobe-2026-03-01.jsonl`, `mgobe-2026-03-01.2.jsonl`. Files older than the retention are removed at the first line and
 * at the first line of each day (MGOBE kept logs for 7 days, spec mgobe-server §1.4); other files are left alone.
 *
 * Writing never throws and never waits: a full disk costs lines, not the game.
 *
 * @example
 * const files = new LogFiles({ dir: "logs", retentionDays: 7, maxFileBytes: 64 * 2 ** 20, clock, onTrouble });
 * files.write({ time: clock.now(), level: "info", stream: "host", message: "hello" });
 * await files.flush(); // waits for a disk that hangs, but not without end
 */
export class LogFiles {
  private waiting: { day: string; text: string }[] = [];
  private waitingBytes = 0;
  private lostLines = 0;
  private allLost = 0;
  /** Lines of the write that is under way. */
  private linesAtDisk = 0;
  private failedAt: number | undefined;
  private writing: Promise<void> | undefined;
  private current: { day: string; index: number; bytes: number } | undefined;

  constructor(private readonly options: LogFilesOptions) {}

  /** Number of lines that are in no file and will be in none; whole after {@link flush}. */
  get missingLines(): number {
    return this.allLost;
  }

  /** Takes a line; it is on disk after {@link flush}. */
  write(line: LogLine): void {
    const { now } = this.options.clock;
    const isPausing =
      this.failedAt !== undefined && now.call(this.options.clock) - this.failedAt < pauseAfterFailure;
    if (isPausing || this.waitingBytes > maxWaitingBytes) {
      this.lostLines++;
      this.allLost++;
      return;
    }
    const text = `${toJsonLine(line)}\n`;
    this.waiting.push({ day: dayOf(line.time), text });
    this.waitingBytes += Buffer.byteLength(text);
    this.writing ??= this.writeAll();
  }

  /** Resolves when all lines of now are on disk or given up, after five seconds in any case. */
  async flush(): Promise<void> {
    if (!this.writing) return;
    const { clock, dir, onTrouble } = this.options;
    if (await settlesWithin(this.whenWritten(), patienceAtEnd, clock)) return;
    this.allLost += this.linesAtDisk + this.waiting.length;
    onTrouble({ kind: "abandoned", dir, seconds: patienceAtEnd / 1000 });
  }

  private async whenWritten(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async writeAll(): Promise<void> {
    // Lines of one turn go to disk together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.takeBatch();
      this.linesAtDisk = batch.lines;
      try {
        await this.append(batch);
        this.tellRecovery();
      } catch (error) {
        this.tellFailure(error, batch.lines + this.waiting.length);
      }
    }
    this.linesAtDisk = 0;
    this.writing = undefined;
  }

  /** The waiting lines of one day, up to the size of a file. */
  private takeBatch(): { day: string; text: string; lines: number } {
    const day = this.waiting[0]?.day ?? "";
    let lines = 0;
    let bytes = 0;
    for (const next of this.waiting) {
      const size = Buffer.byteLength(next.text);
      if (next.day !== day || (lines > 0 && bytes + size > this.roomIn(day))) break;
      lines++;
      bytes += size;
    }
    const taken = this.waiting.splice(0, lines);
    this.waitingBytes -= bytes;
    return { day, text: taken.map(({ text }) => text).join(""), lines };
  }

  private roomIn(day: string): number {
    const { maxFileBytes } = this.options;
    const current = this.current;
    if (current?.day !== day || current.bytes >= maxFileBytes) return maxFileBytes;
    return maxFileBytes - current.bytes;
  }

  private async append({ day, text }: { day: string; text: string }): Promise<void> {
    if (this.current?.day !== day) this.current = await this.openDay(day);
    const bytes = Buffer.byteLength(text);
    const { current } = this;
    if (current.bytes > 0 && current.bytes + bytes > this.options.maxFileBytes) {
      current.index++;
      current.bytes = 0;
    }
    await fs.promises.appendFile(path.join(this.options.dir, fileName(day, current.index)), text);
    current.bytes += bytes;
  }

  /** Removes what is too old and finds the file to go on with. */
  private async openDay(day: string): Promise<{ day: string; index: number; bytes: number }> {
    const { dir, retentionDays, clock } = this.options;
    await fs.promises.mkdir(dir, { recursive: true });
    const oldestKept = dayOf(clock.now() - (retentionDays - 1) * millisecondsPerDay);
    let index = 1;
    for (const name of await fs.promises.readdir(dir)) {
      const [, fileDay, fileIndex = "1"] = filePattern.exec(name) ?? [];
      if (fileDay === undefined) continue;
      if (fileDay < oldestKept) await fs.promises.rm(path.join(dir, name), { force: true });
      else if (fileDay === day) index = Math.max(index, Number(fileIndex));
    }
    return { day, index, bytes: await endLastLine(path.join(dir, fileName(day, index))) };
  }

  private tellFailure(error: unknown, lines: number): void {
    const { dir, clock, onTrouble } = this.options;
    const isFirst = this.failedAt === undefined;
    this.failedAt = clock.now();
    this.lostLines += lines;
    this.allLost += lines;
    this.waiting = [];
    this.waitingBytes = 0;
    this.current = undefined;
    if (!isFirst) return;
    onTrouble({ kind: "unwritable", dir, reason: error instanceof Error ? error.message : String(error) });
  }

  private tellRecovery(): void {
    if (this.failedAt === undefined && this.lostLines === 0) return;
    const { lostLines } = this;
    this.failedAt = undefined;
    this.lostLines = 0;
    this.options.onTrouble({ kind: "writableAgain", dir: this.options.dir, lostLines });
  }
}

/**
 * Ends a line that a process was killed in the middle of, or for which the disk was too full: the next one must not become
 * part of it.
 *
 * @returns size of the file, 0 when there is none
 */
async function endLastLine(file: string): Promise<number> {
  const handle = await fs.promises.open(file, "a+").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!handle) return 0;
  try {
    const { size } = await handle.stat();
    if (size === 0) return 0;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer.toString("latin1") === "\n") return size;
    await handle.appendFile("\n");
    return size + 1;
  } finally {
    await handle.close();
  }
}

function fileName(day: string, index: number): string {
  return index === 1 ? `mgobe-${day}.jsonl` : `mgobe-${day}.${index}.jsonl`;
}

function dayOf(time: number): string {
  return formatLocalTime(time).slice(0, 10);
}

/** Time first and readable, then what one filters by, the message last. */
function toJsonLine({ time, level, stream, roomId, message }: LogLine): string {
  return toVisibleJson({ time: formatLocalTime(time), level, stream, roomId, message });
}
