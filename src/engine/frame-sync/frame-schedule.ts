import { type BeatMember, type FrameBeat, type Seat } from "./frame-beat";

/**
 * After a hitch at most this many frames follow each other at once; time beyond that is given up, so that clients are
 * not flooded (as `setFixedTimestep` of Colyseus does).
 */
const maxBurst = 5;

/**
 * Calls back with each beat without drift: frame n is due n intervals after the start, whatever the lateness of
 * the frames before it.
 */
export class FrameSchedule implements BeatMember {
  private readonly seat: Seat;
  /** Number of the beat before that of frame 1; later, when time was given up. */
  private startedAt: number;
  /** Number of the frame that comes next. */
  private next = 1;
  private isRunning = true;

  /**
   * @param onFrame gets how much later than due it is called, ms
   * @param onError told of what `onFrame` threw
   */
  constructor(
    private readonly beat: FrameBeat,
    private readonly onFrame: (lateness: number) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.seat = beat.join(this);
    this.startedAt = this.seat.beat;
  }

  /** No further calls. */
  stop(): void {
    this.isRunning = false;
    this.seat.leave();
  }

  /** To be called by the beat. */
  run(beats: number): void {
    const behind = beats - this.startedAt - this.next + 1;
    if (behind > maxBurst) this.startedAt += behind - maxBurst;
    for (let count = Math.min(behind, maxBurst); count > 0 && this.isRunning; count--) {
      const due = this.seat.dueOf(this.startedAt + this.next);
      this.next += 1;
      try {
        this.onFrame(Math.max(0, this.beat.clock.elapsed() - due));
      } catch (error) {
        // Whatever went wrong with this frame, the next ones have to come.
        this.onError(error);
      }
    }
  }
}
