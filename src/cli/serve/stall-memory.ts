/** Bytes of shared memory: a beat, a flag, and two texts with their lengths. */
const layout = { beat: 0, isRunning: 4, room: 8, what: 136, textBytes: 127, size: 264 } as const;

/** What the script is at, as another thread reads it. */
export interface Activity {
  readonly isRunning: boolean;
  readonly roomId: string | undefined;
  /** A hook, or what else of the script was called. */
  readonly what: string;
}

/** Notes, for a thread that watches, that the main thread is alive and what of the script it runs. Costs no message. */
export class ActivityNotes {
  readonly memory = new SharedArrayBuffer(layout.size);
  private readonly bytes = new Uint8Array(this.memory);
  private readonly beats = new Int32Array(this.memory, layout.beat, 1);
  private readonly running: { readonly roomId: string; readonly what: string }[] = [];

  /** The main thread came by. */
  beat(): void {
    Atomics.add(this.beats, 0, 1);
  }

  /** Something of the script begins; `roomId` is empty outside any room. */
  enter(roomId: string, what: string): void {
    this.running.push({ roomId, what });
    this.write(roomId, what);
  }

  /** It has returned. */
  leave(): void {
    this.running.pop();
    const outer = this.running.at(-1);
    if (outer) this.write(outer.roomId, outer.what);
    else this.bytes[layout.isRunning] = 0;
  }

  private write(roomId: string, what: string): void {
    this.writeText(layout.room, roomId);
    this.writeText(layout.what, what);
    this.bytes[layout.isRunning] = 1;
  }

  private writeText(offset: number, text: string): void {
    const { bytes } = this;
    const length = Math.min(text.length, layout.textBytes);
    bytes[offset] = length;
    // Ids of rooms and names of hooks are ASCII.
    for (let index = 0; index < length; index++) bytes[offset + 1 + index] = text.charCodeAt(index);
  }
}

/** Reads what {@link ActivityNotes} wrote. */
export function readActivity(memory: SharedArrayBuffer): Activity {
  const bytes = new Uint8Array(memory);
  const readText = (offset: number): string => {
    const length = bytes[offset] ?? 0;
    return String.fromCharCode(...bytes.subarray(offset + 1, offset + 1 + length));
  };
  return {
    isRunning: bytes[layout.isRunning] === 1,
    roomId: readText(layout.room) || undefined,
    what: readText(layout.what),
  };
}

/** Seconds after which a stall is told of for the first time; later at twice the time, and so on. */
const firstSeconds = 5;

/**
 * Counts how long the main thread has not come by. In ticks of its own, not by the clock: a process that was suspended, or
 * got no processor, is not stalled.
 */
export class StallCount {
  private readonly beats: Int32Array;
  private lastBeat = 0;
  private lastTick: number | undefined;
  private quiet = 0;
  private nextTold = firstSeconds;

  constructor(
    memory: SharedArrayBuffer,
    private readonly tickMs: number,
  ) {
    this.beats = new Int32Array(memory, layout.beat, 1);
  }

  /** Length of the present stall, ms. */
  get quietMs(): number {
    return this.quiet;
  }

  /** Whole seconds of the present stall. */
  get seconds(): number {
    return Math.floor(this.quiet / 1000);
  }

  /**
   * To be called every tick.
   *
   * @param elapsed monotonic time, ms
   * @returns whether the stall is to be told of now
   */
  tick(elapsed: number): boolean {
    const beat = Atomics.load(this.beats, 0);
    const gap = elapsed - (this.lastTick ?? elapsed);
    this.lastTick = elapsed;
    if (beat !== this.lastBeat) {
      this.lastBeat = beat;
      this.quiet = 0;
      this.nextTold = firstSeconds;
      return false;
    }
    this.quiet += Math.min(gap, 2 * this.tickMs);
    if (this.seconds < this.nextTold) return false;
    this.nextTold *= 2;
    return true;
  }
}
