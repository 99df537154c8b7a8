import { type Duplex } from "node:stream";

const works = Symbol("work when closed");

/**
 * Does some work when a stream has closed, with one listener for all of it: each game of a server waits for the end of each
 * socket, and Node takes more than ten listeners for a leak.
 */
export function onceClosed(stream: Duplex & { [works]?: (() => void)[] }, work: () => void): void {
  const known = stream[works];
  if (known) {
    known.push(work);
    return;
  }
  const all = [work];
  stream[works] = all;
  stream.once("close", () => {
    for (const each of all) each();
  });
}
