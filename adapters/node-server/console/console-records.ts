import { type ErrCode } from "../../../src/contract";
import { type ConsoleLogLine, type HookRow } from "../../../src/console/api";
import { type Clock, type GameObserver, type LogLine } from "../../../src/engine";
import { type ConsoleGame } from "./console-game";

/** Lines that are remembered of all rooms together, and of one room. */
const [keptLines, keptRoomLines] = [500, 20];

/** Kinds of errors, and matches, that are remembered. */
const [keptErrors, keptMatches] = [100, 50];

/** Longest line that is remembered. */
const longestLine = 2000;

/** Lateness of frames is counted by whole ms up to here. */
const latest = 1000;

interface HookCount {
  count: number;
  errors: number;
  total: number;
  longest: number;
}

/** What is remembered of one room. */
interface RoomRecord {
  readonly hooks: Map<string, HookCount>;
  readonly lines: ConsoleLogLine[];
  errors: number;
}

/** Errors that say the same. */
export interface ErrorGroup {
  readonly text: string;
  count: number;
  readonly first: number;
  last: number;
  roomId: string | null;
}

/** End of a party's waiting. */
export interface MatchEnd {
  readonly time: number;
  readonly matchCode: string;
  readonly code: number;
  readonly waited: number;
}

/**
 * What the console remembers of a game, in memory of bounded size: the numbers of the last second, hooks, the last
 * log lines, errors and matches. It is called in the middle of the work and only counts; whatever costs more happens when
 * somebody looks.
 */
export class ConsoleRecords {
  readonly hooks = new Map<string, HookCount>();
  readonly lines: ConsoleLogLine[] = [];
  readonly errors = new Map<string, ErrorGroup>();
  readonly matches: MatchEnd[] = [];
  /** Number of the newest log line; lets one ask for those after another one. */
  lineNumber = 0;
  /** When the script was seen first that new rooms get, and how many there were, see {@link noteScript}. */
  loadedAt: number;
  loads = 0;
  private script: object | undefined;
  private readonly rooms = new Map<string, RoomRecord>();
  private frames = 0;
  private calls = 0;
  private readonly lateness = new Uint32Array(latest + 1);
  private callsNow = new Map<string, number>();
  private callsBefore = new Map<string, number>();
  private readonly removers: (() => void)[];

  constructor(
    game: ConsoleGame,
    private readonly clock: Pick<Clock, "now">,
  ) {
    this.loadedAt = clock.now();
    this.removers = [
      game.game.observers.add(this.createObserver()),
      game.onLog((line) => this.addLine(line)),
    ];
  }

  /** Hooks, errors and lines of a room. */
  getRoom(roomId: string): RoomRecord | undefined {
    return this.rooms.get(roomId);
  }

  /** Calls of a player in the last whole second. */
  getCalls(playerId: string): number {
    return this.callsBefore.get(playerId) ?? 0;
  }

  /** The log lines after one, oldest first. */
  getLinesAfter(number: number): ConsoleLogLine[] {
    const count = Math.min(this.lineNumber - number, this.lines.length);
    return count > 0 ? this.lines.slice(-count) : [];
  }

  /** Ends a second: the numbers of it, and counting begins anew. */
  takeSecond(): { frames: number; calls: number; lateness: number } {
    const { frames, calls } = this;
    const lateness = this.takeLateness(frames);
    [this.frames, this.calls] = [0, 0];
    this.callsBefore = this.callsNow;
    this.callsNow = new Map();
    return { frames, calls, lateness };
  }

  /** Tells which script new rooms get; another one than before was loaded since, by whatever hand. */
  noteScript(script: object | undefined): void {
    if (script === undefined || script === this.script) return;
    this.script = script;
    this.loads += 1;
    this.loadedAt = this.clock.now();
  }

  /** Forgets rooms that are gone. */
  sweep(rooms: ReadonlySet<string> | { has(roomId: string): boolean }): void {
    for (const roomId of this.rooms.keys()) if (!rooms.has(roomId)) this.rooms.delete(roomId);
  }

  /** Hears nothing more of the game. */
  close(): void {
    for (const remove of this.removers.splice(0)) remove();
  }

