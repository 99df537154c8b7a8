import { type ClientClock } from "./clock";
import { type Player } from "./tools/player";

/** What every part of the client shares. */
export interface ClientContext {
  readonly clock: ClientClock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly player: Player;
  /** Writes to `DebuggerLog` when it is on. */
  log(tag: string, ...details: unknown[]): void;
  /** Calls a function of the game if it is one; what it throws surfaces as an uncaught error, as it did in MGOBE. */
  call(callback: unknown, self: unknown, ...args: unknown[]): void;
}
