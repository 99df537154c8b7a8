const signals = { SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Resolves at the first SIGINT or SIGTERM. From then on a second one ends the process at once, with the exit code that a
 * shell gives for the signal.
 */
export function waitForStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const [name, number] of Object.entries(signals)) {
      process.on(name, () => {
        if (isStopping) process.exit(128 + number);
        isStopping = true;
        resolve();
      });
    }
  });
}
