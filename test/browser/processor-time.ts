import { type Page } from "playwright-core";

/**
 * Begins to count the processor time of a page's main thread.
 *
 * @returns what tells how much it was so far, ms; what other programs on the machine take is not in it
 */
export async function countProcessorTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    if (seconds === undefined) throw new Error("the browser does not tell TaskDuration");
    return seconds * 1000;
  };
}
