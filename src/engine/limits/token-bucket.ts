import { type Clock } from "../clock/clock";

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
   * @param cost how much it counts
   * @returns how it stands: within the limit, over it, or so far over it (a whole burst) that nobody means well
   */
  take(cost = 1): "within" | "over" | "flooding" {
    this.fill();
    this.tokens -= cost;
    if (this.tokens >= 0) return "within";
    return this.tokens > -this.burst ? "over" : "flooding";
  }

  /**
   * Pays for something that is carried out whatever it costs, as its cost is known afterwards only; what is owed has to be
   * there again before the next.
   *
   * @returns false when something is owed already, and nothing may be carried out
   */
  mayOwe(): boolean {
    this.fill();
    return this.tokens > 0;
  }

  /** What {@link mayOwe} allowed has cost this much. */
  owe(cost: number): void {
    this.tokens -= cost;
  }

  private fill(): void {
    const now = this.clock.elapsed();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
  }
}

/** Bytes of a message for which it counts once in a {@link TokenBucket}; that was the largest request of MGOBE's clients. */
const bytesPerToken = 4096;

/** How much a message of so many bytes counts. */
export function getMessageCost(bytes: number): number {
  return Math.max(1, bytes / bytesPerToken);
}
