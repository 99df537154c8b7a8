/** Arrival times of frames without the network's jitter: even steps, which follow the arrivals slowly. ¦ 去除网络抖动的帧到达时间：等距推进，缓慢跟随实际到达时间。 */
export class SmoothTime {
  private step = 0;
  private id = 0;
  private time = NaN;

  begin(frameRate: number): void {
    this.step = 1000 / (frameRate || 15);
    this.time = NaN;
  }

  /** The time of a frame; one that comes late has no say in those of others. ¦ 帧的时间；迟到的帧不影响其他帧。 */
  add(id: number, now: number, isLate: boolean): number {
    const expected = this.time + this.step * (id - this.id);
    if (isLate) return Math.round(expected) || now;
    const error = now - expected;
    // The first one, or too far off: begins anew. ¦ 第一帧或偏差过大：重新开始。
    this.time = Math.abs(error) <= 300 ? expected + error / 10 : now;
    this.id = id;
    return Math.round(this.time);
  }
}