  private takeLateness(frames: number): number {
    let left = Math.ceil(frames / 100);
    let result = 0;
    for (let ms = latest; ms >= 0 && left > 0; ms--) {
      left -= this.lateness[ms] ?? 0;
      result = ms;
    }
    this.lateness.fill(0);
    return frames === 0 ? 0 : result;
  }

  private createObserver(): GameObserver {
    return {
      called: (_method, _code, playerId) => {
        this.calls += 1;
        this.callsNow.set(playerId, (this.callsNow.get(playerId) ?? 0) + 1);
      },
      delivered: () => undefined,
      frameMade: (late) => {
        this.frames += 1;
        const index = Math.min(latest, Math.max(0, Math.round(late)));
        this.lateness[index] = (this.lateness[index] ?? 0) + 1;
      },
      hookCalled: (hook, duration, threw, roomId) => {
        count(this.hooks, hook, duration, threw);
        count(this.getOrMakeRoom(roomId).hooks, hook, duration, threw);
      },
      matched: (matchCode, code, waited) => this.addMatch(matchCode, code, waited),
      cutOff: () => undefined,
    };
  }

  private addMatch(matchCode: string, code: ErrCode, waited: number): void {
    this.matches.push({ time: this.clock.now(), matchCode, code, waited });
    if (this.matches.length > keptMatches) this.matches.shift();
  }

  private addLine({ time, level, stream, roomId, message }: LogLine): void {
    const isLong = message.length > longestLine;
    // A copy: a part of a text would keep the whole of it in memory.
    const text = isLong ? `${Buffer.from(message.slice(0, longestLine)).toString()}…` : message;
    const line = { time, level, stream, message: text, ...(roomId !== undefined && { roomId }) };
    this.lineNumber += 1;
    this.lines.push(line);
    if (this.lines.length > 2 * keptLines) this.lines.splice(0, keptLines);
    if (level === "error") this.addError(line);
    if (roomId === undefined) return;
    const room = this.getOrMakeRoom(roomId);
    room.lines.push(line);
    if (room.lines.length > keptRoomLines) room.lines.shift();
    if (level === "error") room.errors += 1;
  }

  private addError({
    time,
    message,
    roomId = null,
  }: Omit<ConsoleLogLine, "roomId"> & { roomId?: string | null }): void {
    const key = toGroup(message);
    const known = this.errors.get(key);
    if (known) {
      known.count += 1;
      known.last = time;
      known.roomId = roomId;
      return;
    }
    const [first] = this.errors.keys();
    if (this.errors.size >= keptErrors && first !== undefined) this.errors.delete(first);
    this.errors.set(key, { text: message, count: 1, first: time, last: time, roomId });
  }

  private getOrMakeRoom(roomId: string): RoomRecord {
    let room = this.rooms.get(roomId);
    if (!room) {
      room = { hooks: new Map(), lines: [], errors: 0 };
      this.rooms.set(roomId, room);
    }
    return room;
  }
}

/** What the messages of one mistake have in common: numbers and ids differ, the rest does not. */
function toGroup(message: string): string {
  return message
    .slice(0, 600)
    .replace(/\b[0-9a-f]{8,}\b|\b[\w-]{16,}\b/gi, "#")
    .replace(/\d+/g, "#");
}

function count(hooks: Map<string, HookCount>, hook: string, duration: number, threw: boolean): void {
  let entry = hooks.get(hook);
  if (!entry) {
    entry = { count: 0, errors: 0, total: 0, longest: 0 };
    hooks.set(hook, entry);
  }
  entry.count += 1;
  entry.total += duration;
  if (threw) entry.errors += 1;
  if (duration > entry.longest) entry.longest = duration;
}

/** Counts of hooks as they are shown, the one that took most time first. */
export function listHooks(hooks: ReadonlyMap<string, HookCount> | undefined): HookRow[] {
  return [...(hooks ?? [])]
    .sort(([, a], [, b]) => b.total - a.total)
    .map(([hook, { count: calls, errors, total, longest }]) => ({
      hook,
      count: calls,
      errors,
      mean: total / calls,
      longest,
    }));
}
