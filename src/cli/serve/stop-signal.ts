type Signals = Readonly<Partial<Record<NodeJS.Signals, number>>>;

/**
 * Signals that stop a server, with their numbers. Windows tells so that its window is closed (SIGHUP) or Ctrl-Break was
 * pressed; elsewhere a server that was started with `nohup` has to live on at SIGHUP.
 */
export function getStopSignals(platform: NodeJS.Platform): Signals {
  const everywhere: Signals = { SIGINT: 2, SIGTERM: 15 };
  return platform === "win32" ? { ...everywhere, SIGHUP: 1, SIGBREAK: 21 } : everywhere;
}

/**
 * Calls back at a first signal that comes when the server is ending by another hand already: it ends nothing at once, and
 * whoever sent it has to know what does.
 *
 * @param otherHand resolves when somebody else ends the server
 */
export function onLateSignal(stopSignal: Promise<void>, otherHand: Promise<unknown>, say: () => void): void {
  let isEnding = false;
  void otherHand.then(() => (isEnding = true));
  void stopSignal.then(() => {
    if (isEnding) say();
  });
}

/**
 * Resolves at the first signal to stop. From then on a second one ends the process at once, with the exit code that a
 * shell gives for the signal.
 *
 * @param until ends the waiting: signals do again what they did before
 */
export function waitForStopSignal(until?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const [name, number] of Object.entries(getStopSignals(process.platform))) {
      const stop = (): void => {
        if (isStopping) process.exit(128 + number);
        isStopping = true;
        resolve();
      };
      process.on(name, stop);
      until?.addEventListener("abort", () => process.off(name, stop), { once: true });
    }
  });
}
