/** How often a process has to be out of reach before it is told: one that ends or starts is for a moment. */
const attempts = 5;

/** Tells once of each process that gives signs of life in Redis and cannot be linked to, and of strangers that dial. */
export class UnreachableNews {
  private readonly failures = new Map<string, number>();
  private readonly refused = new Set<string>();

  constructor(private readonly log: (message: string) => void) {}

  /** An attempt to link to a process failed; told at once when it is sure that all others will, too. */
  note(id: string, address: string, reason: string, isSure = false): void {
    const former = this.failures.get(id) ?? 0;
    const count = isSure ? attempts : former + 1;
    this.failures.set(id, Math.max(count, former));
    if (count !== attempts || former >= attempts) return;
    this.log(
      `process ${id} of this game gives signs of life in Redis, but cannot be reached at ${address}: ${reason}. ` +
        "Players of one cannot enter rooms of the other (code 6). Is there a firewall between them, is cluster.linkHost of " +
        "that process an address of its machine that leads there from here, and is serverKey the same in both?",
    );
  }

  /** There is a link to the process, or it is gone. */
  reached(id: string): void {
    this.failures.delete(id);
  }

  /** Somebody who dialled was refused. */
  noteRefused(from: string, reason: string): void {
    const line = `somebody at ${from} wanted a link and was refused: ${reason}`;
    // Redialled several times a second.
    if (this.refused.has(line) || this.refused.size > 100) return;
    this.refused.add(line);
    this.log(line);
  }
}
