import { type StallCount } from "./stall-memory";

/** Why a process that is stuck is ended from outside its main thread. */
export type StallEnd = "max-stall" | "signal";

/** Time that the main thread has to act on a signal to stop, ms; one that is stuck never hears of it. */
const graceMs = 5000;

/** The same at a second signal, which ends the process at once where the main thread hears it. */
const secondGraceMs = 2000;

/** Decides when a stall is told of, and when it is the end. */
export class StallJudge {
  private signals = 0;
  /** Length of the present stall at the first signal, ms. */
  private quietBefore = 0;

  /** @param maxStall seconds after which any stall is the end; null = never */
  constructor(
    private readonly count: StallCount,
    private readonly maxStall: number | null,
  ) {}

  /** The process was told to stop. */
  noteSignal(): void {
    this.signals += 1;
    if (this.signals === 1) this.quietBefore = this.count.quietMs;
  }

  /**
   * To be called every tick.
   *
   * @param elapsed monotonic time, ms
   */
  tick(elapsed: number): { readonly isDue: boolean; readonly end: StallEnd | undefined } {
    const isDue = this.count.tick(elapsed);
    return { isDue, end: this.findEnd() };
  }

  private findEnd(): StallEnd | undefined {
    const { seconds, quietMs } = this.count;
    // The main thread has come by since.
    if (quietMs < this.quietBefore) this.quietBefore = 0;
    if (this.signals > 0 && quietMs - this.quietBefore >= graceMs) return "signal";
    if (this.signals > 1 && quietMs >= secondGraceMs) return "signal";
    return this.maxStall !== null && seconds >= this.maxStall ? "max-stall" : undefined;
  }
}
