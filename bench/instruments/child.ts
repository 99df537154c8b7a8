import { type ChildProcess } from "node:child_process";

/** The next message of a child that has a key. Other libraries post on the same channel, so an answer is known by its key. */
export function hear<T extends object>(child: ChildProcess, key: keyof T & string): Promise<T> {
  return new Promise((resolve) => {
    const listen = (message: object): void => {
      if (!(key in message)) return;
      child.off("message", listen);
      resolve(message as T);
    };
    child.on("message", listen);
  });
}

/** Waits so many ms. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Lets the compiler of a server come to an end before anything is measured: under load it is at work for some seconds, the longer the
 * more code there is, on threads whose time counts. Two seconds, as it was once, put a tenth of the cost of a frame on that.
 */
export function warmUp(): Promise<void> {
  return pause(1000 * Number(process.env.BENCH_WARM_UP ?? 8));
}
