import { type Clock } from "../clock/clock";

/** Time between two lines of one kind, ms. */
const interval = 1000;

/**
 * For lines that somebody outside can cause: writes one of each kind a second at most, and says with the next one how many
 * were left out.
 *
 * @example
 * const quiet = new QuietLog(clock, (message) => log({ ...line, message }));
 * quiet.say("unknown message", `unknown message from ${sessionId}`);
 */
export class QuietLog {
  private readonly kinds = new Map<string, { writtenAt: number; left: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly write: (message: string, roomId?: string) => void,
  ) {}

  /** @param kind one of a few words of the caller's own, never a text from outside */
  say(kind: string, message: string, roomId?: string): void {
    const now = this.clock.elapsed();
    const known = this.kinds.get(kind);
    if (known && now - known.writtenAt < interval) {
      known.left += 1;
      return;
    }
    this.kinds.set(kind, { writtenAt: now, left: 0 });
    const more = known && known.left > 0 ? ` (and ${known.left} more of the kind before)` : "";
    this.write(message + more, roomId);
  }
}
