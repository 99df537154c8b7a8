/** Ms that are told apart. */
const width = 0.5;
const longest = 10_000;

/** Counts frames and how long the gaps between them were, in steps of half a millisecond: no number is kept for each. */
export class GapCounter {
  /** Frames that were noted. */
  frames = 0;
  private readonly counts = new Uint32Array(longest / width + 1);
  private gaps = 0;

  /** @param last when the receiver's frame before this one came; 0 when it is the first */
  note(now: number, last: number): void {
    this.frames += 1;
    if (last === 0) return;
    const step = Math.min(Math.floor((now - last) / width), this.counts.length - 1);
    this.counts[step] = (this.counts[step] ?? 0) + 1;
    this.gaps += 1;
  }

  /** Gap below which a share of all lies, ms; NaN without any. */
  percentile(share: number): number {
    let left = this.gaps * share;
    for (let step = 0; step < this.counts.length; step++) {
      left -= this.counts[step] ?? 0;
      if (left < 0) return (step + 1) * width;
    }
    return Number.NaN;
  }

  /** Forgets gaps; frames are counted on. */
  clear(): void {
    this.counts.fill(0);
    this.gaps = 0;
  }
}
