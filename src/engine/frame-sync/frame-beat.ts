import { type Clock, type TimerHandle } from "../clock/clock";

/** How often a process wakes for the frames of its rooms at most, times a second. */
const wakesPerSecond = 120;

/** Timers are rounded to whole milliseconds: a beat may come this much early, ms. */
const tolerance = 1;

/** Somebody who is called with each beat of a phase. */
export interface BeatMember {
  /**
   * @param beats how many beats of the phase have passed, see {@link Seat.beat}; those that a hitch swallowed count, so it may
   * be called with a number that has not grown, or has grown by more than one. Must not throw.
   */
  run(beats: number): void;
}

/** A member's seat. */
export interface Seat {
  /** Number of the beat with which it began; the first one to come has the next number. */
  readonly beat: number;
  /** When a beat is due, ms on the clock's elapsed scale. */
  dueOf(beat: number): number;
  /** No further calls. */
  leave(): void;
}

/**
 * The common beat of rooms that have the same frame rate. To wake up costs a process more than the frame of a small room itself,
 * and so does a write to another process. So the frames of rooms are due at the beats of a few phases, 8 to 12 ms apart, and
 * those of one phase are made in one turn, for one timer; a room waits for its phase once, when it starts.
 */
export class FrameBeat {
  /** Time between two beats of a phase, ms. */
  readonly interval: number;
  private readonly phases: readonly Phase[];
  private readonly step: number;

  /** @param rate frames per second, 1–60 */
  constructor(
    rate: number,
    readonly clock: Clock,
  ) {
    this.interval = 1000 / rate;
    const count = Math.floor(wakesPerSecond / rate);
    this.step = this.interval / count;
    this.phases = Array.from(
      { length: count },
      (_, index) => new Phase(index * this.step, this.interval, clock),
    );
  }

  /** Calls a member with each beat from now on: the first comes after an interval, and up to 12 ms more. */
  join(member: BeatMember): Seat {
    const steps = Math.ceil(this.clock.elapsed() / this.step);
    const count = this.phases.length;
    const phase = this.phases[steps % count];
    if (!phase) throw new RangeError(`there is no phase ${steps % count}`);
    phase.add(member);
    return {
      beat: Math.floor(steps / count),
      dueOf: (beat) => phase.dueOf(beat),
      leave: () => phase.remove(member),
    };
  }
}

/** Beats at equal distances, whatever the lateness of those before. */
class Phase {
  private readonly members = new Set<BeatMember>();
  private timer: TimerHandle | undefined;

  constructor(
    private readonly offset: number,
    private readonly interval: number,
    private readonly clock: Clock,
  ) {}

  dueOf(beat: number): number {
    return this.offset + beat * this.interval;
  }

  add(member: BeatMember): void {
    this.members.add(member);
    if (!this.timer) this.arm();
  }

  remove(member: BeatMember): void {
    this.members.delete(member);
    if (this.members.size > 0 || !this.timer) return;
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private countBeats(): number {
    return Math.floor((this.clock.elapsed() + tolerance - this.offset) / this.interval);
  }

  private arm(): void {
    const delay = this.dueOf(this.countBeats() + 1) - this.clock.elapsed();
    this.timer = this.clock.setTimeout(() => this.run(), Math.max(0, delay));
  }

  private run(): void {
    this.timer = undefined;
    const beats = this.countBeats();
    for (const member of this.members) member.run(beats);
    // One that has come in the meantime may have armed it.
    if (this.members.size > 0 && !this.timer) this.arm();
  }
}
