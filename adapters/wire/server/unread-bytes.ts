/** `readyState` of a WebSocket that may be written to. */
export const openState = 1;

/** Bytes between two looks at how much waits, which cost more than a small message. */
const askStep = 64 * 1024;

/** Whether more waits for a client to read than may (docs/hosting.md, limits); known to 64 KiB. */
export class UnreadBytes {
  private unasked = 0;

  /**
   * @param limit most bytes that may wait
   * @param getWaiting how many wait now
   */
  constructor(
    private readonly limit: number,
    private readonly getWaiting: () => number,
  ) {}

  /** False when so many more bytes are too many; to be asked for each message. */
  mayAdd(bytes: number): boolean {
    this.unasked += bytes;
    if (this.unasked <= askStep) return true;
    this.unasked = 0;
    return this.getWaiting() <= this.limit;
  }
}
