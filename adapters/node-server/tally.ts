/**
 * Counts by name, for what happens many thousand times a second: a counter with labels takes longer to find its number than
 * the work takes that it counts, so the numbers are handed to it when somebody asks.
 *
 * @example
 * const tally = new Tally<"sent" | "lost">();
 * tally.add("sent");
 * tally.take((name, count) => console.log(name, count)); // sent 1
 */
export class Tally<Name> {
  private readonly entries = new Map<Name, { count: number }>();

  /** Counts `name` once, or so many times. */
  add(name: Name, times = 1): void {
    const entry = this.entries.get(name);
    if (entry) entry.count += times;
    else this.entries.set(name, { count: times });
  }

  /** Tells `visit` what was counted since it was taken last. */
  take(visit: (name: Name, count: number) => void): void {
    for (const [name, entry] of this.entries) {
      if (entry.count === 0) continue;
      const { count } = entry;
      entry.count = 0;
      visit(name, count);
    }
  }
}
