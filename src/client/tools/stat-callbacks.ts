/** MGOBE's `StatCallbacks`: functions that a game may set to watch the connection (spec mgobe-client §2.11). */
export interface StatCallbacks {
  /** Round-trip time of each heartbeat, ms. */
  onPingTime: ((time: number) => unknown) | null;
  /** Difference of the fitted times of two frames, ms. */
  onFitFrameTime: ((deltaTime: number) => unknown) | null;
  /** Time between two frames as they arrive, ms. */
  onBstFrameRate: ((deltaTime: number) => unknown) | null;
  /** Time between two animation frames of the platform, ms. */
  onRenderFrameRate: ((deltaTime: number) => unknown) | null;
}

/** The platform's `requestAnimationFrame`; undefined where there is none. */
export type AnimationFrames = ((callback: () => void) => unknown) | undefined;

/**
 * The object. The animation loop behind `onRenderFrameRate` runs only while a function is set there, so that loading the
 * library starts nothing.
 */
export function createStatCallbacks(
  now: () => number,
  requestFrame: AnimationFrames,
  report: (error: unknown) => void,
): StatCallbacks {
  let onRenderFrameRate: StatCallbacks["onRenderFrameRate"] = null;
  let isLooping = false;
  let last = 0;
  const tick = (): void => {
    const callback = onRenderFrameRate;
    if (typeof callback !== "function" || !requestFrame) {
      isLooping = false;
      return;
    }
    const time = now();
    try {
      callback(time - last);
    } catch (error) {
      report(error);
    }
    last = time;
    requestFrame(tick);
  };
  return {
    onPingTime: null,
    onFitFrameTime: null,
    onBstFrameRate: null,
    get onRenderFrameRate() {
      return onRenderFrameRate;
    },
    set onRenderFrameRate(callback) {
      onRenderFrameRate = callback;
      if (isLooping || typeof callback !== "function" || !requestFrame) return;
      isLooping = true;
      last = now();
      requestFrame(tick);
    },
  };
}
