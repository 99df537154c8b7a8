/** Real time that tests wait for something, ms. */
const patience = 60_000;

/** Waits in real time until something holds; for what tells nobody when it happens. */
export async function waitUntil(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + patience;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${what}: waited in vain`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/**
 * Resolves once everything has run that was armed before, for 1 ms at most: Node runs timers of one length in the order of their
 * arming. What has not run by then does not run.
 */
export async function waitForShortTimers(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  await new Promise((resolve) => setImmediate(resolve));
}
