import * as fs from "node:fs";
import * as path from "node:path";
import { type ConsoleLogLine, type LogQuery, type LogResult } from "../../../src/console/api";
import { toVisibleJson } from "../../../src/contract/visible-text";

/** Lines of one answer. */
const mostLines = 200;

/** Bytes that are read at a time; a line that is longer is not found. */
const chunkBytes = 4 * 1024 * 1024;

/** A clock that is set back by less, as a time server may, hides no line: they stand in the order of writing, ms. */
const clockSlack = 60 * 60 * 1000;

const filePattern = /^mgobe-(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.jsonl$/;
const newline = 10;

/**
 * Looks for lines in the log files of a folder, the newest first, until there are enough. It reads backwards in large pieces,
 * looks for the rarest text of the query in the bytes, and reads only the lines around as JSON. It blocks: a thread of its
 * own is the place for it.
 *
 * @throws Error when the folder or a file is there and cannot be read
 * @example
 * searchLogs("logs", { level: "error", text: "no such card" }).lines[0]?.message;
 */
export function searchLogs(dir: string, query: LogQuery): LogResult {
  const begin = performance.now();
  const search = new LogSearch(query);
  for (const file of listFiles(dir, query)) {
    search.readFile(path.join(dir, file));
    if (search.isDone) break;
  }
  return { ...search.getResult(), took: performance.now() - begin };
}

/** Files that may hold lines of the time, the newest first. A day of a file is local time, so a day more counts on both sides. */
function listFiles(dir: string, { from = -Infinity, to = Infinity }: LogQuery): string[] {
  let names: string[];
  try {
    names = fs.readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const day = 24 * 60 * 60 * 1000;
  return names
    .flatMap((name) => {
      const [, date = "", index = "1"] = filePattern.exec(name) ?? [];
      const time = Date.parse(date);
      const isInside = time + 2 * day > from && time - day < to;
      return isInside ? [{ name, time, index: Number(index) }] : [];
    })
    .sort((a, b) => b.time - a.time || b.index - a.index)
    .map(({ name }) => name);
}

class LogSearch {
  /** True when nothing further is to be read. */
  isDone = false;
  private readonly lines: ConsoleLogLine[] = [];
  private readonly needles: readonly Buffer[];
  private more = false;
  private bytesRead = 0;
  private damaged = 0;

  constructor(private readonly query: LogQuery) {
    this.needles = createNeedles(query);
  }

  getResult(): Omit<LogResult, "took"> {
    const { lines, more, bytesRead, damaged } = this;
    return { lines, more, bytesRead, damaged };
  }

  /** Reads a file from its end. One that goes away meanwhile has no lines. */
  readFile(file: string): void {
    let handle: number;
    try {
      handle = fs.openSync(file, "r");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    try {
      const stat = fs.fstatSync(handle);
      if (stat.isFile()) this.readBackwards(handle, stat.size);
    } finally {
      fs.closeSync(handle);
    }
  }

  private readBackwards(handle: number, size: number): void {
    const buffer = Buffer.allocUnsafe(Math.min(size, chunkBytes));
    // Bytes up to here are not searched yet; they end with a whole line, or at the end of the file.
    let end = size;
    while (end > 0 && !this.isDone) {
      const start = Math.max(0, end - chunkBytes);
      const length = fs.readSync(handle, buffer, 0, end - start, start);
      this.bytesRead += length;
      if (length === 0) return;
      const chunk = buffer.subarray(0, length);
      // The first line may begin before the chunk; it is left for the next one.
      const firstBreak = start === 0 ? -1 : chunk.indexOf(newline);
      const isOneLine = start > 0 && (firstBreak === -1 || firstBreak === length - 1);
      if (isOneLine) {
        this.damaged += 1;
        end = start;
        continue;
      }
      this.readChunk(chunk.subarray(firstBreak + 1));
      end = start + firstBreak + 1;
    }
  }

  /** Whole lines, looked through from the last one. */
  private readChunk(chunk: Buffer): void {
    if (this.isOutside(chunk)) return;
    // The one whose last place is the farthest from the end is likely the rarest here.
    const places = this.needles.map((needle) => chunk.lastIndexOf(needle));
    const farthest = Math.min(...places);
    if (farthest === -1) return;
    const needle = this.needles[places.indexOf(farthest)];
    let end = chunk.length;
    let at = Math.min(farthest, end - 1);
    while (at >= 0 && !this.isDone) {
      const start = at === 0 ? 0 : chunk.lastIndexOf(newline, at - 1) + 1;
      let stop = chunk.indexOf(newline, start);
      if (stop === -1) stop = chunk.length;
      // The needle lies in one line, as lines hold no line breaks.
      if (stop > start) this.readLine(chunk.subarray(start, stop));
      end = start;
      at = end > 0 && needle ? chunk.lastIndexOf(needle, end - 1) : end - 1;
    }
  }

  /** Whether a chunk lies after the time, as its first line tells; cheaper than its lines one by one. */
  private isOutside(chunk: Buffer): boolean {
    const { to } = this.query;
    if (to === undefined) return false;
    const first = parseLine(chunk.subarray(0, Math.max(0, chunk.indexOf(newline))));
    return first !== undefined && first.time > to + clockSlack;
  }

  private readLine(bytes: Buffer): void {
    if (!this.needles.every((needle) => bytes.includes(needle))) return;
    const line = parseLine(bytes);
    if (!line) {
      this.damaged += 1;
      return;
    }
    const { from, to, level, stream, room } = this.query;
    if (from !== undefined && line.time < from) {
      this.isDone = line.time < from - clockSlack;
      return;
    }
    if (to !== undefined && line.time > to) return;
    if ((level && line.level !== level) || (stream && line.stream !== stream)) return;
    if (room && line.roomId !== room) return;
    if (!holds(line.message, this.query.text) || !holds(line.message, this.query.player)) return;
    if (this.lines.length === mostLines) {
      this.more = true;
      this.isDone = true;
      return;
    }
    this.lines.push(line);
  }
}

function holds(message: string, part: string | undefined): boolean {
  return !part || message.includes(part);
}

/** What must stand in the bytes of each line that fits. */
function createNeedles({ text, player, room, level, stream }: LogQuery): Buffer[] {
  const inside = (value: string): string => toVisibleJson(value).slice(1, -1);
  return [
    ...(text ? [inside(text)] : []),
    ...(player ? [inside(player)] : []),
    ...(room ? [`"roomId":${toVisibleJson(room)}`] : []),
    ...(level ? [`"level":${JSON.stringify(level)}`] : []),
    ...(stream ? [`"stream":${JSON.stringify(stream)}`] : []),
  ].map((needle) => Buffer.from(needle));
}

function parseLine(bytes: Buffer): ConsoleLogLine | undefined {
  try {
    const line = JSON.parse(bytes.toString()) as Omit<ConsoleLogLine, "time"> & { time: string };
    const time = Date.parse(line.time);
    if (Number.isNaN(time) || typeof line.message !== "string") return undefined;
    const { level, stream, roomId, message } = line;
    return { time, level, stream, message, ...(typeof roomId === "string" && { roomId }) };
  } catch {
    return undefined;
  }
}
