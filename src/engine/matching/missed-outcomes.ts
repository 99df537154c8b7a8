import { type ClientEvents } from "../../contract";
import { type Clock } from "../clock/clock";

/** How a matching ended for one player, as an event. */
export type MatchOutcome =
  | { readonly name: "onMatch"; readonly data: ClientEvents["onMatch"] }
  | { readonly name: "onCancelMatch"; readonly data: ClientEvents["onCancelMatch"] };

interface Kept {
  readonly outcome: MatchOutcome;
  /** False when there was nobody to tell; true when it was sent, though perhaps into a connection that was dead. */
  readonly wasSent: boolean;
  /** ms on the clock's elapsed scale. */
  readonly until: number;
}

/** As long as a room keeps a seat for players who are offline, by MGOBE's default (spec mgobe-server §1.4). */
const keptMilliseconds = 300_000;

/**
 * Outcomes of matchings that players may not have heard of, as their connection was lost: one for each player, for five
 * minutes. A client that waits for its match asks nobody; without this it would wait for ever.
 */
export class MissedOutcomes {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  /** Keeps the outcome for a player, in place of an earlier one. */
  keep(playerId: string, outcome: MatchOutcome, wasSent: boolean): void {
    this.kept.delete(playerId);
    this.forgetOld();
    this.kept.set(playerId, { outcome, wasSent, until: this.clock.elapsed() + keptMilliseconds });
  }

  /** Gives the outcome of a player out, once. */
  take(playerId: string): Pick<Kept, "outcome" | "wasSent"> | undefined {
    this.forgetOld();
    const kept = this.kept.get(playerId);
    this.kept.delete(playerId);
    return kept;
  }

  /** All live equally long, so the oldest ones come first. */
  private forgetOld(): void {
    for (const [playerId, { until }] of this.kept) {
      if (until > this.clock.elapsed()) return;
      this.kept.delete(playerId);
    }
  }
}
