/** Arrival times of frames without the network's jitter: a straight line through them, older ones counting less. ¦ 去除网络抖动的帧到达时间：穿过各到达时间的直线，越旧的权重越小。 */
export class SmoothTime {
  private slope = 66;
  private first = { id: 0, time: 0 };
  private last = NaN;
  /** Sums of the regression: weight, x, y, x², xy. ¦ 回归的各项和：权重、x、y、x²、xy。 */
  private sums = [0, 0, 0, 0, 0];

  begin(frameRate: number): void {
    this.slope = frameRate > 0 ? 1000 / frameRate : 66;
    this.sums = [0, 0, 0, 0, 0];
    this.last = NaN;
  }

  add(id: number, now: number): number {
    if (!this.sums[0]) this.first = { id, time: now };
    this.last = this.fit(id, now, this.last);
    return this.last;
  }

  /** The time of a frame that came late. ¦ 迟到的帧所对应的时间。 */
  at(id: number, now: number): number {
    const [weight = 0, x = 0, y = 0, xx = 0, xy = 0] = this.sums;
    if (!weight) return now;
    const spread = weight * xx - x * x;
    const slope = weight > 3 && spread > 1e-6 ? (weight * xy - x * y) / spread : this.slope;
    return Math.round(this.first.time + y / weight + slope * (id - this.first.id - x / weight));
  }

  private fit(id: number, now: number, last: number): number {
    const [x, y] = [id - this.first.id, now - this.first.time];
    this.sums = [1, x, y, x * x, x * y].map((each, i) => (this.sums[i] || 0) * 0.98 + each);
    const time = this.at(id, now);
    // Too far off: the line begins anew. ¦ 偏差过大：重新开始。
    if (!(Math.abs(time - last) > 300 || Math.abs(time - now) > 300)) return time;
    this.sums = [0, 0, 0, 0, 0];
    this.first = { id, time: now };
    return this.fit(id, now, NaN);
  }
}
