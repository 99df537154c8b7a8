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
