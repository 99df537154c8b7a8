import { type Clock } from "../../../src/engine/clock/clock";

/** Allows `burst` messages at once and `perSecond` for long. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly clock: Clock,
  ) {
    this.tokens = burst;
    this.filledAt = clock.elapsed();
  }

  /**
   * Counts one message.
   *
   * @returns how it stands: within the limit, over it, or so far over it (a whole burst) that nobody means well
   */
  take(): "within" | "over" | "flooding" {
    const now = this.clock.elapsed();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
    this.tokens -= 1;
    if (this.tokens >= 0) return "within";
    return this.tokens > -this.burst ? "over" : "flooding";
  }
}
