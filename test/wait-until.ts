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
