import * as net from "node:net";

/**
 * Ports that the system gives to nobody by itself: one of its own, found and let go again, may be given to any connection
 * of this machine before the test listens on it.
 */
const lowest = 12_000;
const highest = 30_000;

/**
 * Free ports, in rows that follow each other: the first port of each row.
 *
 * @param lengths of the rows
 */
export async function findFreePorts(...lengths: number[]): Promise<number[]> {
  const found: number[] = [];
  const taken = new Set<number>();
  for (const length of lengths) {
    for (;;) {
      const first = lowest + Math.floor(Math.random() * (highest - lowest));
      const row = Array.from({ length }, (_, index) => first + index);
      const free = await Promise.all(row.map(async (port) => !taken.has(port) && (await isFree(port))));
      if (!free.every(Boolean)) continue;
      for (const port of row) taken.add(port);
      found.push(first);
      break;
    }
  }
  return found;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
