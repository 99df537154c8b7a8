/** A step between two frames that is off by more than this starts a new fit, ms (spec mgobe-client §3.10). */
const maxStep = 300;
/** Ms between frames as long as nothing is known of the room's rate. */
const defaultStep = 66;
/** Older frames count less and less, so that a slow drift of the clocks is followed. */
const memory = 0.98;

/**
 * Smooth arrival times of frames: a straight line through the arrivals, so that a game may interpolate without feeling
 * the network's jitter (spec mgobe-client §3.10).
 */
export class FrameTime {
  private slope = defaultStep;
  private originId = 0;
  private originTime = 0;
  /** Weighted sums of the regression, relative to the origin: weight, x, y, x², xy. */
  private sums = [0, 0, 0, 0, 0] as [number, number, number, number, number];
  private lastFit = Number.NaN;

  /** Starts anew; `frameRate` in frames per second, 0 when unknown. */
  reset(frameRate: number): void {
    this.slope = frameRate > 0 ? 1000 / frameRate : defaultStep;
    this.sums = [0, 0, 0, 0, 0];
    this.lastFit = Number.NaN;
  }

  /** Takes the arrival of a frame into account and returns its time on the line, ms. */
  fit(id: number, now: number): number {
    if (this.sums[0] === 0) this.startAt(id, now);
    let time = this.add(id, now);
    if (Math.abs(time - this.lastFit) > maxStep || Math.abs(time - now) > maxStep) {
      this.startAt(id, now);
      time = this.add(id, now);
    }
    this.lastFit = time;
    return time;
  }

  /** Time of a frame that was not pushed but filled in, by the line as it is. */
  at(id: number, now: number): number {
    if (this.sums[0] === 0) return now;
    return this.evaluate(id - this.originId);
  }

  private startAt(id: number, now: number): void {
    this.originId = id;
    this.originTime = now;
    this.sums = [0, 0, 0, 0, 0];
  }

  private add(id: number, now: number): number {
    const x = id - this.originId;
    const y = now - this.originTime;
    const sums = this.sums;
    sums[0] = sums[0] * memory + 1;
    sums[1] = sums[1] * memory + x;
    sums[2] = sums[2] * memory + y;
    sums[3] = sums[3] * memory + x * x;
    sums[4] = sums[4] * memory + x * y;
    return this.evaluate(x);
  }

  private evaluate(x: number): number {
    const [weight, sumX, sumY, sumXX, sumXY] = this.sums;
    const spread = weight * sumXX - sumX * sumX;
    // Until a few frames are in, the room's own rate is the better slope.
    const slope = weight > 3 && spread > 1e-6 ? (weight * sumXY - sumX * sumY) / spread : this.slope;
    return Math.round(this.originTime + sumY / weight + slope * (x - sumX / weight));
  }
}
