import { type Clock } from "../../../src/engine";

/** Wrong passwords that one address may give in a minute. */
const attemptsPerAddress = 5;

/** Wrong passwords a minute of all addresses together, of which an attacker may have many. */
export const attemptsOfAll = 60;

const minute = 60_000;

/**
 * Counts attempts to log in, each as one with a wrong password until it is known to be right: so many at once are no more. Where too many came in a minute, none is looked at, right or wrong, until the minute is over.
 * An address from which somebody logged in before is not held up by what others do.
 */
export class LoginAttempts {
  private begin: number;
  private all = 0;
  private readonly failures = new Map<string, number>();
  private readonly welcome = new Set<string>();

  constructor(private readonly clock: Pick<Clock, "elapsed">) {
    this.begin = clock.elapsed();
  }

  /** How long an address has to wait, ms; 0 = it may try. */
  getWait(address: string): number {
    const passed = this.clock.elapsed() - this.begin;
    if (passed >= minute) {
      this.begin = this.clock.elapsed();
      this.all = 0;
      this.failures.clear();
      return 0;
    }
    const isOver = (this.failures.get(address) ?? 0) >= attemptsPerAddress;
    const isCrowded = this.all >= attemptsOfAll && !this.welcome.has(address);
    return isOver || isCrowded ? minute - passed : 0;
  }

  /** Counts an attempt, unless too many were there. @returns as {@link getWait} before it */
  count(address: string): number {
    const wait = this.getWait(address);
    if (wait > 0) return wait;
    this.all += 1;
    this.failures.set(address, (this.failures.get(address) ?? 0) + 1);
    return 0;
  }

  /** Somebody logged in. */
  succeeded(address: string): void {
    if (this.failures.delete(address)) this.all -= 1;
    if (this.welcome.size < 1000) this.welcome.add(address);
  }
}
