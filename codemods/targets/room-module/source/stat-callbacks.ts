import { call } from "./requests";

type Watcher = ((ms: number) => unknown) | null;

/** Functions that watch the connection; each gets milliseconds. ¦ 观察连接状况的函数；参数均为毫秒。 */
export const StatCallbacks = {
  /** Round trip of a heartbeat. ¦ 心跳往返时间。 */
  onPingTime: null as Watcher,
  /** Between the smooth times of two frames. ¦ 两帧平滑时间之差。 */
  onFitFrameTime: null as Watcher,
  /** Between the arrivals of two frames. ¦ 两帧到达的间隔。 */
  onBstFrameRate: null as Watcher,
  /** Between two animation frames. ¦ 两次动画帧的间隔。 */
  onRenderFrameRate: null as Watcher,
};

// part: render
declare const requestAnimationFrame: ((callback: () => void) => unknown) | undefined;

// part: render
export function watchRendering(last: number): void {
  if (typeof requestAnimationFrame !== "function") return;
  requestAnimationFrame(() => {
    const now = Date.now();
    call(StatCallbacks.onRenderFrameRate, undefined, now - last);
    watchRendering(now);
  });
}
