import { type Clock } from "./clock";

/**
 * Whether something settles within so many ms, in whatever way; it goes on if not.
 *
 * @example
 * if (!(await settlesWithin(file.close(), 5000, clock))) say("the disk does not answer");
 */
export async function settlesWithin(
  work: Promise<unknown>,
  patience: number,
  clock: Pick<Clock, "setTimeout" | "clearTimeout">,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(() => resolve(false), patience);
    const end = (): void => {
      clock.clearTimeout(timer);
      resolve(true);
    };
    work.then(end, end);
  });
}
