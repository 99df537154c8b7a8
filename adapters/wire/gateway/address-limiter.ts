import { type Clock } from "../../../src/engine/clock/clock";
import { type WireLimits } from "./wire-limits";

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

  constructor(
    private readonly limits: Pick<WireLimits, "socketsPerAddress" | "connectsPerMinute">,
    private readonly clock: Clock,
  ) {}

  /** True when one more socket of this address would be within the limits. */
  hasRoom(address: string): boolean {
    const use = this.getUse(address);
    return !use || (use.open < this.limits.socketsPerAddress && use.connects < this.limits.connectsPerMinute);
  }

  /** Counts a socket that opened. */
  opened(address: string): void {
    const use = this.getUse(address) ?? { open: 0, connects: 0, since: this.clock.elapsed() };
    use.open += 1;
    use.connects += 1;
    this.uses.set(address, use);
  }

  /** Counts a socket that closed. */
  closed(address: string): void {
    const use = this.uses.get(address);
    if (use) use.open -= 1;
  }

  /** Forgets addresses that have been quiet. */
  sweep(): void {
    for (const [address, use] of this.uses) {
      if (use.open === 0 && this.clock.elapsed() - use.since >= minute) this.uses.delete(address);
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
