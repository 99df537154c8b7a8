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
 * Resolves at the first signal to stop. From then on a second one ends the process at once, with the exit code that a
 * shell gives for the signal.
 */
export function waitForStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const [name, number] of Object.entries(getStopSignals(process.platform))) {
      process.on(name, () => {
        if (isStopping) process.exit(128 + number);
        isStopping = true;
        resolve();
      });
    }
  });
}
