import { type Clock, type TimerHandle } from "../clock/clock";

/** When a room without players ends by itself (spec mgobe-server §1.4, each 0–900 s). */
export interface RoomPolicySettings {
  /** Seconds until a room without players is dissolved. */
  readonly emptySeconds: number;
  /** Seconds until a room whose players are all offline is dissolved. */
  readonly offlineSeconds: number;
}

/** Which of the two rules applies. */
export type RoomPolicyReason = "empty" | "offline";

/** Ends a room that has been empty, or offline, for too long. */
export class RoomPolicy {
  private timer: TimerHandle | undefined;
  private reason: RoomPolicyReason | undefined;

  constructor(
    private readonly settings: RoomPolicySettings,
    private readonly clock: Clock,
    private readonly dissolve: (reason: RoomPolicyReason) => void,
  ) {}

  /** Tells the state of the room; a state that goes on does not start its time anew. */
  update(state: { readonly isDeserted: boolean; readonly isOffline: boolean }): void {
    const reason = state.isDeserted ? "empty" : state.isOffline ? "offline" : undefined;
    if (reason === this.reason) return;
    this.stop();
    if (!reason) return;
    this.reason = reason;
    const seconds = reason === "empty" ? this.settings.emptySeconds : this.settings.offlineSeconds;
    this.timer = this.clock.setTimeout(() => this.dissolve(reason), seconds * 1000);
  }

  /** No end any more. */
  stop(): void {
    if (this.timer) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.reason = undefined;
  }
}
