import { type WebSocket } from "ws";

/** How long anybody waits for a link that is not there yet, ms. */
export const linkPatience = 3000;

/** One other process: what waits to be sent to it, and who waits for its answers. */
export class LinkPeer {
  private link: WebSocket | undefined;
  /** Writes a batch of packets to the socket, past the library that owns it, which would make two pieces of it. */
  private write: (packets: readonly string[]) => unknown = () => undefined;
  /** Packets that were not sent yet, as JSON. */
  private readonly queue: string[] = [];
  private queued = 0;
  private readonly open = new Map<number, (answer: unknown) => void>();
  /** Runs while something waits for a link that is not there. */
  private waiting: NodeJS.Timeout | undefined;

  /** The link, when there is one. */
  get socket(): WebSocket | undefined {
    return this.link;
  }

  /** Sends over this socket from now on, in place of a former one. */
  use(socket: WebSocket, write: (packets: readonly string[]) => unknown): void {
    this.link?.terminate();
    this.link = socket;
    this.write = write;
  }

  /** Hands the answer with this number on; undefined when there will be none. */
  expect(number: number, onAnswer: (answer: unknown) => void): void {
    this.open.set(number, onAnswer);
  }

  /** An answer has come. */
  answer(number: number, answer: unknown): void {
    const onAnswer = this.open.get(number);
    this.open.delete(number);
    onAnswer?.(answer);
  }

  /**
   * Adds a packet to what is sent next.
   *
   * @returns characters that wait
   */
  add(packet: string): number {
    this.queue.push(packet);
    this.queued += packet.length;
    return this.queued;
  }

  /** Sends all that waits, when there is a link. */
  flush(): void {
    const { link } = this;
    if (!link || this.queue.length === 0) return;
    // It may have begun to close.
    if (link.readyState === link.OPEN) this.write(this.queue);
    this.forgetQueue();
  }

  /** What waits for a link waits for some seconds: calls of players would never be answered otherwise. */
  waitForLink(): void {
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      if (!this.link) this.giveUp();
    }, linkPatience);
    this.waiting.unref();
  }

  /** The link is broken: whoever asked is told that there is no answer, so nobody may carry it out later. */
  breakLink(): void {
    this.link = undefined;
    this.giveUp();
  }

  private giveUp(): void {
    this.forgetQueue();
    const answers = [...this.open.values()];
    this.open.clear();
    for (const onAnswer of answers) onAnswer(undefined);
  }

  private forgetQueue(): void {
    this.queue.length = 0;
    this.queued = 0;
  }
}
