import { type Clock } from "../clock/clock";
import { TokenBucket } from "../limits/token-bucket";

/** Bytes of history that a player gets at once, and then in a second; more than a mobile network carries. */
const burst = 16 * 1024 * 1024;
const perSecond = 4 * 1024 * 1024;

/**
 * How much of the history of frames each player of a room may ask for again: a request of a few bytes costs the server as
 * much as all the frames that it names.
 */
export class ReplayBudget {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly clock: Clock) {}

  /** False when a player has had so much that the next has to wait. */
  mayAsk(playerId: string): boolean {
    return this.buckets.get(playerId)?.mayOwe() ?? true;
  }

  /** Notes what a player was given, bytes. */
  spend(playerId: string, bytes: number): void {
    let bucket = this.buckets.get(playerId);
    if (!bucket) {
      bucket = new TokenBucket(perSecond, burst, this.clock);
      this.buckets.set(playerId, bucket);
    }
    bucket.owe(bytes);
  }

  /** Forgets a player who is gone. */
  forget(playerId: string): void {
    this.buckets.delete(playerId);
  }
}
