import { type Clock } from "../clock/clock";

/** What one address may do. */
export interface AddressLimits {
  /** Open sockets. */
  readonly socketsPerAddress: number;
  /** New sockets, or requests, in a minute. */
  readonly connectsPerMinute: number;
}

/** Connects for which one counts that had to be cut off: who floods, connects again, and floods, is soon kept out. */
export const floodCost = 50;

interface AddressUse {
  open: number;
  /** Connects in the minute that began at `since`. */
  connects: number;
  since: number;
}

const minute = 60_000;

/** Counts the sockets of each address, so that one machine cannot take them all. */
export class AddressLimiter {
  private readonly uses = new Map<string, AddressUse>();
  private sweptAt: number;

  constructor(
    private readonly limits: AddressLimits,
    private readonly clock: Clock,
  ) {
    this.sweptAt = clock.elapsed();
  }

  /** True when one more socket of this address would be within the limits. */
  hasRoom(address: string): boolean {
    const use = this.getUse(address);
    return !use || (use.open < this.limits.socketsPerAddress && use.connects < this.limits.connectsPerMinute);
  }

  /** Counts a socket that opened. */
  opened(address: string): void {
    this.count(address, 1).open += 1;
  }

  /** Counts a socket that closed. */
  closed(address: string): void {
    const use = this.uses.get(address);
    if (use) use.open -= 1;
  }

  /** Counts something that is no socket, or a misdeed, as so many connects. */
  count(address: string, connects: number): { open: number } {
    if (this.clock.elapsed() - this.sweptAt >= minute) this.sweep();
    const use = this.getUse(address) ?? { open: 0, connects: 0, since: this.clock.elapsed() };
    use.connects += connects;
    this.uses.set(address, use);
    return use;
  }

  /** Forgets addresses that have been quiet; done now and then without being asked. */
  sweep(): void {
    this.sweptAt = this.clock.elapsed();
    for (const [address, use] of this.uses) {
      if (use.open === 0 && this.sweptAt - use.since >= minute) this.uses.delete(address);
    }
  }

  /** Number of addresses that are remembered. */
  get size(): number {
    return this.uses.size;
  }

  private getUse(address: string): AddressUse | undefined {
    const use = this.uses.get(address);
    if (use && this.clock.elapsed() - use.since >= minute) {
      use.since = this.clock.elapsed();
      use.connects = 0;
    }
    return use;
  }
}
