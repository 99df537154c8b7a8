import { type Clock } from "../clock/clock";
import { type CallMessage } from "./messages";

/** How long it is known that somebody waits no more, ms: other processes may not have heard of it when a leader starts. */
const memory = 60_000;
/** By what a call may seem to have begun later than it did, ms: the time that the message about it was under way. */
const travelTime = 2_000;

/**
 * Who waits for a match, as each process of a cluster knows it from the leader: a process that dies takes none of it along,
 * and a new leader finds it with all of them.
 */
export class WaitingList {
  private readonly calls = new Map<string, CallMessage & { readonly since: number }>();

  /** When players ended their waiting. */
  private readonly ended = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** A call was accepted, whose party waits since {@link CallMessage.waited} ms ago. */
  note(call: CallMessage): void {
    this.ended.delete(call.playerId);
    this.calls.set(call.playerId, { ...call, since: this.clock.elapsed() });
  }

  /** These players wait no more. */
  end(playerIds: readonly string[]): void {
    const now = this.clock.elapsed();
    for (const playerId of playerIds) {
      this.calls.delete(playerId);
      // Behind all others, so that the oldest come first.
      this.ended.delete(playerId);
      this.ended.set(playerId, now);
    }
    for (const [playerId, time] of this.ended) {
      if (now - time <= memory) break;
      this.ended.delete(playerId);
    }
  }

  /** Whether a call, as another process knows it, came to its end since it began to wait. */
  hasEnded({ playerId, waited = 0 }: CallMessage): boolean {
    return (this.ended.get(playerId) ?? -Infinity) >= this.clock.elapsed() - waited - travelTime;
  }

  /** The calls, each with the time that its party has waited by now. */
  list(): CallMessage[] {
    const now = this.clock.elapsed();
    return [...this.calls.values()].map(({ since, ...call }) => ({
      ...call,
      waited: (call.waited ?? 0) + now - since,
    }));
  }

  /** Forgets all, as after a time in which others may have been matched. */
  clear(): void {
    this.calls.clear();
  }
}
